"""What the model of tables reads of a question and a table, and what becomes of its scores."""

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.documents.formats.tables import lines_of
from qa.reading.tables import Table, likeliest, table_model, tables_of
from qa.reading.tables.outlines import Outline, outline_of
from qa.reading.tables.programs import Filter, Program
from qa.reading.tables.table_model import COMPARISONS, MEASURES, OPERATIONS, ROLES, Scores, likely_programs, scores
from tests.support import assert_damage_is_named, examples, packed_size

LOANS = [
    ["Tool", "Borrower", "Days", "Back"],
    ["Ladder", "Ann Lee", "3", "2025-06-05"],
    ["Drill", "Bo Roe", "1", ""],
    ["Saw", "Bo Roe", "9", ""],
]
TOOL, BORROWER, TIME, BACK = range(4)


def table() -> Table:
    return tables_of("\n\n".join(lines_of(enumerate(LOANS, start=1))))[0]


def outline(question: str) -> Outline:
    return outline_of(question, table(), "tools lent")


def test_values_that_share_a_word_with_the_question_come_first() -> None:
    assert outline("what has bo roe got").listed[BORROWER] == ("Bo Roe", "Ann Lee")
    assert outline("lent for over a week").listed[TIME] == ("1", "9")  # the least and the most of a column of numbers


def test_each_heading_and_what_the_question_names_has_its_tokens() -> None:
    found = outline("lent for more than 2 days")
    assert len(found.read) == 1 + len(LOANS[0])
    assert all(found.heads)
    assert [each.number for each in found.numbers] == [Decimal(2)]
    assert len(found.named[0]) == 1


def test_the_heading_of_a_month_is_read_in_full() -> None:
    rows = [["Name", "Jan", "Feb"], ["Ann", "24", "24"]]
    short, full = (
        tables_of("\n\n".join(lines_of(enumerate([[*(names.get(head, head) for head in rows[0])], rows[1]], start=1))))[0]
        for names in ({}, {"Jan": "January", "Feb": "February"})
    )
    read = [outline_of("what came in in January", each, "subs").read for each in (short, full)]
    assert all(np.array_equal(one, other) for one, other in zip(*read, strict=True))


def scores_for(outline_: Outline, operation: str, target: int, order: int, compared: dict[int, str]) -> Scores:
    """Scores of 5 for what is wanted, of 0 for all else; the first of what is listed or named is meant."""
    roles = np.zeros((len(LOANS[0]), len(ROLES)), dtype=np.float32)
    roles[target, 0] = roles[order, 1] = 5
    comparisons = np.zeros((len(LOANS[0]), len(COMPARISONS)), dtype=np.float32)
    for column in range(len(LOANS[0])):
        wanted = compared.get(column)
        comparisons[column, next(at for at, each in enumerate(COMPARISONS) if each == wanted)] = 5
    operations = np.array([5.0 * (each == operation) for each in OPERATIONS], dtype=np.float32)
    first = [np.array([5.0 * (at == 0) for at in range(len(each))], dtype=np.float32) for each in outline_.listed]
    bounds = [np.array([5.0 * (at == 0) for at in range(len(outline_.numbers))], dtype=np.float32) for _ in outline_.listed]
    top = np.full(len(outline_.numbers), -5, dtype=np.float32)
    return Scores(
        roles, comparisons, operations, np.zeros(len(MEASURES), dtype=np.float32), tuple(first), tuple(bounds), top, 0
    )


def test_the_likeliest_program_is_put_together_of_the_highest_scores() -> None:
    asked = outline("who had a tool for more than 2 days and hasn't brought it back")
    scored = scores_for(asked, "list", BORROWER, TIME, {TIME: "over", BACK: "empty"})
    best = likely_programs(asked, scored)[0]
    assert best.program == Program(
        "list", BORROWER, BORROWER, filters=(Filter(TIME, "over", (), Decimal(2), Decimal(2), "2"), Filter(BACK, "empty"))
    )
    assert best.computed.short == "Bo Roe"


def test_what_comes_to_nothing_gives_way_to_the_next_likeliest() -> None:
    asked = outline("tools lent for more than 20 days")
    best = likely_programs(asked, scores_for(asked, "count", TOOL, TIME, {TIME: "over"}))[0]
    assert best.program.filters == ()  # nothing was lent for longer
    assert likely_programs(asked, scores_for(asked, "list", TOOL, TIME, {TIME: "over"}))[0].program.operation != "list"


def test_how_much_asks_what_several_amounts_come_to_and_not_for_each() -> None:
    asked = outline("how much time did bo roe have tools for")
    best = likely_programs(asked, scores_for(asked, "list", TIME, TIME, {BORROWER: "is"}))[0]
    assert (best.program.operation, best.computed.short) != ("list", "1, 9")


def test_each_of_the_likeliest_comes_to_something_else() -> None:
    asked = outline("who had it longest")
    best, second = likely_programs(asked, scores_for(asked, "largest", BORROWER, TIME, {}))
    assert (best.computed.short, best.computed.rows[0].number) == ("Bo Roe", 4)
    assert (second.computed.short, second.computed.rows) != (best.computed.short, best.computed.rows)
    assert second.likelihood <= best.likelihood


@given(st.text(max_size=200))
@settings(max_examples=examples(60), deadline=None)
def test_any_text_is_read_beside_a_table(text: str) -> None:
    wish = likeliest(f"tools {text}", [("tools lent", table())], lambda _, others: [0.5] * len(others))

    assert wish is None or wish.unsure


def test_a_damaged_model_is_named_and_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = outline("who has the saw")
    assert_damage_is_named(table_model, lambda: scores(asked), tmp_path, monkeypatch)


def test_the_model_in_the_package_is_the_one_of_its_note_and_small_enough() -> None:
    assert packed_size(table_model) <= 6_000_000
