"""What is asked of a table, as a program: which rows count, what is done with them, and which column tells it.

A program comes to a short answer, what was computed in words, and the rows that were used.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from qa.reading.tables.asked import Operation
from qa.reading.tables.grid import Row, Table
from qa.reading.tables.values import NUMERIC, are_durations, has_decimal_comma, number_of
from qa.types.text import counted

Measure = Literal["count", "sum", "average"]
Comparison = Literal["is", "is not", "over", "under", "from", "to", "between", "empty", "filled"]
_PLACES = Decimal("0.01")
_SAID = {"over": "is more than", "under": "is less than", "from": "is at least", "to": "is at most"}
_SAID_OF_TIMES = {"over": "is after", "under": "is before", "from": "is from", "to": "is until"}
_TOLD_VALUES = 3
_COMMA = str.maketrans(",.", ".,")
_AROUND = re.compile(r"[-−+(]?(?P<before>[^\d(]*?)[-−]?\d(?:[\d.,'’\s]*\d)?(?P<after>[^\d)]*)\)?")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows count: by `values`, the texts of cells of this column, or by `least` and `most`, as `reader` reads cells.

    `said` is how the question's own bound is told: "1 April".
    """

    column: int
    comparison: Comparison
    values: tuple[str, ...] = ()
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(0)
    said: str = ""


@dataclass(frozen=True, slots=True)
class Program:
    """`target` is the column that is told, summed or averaged, `order` the one compared, `group` the one whose values are told
    apart by `measure`; `top` is how many of the largest or smallest are told. `key` is the column that names rows."""

    operation: Operation
    target: int
    key: int
    order: int = 0
    group: int = 0
    measure: Measure = "count"
    filters: tuple[Filter, ...] = ()
    top: int = 1


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


def computed(table: Table, program: Program) -> Computed | None:
    """None where the cells don't allow it: no row counts, a column of numbers has words, rows don't tell which is meant."""
    allowed = [_holds(table, each) for each in program.filters]
    rows = tuple(row for row in table.rows if all(holds(row) for holds in allowed))
    if not rows:
        return None
    match program.operation:
        case "cell" | "list":
            return _cells(table, program, rows)
        case "count":
            words = f"Counted: {counted(len(rows), table.unit)}{_where(table, program)}."
            return Computed(f"{len(rows):,}", words, rows, (program.key,))
        case "largest" | "smallest":
            return _extreme(table, program, rows)
        case "sum" | "average":
            return _summed(table, program, rows)
        case "most" | "least":
            return _grouped(table, program, rows)
        case "difference":
            return _difference(table, program, rows)


def reader(table: Table, column: int) -> Callable[[Row], Decimal | None]:
    """How this column's cells are compared; days and times too as numbers."""
    kind = table.kinds[column]
    comma = has_decimal_comma(table.values(column))
    durations = kind == "time" and are_durations(table.values(column))

    def read(row: Row) -> Decimal | None:
        text = row.text(column)
        if kind == "date":
            return None if (day := table.day(row, column)) is None else Decimal(day.toordinal())
        if durations and text.count(":") == 1:
            text = f"0:{text}"
        return time_of(text) if kind == "time" else number_of(text, decimal_comma=comma)

    return read


def time_of(text: str) -> Decimal | None:
    """ "9:40" → 580, in minutes; an afternoon's by "pm"; None where it is no time."""
    hours, mark, rest = text.strip().partition(":")
    if not mark or not hours.isdigit() or not rest[:2].isdigit():
        return None
    half = rest.casefold()
    late, early = "p" in half and int(hours) < 12, "a" in half and int(hours) == 12  # a quarter past midnight is "12:15 am"
    seconds = rest[3:5] if rest[2:3] == ":" and rest[3:5].isdigit() else "0"
    return Decimal(hours) * 60 + Decimal(rest[:2]) + Decimal(seconds) / 60 + 720 * (late - early)


