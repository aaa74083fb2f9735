"""The library and its vector index, searched as one."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from qa.settings import Settings
from qa.store.index_keeper import IndexKeeper
from qa.store.nearest import USUAL, Thresholds, nearest_chunks
from qa.store.sql import Library, OnProgress
from qa.store.vectors import VectorHit
from qa.types import DocumentSummary
from qa.types.errors import LibraryError, NotFoundError, VectorIndexError

# "one_query": for a single question, for which a small library needs no index. "command": for one command, which waits for the
# index at its start. "session": a thread keeps the index in step. "server": a session, and no second server may use the folder.
StoreMode = Literal["one_query", "command", "session", "server"]


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
        self.keeper.close()
        self.library.close()

    def __enter__(self) -> "Stores":
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def search(self, vector: NDArray[np.float32], limit: int, documents: frozenset[str] | None = None) -> tuple[VectorHit, ...]:
        """The nearest chunks of the library as it is now, best first; a few more than `limit` where some of them are gone.

        Raises LibraryError, and VectorIndexError where a Chroma server is set and can't be reached.
        """
        state = self.library.vectors.state()
        index = None if self._without_index else self.keeper.index_for(state)
        if index is not None:
            try:
                found = nearest_chunks(self.library, index, state.pending, vector, limit, documents, self._thresholds)
                if found is not None:
                    return _hits(found)
            except VectorIndexError as exc:
                self.keeper.lose(index, exc)
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

    def catch_up(self, progress: OnProgress | None = None) -> int:
        """Give the index what it has yet to hear of; returns how many chunks that were, 0 where another process does it."""
        return self.keeper.catch_up(progress)


def _hits(found: tuple[tuple[str, float], ...]) -> tuple[VectorHit, ...]:
    return tuple(VectorHit(chunk_id, score) for chunk_id, score in found)
