"""Documents into the library."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from qa.embedding import Embedder, PassageText
from qa.fetching import Fetcher
from qa.library import NewChunk
from qa.loading import Loaded, find_files, load, load_url
from qa.segmenting import Segment, chunk_document
from qa.settings import Settings
from qa.statements import find_statements
from qa.stores import Stores
from qa.types import Document, Span

# Chunks embedded at a time: enough to batch by length, few enough that a kill costs seconds of work and memory is bounded.
_BATCH_CHUNKS = 128


@dataclass(frozen=True, slots=True)
class Failure:
    """One file, line or address that didn't become a document, and why."""

    source: str
    cause: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What an ingest did, in documents."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    failures: tuple[Failure, ...] = ()

    def __str__(self) -> str:
        return f"added {self.added}, updated {self.updated}, unchanged {self.unchanged}, failed {len(self.failures)}"


@dataclass(slots=True)
class _Tally:
    counts: dict[str, int] = field(default_factory=lambda: {"added": 0, "updated": 0, "unchanged": 0})
    failures: list[Failure] = field(default_factory=list)

    def summary(self) -> Summary:
        return Summary(**self.counts, failures=tuple(self.failures))


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` files and addresses read, `documents` seen so far, `current` being read."""

    done: int
    total: int
    documents: int
    current: str


class Ingester:
    """Adds and updates documents. Each is one transaction; a bad one never stops the rest."""

    def __init__(self, stores: Stores, embedder: Embedder, settings: Settings) -> None:
        self._stores = stores
        self._embedder = embedder
        self._chunk_words = settings.chunk_words
        self._max_bytes = int(settings.max_file_mb * 1_000_000)
        self._private_urls = settings.allow_private_urls

    def ingest(self, sources: Sequence[Path | str], on_progress: Callable[[Progress], None] | None = None) -> Summary:
        """Files, folders with all below them, and addresses (as text) of pages, documents and feeds.

        Raises BusyError, LibraryError, ModelError; bad input ends in the summary.
        """
        tally = _Tally()
        urls = list(dict.fromkeys(source for source in sources if isinstance(source, str)))
        found = find_files([source for source in sources if isinstance(source, Path)])
        tally.failures += [Failure(failure.source, str(failure.error)) for failure in found.failures]
        total = len(found.files) + len(urls)
        seen = 0

        def documents(number: int, source: str, outcomes: Iterable[Loaded]) -> Iterator[Document]:
            nonlocal seen
            for loaded in outcomes:
                seen += 1
                if on_progress is not None:
                    on_progress(Progress(number, total, seen, source))
                if loaded.document is None:
                    tally.failures.append(Failure(loaded.source, str(loaded.error)))
                else:
                    yield loaded.document
            if on_progress is not None:
                on_progress(Progress(number + 1, total, seen, source))

        if found.files or not urls:
            each = (
                documents(number, str(path), load(path, max_bytes=self._max_bytes)) for number, path in enumerate(found.files)
            )
            self._add(chain.from_iterable(each), tally)
        fetcher = Fetcher(max_bytes=self._max_bytes, private=self._private_urls)
        for number, url in enumerate(urls, start=len(found.files)):
            # All of it first: whoever else wants to write needn't wait for a slow server.
            self._add(list(documents(number, url, load_url(url, fetcher))), tally)
        return tally.summary()

    def add(self, documents: Iterable[Document]) -> Summary:
        """Documents that are loaded already."""
        tally = _Tally()
        self._add(documents, tally)
        return tally.summary()

    def restore(self, name: str) -> Document:
        """Add the document with this id or source again, which was removed within the last day. Raises NotFoundError."""
        document = self._stores.library.removals.get(name)
        self.add([document])
        return document

    def _add(self, documents: Iterable[Document], tally: _Tally) -> None:
        self._stores.library.claim_model(self._embedder.name)
        batch: list[tuple[Document, tuple[Segment, ...]]] = []
        for document in documents:
            if self._stores.library.holds(document) and all(document.id != other.id for other, _ in batch):
                tally.counts["unchanged"] += 1
                continue
            segments = chunk_document(document, self._chunk_words)
            if not segments:
                cause = f"{document.source} holds no sentence to quote, only page furniture"
                tally.failures.append(Failure(document.source, cause))
                continue
            batch.append((document, segments))
            if sum(len(segments) for _, segments in batch) >= _BATCH_CHUNKS:
                self._store(batch, tally)
                batch = []
        self._store(batch, tally)

    def _store(self, batch: Sequence[tuple[Document, tuple[Segment, ...]]], tally: _Tally) -> None:
        """Embed the whole batch, commit document by document, then index what was committed."""
        vectors = iter(
            self._embedder.embed_passages(
                [_passage_text(document, segment) for document, segments in batch for segment in segments]
            )
        )
        try:
            for document, segments in batch:
                chunks = [
                    NewChunk(segment.chunk, segment.sentences, pooled.chunk, pooled.sentences)
                    for segment, pooled in zip(segments, vectors, strict=False)
                ]
                outcome, _ = self._stores.library.put(document, chunks, find_statements(document))
                tally.counts[outcome] += 1
        finally:
            # Also when a commit failed half-way: what was committed before it is indexed.
            self._stores.catch_up()


def _passage_text(document: Document, segment: Segment) -> PassageText:
    start = segment.chunk.start
    return PassageText(
        title=document.title,
        text=segment.chunk.of(document.text),
        sentences=tuple(Span(sentence.start - start, sentence.end - start) for sentence in segment.sentences),
    )
