"""“Show more” is the question that the last answer named for its next page."""

import pytest

from qa.pipeline.follow_ups.shortened import further
from qa.types import Turn

HISTORY = (
    Turn("user", "And Porter?"),
    Turn("assistant", "… and 12 more. For the next ask: “What did Porter say, page 2”."),
)


@pytest.mark.parametrize(
    "words",
    [
        "show more",
        "More",
        "Show me the rest",
        "next page",
        "the next ones",
        "go on",
        "continue",
        "and the rest?",
        "what else?",
    ],
)
def test_asking_for_more_opens_the_next_page(words: str) -> None:
    assert further(words, HISTORY) == "What did Porter say, page 2"


@pytest.mark.parametrize("words", ["What more did he say?", "more about China", "next year", "Who?", ""])
def test_what_asks_for_something_else_is_left_alone(words: str) -> None:
    assert further(words, HISTORY) is None


def test_after_an_answer_that_was_whole_there_is_no_more() -> None:
    assert further("show more", (*HISTORY, Turn("user", "Who?"), Turn("assistant", "Porter [1]"))) is None
    assert further("show more", ()) is None


def test_an_answer_of_ours_is_gone_on_with_whatever_its_words() -> None:
    reworded = Turn("assistant", "There is more of it.", next_question="What did Porter say, page 2")
    assert further("show more", (reworded,)) == "What did Porter say, page 2"


@pytest.mark.parametrize("told", ["5 of 45 are shown. All: ", "5 of 45 are shown; all: "])  # now, and in older conversations
def test_of_a_count_all_are_named(told: str) -> None:
    told += "“Which documents mention a school?”"
    assert further("show me all of them", (Turn("assistant", told),)) == "Which documents mention a school?"
