"""A library of two articles, which the lessons are retrieved from."""

import json
from pathlib import Path

import pytest

from qa.embedding import Embedder
from qa.pipeline.ingestion.ingest import Ingester
from qa.settings import Settings
from qa.store import Stores
from qa.types import Document

FERRY = Document.create(
    source="https://news.example/ferry",
    title="Ferry",
    text="The ferry to Lund stopped in May. Captain Ida Berg blamed a broken shaft. Tickets are refunded.",
)
BRIDGE = Document.create(
    source="https://news.example/bridge", title="Bridge", text="The bridge of Genoa was opened in 1999. Nobody came."
)


@pytest.fixture
def two_articles(data_dir: Path, embedder: Embedder) -> Path:
    """The data directory that holds FERRY and BRIDGE."""
    settings = Settings(data_dir=data_dir)
    with Stores(settings) as stores:
        Ingester(stores, embedder, settings).add([FERRY, BRIDGE])
    return data_dir


@pytest.fixture
def asked_of_two_articles(tmp_path: Path) -> Path:
    """A gold set of two questions: FERRY answers the first one in its second sentence, nothing the other."""
    place = {"document": FERRY.source, "start": FERRY.text.index("Captain"), "end": FERRY.text.index(" Tickets")}
    why = {"question": "Why did the Lund ferry stop?", "answerable": True, "answers": ["a broken shaft"], "spans": [place]}
    asked = [
        why | {"documents": [FERRY.source]},
        {"question": "Who opened the Lund tunnel?", "answerable": False, "answers": []},
    ]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join(json.dumps(each) + "\n" for each in asked), encoding="utf-8")
    return gold
