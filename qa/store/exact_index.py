"""The vector index that is none: QA_VECTOR_INDEX=exact looks at every vector of the library."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.store.sql import Library
from qa.store.vectors import VectorHit


class ExactIndex:
    """Finds the nearest for certain, in time that grows with the library. Is in step by itself, so it takes nothing."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @property
    def stamp(self) -> int | None:
        return self._library.vectors.state().stamp

    def mark(self, stamp: int) -> None:
        """The library itself remembers it."""

    def upsert(self, ids: Sequence[str], vectors: Sequence[NDArray[np.float32]]) -> None:
        """They are in the library."""

    def delete(self, ids: Iterable[str]) -> None:
        """They have left the library."""

    def search(self, vector: NDArray[np.float32], limit: int) -> tuple[VectorHit, ...]:
        return tuple(VectorHit(chunk_id, score) for chunk_id, score in self._library.vectors.nearest(vector, limit, None))

    def count(self) -> int:
        return self._library.chunk_count

    def ids(self) -> frozenset[str]:
        return self._library.chunk_ids()

    def vectors(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        wanted = frozenset(ids)
        return {row.chunk_id: row.vector for page in self._library.vector_rows() for row in page if row.chunk_id in wanted}

    def close(self) -> None:
        """The library stays open; whoever opened it closes it."""