def _holds(table: Table, filter_: Filter) -> Callable[[Row], bool]:
    column, values = filter_.column, frozenset(filter_.values)
    match filter_.comparison:
        case "is":
            return lambda row: row.text(column) in values
        case "is not":
            return lambda row: row.text(column) not in values
        case "empty":
            return lambda row: not row.text(column)
        case "filled":
            return lambda row: bool(row.text(column))
    read = reader(table, column)
    above = {"over": lambda value: value > filter_.most, "from": lambda value: value >= filter_.least}
    below = {"under": lambda value: value < filter_.least, "to": lambda value: value <= filter_.most}
    within = {"between": lambda value: filter_.least <= value <= filter_.most}
    allows: Callable[[Decimal], bool] = {**above, **below, **within}[filter_.comparison]
    return lambda row: (value := read(row)) is not None and allows(value)


def _cells(table: Table, program: Program, rows: tuple[Row, ...]) -> Computed:
    filled = tuple(row for row in rows if row.text(program.target))
    if not filled:
        return Computed("", f"The cell {_called(table, program.target)} is empty.", rows, (program.target,))
    short = ", ".join(dict.fromkeys(row.text(program.target) for row in filled))
    empty = len(rows) - len(filled)
    lacking = f", {empty:,} more without {_called(table, program.target)}" if empty else ""
    words = f"{counted(len(filled), table.unit)}{_where(table, program)}{lacking}:" if len(filled) > 1 else ""
    return Computed(short, words, filled, (program.target,))


def _extreme(table: Table, program: Program, rows: tuple[Row, ...]) -> Computed | None:
    read = reader(table, program.order)
    found = [(value, row) for row in rows if (value := read(row)) is not None]
    if len(found) <= program.top:
        return None  # one is neither the most nor the least of anything
    found.sort(key=lambda each: each[0], reverse=program.operation == "largest")
    last = found[program.top - 1][0]
    best = tuple(row for place, (value, row) in enumerate(found) if place < program.top or value == last)
    names = ", ".join(filter(None, (row.text(program.target) for row in best)))
    first = best[0].text(program.order)
    told = f"{_called(table, program.order)} is {program.operation} there, {first}"
    if program.top > 1:
        told += f" to {best[-1].text(program.order)}"
    words = f"{told}, of {counted(len(found), table.unit)}{_where(table, program)}."
    return Computed(names or first, words, best, (program.order, program.target))


def _summed(table: Table, program: Program, rows: tuple[Row, ...]) -> Computed | None:
    if table.kinds[program.target] not in NUMERIC:
        return None
    total = table.sum_row
    told = total is not None and reader(table, program.target)(total) is not None  # it may hold a formula
    if program.operation == "sum" and not program.filters and total is not None and told:
        return Computed(total.text(program.target), "The table's own total.", (total,), (program.target,))
    filled = tuple(row for row in rows if row.text(program.target))
    result = _measured(table, program.target, filled, program.operation)
    if result is None:
        return None
    verb = "Sum" if program.operation == "sum" else "Average"
    empty = len(rows) - len(filled)
    left_out = f"; {counted(empty, table.unit)} without a value {'is' if empty == 1 else 'are'} left out" if empty else ""
    words = (
        f"{verb} of {_called(table, program.target)} in {counted(len(filled), table.unit)}{_where(table, program)}{left_out}."
    )
    return Computed(_written_like(result, table, program.target, filled[0]), words, filled, (program.target,))


def _measured(table: Table, column: int, rows: Sequence[Row], measure: str) -> Decimal | None:
    """The sum or average of this column's cells; None where one of them is no number, or there are none."""
    read = reader(table, column)
    numbers = [number for row in rows if (number := read(row)) is not None]
    if not numbers or len(numbers) < len(rows):
        return None
    total = sum(numbers, Decimal(0))
    if measure == "sum":
        return total
    average = (total / len(numbers)).quantize(_PLACES, ROUND_HALF_UP)
    return average if table.kinds[column] == "money" else average.normalize()  # 14.5 marks, but £14.50


def _difference(table: Table, program: Program, rows: tuple[Row, ...]) -> Computed | None:
    """What two rows differ by; None where there are more, or fewer, or nothing to compare."""
    read, column = reader(table, program.target), program.target
    numbers = [number for row in rows if (number := read(row)) is not None]
    if len(numbers) != 2 or len(rows) != 2 or table.kinds[column] not in (*NUMERIC, "date", "time"):
        return None
    apart = abs(numbers[0] - numbers[1])
    if table.kinds[column] == "date":
        short = counted(int(apart), "day")
    elif table.kinds[column] == "time":
        short = _length(apart)
    else:
        short = _written_like(apart, table, column, rows[0])
    apart_by = next((each.column for each in program.filters if len(each.values) > 1), program.key)
    both = ", ".join(f"{row.text(apart_by)} {row.text(column)}" for row in rows)
    others = replace(program, filters=tuple(each for each in program.filters if each.column != apart_by))
    return Computed(short, f"Difference of {_called(table, column)}{_where(table, others)}: {both}.", rows, (column,))


