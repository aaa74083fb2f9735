"""Questions on tables with what each asks, as their writers wrote it down, beside the table as the model of tables reads it."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from eval.datasets import GOLD, json_lines
from qa.documents.formats.tables import lines_of
from qa.documents.titles import readable_stem
from qa.english.calendar import parse_date
from qa.reading.tables import Program, Table, tables_of
from qa.reading.tables.bounds import Range, range_in
from qa.reading.tables.cell_values import reader, time_of
from qa.reading.tables.grid import telling_words
from qa.reading.tables.outlines import Outline, outline_of
from qa.reading.tables.programs import Filter, Measure
from qa.reading.tables.table_model import COMPARISONS, MEASURES, OPERATIONS, ROLES

TRAINING = GOLD / "tables-training"
UNKNOWN = -100
# Of three questions in ten that say nothing of their table, it is said: people name the list that they mean.
_NAMED, _NAMING = 0.3, ("{q} in the {t}", "in the {t}, {q}", "{t}: {q}", "{q} according to {t}", "{q} ({t})", "{t} - {q}")


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """`program` is None where the table doesn't tell it; nothing else is known then. By column: what its cells are compared
    with, which of its listed values and which of the numbers that the question names are meant, None where that isn't known.
    """

    outline: Outline
    program: Program | None
    operation: int = UNKNOWN
    measure: int = UNKNOWN
    roles: tuple[int, ...] = (UNKNOWN,) * len(ROLES)
    comparisons: tuple[int, ...] = ()
    values: tuple[tuple[bool, ...] | None, ...] = ()
    bounds: tuple[tuple[bool, ...] | None, ...] = ()
    top: tuple[bool, ...] | None = None

    @property
    def is_told(self) -> bool:
        return self.program is not None


@dataclass(slots=True)
class _Filters:
    filters: list[Filter] = field(default_factory=list)
    comparisons: dict[int, int] = field(default_factory=dict)
    values: dict[int, tuple[bool, ...]] = field(default_factory=dict)
    bounds: dict[int, tuple[bool, ...]] = field(default_factory=dict)


def lessons(folders: Sequence[str], chance: Random | None = None) -> Iterator[Lesson]:
    """Yield the lessons of these folders' tables; a question that asks what can't be read of its table has none.

    By `chance` some say which table they are on.
    """
    for folder in folders:
        for row in json_lines(TRAINING / f"{folder}.jsonl"):
            path = TRAINING / folder / row["table"]
            title = readable_stem(path.name)
            row = row if chance is None else {**row, "question": _naming(row["question"], title, chance)}
            if (table := table_of(path)) is not None and (made := lesson(row, table, title)) is not None:
                yield made


def _naming(question: str, title: str, chance: Random) -> str:
    """Return the question, perhaps with the title of its table."""
    if chance.random() > _NAMED or set(telling_words(title)) & set(telling_words(question)):
        return question
    said = title if chance.random() < 0.5 else title.lower()
    return chance.choice(_NAMING).format(q=question.rstrip(" ?."), t=said)


@cache
def table_of(path: Path) -> Table | None:
    with path.open(newline="", encoding="utf-8-sig") as file:
        found = tables_of("\n".join(lines_of(enumerate(csv.reader(file), start=1))))
    return found[0] if len(found) == 1 else None


def lesson(row: Mapping[str, Any], table: Table, title: str) -> Lesson | None:
    outline = outline_of(row["question"], table, title)
    outline = replace(outline, read=tuple(each.astype(np.float16) for each in outline.read))  # half of the memory
    if row["op"] == "absent":
        return Lesson(outline, None)
    columns = {head: column for column, head in enumerate(table.heads)}
    roles = [columns.get(name.strip()) if (name := row[role]) else UNKNOWN for role in ROLES]
    found = _filters(row["where"], outline, columns)
    if None in roles or found is None:
        return None
    target, order, group = (0 if each in (UNKNOWN, None) else int(each) for each in roles)
    top = row["top"] or 1
    ranked = row["op"] in ("largest", "smallest")
    measure: Measure = row.get("of") or "count"
    program = Program(row["op"], target, target, order, group, measure, tuple(found.filters), top if ranked else 1)
    every = range(len(table.heads))
    return Lesson(
        outline,
        program,
        OPERATIONS.index(row["op"]),
        MEASURES.index(measure) if row.get("of") else UNKNOWN,
        tuple(UNKNOWN if each is None else int(each) for each in roles),
        tuple(found.comparisons.get(column, 0) for column in every),
        tuple(found.values.get(column) for column in every),
        tuple(found.bounds.get(column) for column in every),
        _first_of(each.kind == "number" and each.number == top > 1 for each in outline.numbers) if ranked else None,
    )


def _filters(where: Sequence[Sequence[Any]], outline: Outline, columns: Mapping[str, int]) -> _Filters | None:
    """None where a test is of a column or a value that the table hasn't, or of a column that is tested twice."""
    found = _Filters()
    for name, comparison, wanted in where:
        column = columns.get(name.strip())
        if column is None or column in found.comparisons:
            return None
        if comparison in ("is", "is not"):
            added = _valued(outline, column, comparison, wanted, found)
        elif comparison in ("empty", "filled"):
            added = True
            found.filters.append(Filter(column, comparison))
        else:
            added = _bounded(outline, column, comparison, wanted, found)
        if not added:
            return None
        found.comparisons.setdefault(column, COMPARISONS.index(comparison))
    return found


