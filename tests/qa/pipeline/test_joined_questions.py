"""Two questions joined by "and" are both answered."""

import pytest

from qa.pipeline.joined_questions import joined, of_two_speakers
from tests.support import Workshop

SHOW = (
    "The harbour club met in the net loft. Eleven of the 210 planks of the pier are rotten, Ann Lee reported.\n\n"
    "The planks will be replaced by Oster Timber at a cost of 4,200 crowns.\n\n"
    "The summer show takes place on 16 August. Bo Roe has booked the fish hall for it."
)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("When is the show and who books the hall?", ["When is the show", "who books the hall?"]),
        ("what does it cost, and by whom was it built", ["what does it cost", "by whom was it built"]),
        ("When are you open and is there parking?", ["When are you open", "is there parking?"]),
        ("Is there parking but what does it cost?", ["Is there parking", "what does it cost?"]),
        ("who left and when and why", []),  # all of it is asked of who left
        ("Who met the man who ran the mill and who sold it?", []),
        ("When and where is the show?", []),
        ("Who came and did it rain?", []),  # it may have been done
        ("What did Ann Lee say about the pump and how it works?", []),
        ("Who knows where it is and what the key opens?", []),
        ("I have two cats but who pays for them?", []),
        ("Which pump and motor were bought?", []),
        ("the show and who books the hall", []),
        ("and who books the hall?", []),
        ("", []),
    ],
)
def test_questions_that_are_joined_are_told_from_a_single_one(question: str, parts: list[str]) -> None:
    assert joined(question) == parts


def test_what_answers_the_second_of_two_questions_is_quoted_too(workshop: Workshop) -> None:
    workshop.add("a", SHOW, title="Minutes of the harbour club")
    asked = "When does the summer show take place and how many planks of the pier are rotten?"
    quotes = " ".join(each.quote for each in workshop.pipeline.ask(asked).citations)
    assert "16 August" in quotes
    assert "Eleven of the 210 planks" in quotes


def test_an_answer_to_two_questions_shows_none_of_it_in_bold(workshop: Workshop) -> None:
    workshop.add("a", SHOW, title="Minutes of the harbour club")
    one = workshop.pipeline.ask("When does the summer show take place?")
    two = workshop.pipeline.ask("When does the summer show take place and who booked the fish hall?")
    assert one.short_answer == "on 16 August"
    assert two.short_answer is None


def test_an_answer_that_lacks_one_of_two_questions_is_not_sure(workshop: Workshop) -> None:
    workshop.add("a", SHOW, title="Minutes of the harbour club")
    one = workshop.pipeline.ask("When does the summer show take place?")
    two = workshop.pipeline.ask("When does the summer show take place and what does a ticket cost?")
    assert (one.confidence, two.confidence) == ("sure", "perhaps")
    assert "16 August" in two.text


def test_two_questions_are_answered_no_more_surely_than_they_are_together(workshop: Workshop) -> None:
    workshop.add("a", "The landlord repairs the boiler and the roof.\n\nThe tenants replace light bulbs.", title="Lease")
    answer = workshop.pipeline.ask("Who repairs the boiler and who replaces the light bulbs?")
    assert (answer.confidence, len(answer.citations)) == ("perhaps", 2)


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("What did Lee say about the pump and what did Roe say?", "Compare what Lee and Roe said about the pump"),
        ("What did Lee say about the pump, and what did Roe say about it?", "Compare what Lee and Roe said about the pump"),
        ("What did Lee say and what did Roe say?", "Compare what Lee and Roe said"),
        ("What did Lee say about Roe and what did Roe say about Lee?", None),
        ("What did Lee say about the pump and what did Lee say about the pier?", None),
        ("What did Lee say about the pump and when was it bought?", None),
        ("What did Lee say about the pump in 2019 and what did Roe say about the pump in 2021?", None),
    ],
)
def test_what_two_people_said_of_one_thing_is_compared(question: str, plain: str | None) -> None:
    assert of_two_speakers(question) == plain


def test_of_what_two_people_said_of_each_other_it_is_said_that_one_is_told(workshop: Workshop) -> None:
    workshop.add("a", "“Roe is a fine builder,” Ann Lee said on Monday.\n\n“Lee pays late,” Bo Roe said on Tuesday.")
    answer = workshop.pipeline.ask("What did Ann Lee say about Roe and what did Bo Roe say about Lee?")
    assert {each.speaker for each in answer.citations} == {"Ann Lee"}
    assert (
        answer.notice == "This answers the first of two questions; ask the other by itself: “what did Bo Roe say about Lee?”."
    )
