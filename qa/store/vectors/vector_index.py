"""What every vector index offers; docs/extending.md adds one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class VectorHit:
    """`score` is the cosine similarity, -1 to 1."""

    chunk_id: str
    score: float


class VectorIndex(Protocol):
    """Follows the library, which gives it each change, and can be filled again from it at any time. Vectors have length one.

    Safe to share between threads. Every method raises VectorIndexError where it can't be done.
    """

    @property
    def stamp(self) -> int | None:
        """What `mark` wrote last, as it was on opening; None where nothing was written."""

    def mark(self, stamp: int) -> None:
        """Remember how far this index has got."""

    def upsert(self, ids: Sequence[str], vectors: Sequence[NDArray[np.float32]]) -> None: ...

    def delete(self, ids: Iterable[str]) -> None:
        """Ids that aren't there are no error."""

    def search(self, vector: NDArray[np.float32], limit: int) -> tuple[VectorHit, ...]:
        """The nearest chunks, best first."""

    def count(self) -> int: ...

    def ids(self) -> frozenset[str]:
        """All of them, for `qa doctor`."""

    def vectors(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """What the index holds for these ids, for `qa doctor`; those that it doesn't know are left out."""

    def close(self) -> None: ...


@runtime_checkable
class Shelved(Protocol):
    """What an index may offer as well: one that stands beside others, as on a server, and not in a folder of its own."""

    def drop_others(self, prefix: str) -> None:
        """Throw away the other indexes of this library, whose names begin so. Raises VectorIndexError."""
