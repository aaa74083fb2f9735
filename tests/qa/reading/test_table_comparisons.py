"""What is asked of each group of rows, of two columns, and of income and costs."""

import pytest

from qa.documents.formats.tables import lines_of
from qa.reading.tables import Program, Table, Wish, as_asked, computed, tables_of

LOANS = [
    ["Tool", "Borrower", "Volunteer", "Date out", "Due back", "Date back", "Late fee"],
    ["Sander", "Ann Lee", "Len", "2026-01-10", "2026-01-17", "2026-01-19", "2"],
    ["Drill", "Bo Roe", "Ida", "2026-01-24", "2026-01-31", "2026-01-31", "0"],
    ["Ladder", "Bo Roe", "Len", "2026-02-07", "2026-02-14", "2026-02-13", "0"],
    ["Router", "Ann Lee", "Len", "2026-03-07", "2026-03-14", "", ""],
]
TOOL, BORROWER, VOLUNTEER, OUT, DUE, BACK, FEE = range(7)
BUDGET = [
    ["Item", "Type", "Planned EUR", "Actual EUR"],
    ["Hall", "cost", "350", "350"],
    ["Quartet", "cost", "1200", "1280"],
    ["Flyers", "cost", "90", "85.50"],
    ["Tickets", "income", "1500", "1722"],
    ["Supper", "cost", "300", ""],
]


def table(rows: list[list[str]]) -> Table:
    return tables_of("\n\n".join(lines_of(enumerate(rows, start=1))))[0]


def told(question: str, rows: list[list[str]], program: Program) -> tuple[str, str, list[int]]:
    """The short answer, what was computed, and the rows that were used."""
    wish = as_asked(question, Wish(table(rows), program, 1.0, unsure=True))
    result = computed(wish.table, wish.program)
    assert result is not None
    return result.short, result.words, [row.number for row in result.rows]


@pytest.mark.parametrize(
    ("question", "program", "short", "words"),
    [
        (
            "How many loans did each of the volunteers handle?",
            Program("count", TOOL, TOOL),
            "Len 3, Ida 1",
            "4 rows counted by “Volunteer”.",
        ),
        (
            "How many loans per month?",
            Program("count", TOOL, TOOL),
            "January 2, February 1, March 1",
            "the month of “Date out”.",
        ),
        ("late fees by borrower", Program("sum", FEE, FEE), "Ann Lee 2, Bo Roe 0", "“Late fee” summed by “Borrower”."),
        (
            "Which month was the best for us?",  # the fees of January are 2 + 0, of February 0
            Program("largest", OUT, OUT, order=FEE),
            "January",
            "“Late fee” comes to 2, the highest sum of 2 under the month of “Date out”.",
        ),
    ],
)
def test_each_group_that_is_named_is_told(question: str, program: Program, short: str, words: str) -> None:
    result = told(question, LOANS, program)
    assert result[0] == short
    assert result[1].endswith(words)


@pytest.mark.parametrize(
    ("question", "program"),
    [
        ("What is the average fee per loan?", Program("average", FEE, FEE)),
        ("How many tools did Len lend?", Program("count", TOOL, TOOL)),
        ("How much is it per hour?", Program("sum", FEE, FEE)),
    ],
)
def test_what_names_no_group_is_as_it_was_read(question: str, program: Program) -> None:
    wish = Wish(table(LOANS), program, 1.0, unsure=False)
    assert as_asked(question, wish) is wish


@pytest.mark.parametrize(
    ("question", "words", "used"),
    [
        ("Which tools came back late?", "", [2]),
        ("Did Bo Roe ever bring something back too late?", "Of 2 rows where “Borrower” is “Bo Roe”, none", [3, 4]),
        (
            "which of Bo's tools came back in time",
            "2 rows where “Borrower” is “Bo Roe” and “Date back” is until “Due back”:",
            [3, 4],
        ),
    ],
)
def test_what_came_late_has_its_day_after_the_one_it_was_due(question: str, words: str, used: list[int]) -> None:
    result = told(question, LOANS, Program("list", TOOL, TOOL))
    assert result[1].startswith(words)
    assert result[2] == used


@pytest.mark.parametrize(
    ("question", "used"),
    [("Which costs were higher than planned?", [3]), ("What cost less than budgeted?", [4]), ("income above the plan", [5])],
)
def test_what_was_dearer_than_planned_has_more_in_one_column_than_in_the_other(question: str, used: list[int]) -> None:
    assert told(question, BUDGET, Program("list", 0, 0))[2] == used


def test_a_balance_takes_the_costs_from_the_income() -> None:
    short, words, used = told("Did we end with a plus or a minus?", BUDGET, Program("list", 0, 0))
    assert short == "6.50"  # 1722 less 350 + 1280 + 85.50 = 1715.50
    assert words == "“Actual EUR” by “Type”: “income” 1,722 and “cost” 1,715.50; 1 row without a value is left out."
    assert used == [2, 3, 4, 5]
