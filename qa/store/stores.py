"""The library and its vector index, searched as one."""

import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from qa.settings import Settings
from qa.store.index_keeper import IndexKeeper
from qa.store.sql import Library, OnProgress
from qa.store.vectors import VectorHit, VectorIndex
from qa.types import DocumentSummary
from qa.types.documents import document_of
from qa.types.errors import LibraryError, NotFoundError, VectorIndexError

# "one_query": for a single question, for which a small library needs no index. "command": for one command, which waits for the
# index at its start. "session": a thread keeps the index in step. "server": a session, and no second server may use the folder.
StoreMode = Literal["one_query", "command", "session", "server"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When looking at every vector is faster than the index, and how many the index is asked for; all in chunks."""

    # Up to so many chunks a single question looks at every vector, and Chroma isn't even imported: `qa ask` takes 1.0 s
    # instead of 1.4 with 3,000 chunks, 1.4 instead of 1.9 with 50,000, and as long with 250,000.
    single: int = 100_000
    # With more than this waiting, looking at every vector is faster than asking an index that is being written.
    waiting: int = 5000
    # The index is asked for as many more as are waiting, since some may be gone; not for more than this.
    gone: int = 500
    # The least that the index is asked for where only some documents' chunks are wanted. With 302,000 vectors it takes 11 ms
    # for 500, 72 for 5,700.
    least: int = 500


USUAL_THRESHOLDS = Thresholds()


def nearest_chunks(
    library: Library,
    index: VectorIndex,
    due: int,
    vector: NDArray[np.float32],
    limit: int,
    documents: frozenset[str] | None,
    thresholds: Thresholds = USUAL_THRESHOLDS,
) -> tuple[tuple[str, float], ...] | None:
    """(chunk id, cosine), best first; a few more than `limit` where some of them are gone.

    `due` chunks have come or gone since the index last heard. None where looking at every vector is faster, or where the index
    knows of too few that are of these documents. Raises LibraryError, VectorIndexError.
    """
    asked = [limit] if documents is None else _asked_within(library, documents, limit, thresholds.least)
    if not asked or due > thresholds.waiting:
        return None
    # Looked at before the index: what leaves this list meanwhile is in the index.
    waiting = library.vectors.nearest(vector, limit, documents, due_only=True) if due else ()
    more = min(due, thresholds.gone)
    for number in asked:
        scores = {hit.chunk_id: hit.score for hit in index.search(vector, number + more)}
        if documents is not None:
            scores = {chunk: score for chunk, score in scores.items() if document_of(chunk) in documents}
        if documents is None or len(scores) >= limit:
            scores |= dict(waiting)
            return tuple(sorted(scores.items(), key=lambda hit: (-hit[1], hit[0]))[: limit + more])
    return None


def _asked_within(library: Library, documents: frozenset[str], limit: int, least: int) -> list[int]:
    """How many of the nearest to ask the index for: enough that twice as many as are wanted should be of these documents, and
    if they aren't, eight times as many. None where the documents have no more chunks than that: to look at the vector of one
    takes about as long as to ask for one."""
    share = len(documents) / max(library.document_count, 1)
    first = max(least, math.ceil(2 * limit / share)) if share else 0
    return [first, 8 * first] if share * library.chunk_count > first else []


class Searchable(Protocol):
    """What answers are made from: `Stores`, or as much of them as somebody may read."""

    library: Library

    @property
    def closed(self) -> bool:
        """Whether they may be used no more: the library would be opened again, and nobody would close it."""

    def search(self, vector: NDArray[np.float32], limit: int, documents: frozenset[str] | None = None) -> tuple[VectorHit, ...]:
        """The nearest chunks of the library as it is now, best first; a few more than `limit` where some of them are gone.

        Raises LibraryError, and VectorIndexError where a Chroma server is set and can't be reached.
        """


class Stores:
    """Open it to search and to change the library. Safe to share between threads, and with any number of other processes.

    The library is the truth; the index follows. One process at a time keeps an embedded index: the server where there is one,
    or else who came first. All others look at every stored vector, and so does the keeper where its index can't be used.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        mode: StoreMode = "command",
        progress: OnProgress | None = None,
        attach: bool = True,
        thresholds: Thresholds = USUAL_THRESHOLDS,
    ) -> None:
        """Brings the index into step, telling `progress`, unless `attach` is off: then the first who needs it does.

        Raises LibraryError, VectorIndexError, and BusyError for a second server.
        """
        self.library = Library.of(settings)
        self.closed = False
        self._thresholds = thresholds
        try:
            self.keeper = IndexKeeper(self.library, settings, serving=mode == "server")
        except LibraryError:
            self.library.close()
            raise
        try:
            if self.keeper.shared and attach:
                self.keeper.attach_shared()
            single = mode == "one_query" and not self.keeper.shared
            self._without_index = single and self.library.chunk_count <= thresholds.single
            if mode in ("session", "server"):
                self.keeper.begin()
            elif attach and not self._without_index:
                self.keeper.catch_up_at_first(progress)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self.closed = True
        self.keeper.close()
        self.library.close()

    def __enter__(self) -> "Stores":
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def search(self, vector: NDArray[np.float32], limit: int, documents: frozenset[str] | None = None) -> tuple[VectorHit, ...]:
        """As `Searchable` says."""
        state = self.library.vectors.state()
        index = None if self._without_index else self.keeper.index_for(state)
        found = None
        if index is not None:
            try:
                found = nearest_chunks(self.library, index, state.pending, vector, limit, documents, self._thresholds)
            except VectorIndexError as exc:
                self.keeper.lose(index, exc)
        if found is None:
            found = self.library.vectors.nearest(vector, limit, documents)
        return tuple(VectorHit(chunk_id, score) for chunk_id, score in found)

    def remove(self, name: str) -> DocumentSummary:
        """Remove the document with this id or source. Raises NotFoundError."""
        summary = self.library.remove(name)
        self.catch_up()
        return summary

    def remove_all(self, names: Sequence[str]) -> tuple[DocumentSummary, ...]:
        """Remove the documents with these ids or sources; returns those that were there."""
        removed = []
        for name in names:
            with suppress(NotFoundError):
                removed.append(self.library.remove(name))
        self.catch_up()
        return tuple(removed)

    def catch_up(self) -> int:
        """Give the index what it has yet to hear of; returns how many chunks that were, 0 where another process does it."""
        return self.keeper.catch_up()


class SeenStores:
    """Stores as they are searched by somebody to whom these collections (ids) are closed. They are closed with the whole."""

    def __init__(self, whole: Searchable, closed: frozenset[str]) -> None:
        self.library = whole.library.seen_without(closed)
        self._whole = whole

    @property
    def closed(self) -> bool:
        return self._whole.closed

    def search(self, vector: NDArray[np.float32], limit: int, documents: frozenset[str] | None = None) -> tuple[VectorHit, ...]:
        """The index knows of all documents, so it is told which are seen."""
        seen = self.library.document_ids()
        return self._whole.search(vector, limit, seen if documents is None else documents & seen)