def _length(minutes: Decimal) -> str:
    """ "1 hour 3 minutes", "44 seconds"."""
    seconds = int(minutes * 60 + Decimal("0.5"))
    parts = ((seconds // 3600, "hour"), (seconds // 60 % 60, "minute"), (seconds % 60, "second"))
    return " ".join(counted(number, unit) for number, unit in parts if number) or "0 minutes"


def _grouped(table: Table, program: Program, rows: tuple[Row, ...]) -> Computed | None:
    groups = dict[str, list[Row]]()
    for row in rows:
        if row.text(program.group) and (program.measure == "count" or row.text(program.target)):
            groups.setdefault(row.text(program.group), []).append(row)
    if len(groups) < 2:
        return None
    measured = dict[str, Decimal]()
    for name, its in groups.items():
        value = Decimal(len(its)) if program.measure == "count" else _measured(table, program.target, its, program.measure)
        if value is None:
            return None
        measured[name] = value
    best = (max if program.operation == "most" else min)(measured.values())
    names = [name for name, value in measured.items() if value == best]
    if len(names) == len(measured):
        return None  # all alike, so none has most
    used = tuple(row for name in names for row in groups[name])
    if program.measure == "count":
        told = f"{counted(int(best), table.unit)}, the {'most' if program.operation == 'most' else 'fewest'}"
    else:
        what = "sum" if program.measure == "sum" else "average"
        comes_to = _written_like(best, table, program.target, used[0])
        side = "highest" if program.operation == "most" else "lowest"
        told = f"{_called(table, program.target)} comes to {comes_to}, the {side} {what}"
    words = f"{told} of {len(groups)} under {_called(table, program.group)}{_where(table, program)}."
    return Computed(", ".join(names), words[:1].upper() + words[1:], used, (program.group,))


def _written_like(number: Decimal, table: Table, column: int, row: Row) -> str:
    """Return a number as this cell has its own, with the currency, the percent sign or the unit, or as "1.234,50"."""
    plain = f"{abs(number):,.0f}" if number == number.to_integral_value() else f"{abs(number):,.2f}"
    if "." in plain and number.as_tuple().exponent != -2:
        plain = plain.rstrip("0").rstrip(".")
    plain = plain.translate(_COMMA) if has_decimal_comma(table.values(column)) else plain
    around = _AROUND.fullmatch(row.text(column))
    before, after = (around["before"], around["after"]) if around is not None else ("", "")
    return f"{'-' if number < 0 else ''}{before}{plain}{after}"


def _called(table: Table, column: int) -> str:
    return f"“{table.heads[column]}”" if table.heads[column] else f"column {column + 1}"


def _where(table: Table, program: Program) -> str:
    """ " where “Type” is “Gas leak”"."""
    told = [_told(table, each) for each in program.filters]
    return f" where {' and '.join(told)}" if told else ""


def _told(table: Table, filter_: Filter) -> str:
    called = _called(table, filter_.column)
    timed = table.kinds[filter_.column] in ("date", "time", "year")
    match filter_.comparison:
        case "is" | "is not":
            if filter_.said:
                return f"{called} is {filter_.said}"
            listed = " or ".join(f"“{value}”" for value in filter_.values[:_TOLD_VALUES])
            more = f" or {len(filter_.values) - _TOLD_VALUES} others" if len(filter_.values) > _TOLD_VALUES else ""
            return f"{called} {filter_.comparison} {listed}{more}"
        case "empty":
            return f"{called} is empty"
        case "filled":
            return f"{called} is filled in"
        case "between":
            return f"{called} is {'' if ' to ' in filter_.said else 'in '}{filter_.said}"
    said = (_SAID_OF_TIMES if timed else _SAID)[filter_.comparison]
    return f"{called} {said} {filter_.said}"
