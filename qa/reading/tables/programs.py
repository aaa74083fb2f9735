"""What is asked of a table, as a program: which rows count, what is done with them, and which column tells it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from qa.reading.tables.asked import Operation
from qa.reading.tables.grid import Row

Measure = Literal["count", "sum", "average"]
Period = Literal["", "month", "year"]
Comparison = Literal["is", "is not", "over", "under", "from", "to", "between", "empty", "filled"]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows count: by `values`, the texts of cells of this column, or by `least` and `most`, as `reader` reads cells.

    `said` is how the question's own bound is told: "1 April". `other` is the column that is the bound in each row.
    """

    column: int
    comparison: Comparison
    values: tuple[str, ...] = ()
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(0)
    said: str = ""
    other: int | None = None


@dataclass(frozen=True, slots=True)
class Program:
    """`target` is the column that is told, summed or averaged, `order` the one compared, `group` the one whose values are told
    apart by `measure`, days by their `period`; `top` is how many of the largest or smallest are told. `key` is the column that
    names rows. `costs` are those of the group's values that a balance takes from the others."""

    operation: Operation
    target: int
    key: int
    order: int = 0
    group: int = 0
    measure: Measure = "count"
    filters: tuple[Filter, ...] = ()
    top: int = 1
    period: Period = ""
    costs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Computed:
    """`short` is "" where the cell that is asked for is empty. `words` say what was computed; `rows` are those used.

    `columns` are those of the cells that answer.
    """

    short: str
    words: str
    rows: tuple[Row, ...]
    columns: tuple[int, ...]

    @property
    def is_written(self) -> bool:
        """Whether somebody put something into these cells, if only a dash that says there is nothing."""
        return all(row.cells[column] is not None for row in self.rows for column in self.columns)

    def is_same(self, other: "Computed") -> bool:
        """Whether both tell the same from the same rows, in whatever order these come."""
        return self.short == other.short and set(self.rows) == set(other.rows)
