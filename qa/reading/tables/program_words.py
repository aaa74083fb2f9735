"""What was computed of a table in words: how its columns are called, which rows count, and numbers as its cells write them."""

import re
from decimal import Decimal

from qa.reading.tables.grid import Row, Table
from qa.reading.tables.programs import Filter, Program
from qa.reading.tables.values import has_decimal_comma

_SAID = {"over": "is more than", "under": "is less than", "from": "is at least", "to": "is at most"}
_SAID_OF_TIMES = {"over": "is after", "under": "is before", "from": "is from", "to": "is until"}
_TOLD_VALUES = 3
_COMMA = str.maketrans(",.", ".,")
_AROUND = re.compile(r"[-−+(]?(?P<before>[^\d(]*?)[-−]?\d(?:[\d.,'’\s]*\d)?(?P<after>[^\d)]*)\)?")


def written_like(number: Decimal, table: Table, column: int, row: Row) -> str:
    """Return a number as this cell has its own, with the currency, the percent sign or the unit, or as "1.234,50"."""
    plain = f"{abs(number):,.0f}" if number == number.to_integral_value() else f"{abs(number):,.2f}"
    if "." in plain and number.as_tuple().exponent != -2:
        plain = plain.rstrip("0").rstrip(".")
    plain = plain.translate(_COMMA) if has_decimal_comma(table.values(column)) else plain
    around = _AROUND.fullmatch(row.text(column))
    before, after = (around["before"], around["after"]) if around is not None else ("", "")
    return f"{'-' if number < 0 else ''}{before}{plain}{after}"


def called(table: Table, column: int) -> str:
    return f"“{table.heads[column]}”" if table.heads[column] else f"column {column + 1}"


def where(table: Table, program: Program) -> str:
    """ " where “Type” is “Gas leak”"."""
    told = [_told(table, each) for each in program.filters]
    return f" where {' and '.join(told)}" if told else ""


def _told(table: Table, filter_: Filter) -> str:
    column = called(table, filter_.column)
    timed = table.kinds[filter_.column] in ("date", "time", "year")
    match filter_.comparison:
        case "is" | "is not":
            if filter_.said:
                return f"{column} is {filter_.said}"
            listed = " or ".join(f"“{value}”" for value in filter_.values[:_TOLD_VALUES])
            more = f" or {len(filter_.values) - _TOLD_VALUES} others" if len(filter_.values) > _TOLD_VALUES else ""
            return f"{column} {filter_.comparison} {listed}{more}"
        case "empty":
            return f"{column} is empty"
        case "filled":
            return f"{column} is filled in"
        case "between":
            return f"{column} is {'' if ' to ' in filter_.said else 'in '}{filter_.said}"
    said = (_SAID_OF_TIMES if timed else _SAID)[filter_.comparison]
    if filter_.other is not None:
        return f"{column} {said} {called(table, filter_.other)}"
    return f"{column} {said} {filter_.said}"
