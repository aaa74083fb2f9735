"""Keeps the vector index in step with the library. One process at a time does this."""

import math
import threading
from contextlib import suppress
from logging import getLogger
from time import monotonic

from qa.settings import Settings
from qa.store.generations import Generations
from qa.store.process_lock import IndexLock
from qa.store.sql import Library, OnProgress
from qa.store.sql.stored_vectors import IndexState
from qa.store.vectors import VectorIndex
from qa.types.errors import BusyError, DiskFullError, LibraryError, QAError, VectorIndexError, VectorIndexLostError
from qa.types.worker import Worker

log = getLogger(__name__)

# The thread that keeps the index in step looks this often at what this and other processes commit.
_SECONDS_BETWEEN_LOOKS = 0.5
# Chunks that the index takes between two looks at whether it is still wanted.
_PAGE = 500
_SECONDS_BETWEEN_LINES = 10.0
# An index that failed is begun anew at once; where that fails as well, as on a full disk, it is tried again after this long.
_SECONDS_TO_REST = 30.0


class IndexKeeper:
    """The index of a library, where this process has it open. Safe to share between threads."""

    def __init__(self, library: Library, settings: Settings, *, serving: bool) -> None:
        """Raises BusyError for a second server."""
        self._library = library
        self.shared = settings.chroma_url is not None
        self._generations = Generations(library, settings)
        self.index: VectorIndex | None = None
        self._generation = 0
        self.rebuilt_because: str | None = None
        self._failed: VectorIndex | None = None
        self._failures = 0
        self._resting = -math.inf
        self._working = threading.RLock()
        # (done, total) of the chunks that the index is being given
        self.catching_up: tuple[int, int] | None = None
        self._following = Worker("index", _SECONDS_BETWEEN_LOOKS, self.catch_up, "The vector index isn't in step")
        self._hold = IndexLock(settings.data_dir, serving=serving and not self.shared)

    def begin(self) -> None:
        """Keep the index in step on a thread of its own from now on."""
        self._following.start()

    def close(self) -> None:
        self._following.close()
        with self._working:
            self._detach()
        self._hold.close()

    @property
    def kept(self) -> bool:
        """Whether the index is this process's to look at and to write; else another one keeps it."""
        return self.shared or self._hold.take()

    @property
    def in_step(self) -> bool:
        """Whether the index is open here and holds what the library holds. As fast on a large library as on a small one."""
        state = self._library.vectors.state()
        return state.pending == 0 and self._is_open(state)

    def check(self) -> None:
        """Raises LibraryError or VectorIndexError where no question can be answered now."""
        state = self._library.vectors.state()
        if self.shared and (index := self.index_for(state)) is not None:
            index.count()

    def rebuild(self) -> int:
        """Begin a new index and fill it from the stored vectors; 0 where that is another process's to do."""
        self._library.vectors.new_generation()
        return self.catch_up()

    def catch_up(self, progress: OnProgress | None = None) -> int:
        """Give the index what it has yet to hear of; returns how many chunks that were.

        Does nothing where another process keeps the index: that one does it. Raises LibraryError, and VectorIndexError where a
        Chroma server is set; an embedded index that can't be written, or for whose beginning the library's disk has no room, is
        told in the log, and the library is searched without.
        """
        with self._working:
            try:
                return self._fill_shared(progress) if self.shared else self._fill_own(progress)
            finally:
                self.catching_up = None

    def catch_up_at_first(self, progress: OnProgress | None) -> None:
        try:
            self.catch_up(progress)
        except LibraryError as exc:
            # Where the library can't be read, the first question says so.
            log.warning("The vector index isn't in step: %s", exc)

    def index_for(self, state: IndexState) -> VectorIndex | None:
        if self._is_open(state) and (self._following.started or not state.pending):
            return self.index
        if self._following.started:
            self._following.wake()
        else:
            self.catch_up()
            state = self._library.vectors.state()
        return self.index if self._is_open(state) else None

    def attach_shared(self) -> None:
        """Open the collection of a Chroma server, which any number may have open: a wrong address is told now."""
        state = self._library.vectors.state()
        with suppress(VectorIndexLostError):  # whoever fills it begins a new one
            index = self._generations.open(state, create=False)  # two processes must not make it at once
            self._detach()
            self.index, self._generation = index, state.generation

    def lose(self, index: VectorIndex | None, exc: VectorIndexError) -> None:
        """Go on without an index that has failed; it is begun anew when nobody works on it. Raises a Chroma server's error."""
        if self.shared:
            raise exc
        self._go_without(exc)
        self._failed = index
        self._following.wake()

    def _go_without(self, exc: QAError) -> None:
        log.warning("The library is searched without its vector index: %s", exc)
        self.rebuilt_because = str(exc)

    def _fill_shared(self, progress: OnProgress | None) -> int:
        with suppress(BusyError), self._library.locked():
            return self._fill(progress)
        if not self._is_open(self._library.vectors.state()):
            self.attach_shared()  # another process is filling it, which may take long
        return 0

    def _fill_own(self, progress: OnProgress | None) -> int:
        try:
            if not self._hold.take():
                self._detach()
                return 0
            if monotonic() < self._resting:
                return 0
            done = self._fill(progress)
            self._failures = 0
            return done
        except VectorIndexError as exc:
            self.lose(self.index, exc)
            self._failures += 1
            if self._failures == 1:
                return self._fill_own(progress)
        except DiskFullError as exc:
            self._detach()
            self._go_without(exc)
        self._resting = monotonic() + _SECONDS_TO_REST
        return 0

    def _fill(self, progress: OnProgress | None) -> int:
        done, told, vectors = 0, monotonic(), self._library.vectors
        while not self._following.closing():
            self._part_with_failed()
            state = vectors.state()
            if not self._is_open(state):
                self._attach(state)
                continue
            due = vectors.pending(_PAGE)
            index = self.index
            if not due.numbers or index is None:
                break
            self.catching_up = (done, done + state.pending)
            if monotonic() - told > _SECONDS_BETWEEN_LINES:
                log.warning("The vector index is being brought into step: %d of %d chunks", *self.catching_up)
                told = monotonic()
            stamp = state.stamp + 1
            index.delete(due.gone)
            rows = due.present
            index.upsert([row.chunk_id for row in rows], [row.vector for row in rows])
            index.mark(stamp)
            if vectors.acknowledge(due, state.generation, stamp):
                done += len(due.numbers)
                if progress is not None:
                    progress(done, max(done, self.catching_up[1]))
        return done

    def _is_open(self, state: IndexState) -> bool:
        return self.index not in (None, self._failed) and self._generation == state.generation

    def _attach(self, state: IndexState) -> None:
        """Open the present index, or begin a new one where it is lost. Only while it is held."""
        self._detach()
        generation = state.generation
        if generation:
            try:
                # What has taken no page yet may not be there yet either.
                self.index, self._generation = self._generations.open(state, create=state.stamp == 0), generation
                self._generations.sweep(generation)  # what was there before a rebuild on request, or a restored backup
                return
            except VectorIndexError as exc:
                if self.shared and not isinstance(exc, VectorIndexLostError):
                    raise
                why = str(exc).removesuffix("; run `qa doctor`")  # nothing is left to be done
                self.rebuilt_because = self.rebuilt_because or why
                log.warning("The vector index is built anew from the stored vectors: %s", why)
        self.index, self._generation = self._generations.begin()

    def _part_with_failed(self) -> None:
        if self._failed is not None and self._failed is self.index:
            self._detach()
            self._library.vectors.invalidate(self._generation)
        self._failed = None

    def _detach(self) -> None:
        index, self.index = self.index, None
        if index is not None:
            index.close()
