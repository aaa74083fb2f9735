import pytest

from qa.pipeline.follow_ups.both import of_both
from qa.types import Turn


def turns(*questions: str) -> list[Turn]:
    return [turn for question in questions for turn in (Turn("user", question), Turn("assistant", "“So it is.” [1]"))]


@pytest.mark.parametrize("message", ["compare them", "Now compare the two", "how do they differ?", "do they agree on this?"])
def test_two_people_whose_words_were_asked_for_are_compared(message: str) -> None:
    asked = turns("What did Brown say about the harbour?", "What did Hale say about the harbour?")
    assert of_both(message, asked) == "Compare what Brown and Hale said about the harbour"


def test_a_name_that_goes_on_with_the_question_before_is_one_of_them() -> None:
    asked = turns("What did Brown say about the harbour?", "and Hale?")
    assert of_both("compare them", asked) == "Compare what Brown and Hale said about the harbour"


def test_after_a_comparison_the_same_two_are_meant() -> None:
    asked = "Compare what Brown and Hale said about the harbour"
    assert of_both("do they agree?", turns("What did Brown say?", asked)) == asked


def test_what_the_second_calls_it_is_what_the_first_was_asked_about() -> None:
    asked = turns("What did Brown say about the harbour?", "What did Hale say about it?")
    assert of_both("do they differ?", asked) == "Compare what Brown and Hale said about the harbour"


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("compare them", ("What did Brown say about the harbour?",)),
        ("compare them", ("What did Brown say?", "What did Brown say about the harbour?")),
        ("compare them", ("What did Brown say?", "Why was the harbour closed?")),
        ("and the mayor?", ("What did Brown say?", "What did Hale say?")),
    ],
)
def test_what_compares_no_two_people_is_left_alone(message: str, questions: tuple[str, ...]) -> None:
    assert of_both(message, turns(*questions)) == ""
