"""What a question's writer says that it asks of a table, as labels on what the model of tables reads."""

from decimal import Decimal
from typing import Any

from eval.training.table_lessons import Lesson, lesson
from qa.documents.formats.tables import lines_of
from qa.reading.tables import Table, computed, tables_of
from qa.reading.tables.programs import Filter
from qa.reading.tables.table_model import COMPARISONS, OPERATIONS

DUES = [
    ["Member", "Group", "Due (£)", "Joined"],
    ["Ann Lee", "junior", "20", "2021-03-02"],
    ["Bo Roe", "senior", "45", "2019-06-11"],
    ["Cy Fenn", "junior", "30", "2023-06-20"],
]


def table() -> Table:
    return tables_of("\n\n".join(lines_of(enumerate(DUES, start=1))))[0]


def lesson_of(question: str, op: str, where: list[Any], **roles: str | int) -> Lesson | None:
    row = {"question": question, "op": op, "target": None, "order": None, "group": None, "of": None, "top": 1, "where": where}
    return lesson(row | roles, table(), "dues")


def test_a_column_is_compared_with_the_value_and_the_bound_that_are_meant() -> None:
    found = lesson_of(
        "juniors who joined before 2022",
        "list",
        [["Group", "is", "junior"], ["Joined", "under", "2022-01-01"]],
        target="Member",
    )
    assert found is not None
    assert found.program is not None
    assert [COMPARISONS[each] for each in found.comparisons] == [None, "is", None, "under"]
    assert dict(zip(found.outline.listed[1], found.values[1] or (), strict=True)) == {"junior": True, "senior": False}
    assert found.bounds[3] == (True,)  # the year begins on the day before which they joined
    told = computed(found.outline.table, found.program)
    assert told is not None
    assert told.short == "Ann Lee"


def test_the_two_ends_of_a_range_are_both_meant() -> None:
    found = lesson_of("dues between 25 and 50", "count", [["Due (£)", "between", [25, 50]]])
    assert found is not None
    assert found.program is not None
    assert found.bounds[2] == (True, True)
    assert found.program.filters == (Filter(2, "between", (), Decimal(25), Decimal(50)),)


def test_how_many_are_told_is_a_number_that_bounds_nothing() -> None:
    found = lesson_of("the 2 highest dues", "largest", [], target="Member", order="Due (£)", top=2)
    assert found is not None
    assert found.top == (True,)
    assert OPERATIONS[found.operation] == "largest"


def test_what_a_table_does_not_tell_has_no_program() -> None:
    found = lesson_of("who coaches Ann Lee", "absent", [])
    assert found is not None
    assert not found.is_told


def test_a_column_or_value_that_the_table_lacks_makes_no_lesson() -> None:
    assert lesson_of("veterans", "list", [["Group", "is", "veteran"]], target="Member") is None
    assert lesson_of("fees", "sum", [], target="Fee") is None
