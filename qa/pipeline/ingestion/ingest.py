"""Documents into the library."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from qa.attribution.answers import bring_up_to_date
from qa.documents.fetching import Fetcher
from qa.documents.files import find_files, load
from qa.documents.layout import headings_in
from qa.documents.loader_documents import LoaderDocument, load_documents
from qa.documents.outcome import DocumentChecks, Loaded
from qa.documents.web import load_url
from qa.embedding import Embedder, open_embedder
from qa.pipeline.ingestion.ingest_progress import Following, IngestProgress
from qa.pipeline.ingestion.pieces import USUAL_PIECES, Pieces, Work, anew, embedded
from qa.pipeline.ingestion.preparing import Preparer
from qa.pipeline.library_model import LibraryModel, current_model
from qa.settings import Settings, load_settings
from qa.store import Stores
from qa.store.sql import NewChunk, NewDocument, Outcome
from qa.types import Document
from qa.types.errors import LoadError, ModelChangedError, NotFoundError
from qa.types.service_values import Failure

# What is told of a document that is somebody else's.
_SHUT = "you may not change what has this name or address; give yours another name, or ask an administrator"

# A mailbox may have a hundred thousand.
_MOST_TOLD = 1_000


@dataclass(frozen=True, slots=True)
class Summary:
    """What an ingest did, in documents. `skipped`: how many files of folders aren't of a kind that is read, by suffix;
    `outside`: how many links lead out of them. `documents` are the ids of those that are there now, the first 1,000.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    failures: tuple[Failure, ...] = ()
    skipped: Mapping[str, int] = field(default_factory=dict)
    documents: tuple[str, ...] = ()
    outside: int = 0

    def __str__(self) -> str:
        return f"added {self.added}, updated {self.updated}, unchanged {self.unchanged}, failed {len(self.failures)}"


class Stopped(KeyboardInterrupt):
    """Ctrl-C while files are ingested; `summary` is what was done until then."""

    def __init__(self, summary: Summary) -> None:
        super().__init__(str(summary))
        self.summary = summary


@dataclass(slots=True)
class _Tally:
    """`arrived` are the ids of documents there were already that have yet to be put into `collections` (ids).

    What is only in `closed` collections (ids) isn't changed. `limited` are those that were limited to some people at first.
    """

    collections: Sequence[str] = ()
    closed: Sequence[str] = ()
    limited: frozenset[str] = frozenset()
    tell: Callable[[int], bool] | None = None
    arrived: list[str] = field(default_factory=list)
    named: DocumentChecks = field(default_factory=DocumentChecks)
    counts: dict[str, int] = field(default_factory=lambda: {"added": 0, "updated": 0, "unchanged": 0})
    failures: list[Failure] = field(default_factory=list)
    skipped: Mapping[str, int] = field(default_factory=dict)
    outside: int = 0
    documents: dict[str, None] = field(default_factory=dict)

    def count(self, outcome: Outcome, document_id: str) -> None:
        self.counts[outcome] += 1
        if len(self.documents) < _MOST_TOLD:
            self.documents[document_id] = None

    def summary(self) -> Summary:
        failures, documents = tuple(self.failures), tuple(self.documents)
        return Summary(**self.counts, failures=failures, skipped=self.skipped, documents=documents, outside=self.outside)


