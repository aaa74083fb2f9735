import hashlib
import json

from qa.documents.files import load
from qa.service.cli.ask import ARTICLE as SAMPLE
from tests.support import ARTICLE, CORPUS


def test_the_manifest_describes_every_article_as_it_is() -> None:
    manifest = json.loads((CORPUS / "manifest.json").read_text(encoding="utf-8"))
    articles = sorted(path.name for path in CORPUS.iterdir() if path.name != "manifest.json")
    assert sorted(entry["file"] for entry in manifest["documents"]) == articles
    for entry in manifest["documents"]:
        path = CORPUS / entry["file"]
        (loaded,) = load(path, max_bytes=10**6)
        assert hashlib.sha256(path.read_bytes()).hexdigest() == entry["sha256"]
        assert loaded.document is not None
        assert (loaded.document.title, loaded.document.published) == (entry["title"], entry["published"])


def test_the_article_that_comes_with_the_program_is_that_of_the_corpus() -> None:
    assert SAMPLE.read_bytes() == ARTICLE.read_bytes()
