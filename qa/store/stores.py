"""The library and its vector index, searched as one."""

import math
import threading
from collections.abc import Sequence
from contextlib import suppress
from logging import getLogger
from time import monotonic
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from qa.settings import Settings
from qa.store.generations import Generations
from qa.store.nearest import USUAL, Thresholds, nearest_chunks
from qa.store.process_lock import IndexLock
from qa.store.sql import IndexState, Library, OnProgress
from qa.store.sync_thread import IndexSyncThread
from qa.store.vectors import VectorHit, VectorIndex
from qa.types import DocumentSummary
from qa.types.errors import BusyError, DiskFullError, LibraryError, NotFoundError, VectorIndexError, VectorIndexLostError

log = getLogger(__name__)

# "one_query": for a single question, for which a small library needs no index. "command": for one command, which waits for the
# index at its start. "session": a thread keeps the index in step. "server": a session, and no second server may use the folder.
StoreMode = Literal["one_query", "command", "session", "server"]

# Chunks that the index takes between two looks at whether it is still wanted.
_PAGE = 500
_SECONDS_BETWEEN_LINES = 10.0
# An index that failed is begun anew at once; where that fails as well, as on a full disk, it is tried again after this long.
_SECONDS_TO_REST = 30.0


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
        thresholds: Thresholds = USUAL,
    ) -> None:
        """Brings the index into step, telling `progress`, unless `attach` is off: then the first who needs it does.

        Raises LibraryError, VectorIndexError, and BusyError for a second server.
        """
        self.library = Library.of(settings)
        self._url = settings.chroma_url
        self._thresholds = thresholds
        self._generations = Generations(self.library, settings)
        self._index: VectorIndex | None = None
        self._generation = 0
        self.rebuilt_because: str | None = None
        self._failed: VectorIndex | None = None
        self._failures = 0
        self._resting = -math.inf
        self._working = threading.RLock()
        self._closing = False
        self._left: tuple[int, int] | None = None
        self._keeper: IndexSyncThread | None = None
        try:
            self._hold = IndexLock(settings.data_dir, serving=mode == "server" and self._url is None)
        except LibraryError:
            self.library.close()
            raise
        try:
            if self._url is not None and attach:
                self._attach_shared()
            single = mode == "one_query" and self._url is None
            self._without_index = single and self.library.chunk_count <= thresholds.single
            if mode in ("session", "server"):
                self._keeper = IndexSyncThread(self.catch_up)
            elif attach and not self._without_index:
                self._catch_up_at_first(progress)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._closing = True
        if self._keeper is not None:
            self._keeper.close()
        with self._working:
            self._detach()
        self._hold.close()
        self.library.close()

    def __enter__(self) -> "Stores":
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    @property
    def index(self) -> VectorIndex | None:
        """The index, where this process has it open."""
        return self._index

    @property
    def kept(self) -> bool:
        """Whether the index is this process's to look at and to write; else another one keeps it."""
        return self._url is not None or self._hold.take()

    @property
    def in_step(self) -> bool:
        """Whether the index is open here and holds what the library holds. As fast on a large library as on a small one."""
        state = self.library.vectors.state()
        return state.pending == 0 and self._is_open(state)

    @property
    def catching_up(self) -> tuple[int, int] | None:
        """(done, total) of the chunks that the index is being given, or None."""
        return self._left

    def check(self) -> None:
        """Raises LibraryError or VectorIndexError where no question can be answered now."""
        state = self.library.vectors.state()
        if self._url is not None and (index := self._index_for(state)) is not None:
            index.count()

    def search(self, vector: NDArray[np.float32], limit: int, documents: frozenset[str] | None = None) -> tuple[VectorHit, ...]:
        """The nearest chunks of the library as it is now, best first; a few more than `limit` where some of them are gone.

        Raises LibraryError, and VectorIndexError where a Chroma server is set and can't be reached.
        """
        state = self.library.vectors.state()
        index = None if self._without_index else self._index_for(state)
        if index is not None:
            try:
                found = nearest_chunks(self.library, index, state.pending, vector, limit, documents, self._thresholds)
            except VectorIndexError as exc:
                if self._url is not None:
                    raise
                self._lose(index, exc)
                found = None
            if found is not None:
                return _hits(found)
        return _hits(self.library.vectors.nearest(vector, limit, documents))

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

    def rebuild(self, progress: OnProgress | None = None) -> int:
        """Begin a new index and fill it from the stored vectors; 0 where that is another process's to do."""
        self.library.vectors.new_generation()
        return self.catch_up(progress)

    def catch_up(self, progress: OnProgress | None = None) -> int:
        """Give the index what it has yet to hear of; returns how many chunks that were.

        Does nothing where another process keeps the index: that one does it. Raises LibraryError, and VectorIndexError where a
        Chroma server is set; an embedded index that can't be written, or for whose beginning the library's disk has no room, is
        told in the log, and the library is searched without.
        """
        with self._working:
            try:
                if self._url is not None:
                    with suppress(BusyError), self.library.locked(0):
                        return self._fill(progress)
                    if not self._is_open(self.library.vectors.state()):
                        self._attach_shared()  # another process is filling it, which may take long
                    return 0
                if not self._hold.take():
                    self._detach()
                    return 0
                if monotonic() < self._resting:
                    return 0
                done = self._fill(progress)
                self._failures = 0
                return done
            except VectorIndexError as exc:
                if self._url is not None:
                    raise
                self._lose(self._index, exc)
                self._failures += 1
                if self._failures == 1:
                    return self.catch_up(progress)
                return self._rest()
            except DiskFullError as exc:
                if self._url is not None:
                    raise
                self._detach()
                self.rebuilt_because = str(exc)
                log.warning("The library is searched without its vector index: %s", exc)
                return self._rest()
            finally:
                self._left = None

    def _rest(self) -> int:
        """Leave the index alone for a while."""
        self._resting = monotonic() + _SECONDS_TO_REST
        return 0

    def _fill(self, progress: OnProgress | None) -> int:
        done, told, vectors = 0, monotonic(), self.library.vectors
        while not self._closing:
            self._part_with_failed()
            state = vectors.state()
            if not self._is_open(state):
                self._attach(state)
                continue
            due = vectors.pending(_PAGE)
            index = self._index
            if not due.numbers or index is None:
                break
            self._left = (done, done + state.pending)
            if monotonic() - told > _SECONDS_BETWEEN_LINES:
                log.warning("The vector index is being brought into step: %d of %d chunks", *self._left)
                told = monotonic()
            stamp = state.stamp + 1
            index.delete(due.gone)
            rows = due.present
            index.upsert([row.chunk_id for row in rows], [row.vector for row in rows])
            index.mark(stamp)
            if vectors.acknowledge(due, state.generation, stamp):
                done += len(due.numbers)
                if progress is not None:
                    progress(done, max(done, self._left[1]))
        return done

    def _index_for(self, state: IndexState) -> VectorIndex | None:
        if self._is_open(state) and not (state.pending and self._keeper is None):
            return self._index
        if self._keeper is not None:
            self._keeper.wake()
        else:
            self.catch_up()
            state = self.library.vectors.state()
        return self._index if self._is_open(state) else None

    def _is_open(self, state: IndexState) -> bool:
        return self._index not in (None, self._failed) and self._generation == state.generation

    def _attach(self, state: IndexState) -> None:
        """Open the present index, or begin a new one where it is lost. Only while it is held."""
        self._detach()
        generation = state.generation
        if generation:
            try:
                # What has taken no page yet may not be there yet either.
                self._index, self._generation = self._generations.open(state, create=state.stamp == 0), generation
                self._generations.sweep(generation)  # what was there before a rebuild on request, or a restored backup
                return
            except VectorIndexError as exc:
                if self._url is not None and not isinstance(exc, VectorIndexLostError):
                    raise
                self.rebuilt_because = self.rebuilt_because or str(exc)
                log.warning("The vector index is built anew from the stored vectors: %s", exc)
        self._index, self._generation = self._generations.begin()

    def _attach_shared(self) -> None:
        """Open the collection of a Chroma server, which any number may have open: a wrong address is told now."""
        state = self.library.vectors.state()
        with suppress(VectorIndexLostError):  # whoever fills it begins a new one
            index = self._generations.open(state, create=False)  # two processes must not make it at once
            self._detach()
            self._index, self._generation = index, state.generation

    def _lose(self, index: VectorIndex | None, exc: VectorIndexError) -> None:
        """Go on without an index that has failed; it is begun anew when nobody works on it."""
        log.warning("The library is searched without its vector index: %s", exc)
        self._failed, self.rebuilt_because = index, str(exc)
        if self._keeper is not None:
            self._keeper.wake()

    def _part_with_failed(self) -> None:
        if self._failed is not None and self._failed is self._index:
            self._detach()
            self.library.vectors.invalidate(self._generation)
        self._failed = None

    def _catch_up_at_first(self, progress: OnProgress | None) -> None:
        try:
            self.catch_up(progress)
        except LibraryError as exc:
            # Where the library can't be read, the first question says so.
            log.warning("The vector index isn't in step: %s", exc)

    def _detach(self) -> None:
        index, self._index = self._index, None
        if index is not None:
            index.close()


def _hits(found: tuple[tuple[str, float], ...]) -> tuple[VectorHit, ...]:
    return tuple(VectorHit(chunk_id, score) for chunk_id, score in found)
