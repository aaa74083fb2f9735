"""The cells of a column as numbers: amounts, days and times; and what those of some rows come to."""

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from qa.reading.tables.grid import Row, Table
from qa.reading.tables.values import are_durations, has_decimal_comma, number_of

_PLACES = Decimal("0.01")


Reader = Callable[[Row], Decimal | None]


def reader(table: Table, column: int) -> Reader:
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


def measured(table: Table, column: int, rows: Sequence[Row], measure: str) -> Decimal | None:
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
