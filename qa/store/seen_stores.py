"""What somebody sees of stores that hold more."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.store.sql import OnProgress
from qa.store.stores import Stores
from qa.store.vectors import VectorHit
from qa.types import DocumentSummary
from qa.types.errors import LibraryError


class SeenStores(Stores):
    """The same stores, to be searched by somebody to whom these collections (ids) are closed. Nothing is changed through them,
    and they needn't be closed.
    """

    def __init__(self, whole: Stores, closed: frozenset[str]) -> None:
        self.library = whole.library.seen_without(closed)
        self._whole = whole

    def search(self, vector: NDArray[np.float32], limit: int, documents: frozenset[str] | None = None) -> tuple[VectorHit, ...]:
        """The index knows of all documents, so it is told which are seen."""
        seen = self.library.document_ids()
        return self._whole.search(vector, limit, seen if documents is None else documents & seen)

    def remove(self, name: str) -> DocumentSummary:
        raise LibraryError(f"{name!r} can't be removed by somebody who doesn't see the whole library")

    def remove_all(self, names: Sequence[str]) -> tuple[DocumentSummary, ...]:
        raise LibraryError(f"{len(names)} documents can't be removed by somebody who doesn't see the whole library")

    def catch_up(self, progress: OnProgress | None = None) -> int:
        return self._whole.catch_up(progress)

    def close(self) -> None:
        """The whole is closed by who opened it."""