class Ingester:
    """Adds and updates documents. Each is one transaction; a bad one never stops the rest."""

    def __init__(self, stores: Stores, embedder: Embedder, settings: Settings, *, pieces: Pieces = USUAL_PIECES) -> None:
        self._stores = stores
        self._pieces = pieces
        self._embedder = embedder
        self._settings = settings
        self._max_bytes = int(settings.max_file_mb * 1_000_000)

    def ingest(
        self,
        sources: Sequence[Path | str],
        on_progress: Callable[[IngestProgress], None] | None = None,
        *,
        collections: Sequence[str] = (),
        closed: Sequence[str] = (),
    ) -> Summary:
        """Add files, folders with all below them, and addresses (as text) of pages, documents and feeds.

        What is found there is put into the collections (ids), unless somebody deletes one meanwhile. A document that is only in
        `closed` collections (ids) stays as it is. Raises BusyError, LibraryError, ModelError, and Stopped for Ctrl-C; bad input
        ends in the summary.
        """
        tally = _Tally(collections, closed, self._stores.library.collections.limited(collections))
        urls = list(dict.fromkeys(source for source in sources if isinstance(source, str)))
        try:
            found = find_files([source for source in sources if isinstance(source, Path)])
            tally.skipped, tally.outside = found.skipped, found.outside
            tally.failures += [Failure(failure.source, str(failure.error)) for failure in found.failures]
            following = Following(found.files, urls, on_progress)
            if found.files or not urls:
                known = self._stores.library.holds_original
                each = (
                    following.follow(number, str(path), load(path, max_bytes=self._max_bytes, known=known))
                    for number, path in enumerate(found.files)
                )
                self._add(chain.from_iterable(each), tally)
            fetcher = Fetcher(max_bytes=self._max_bytes, private=self._settings.allow_private_urls)
            for number, url in enumerate(urls, start=len(found.files)):
                # All of it first: whoever else wants to write needn't wait for a slow server.
                self._add(list(following.follow(number, url, load_url(url, fetcher))), tally)
        except KeyboardInterrupt as exc:
            raise Stopped(tally.summary()) from exc
        return tally.summary()

    def add(self, documents: Iterable[Document | LoaderDocument], *, collections: Sequence[str] = ()) -> Summary:
        """Add documents that are loaded already: ours, and those that a document loader of LangChain yields."""
        return self.take(load_documents(documents), collections=collections)

    def take(
        self,
        outcomes: Iterable[Loaded],
        tell: Callable[[int], bool] | None = None,
        *,
        collections: Sequence[str] = (),
        closed: Sequence[str] = (),
    ) -> Summary:
        """Add what `qa.documents` has read, and `tell` now and then how many of several documents are in; go no further where
        that returns False. What is only in `closed` collections (ids) stays as it is."""
        tally = _Tally(collections, closed, self._stores.library.collections.limited(collections), tell)
        self._add(outcomes, tally)
        return tally.summary()

    def restore_all(self, names: Sequence[str]) -> tuple[Document, ...]:
        """Add the documents with these ids or sources again, which were removed within the last day; return them without those
        that can't be restored."""
        found, library = [], self._stores.library
        for name in names:
            with suppress(NotFoundError):
                found.append(library.trash.get(name))
        again = (Loaded.of(document, layout=library.files.layout(document)) for document in found)
        failed = {failure.source for failure in self.take(again).failures}
        return tuple(document for document in found if document.source not in failed)

    def _add(self, outcomes: Iterable[Loaded], tally: _Tally) -> None:
        """Reading, embedding and writing overlap: the model's threads embed what was read while this one reads and writes.

        A document is committed once all of it is embedded, so a run that is stopped leaves whole documents only, and the next
        one does what is missing.
        """
        embedder = current_model(self._embedder)
        self._stores.library.claim_model(embedder.name)
        under_way: Counter[str] = Counter()
        unindexed = 0
        try:
            with (
                closing(Preparer(self._settings.chunk_words, self._settings.document_timeout)) as preparer,
                closing(embedded(self._new(outcomes, preparer, under_way, tally), embedder, self._pieces)) as works,
            ):
                for arrivals in works:
                    # Together: a commit for each took a fifth of the time that storing took.
                    outcomes_of = self._put(arrivals, tally, embedder.name)
                    for new, outcome in zip(arrivals, outcomes_of, strict=True):
                        under_way[new.document.id] -= 1
                        tally.count(outcome, new.document.id)
                        unindexed += len(new.chunks)
                    self._collect(tally)
                    if tally.tell is not None and (done := sum(tally.counts.values())) > 1 and not tally.tell(done):
                        break
                    if unindexed >= self._pieces.indexed:
                        self._stores.catch_up()
                        unindexed = 0
        finally:
            # Also when it was stopped half-way: what was committed before that is indexed, and its speakers are told apart.
            self._stores.catch_up()
            bring_up_to_date(self._stores.library)
        self._collect(tally)

    def _collect(self, tally: _Tally) -> None:
        """Put documents that were there already into the collections, all at once: a folder looked at again has thousands."""
        for collection in tally.collections if tally.arrived else ():
            with suppress(NotFoundError):
                self._stores.library.collections.put(collection, tally.arrived)
        tally.arrived.clear()

    def _new(self, outcomes: Iterable[Loaded], preparer: Preparer, under_way: Counter[str], tally: _Tally) -> Iterator[Work]:
        """Yield the documents that have to be embedded, count the others. `under_way` counts those that are not stored yet."""
        for loaded in map(tally.named.checked, outcomes):
            document = loaded.document
            known = Document.id_of(loaded.source) if document is None else document.id
            if tally.closed and self._stores.library.rights.only_in(tally.closed, [known]):
                tally.failures.append(Failure(loaded.source, _SHUT))
            elif document is None:
                if loaded.unchanged:
                    tally.arrived.append(known)
                    tally.count("unchanged", known)
                else:
                    tally.failures.append(Failure(loaded.source, str(loaded.error)))
            else:
                held = not under_way[document.id] and self._stores.library.holds(document)
                try:
                    work = self._work(document, loaded, preparer, held=held)
                except LoadError as exc:
                    tally.failures.append(Failure(document.source, str(exc)))
                    continue
                if work is None:
                    tally.arrived.append(document.id)
                    tally.count("unchanged", document.id)
                else:
                    under_way[document.id] += 1
                    yield work

    def _work(self, document: Document, loaded: Loaded, preparer: Preparer, *, held: bool) -> Work | None:
        """Cut a document for embedding; None where this version is `held`, and nothing is to be embedded. Raises LoadError.

        What was read from another file, or from this one by an earlier program, may be cut otherwise now.
        """
        library, fingerprint, file = self._stores.library, loaded.fingerprint, loaded.original
        if file is not None and file.size > int(self._settings.pages_mb * 1_000_000):
            file = None
        known = held and (fingerprint is None or library.holds_original(document.source, fingerprint))
        if not known:
            prepared = preparer.prepare(document, headings_in(loaded.layout))
            if not prepared.segments:
                raise LoadError(f"{document.source} holds no sentence to quote, only page furniture")
            if not (held and library.reads_as(document, prepared.segments, prepared.statements)):
                done: list[NewChunk] = []
                new = NewDocument(document, done, prepared.statements, fingerprint, file, loaded.layout, reread=held)
                return Work(new, prepared.segments, done)
        if fingerprint is not None and not (known and file is None):
            library.note_original(document, fingerprint, file, loaded.layout)
        return None

    def _put(self, arrivals: Sequence[NewDocument], tally: _Tally, model: str) -> list[Outcome]:
        """Store what this model has embedded; once more where the library has changed to another one meanwhile."""
        while True:
            try:
                return self._stores.library.put_all(arrivals, tally.collections, model, tally.limited)
            except ModelChangedError:
                embedder = current_model(self._embedder)
                if embedder.name == model:
                    raise  # this ingester has no other
                model, arrivals = embedder.name, [anew(new, embedder) for new in arrivals]


def add(documents: Iterable[Document | LoaderDocument], settings: Settings | None = None) -> Summary:
    """Add documents to the library of these settings, by default the user's own.

    Takes what any document loader of LangChain yields. A document's source is its metadata's "source", or else its id. Raises
    BusyError, LibraryError, ModelError, SettingsError; a bad document ends in the summary.
    """
    settings = settings or load_settings()
    with Stores(settings) as stores:
        return Ingester(stores, LibraryModel(stores.library, settings, open_embedder(settings)), settings).add(documents)
