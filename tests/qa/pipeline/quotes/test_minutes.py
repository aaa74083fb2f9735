"""Minutes, one of a month: what one meeting decided, and what was decided last."""

import pytest

from qa.pipeline.asking import Asking
from qa.pipeline.passages import Passages
from qa.retrieval import HybridRetriever
from qa.types import Question, Turn
from qa.types.deadline import Deadline
from tests.support import Workshop

JANUARY = """## 1. Boiler

The boiler is 31 years old and unlikely to last another winter. The board decided to replace it.

## 2. Slide

The inspection of the slide is due in March.
"""
MARCH = """## 1. Boiler

Three quotations for the boiler were compared. The board chose Pennine Thermal by four votes to one.

## 2. Slide

The inspection found rust at two bolts of the slide. It was agreed to close the slide.
"""


@pytest.fixture
def minutes(workshop: Workshop) -> Workshop:
    workshop.add("january.md", JANUARY, title="Minutes of the board, 15 January 2026", published="2026-01-15")
    workshop.add("march.md", MARCH, title="Minutes of the board, 19 March 2026", published="2026-03-19")
    return workshop


def quotes(workshop: Workshop, question: str) -> list[str]:
    return [citation.quote for citation in workshop.pipeline.ask(question).citations]


def test_the_newest_decision_on_a_matter_comes_first(minutes: Workshop) -> None:
    assert quotes(minutes, "what was decided about the boiler?") == [
        "The board chose Pennine Thermal by four votes to one.",
        "The board decided to replace it.",
    ]


def test_what_the_newest_minutes_have_on_a_matter_is_told_though_no_word_says_that_it_was_decided(minutes: Workshop) -> None:
    may = "## 1. Slide\n\nChildren may use it again from June.\n\n## 2. Date\n\nNext meeting: 18 June, in the hall."
    minutes.add("may.md", may, title="Minutes of the board, 14 May 2026", published="2026-05-14")
    assert quotes(minutes, "what was decided about the slide?")[0] == "Children may use it again from June."


def test_a_line_that_each_of_the_minutes_has_is_that_of_the_newest(workshop: Workshop) -> None:
    for month, day, following in (("April", "2026-04-16", "14 May"), ("May", "2026-05-14", "18 June")):
        text = f"The hedge was cut. The board thanked Ann Lee.\n\nNext meeting: {following}, same place."
        workshop.add(f"{month}.md", text, title=f"Minutes of the board, {month}", published=day)
    assert quotes(workshop, "When is the next meeting?")[0] == "Next meeting: 18 June, same place."
    assert quotes(workshop, "When was the next meeting after the one in April?")[0] == "Next meeting: 14 May, same place."


@pytest.mark.parametrize(
    ("month", "told"),
    [("January", "The board decided to replace it."), ("March", "The board chose Pennine Thermal by four votes to one.")],
)
def test_what_was_decided_in_a_month_is_told_by_the_minutes_of_that_month(minutes: Workshop, month: str, told: str) -> None:
    assert quotes(minutes, f"What was decided about the boiler in {month}?") == [told]


@pytest.mark.parametrize(("month", "near"), [("March", True), ("January", False)])
def test_the_minutes_just_quoted_tell_nothing_of_another_month(minutes: Workshop, month: str, near: bool) -> None:
    stores = minutes.pipeline.stores
    passages = Passages(stores.library, minutes.pipeline.embedder, HybridRetriever(stores), 8)
    march = next(each.id for each in minutes.library.documents() if "March" in each.title)
    asked = f"What was decided about the boiler in {month}?"
    told = Turn("assistant", "The board chose Pennine Thermal by four votes to one.", (march,))
    asking = Asking(Question(asked, history=(told,)), asked, Deadline(9.0), exchanges=(told,))
    found = passages.nearby(asking, passages.deep(asking))
    assert [each.chunks[0].chunk.document_id for each in found] == ([march] if near else [])


VOTES = """## 1. Shed

Bo Roe reported that the shed leaks. Two firms were asked: Dunmore offers £1,950, Pike £2,310.
Motion (Oke): to accept the offer of Pike. Votes: 2 for, 3 against. The motion was lost.
Motion (Lee): to accept the offer of Dunmore. Votes: 3 for, 2 against. Carried.

## 2. Laundry

Ann Lee proposed to raise the price of a wash to £2. Accepted unanimously.
"""


def test_a_motion_that_was_carried_or_lost_is_quoted_with_its_votes(workshop: Workshop) -> None:
    workshop.add("minutes.md", VOTES, title="Minutes of the board, 15 January 2026", published="2026-01-15")
    assert quotes(workshop, "what was decided about the shed?") == [
        "Motion (Oke): to accept the offer of Pike. Votes: 2 for, 3 against. The motion was lost.",
        "Motion (Lee): to accept the offer of Dunmore. Votes: 3 for, 2 against. Carried.",
    ]
    wash = "Ann Lee proposed to raise the price of a wash to £2. Accepted unanimously."
    assert quotes(workshop, "what was decided about the laundry?") == [wash]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("on 15 January", "The board decided to replace it."),
        ("on January 15th, 2026", "The board decided to replace it."),
        ("at the meeting of March", "The board chose Pennine Thermal by four votes to one."),
        ("at the meeting of the 19th of March 2026", "The board chose Pennine Thermal by four votes to one."),
    ],
)
def test_what_was_decided_on_a_day_is_told_by_the_minutes_of_that_day(minutes: Workshop, day: str, told: str) -> None:
    citations = minutes.pipeline.ask(f"What did the board do about the boiler {day}?").citations
    assert told in [each.quote for each in citations]
    assert len({each.document_id for each in citations}) == 1


@pytest.mark.parametrize("day", ["9 January", "5 January", "15 January 2025", "15 January and 19 March"])
def test_a_day_of_which_no_minutes_are_limits_nothing(minutes: Workshop, day: str) -> None:
    stores = minutes.pipeline.stores
    passages = Passages(stores.library, minutes.pipeline.embedder, HybridRetriever(stores), 8)
    asked = f"What did the board do about the boiler on {day}?"
    found = passages.deep(Asking(Question(asked), asked, Deadline(9.0)))
    assert len({each.chunk.document_id for each in found.passages}) == 2
