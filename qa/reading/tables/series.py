"""Tables whose columns are months, years, days of the week or people: the same cells, each in a row of its own.

What is asked across such columns, “in which month …”, “all years added up”, is asked of these rows as of any.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.english.calendar import MONTHS
from qa.reading.tables.asked import AskedOfTable, Token, keys_of
from qa.reading.tables.grid import Cell, Row, Table
from qa.reading.tables.values import NUMERIC, month_of, number_of, weekdays_of

_FEWEST = 3  # columns that are a series
_MOST_OF = 0.8  # of the rows, in which a column has to be the sum of those before it
_YEAR, _QUARTER = re.compile(r"(?:FY ?)?(?:19|20)\d\d"), re.compile(r"(?i)(?:Q|quarter )[1-4]")
_UNTIL = frozenset("to until till through thru".split())
_VALUE = "value"
_TOTAL = re.compile(r"(?i)\b(?:total|sum|all|overall)\b")
_NAME = "Name"


@dataclass(frozen=True, slots=True)
class _Series:
    """`head` says what its headings are; `asked` are the keys of words that ask for one of them."""

    head: str
    asked: frozenset[str]
    columns: range


_KINDS: tuple[tuple[str, frozenset[str], Callable[[str], object]], ...] = (
    ("Month", frozenset(("month", "monthli")), month_of),
    ("Year", frozenset(("year", "annual", "yearli")), _YEAR.fullmatch),
    ("Day", frozenset(("dai", "day", "daili")), weekdays_of),
    ("Quarter", frozenset(("quarter", "quarterli")), _QUARTER.fullmatch),
)


def readings(asked: AskedOfTable, table: Table) -> tuple[Table, ...]:
    """Return the table, and before it, where the question asks across columns that are a series, one with a row for each of
    their cells, whose `wide` it is."""
    in_cells = _across(asked, table)
    return (table,) if in_cells is None else (in_cells, table)


def _across(asked: AskedOfTable, table: Table) -> Table | None:
    if (series := _series_of(table)) is None:
        people = _people_of(table) if asked.who else None
        return None if people is None else _in_cells(table, people)
    keys = {token.key for token in asked.tokens}
    named = sum(bool(_keys(table.heads[column]) & keys) for column in series.columns)
    in_all = not named and asked.operation == "sum" and table.sum_row is None and not _totals(table)
    return _in_cells(table, series) if named > 1 or keys & series.asked or in_all else None


def months_between(tokens: Sequence[Token], table: Table, column: int) -> tuple[tuple[str, ...], frozenset[int]] | None:
    """Return the cells of a column of months that a question names by the first and last, “January to March”, and the places
    of these two words; None where it doesn't."""
    if column not in table.month_columns:
        return None
    for place, (first, to, last) in enumerate(zip(tokens, tokens[1:], tokens[2:], strict=False)):
        begins, ends = month_of(first.text), month_of(last.text)
        if begins and ends and to.text.casefold() in _UNTIL:
            start, months = MONTHS.index(begins), (MONTHS.index(ends) - MONTHS.index(begins)) % len(MONTHS)
            values = dict.fromkeys(table.values(column))
            there = tuple(value for value in values if (MONTHS.index(month_of(value)) - start) % len(MONTHS) <= months)
            return (there, frozenset({place, place + 2})) if there else None
    return None


def _totals(table: Table) -> bool:
    """Whether a column has what others come to."""
    return any(_TOTAL.search(head) and kind in NUMERIC for head, kind in zip(table.heads, table.kinds, strict=True))


def _keys(head: str) -> set[str]:
    return {token.key for token in keys_of(f"{head} {month_of(head)}")}


def _series_of(table: Table) -> _Series | None:
    for head, asked, is_one in _KINDS:
        if columns := _run([bool(is_one(each)) for each in table.heads]):
            return _Series(head, asked, columns)
    return None


def _run(fits: Sequence[bool]) -> range | None:
    """The first run of columns that fit, of `_FEWEST` at least."""
    start = 0
    for at, fit in enumerate((*fits, False)):
        if not fit:
            if at - start >= _FEWEST:
                return range(start, at)
            start = at + 1
    return None


def _people_of(table: Table) -> _Series | None:
    """Columns of numbers that another one sums up, each called by one name: “Ann”, “Bo”, “Cy”, “All”."""
    numeric = [
        kind in NUMERIC and re.fullmatch(r"[A-Z][^\W\d_]+", head) for head, kind in zip(table.heads, table.kinds, strict=True)
    ]
    if (columns := _run([bool(each) for each in numeric])) is None:
        return None
    lasts = range(min(columns.stop, len(table.heads) - 1), columns.start + _FEWEST - 1, -1)
    last = next((each for each in lasts if _sums_up(table, each, range(columns.start, each))), None)
    return None if last is None else _Series(_NAME, frozenset(), range(columns.start, last))


def _sums_up(table: Table, column: int, others: Sequence[int]) -> bool:
    def is_sum(row: Row) -> bool:
        numbers = [number_of(row.text(each)) or 0 for each in others]
        return number_of(row.text(column)) == sum(numbers)

    return table.kinds[column] in NUMERIC and sum(map(is_sum, table.rows)) >= _MOST_OF * len(table.rows)


def _in_cells(table: Table, series: _Series) -> Table:
    """Other numbers are left out: they are sums of these, or measure something else."""
    kept = [at for at, kind in enumerate(table.kinds) if at not in series.columns and kind not in NUMERIC]
    rows = [
        Row(row.number, row.span, (*(row.cells[at] for at in kept), Cell(cell.span, table.heads[column], column), cell))
        for row in table.all_rows
        for column in series.columns
        if (cell := row.cells[column]) is not None
    ]
    return Table(table.sheet, table.above, (*(table.heads[at] for at in kept), series.head, _VALUE), tuple(rows), table)
