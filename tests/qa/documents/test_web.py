"""Addresses → documents: each format by what it is, one document however it was reached, feeds article by article."""

from pathlib import Path

import pytest

from qa.documents.formats.registry import RECOGNITION, is_installed
from qa.documents.outcome import Loaded
from qa.documents.web import is_url, load_url
from qa.types import Document
from tests.qa.documents.fetching.sites import fetcher, moved, page, site
from tests.qa.documents.files import PROSE
from tests.qa.documents.making import column, docx, epub, paragraph, pdf

PDF = pdf([column(["The harbour is closed."])])


def article(title: str, head: str = "") -> str:
    return (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1><p>{PROSE}</p></article></body></html>"
    )


def outcomes(url: str) -> list[Loaded]:
    return list(load_url(url, fetcher()))


def document(url: str) -> Document:
    [loaded] = outcomes(url)
    assert loaded.document, loaded.error
    return loaded.document


def error(url: str) -> str:
    [loaded] = outcomes(url)
    assert loaded.error
    assert str(loaded.error).startswith(loaded.source)
    assert "\n" not in str(loaded.error)
    return str(loaded.error)


@pytest.mark.parametrize(
    ("source", "is_one"),
    [
        ("https://example.com/a", True),
        ("HTTP://example.com", True),
        ("file:///etc/passwd", True),  # so that it is refused as an address
        ("articles/a.txt", False),
        ("C:\\a.txt", False),
        ("a:b", False),
        ("weird ://name", False),
    ],
)
def test_an_address_is_told_from_a_path(source: str, is_one: bool) -> None:
    assert is_url(source) is is_one


def test_an_address_tells_by_its_fingerprint_whether_it_was_read_like_this_before() -> None:
    with site({"/a": page(article("Leaders Meet"))}) as here:
        first, again = (outcomes(here.url("/a"))[0].fingerprint for _ in range(2))
        here.answers["/a"] = page(article("Leaders Part"))
        assert first == again != outcomes(here.url("/a"))[0].fingerprint
        assert first is not None


def test_a_page_is_stored_under_its_final_address_with_what_it_declares() -> None:
    head = "<meta name='author' content='Ann Lee'><meta property='article:published_time' content='2021-03-17T10:00:00Z'>"
    with site({"/old": moved("/new#top"), "/new": page(article("Leaders Meet", head))}) as here:
        found = document(here.url("/old"))
    assert found.source == found.url == here.url("/new")
    assert (found.title, found.author, found.published) == ("Leaders Meet", "Ann Lee", "2021-03-17")
    assert PROSE in found.text


@pytest.mark.parametrize(
    ("canonical", "kept"),
    [
        ("{here}/story", True),
        ("/story", False),  # trafilatura knows none but whole addresses
        ("{here}/story#part", True),
        ("{here}/", False),  # a front page is no article
        ("https://elsewhere.example/story", False),  # nobody may pass for another site
        ("http://127.0.0.1:1/story", False),
        ("javascript:alert(1)", False),
        ("http://a:b@127.0.0.1/story", False),
    ],
)
def test_a_page_is_stored_under_the_canonical_address_that_its_site_may_declare(canonical: str, kept: bool) -> None:
    with site() as here:
        link = f"<link rel='canonical' href='{canonical.format(here=here.url(''))}'>"
        here.answers["/a?from=feed"] = page(article("Leaders Meet", link))
        assert document(here.url("/a?from=feed")).source == here.url("/story" if kept else "/a?from=feed")


@pytest.mark.parametrize(
    ("path", "kind", "body", "words"),
    [
        ("/a", "application/pdf", PDF, "The harbour is closed."),
        ("/a.pdf", "text/html", PDF, "The harbour is closed."),  # the type is wrong
        ("/a", "application/octet-stream", PDF, "The harbour is closed."),
        ("/a.docx", "application/octet-stream", docx(paragraph(PROSE)), PROSE),
        ("/a", "application/epub+zip", epub({"a.xhtml": f"<p>{PROSE}</p>"}), PROSE),
        ("/a", "text/plain", PROSE.encode(), PROSE),
        ("/a", "text/plain; charset=windows-1251", "Президент сказал".encode("cp1251"), "Президент сказал"),
        ("/a", "text/html; charset=iso-8859-1", article("Déjà vu").encode("cp1252"), "Leaders met"),
        ("/a.md", "text/plain", b"---\ntitle: x\n---\n# Title\n\nWords.", "# Title\n\nWords."),
        ("/a", "application/xml", b"<?xml version='1.0'?>" + article("X").replace("<html", "<html xmlns='x'").encode(), PROSE),
        ("/a.txt", "", PROSE.encode(), PROSE),
    ],
)
def test_what_comes_is_read_as_what_it_is(path: str, kind: str, body: bytes, words: str) -> None:
    with site({path: page(body, kind)}) as here:
        assert words in document(here.url(path)).text


