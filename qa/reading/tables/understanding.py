"""A question and tables → the column and the rows that it asks for, or None: every word has to be accounted for.

A word is accounted for as part of a heading, of cells that the rows asked for have in common, of the table's title, as a day,
as what is to be done with the column, or as a word that says nothing. One that is only near such a word, by the embedding
model, makes the answer unsure; one that is none of these means that the question isn't about this table, or about something
that the table doesn't have. What is wished is computed from the cells.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from qa.english.calendar import MONTHS
from qa.reading.tables.asked import AskedOfTable, Day, Operation, asked_of_table
from qa.reading.tables.columns_meant import column_meant
from qa.reading.tables.grid import Row, Table
from qa.reading.tables.rows_meant import Condition, rows_meant
from qa.reading.tables.values import NUMERIC, has_decimal_comma, number_of
from qa.reading.tables.words import Near, QuestionWords
from qa.types.text import counted

# In words of the question: what one counts that only the title has, what a column counts less that its kind alone tells, and
# how much more of the question than any other a table has to have to be surely the one that is meant.
_BY_TITLE, _GUESSED, _CLEARLY = 0.4, 0.5, 0.9
# "How much more was spent than budgeted" asks for no cell; what two differ by isn't computed.
_DIFFERENCE = re.compile(r"(?i)\bhow (?:much|many) (?:more|less|\w+er)\b.* than\b")
_PLACES = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a table. `target` is the column whose cells answer, `key` the one that names their rows.

    `score` tells how much of the question the table itself has; `unsure`: a word is only near one of the table, or another
    table has nearly as much. `guessed`: the column is told by its kind alone.
    """

    table: Table
    operation: Operation
    target: int
    key: int
    rows: tuple[Row, ...]
    conditions: tuple[Condition, ...]
    days: tuple[Day, ...]
    score: float
    unsure: bool
    guessed: bool


def best_understood(question: str, tables: Iterable[tuple[str, Table]], near: Near) -> Wish | None:
    """`tables` are (title, table). None where no table has all of the question, or two have it alike."""
    if _DIFFERENCE.search(question):
        return None
    asked = asked_of_table(question)
    found = [wish for title, table in tables if (wish := _understood(asked, table, title, near)) is not None]
    found.sort(key=lambda wish: (not wish.unsure, wish.score), reverse=True)
    if not found:
        return None
    best, others = found[0], found[1:]
    if others and (others[0].unsure, others[0].score) == (best.unsure, best.score):
        return None
    rivals = [each.score for each in others if each.guessed <= best.guessed]
    return replace(best, unsure=best.unsure or (bool(rivals) and rivals[0] > best.score - _CLEARLY))


def _understood(asked: AskedOfTable, table: Table, title: str, near: Near) -> Wish | None:
    words = QuestionWords(asked, table, title, near)
    meant = rows_meant(words)
    if meant is None:
        return None
    target = column_meant(words, meant.columns)
    if target is None:
        return None
    words.use(asked.operators)
    if not words.account_for_rest({target.column, target.key, *meant.columns}):
        return None
    score = len(words.by_table) + _BY_TITLE * len(words.by_title) - words.far - _GUESSED * target.guessed
    wished = target.operation, target.column, target.key, meant.rows, meant.conditions, meant.days
    return Wish(table, *wished, score, words.doubtful, target.guessed)


@dataclass(frozen=True, slots=True)
class Computed:
    """`short` is "" where the cell that is asked for is empty. `words` say what was computed; `rows` are those used.

    `columns` are those of the cells that answer.
    """

    short: str
    words: str
    rows: tuple[Row, ...]
    columns: tuple[int, ...]


def computed(wish: Wish) -> Computed | None:
    """None where the cells don't allow it: a column of numbers that has words, or rows that don't tell which is meant."""
    match wish.operation:
        case "cell":
            return _cells(wish)
        case "count":
            return _count(wish)
        case "largest" | "smallest":
            return _extreme(wish)
        case "sum" | "average":
            return _summed(wish)


def _cells(wish: Wish) -> Computed:
    rows = tuple(row for row in wish.rows if row.text(wish.target))
    if not rows:
        return Computed("", f"The cell {_called(wish.table, wish.target)} is empty.", wish.rows, (wish.target,))
    short = ", ".join(dict.fromkeys(row.text(wish.target) for row in rows))
    return Computed(short, f"{len(rows)} rows{_where(wish)}:" if len(rows) > 1 else "", rows, (wish.target,))


