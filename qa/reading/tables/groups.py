"""What a question asks of each group of rows: “how many loans did each volunteer handle”, “which month was the best”.

The model of tables learnt neither; which rows and which column are meant is what it read.
"""

import re

from qa.english.words import stem
from qa.reading.tables.asked import Operation, alike, asked_of_table
from qa.reading.tables.grid import Table
from qa.reading.tables.programs import Filter, Measure, Period, Program
from qa.reading.tables.values import NUMERIC
from qa.reading.tables.words import head_keys

_EACH = re.compile(
    r"(?i)\b(?:each|every|per)(?: one)?(?: of)?(?: (?:the|our|my|their))? (?P<noun>[^\W\d_]+)"
    r"|\b(?:(?:broken|split|grouped) (?:down )?)?by (?P<by>[^\W\d_]+)[\s?.!]*$"
)
_WHICH_PERIOD = re.compile(r"(?i)\b(?:which|what) (?P<period>month|year)\b")
_PERIODS: dict[str, Period] = {"month": "month", "year": "year"}
_FEWEST, _MOST = 2, 40  # groups


def by_group(question: str, table: Table, program: Program) -> Program | None:
    """Return a program that tells the same of each group that the question names; None where it names none."""
    if (measured := _measured(table, program)) is None:
        return None
    measure, target = measured
    said = asked_of_table(question).operation
    if (which := _WHICH_PERIOD.search(question)) and said in ("largest", "smallest"):
        period = _PERIODS[which["period"].lower()]
        if (column := _dates(table, period)) is None:
            return None
        operation: Operation = "most" if said == "largest" else "least"
        filters = _without(program, column)
        return Program(operation, target, column, group=column, measure=measure, filters=filters, period=period)
    for found in _EACH.finditer(question):
        if measure == "average" and found[0].lower().startswith("per"):  # "the average fee per invoice" is of all
            continue
        noun = (found["noun"] or found["by"]).lower()
        column = _dates(table, noun) if noun in _PERIODS else _called(table, noun)
        if column is not None and column != target:
            filters, period = _without(program, column), _PERIODS.get(noun, "")
            return Program("each", target, column, group=column, measure=measure, filters=filters, period=period)
    return None


def _measured(table: Table, program: Program) -> tuple[Measure, int] | None:
    """What is told of a group, and of which column: how many rows it has, or what their numbers come to."""
    column = program.order if program.operation in ("largest", "smallest") else program.target
    if program.operation == "count" or (program.measure == "count" and program.operation in ("most", "least")):
        return "count", program.key
    if table.kinds[column] in NUMERIC:
        return "average" if "average" in (program.operation, program.measure) else "sum", column
    return None


def _without(program: Program, column: int) -> tuple[Filter, ...]:
    return tuple(each for each in program.filters if each.column != column)


def _dates(table: Table, period: str) -> int | None:
    """The first column of dates, which tell the period of each row; None where a heading names that."""
    if table.wide is not None or any(alike(stem(period), key) for head in table.heads for key in head_keys(head)):
        return None
    return next((at for at, kind in enumerate(table.kinds) if kind == "date"), None)


def _called(table: Table, noun: str) -> int | None:
    """The column that has this word in its heading, and in whose cells the same stands again and again."""
    for at, head in enumerate(table.heads):
        values = table.values(at)
        is_group = table.kinds[at] not in NUMERIC and _FEWEST <= len(set(values)) <= min(_MOST, len(values) - 1)
        if is_group and any(alike(stem(noun), key) for key in head_keys(head)):
            return at
    return None