@pytest.mark.parametrize(
    ("kind", "body", "cause"),
    [
        (
            "image/gif",
            b"GIF89a",
            "is of type image/gif; supported: plain text, Markdown, HTML, PDF, DOCX, ODT, RTF, EPUB, PPTX, XLSX, CSV, e-mail, ",
        ),
        # Or, where the extra isn't installed, that it is needed.
        ("image/png", b"\x89PNG\r\n", "is damaged, or no PNG" if is_installed(RECOGNITION) else "need the extra ocr"),
        ("application/json", b"{}", "is of type application/json"),
        ("", b"words", "is of no type that tells what it is; save it and add the file"),
        ("text/html; charset=utf-8", b"<p>D\xe9j\xe0 \xff\xfe vu \xe2\x82\xac</p>", "; save its text as UTF-8 and add that"),
        ("application/octet-stream", b"\x7fELF", "is of no type that tells what it is"),
        ("text/html", b"\x89PNG\r\n\0", "a binary file (a PNG image)"),
        ("text/plain", b"words\0words", "a binary file (it holds bytes that no text has)"),
        ("text/html", b"<html></html>", "no main text in this page"),
        ("application/pdf", b"<html>no PDF</html>", "is damaged, or no PDF"),
        ("text/xml", b"<x/>", "is text/xml, but no RSS or Atom feed"),
        ("application/zip", b"PK\x03\x04 and no more", "is damaged"),
        ("text/plain", b" \n ", "is empty"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_cause(kind: str, body: bytes, cause: str) -> None:
    with site({"/a": page(body, kind)}) as here:
        assert cause in error(here.url("/a"))


# Feeds


def rss(*items: str) -> str:
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>{''.join(items)}</channel></rss>"


def item(link: str) -> str:
    return f"<item><title>t</title><link>{link}</link></item>"


def test_each_article_of_a_feed_is_a_document_and_a_bad_one_stops_nothing() -> None:
    feed = rss(*map(item, ("/1", "/gone", "http://[bad", "/2", "/1", "http://user:secret@127.0.0.1/")))
    with site({"/feed": page(feed, "application/rss+xml"), "/1": page(article("One")), "/2": page(article("Two"))}) as here:
        found = outcomes(here.url("/feed"))
    assert [each.document.title for each in found if each.document] == ["One", "Two"]
    failures = [str(each.error) for each in found if each.error]
    assert failures[0] == f"{here.url('/gone')}: it isn't there (status 404)"
    assert "http://[bad" in failures[1]
    assert "has a user name or password in it" in failures[2]
    assert len(found) == 5


@pytest.mark.parametrize(
    "feed",
    [
        "<feed xmlns='http://www.w3.org/2005/Atom'><link href='/'/><entry><link rel='self' href='/x'/>"
        "<link href='/1'/></entry></feed>",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
        "<item><link>/1</link></item></rdf:RDF>",
        "<!-- made by hand --><rss><channel><item><guid>{here}/1</guid></item></channel></rss>",
        "<rss><channel><item><link> /1 </link><description>broken & markup</description></item>",
    ],
    ids=["Atom", "RSS 1.0", "by GUID", "broken"],
)
def test_every_kind_of_feed_is_read_whatever_its_type_says(feed: str) -> None:
    with site({"/1": page(article("One"))}) as here:
        here.answers["/feed"] = page(feed.format(here=here.url("")), "text/html")
        assert document(here.url("/feed")).title == "One"


def test_a_feed_without_articles_and_a_feed_in_a_feed_are_named() -> None:
    with site() as here:
        here.answers["/empty"] = page(rss(), "text/xml")
        here.answers["/outer"] = page(rss(item("/outer")), "text/xml")
        assert "is a feed without articles" in error(here.url("/empty"))
        assert "is a feed in a feed; give its address by itself" in error(here.url("/outer"))


def test_a_feed_gives_its_first_fifty_articles() -> None:
    with site({f"/{n}": page(article(str(n))) for n in range(60)}) as here:
        here.answers["/feed"] = page(rss(*(item(f"/{n}") for n in range(60))), "application/rss+xml")
        assert len(outcomes(here.url("/feed"))) == 50
    assert "/50" not in here.paths


def test_a_feed_cannot_read_files_or_swell(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("SECRET")
    entities = (
        f"<!DOCTYPE rss [<!ENTITY e SYSTEM '{(tmp_path / 'secret').as_uri()}'>]><rss><item><link>/&e;</link></item></rss>"
    )
    swelling = "".join(f"<!ENTITY e{n + 1} '{f'&e{n};' * 10}'>" for n in range(9))
    bomb = f"<!DOCTYPE rss [<!ENTITY e0 'words'>{swelling}]><rss><item><link>/&e9;</link></item></rss>"
    for feed in (entities, bomb):
        with site() as here:
            here.answers["/feed"] = page(feed, "application/rss+xml")
            message = error(here.url("/feed"))
        assert "SECRET" not in message
        assert len(message) < 500
        assert not any("SECRET" in request for request in here.requests)