def _valued(outline: Outline, column: int, comparison: Any, wanted: Any, found: _Filters) -> bool:
    values = [" ".join(str(each).split()) for each in (wanted if isinstance(wanted, list) else [wanted])]
    table = outline.table
    if not set(values) <= set(table.values(column)):
        return False
    if table.kinds[column] == "date" and comparison == "is" and len(values) == 1:
        row = next(row for row in table.rows if row.text(column) == values[0])
        day = reader(table, column)(row)
        said = _first_of(range_in(each, table, column) == (day, day) for each in outline.numbers)
        if day is not None and any(said):  # a day that is named is one from which and to which
            found.comparisons[column] = COMPARISONS.index("between")
            found.bounds[column] = said
            found.filters.append(Filter(column, "between", (), day, day))
            return True
    listed = tuple(value in values for value in outline.listed[column])
    if any(listed):
        found.values[column] = listed
    found.filters.append(Filter(column, comparison, tuple(values)))
    return True


def _bounded(outline: Outline, column: int, comparison: Any, wanted: Any, found: _Filters) -> bool:
    ends = [_number(each, outline.table.kinds[column]) for each in (wanted if isinstance(wanted, list) else [wanted, wanted])]
    least, most = ends[0], ends[-1]
    if least is None or most is None:
        return False
    ranges = [range_in(each, outline.table, column) for each in outline.numbers]
    meant = _meant(comparison, (least, most), ranges)
    if any(meant):
        found.bounds[column] = meant
    found.filters.append(Filter(column, comparison, (), least, most))
    return True


def _meant(comparison: str, wanted: Range, ranges: Sequence[Range | None]) -> tuple[bool, ...]:
    """Which of what the question names are the bounds that are wanted: one, or for "between" the two ends."""
    if comparison != "between":
        end = 1 if comparison in ("over", "to") else 0
        exact = _first_of(its is not None and its[end] == wanted[0] for its in ranges)
        return exact if any(exact) else _first_of(its is not None and its[0] <= wanted[0] <= its[1] for its in ranges)
    both = _first_of(its == wanted for its in ranges)
    if any(both):
        return both
    first = _first_of(its is not None and its[0] == wanted[0] for its in ranges)
    last = _first_of(its is not None and its[1] == wanted[1] and not at for its, at in zip(ranges, first, strict=True))
    if not any(first) or not any(last):
        return (False,) * len(ranges)
    return tuple(one or other for one, other in zip(first, last, strict=True))


def _number(told: Any, kind: str) -> Decimal | None:
    if kind == "date":
        day = parse_date(str(told))
        return Decimal(day.exact.toordinal()) if day is not None and day.exact is not None else None
    if kind == "time":
        return time_of(str(told))
    try:
        return Decimal(str(told))
    except InvalidOperation:
        return None


def _first_of(holds: Iterator[bool]) -> tuple[bool, ...]:
    """Mark the first of which it holds, and no other."""
    every = list(holds)
    return tuple(each and at == every.index(True) for at, each in enumerate(every))
