"""Of two subjects of a conversation the later one is meant."""

import pytest

from qa.pipeline.follow_ups.pronouns import Asked
from qa.pipeline.follow_ups.subjects import on_subject
from qa.types import Question, Turn
from tests.support import Workshop

TITLES = {"ferry": "Tarn ferry sold to a shipyard", "fair": "Oster fair opens | The Oster Post", "more": "Ferry sold twice"}


def turns(*said: tuple[str, str]) -> list[Turn]:
    """Questions, and the ids of the documents that answer them."""
    return [turn for text, document in said for turn in (Turn("user", text), Turn("assistant", "…", (document,)))]


FERRY = ("Who bought the Tarn ferry?", "ferry")
FAIR = ("When does the Oster fair open?", "fair")


@pytest.mark.parametrize(
    ("said", "since"),
    [
        ([FERRY, FAIR], 2),
        ([FERRY, FAIR, ("Who opens it?", "fair")], 2),
        ([FERRY, FAIR, FERRY], 2),
        ([FERRY, ("When does it open?", "fair")], 0),
        ([FERRY, ("Where can I dance in the evening?", "fair")], 0),  # perhaps a stray answer
        ([FERRY, ("Was the ferry sold twice?", "more")], 0),
        ([FAIR], 0),
        ([], 0),
    ],
)
def test_a_complete_question_that_names_what_another_document_is_called_changes_the_subject(
    said: list[tuple[str, str]], since: int
) -> None:
    history = turns(*said)
    assert on_subject("And how much?", history, TITLES) == history[since:]


def test_a_question_comes_back_to_an_earlier_subject_by_naming_it() -> None:
    history = turns(FERRY, FAIR)
    assert on_subject("Back to the ferry, what did it cost?", history, TITLES) == history
    assert on_subject("Back then, what did it cost?", history, TITLES) == history[2:]


def test_a_new_subject_is_meant_though_its_answer_was_unsure(workshop: Workshop) -> None:
    ferry = workshop.add("a", "The Tarn ferry was sold to a shipyard. It is worth 400,000 crowns.", "Tarn ferry sold")
    prize = workshop.add("b", "The Oster book prize went to Ann Lee. Nobody knew the winner before.", "Oster book prize")
    first = [Turn("user", "Who bought the Tarn ferry?"), Turn("assistant", "A shipyard.", (ferry.id,))]
    then = [Turn("user", "Who won the Oster book prize?"), Turn("assistant", "Ann Lee.", (prize.id,), hedge="I'm not sure")]
    asking, _ = workshop.pipeline.trace(Question("What is it worth?", (*first, *then)))
    assert [exchange.documents for exchange in asking.exchanges] == [(prize.id,)]


@pytest.mark.parametrize("question", ["How many people died?", "Any arrests so far?", "What happened next?"])
def test_what_says_only_of_what_sort_its_things_are_goes_on(question: str) -> None:
    assert Asked(question).goes_on


@pytest.mark.parametrize(
    "question", ["How many people died in Oster?", "How many UN members voted?", "When does the pool open?"]
)
def test_what_names_its_things_does_not_go_on(question: str) -> None:
    assert not Asked(question).goes_on
