"""Ingest beside the bare embedding of the same chunks, turn about; and the same again when nothing has changed."""

import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from eval.benchmarks.newsroom import Newsroom, Story
from eval.benchmarks.resources import memory_watched, processor_seconds, timed
from eval.datasets import write_json_lines
from qa.documents.chunking import chunk_document
from qa.embedding import Embedder, PassageText, in_subprocess, open_embedder
from qa.pipeline.ingestion.ingest import Ingester
from qa.settings import Settings
from qa.store import Stores
from qa.types import Document

Figures = dict[str, Any]
_FIRST = 20_000_000  # number of the first article: none that the growing library has


def pace(settings: Settings, rounds: int, chunks: int, done: int, every: int = 1) -> Iterator[Figures]:
    """A round's figures; each has articles of its own. `done` rounds were made before.

    All articles are ingested, and one of `every` so many embedded bare, so that long rounds needn't take twice as long.
    """
    embedder = open_embedder(settings)
    for number in range(done, done + rounds):
        documents = newsroom_documents(_FIRST + number * 10_000, chunks, settings.chunk_words)
        takes = {}
        for what in ("bare", "ingest") if number % 2 else ("ingest", "bare"):
            bare = what == "bare"
            takes[what] = _bare(embedder, documents[::every], settings) if bare else _ingest(embedder, documents, settings)
        yield {**takes["bare"], **takes["ingest"]}


def newsroom_documents(first: int, chunks: int, chunk_words: int) -> list[Document]:
    """Articles from this number on that have so many chunks together."""
    found: list[Document] = []
    total = 0
    for story in Newsroom().stories(first):
        if total >= chunks:
            break
        total += len(chunk_document(story.document, chunk_words))
        found.append(story.document)
    return found


def _bare(embedder: Embedder, documents: list[Document], settings: Settings) -> Figures:
    """The model alone, in a process of its own as for long work: all texts in hand, no sentences pooled, nothing stored."""
    passages = [
        PassageText(document.title, segment.chunk.of(document.text), ())
        for document in documents
        for segment in chunk_document(document, settings.chunk_words)
    ]
    with timed(processor_seconds) as whole, in_subprocess(embedder) as other:
        other.embed_passages(passages[:1])  # it has started
        with timed() as took:
            other.embed_passages(passages)
    return {"bare_chunks": len(passages), "bare_s": took.clock, "bare_cpu_s": whole.processor}


def _ingest(embedder: Embedder, documents: list[Document], settings: Settings) -> Figures:
    with Stores(settings) as stores, memory_watched() as peak:
        ingester, before = Ingester(stores, embedder, settings), stores.library.chunk_count
        with timed(processor_seconds) as first:
            summary = ingester.add(documents)
        assert summary.added == len(documents), summary
        chunks = stores.library.chunk_count - before
        with timed(processor_seconds) as once_more:
            assert ingester.add(documents).unchanged == len(documents)
    return {
        "ingest_s": first.clock,
        "ingest_cpu_s": first.processor,
        "chunks": chunks,
        "again_s": once_more.clock,
        "again_cpu_s": once_more.processor,
        "before": before,
        "documents": len(documents),
        "peak_mb": peak(),
    }


def again(settings: Settings) -> Figures:
    """All of the library once more, from one .jsonl file with nothing changed; and a thousand web pages."""
    embedder = open_embedder(settings)
    with Stores(settings) as stores, tempfile.TemporaryDirectory() as folder:
        number = stores.library.document_count
        path = Path(folder) / "articles.jsonl"
        write_json_lines(path, map(_row, islice(Newsroom().stories(), number)))
        with timed(processor_seconds) as took:
            unchanged = Ingester(stores, embedder, settings).ingest([path]).unchanged
        return {"documents": number, "unchanged": unchanged, "again_s": took.clock, "again_cpu_s": took.processor}


def _row(story: Story) -> dict[str, str]:
    return {key: getattr(story.document, key) for key in ("source", "title", "text", "published")}
