"""Ingest beside the bare embedding of the same chunks, turn about; and the same again when nothing has changed."""

import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from eval.benchmarks.newsroom import Newsroom
from eval.benchmarks.resources import peak_megabytes, reset_peak
from qa.embedding import Embedder, PassageText, open_embedder
from qa.ingesting import Ingester
from qa.segmenting import chunk_document
from qa.settings import Settings
from qa.stores import Stores
from qa.types import Document

Figures = dict[str, Any]
_FIRST = 20_000_000  # number of the first article: none that the growing library has


def pace(settings: Settings, rounds: int, chunks: int, done: int) -> Iterator[Figures]:
    """A round's figures; each has articles of its own. `done` rounds were made before."""
    embedder = open_embedder(settings)
    for number in range(done, done + rounds):
        documents = _documents(_FIRST + number * 10_000, chunks, settings.chunk_words)
        takes = {}
        for what in ("bare", "ingest") if number % 2 else ("ingest", "bare"):
            takes[what] = _bare(embedder, documents, settings) if what == "bare" else _ingest(embedder, documents, settings)
        yield {**takes["bare"], **takes["ingest"]}


def _documents(first: int, chunks: int, chunk_words: int) -> list[Document]:
    found: list[Document] = []
    total = 0
    for story in Newsroom().stories(first):
        if total >= chunks:
            break
        total += len(chunk_document(story.document, chunk_words))
        found.append(story.document)
    return found


def _bare(embedder: Embedder, documents: list[Document], settings: Settings) -> Figures:
    """The model alone: all texts in hand, no sentences pooled, nothing stored."""
    passages = [
        PassageText(document.title, segment.chunk.of(document.text), ())
        for document in documents
        for segment in chunk_document(document, settings.chunk_words)
    ]
    started, used = perf_counter(), process_time()
    embedder.embed_passages(passages)
    return {"chunks": len(passages), "bare_s": perf_counter() - started, "bare_cpu_s": process_time() - used}


def _ingest(embedder: Embedder, documents: list[Document], settings: Settings) -> Figures:
    reset_peak()
    with Stores(settings) as stores:
        ingester, before = Ingester(stores, embedder, settings), stores.library.chunk_count
        started, used = perf_counter(), process_time()
        summary = ingester.add(documents)
        figures = {"ingest_s": perf_counter() - started, "ingest_cpu_s": process_time() - used}
        assert summary.added == len(documents), summary
        started, used = perf_counter(), process_time()
        assert ingester.add(documents).unchanged == len(documents)
        figures |= {"again_s": perf_counter() - started, "again_cpu_s": process_time() - used}
    return {**figures, "before": before, "documents": len(documents), "peak_mb": peak_megabytes()}


def again(settings: Settings) -> Figures:
    """All of the library once more, from one .jsonl file with nothing changed; and a thousand web pages."""
    embedder = open_embedder(settings)
    with Stores(settings) as stores, tempfile.TemporaryDirectory() as folder:
        number = stores.library.document_count
        path = Path(folder) / "articles.jsonl"
        _write(path, number)
        started, used = perf_counter(), process_time()
        summary = Ingester(stores, embedder, settings).ingest([path])
        return {
            "documents": number,
            "unchanged": summary.unchanged,
            "again_s": perf_counter() - started,
            "again_cpu_s": process_time() - used,
        }


def _write(path: Path, number: int) -> None:
    import json

    with path.open("w", encoding="utf-8") as file:
        for story in islice(Newsroom().stories(), number):
            document = story.document
            row = {key: getattr(document, key) for key in ("source", "title", "text", "published")}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