def _count(wish: Wish) -> Computed:
    return Computed(f"{len(wish.rows):,}", f"Counted: {counted(len(wish.rows), 'row')}{_where(wish)}.", wish.rows, (wish.key,))


def _extreme(wish: Wish) -> Computed | None:
    value = _reader(wish.table, wish.target)
    found = [(number, row) for row in wish.rows if (number := value(row)) is not None]
    if len(found) < 2:
        return None  # one is neither the most nor the least of anything
    best = (max if wish.operation == "largest" else min)(number for number, _ in found)
    rows = tuple(row for number, row in found if number == best)
    names = ", ".join(filter(None, (row.text(wish.key) for row in rows)))
    words = (
        f"{_called(wish.table, wish.target)} is {wish.operation} there, {rows[0].text(wish.target)},"
        f" of {counted(len(found), 'row')}{_where(wish)}."
    )
    return Computed(names or rows[0].text(wish.target), words, rows, (wish.target, wish.key))


def _summed(wish: Wish) -> Computed | None:
    value = _reader(wish.table, wish.target)
    if wish.table.kinds[wish.target] not in NUMERIC:
        return None
    total = wish.table.sum_row
    if wish.operation == "sum" and not wish.conditions and not wish.days and total is not None and total.text(wish.target):
        return Computed(total.text(wish.target), "The table's own total.", (total,), (wish.target,))
    rows = tuple(row for row in wish.rows if row.text(wish.target))
    numbers = [number for row in rows if isinstance(number := value(row), Decimal)]
    if not numbers or len(numbers) < len(rows):
        return None
    result = sum(numbers, Decimal(0))
    if wish.operation == "average":
        result = (result / len(numbers)).quantize(_PLACES, ROUND_HALF_UP)
    verb = "Sum" if wish.operation == "sum" else "Average"
    empty = len(wish.rows) - len(rows)
    left_out = f"; {empty} without a value left out" if empty else ""
    words = f"{verb} of {_called(wish.table, wish.target)} in {counted(len(rows), 'row')}{_where(wish)}{left_out}."
    return Computed(_written_like(result, rows[0].text(wish.target)), words, rows, (wish.target,))


def _reader(table: Table, column: int) -> Callable[[Row], Decimal | None]:
    """How this column's cells are compared; days and times too as numbers."""
    kind = table.kinds[column]
    comma = has_decimal_comma(table.values(column))

    def read(row: Row) -> Decimal | None:
        text = row.text(column)
        if kind == "date":
            return None if (day := table.day(row, column)) is None else Decimal(day.toordinal())
        if kind == "time":
            hours, _, minutes = text.partition(":")
            return Decimal(hours) * 60 + Decimal(minutes[:2])
        return number_of(text, decimal_comma=comma)

    return read


def _written_like(number: Decimal, like: str) -> str:
    """With the currency or percent sign of the cells."""
    plain = f"{number:,.0f}" if number == number.to_integral_value() else f"{number:,.2f}"
    if "." in plain and number.as_tuple().exponent != -2:
        plain = plain.rstrip("0").rstrip(".")
    if like[:1] in "$€£¥" or like[:2] in ("-$", "-€", "-£", "-¥"):
        sign = next(char for char in like if char in "$€£¥")
        return f"-{sign}{plain[1:]}" if plain.startswith("-") else f"{sign}{plain}"
    return f"{plain}{like[-1]}" if like[-1] == "%" else f"{plain} {like[-1]}" if like[-1] in "$€£¥" else plain


def _called(table: Table, column: int) -> str:
    return f"“{table.heads[column]}”" if table.heads[column] else f"column {column + 1}"


def _where(wish: Wish) -> str:
    """ " where “Type” is “Gas leak”"."""
    told = [_condition(wish.table, each) for each in wish.conditions]
    for day in wish.days:
        month = MONTHS[day.month - 1].capitalize() if day.month else ""
        told.append(f"the date is in {' '.join(str(part) for part in (day.day, month, day.year) if part)}")
    return f" where {' and '.join(told)}" if told else ""


def _condition(table: Table, condition: Condition) -> str:
    values: Sequence[str] = condition.values
    listed = " or ".join(f"“{value}”" for value in values[:3]) + (f" or {len(values) - 3} others" if len(values) > 3 else "")
    return f"{_called(table, condition.column)} is {listed}"
