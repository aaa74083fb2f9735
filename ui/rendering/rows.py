"""Lists of what is kept: what was done just now, and pages of rows. `ui/templates/rows.html` shows them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Told:
    """What became of the last thing that was done; `undo` is the id of the row that can be brought back."""

    message: str = ""
    undo: str = ""
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Rows(Generic[T]):
    """Some rows of `total`; `number` counts from 1."""

    rows: Sequence[T]
    number: int
    total: int

    @classmethod
    def of(cls, rows: Sequence[T], number: int) -> "Rows[T]":
        """The page of this number, or the last one where there are fewer."""
        return cls.found(lambda offset, limit: rows[offset : offset + limit], len(rows), number)

    @classmethod
    def found(cls, find: Callable[[int, int], Sequence[T]], total: int, number: int) -> "Rows[T]":
        """The same, of rows that `find` gets by offset and limit."""
        last = max(1, -(-total // PER_PAGE))
        number = min(max(1, number), last)
        return cls(find((number - 1) * PER_PAGE, PER_PAGE), number, total)

    @property
    def first(self) -> int:
        """The number of the first row of the page, from 1."""
        return (self.number - 1) * PER_PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def steps(self) -> bool:
        """Whether there are other pages to go to."""
        return self.total > PER_PAGE
