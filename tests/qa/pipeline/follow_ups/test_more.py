"""“Tell me more” is told from the documents that the talk is on, besides what was told; “No, I meant …” corrects a question."""

import pytest

from qa.pipeline.follow_ups import understood
from qa.pipeline.follow_ups.more import more_of
from qa.pipeline.follow_ups.shortened import asks_again, corrected, corrects, is_of_some_year, lacks_month
from qa.pipeline.kinds.question_kind import question_kind
from qa.pipeline.kinds.rewording import reworded
from qa.types import LIKELY, PERHAPS, Turn
from tests.support import Workshop, talked

FIRE = (
    "A fire destroyed the old mill of Harwick on Monday night. The fire began in the kitchen of the mill, the chief said. "
    "Twelve firemen fought the fire for six hours. The mill of Harwick had been built in 1790 by two brothers. "
    "The town council of Harwick wants to build the mill anew next year."
)
OVENS = "Fires in the kitchen are often caused by oil. Every kitchen needs a blanket. Kitchens of wood burn within minutes."


@pytest.fixture
def mill(workshop: Workshop) -> Workshop:
    workshop.add("mill.txt", FIRE, title="Mill of Harwick burns down", published="2023-03-09")
    workshop.add("ovens.txt", OVENS, title="Kitchens and fires", published="2022-05-02")
    return workshop


def test_more_is_told_of_the_document_just_quoted_and_nothing_twice(mill: Workshop) -> None:
    first, more, again = talked(mill, "Where did the fire in the mill of Harwick begin?", "Tell me more", "more details please")
    assert "kitchen of the mill" in first.text
    assert {each.title for each in more.citations} == {"Mill of Harwick burns down"}
    assert more.standalone_question == "Tell me more (about: “Mill of Harwick burns down”)"
    assert {each.quote for each in more.citations}.isdisjoint(each.quote for each in first.citations)
    assert {each.quote for each in again.citations}.isdisjoint(each.quote for each in more.citations)


def test_where_all_was_told_there_is_no_more(mill: Workshop) -> None:
    *_, last = talked(mill, "Where did the fire in the mill of Harwick begin?", *["Tell me more"] * 3)
    assert (last.status, last.citations) == ("abstained", ())
    assert last.text.startswith("There is no more")


def _turns(*said: tuple[str, str, str, str]) -> list[Turn]:
    """Questions with their answers, the document that each quotes, and its hedge."""
    return [
        turn
        for asked, told, document, hedge in said
        for turn in (Turn("user", asked), Turn("assistant", f"{hedge}\n\n{told} [1]".strip(), (document,), hedge))
    ]


def test_more_is_of_what_the_talk_is_on_after_one_stray_answer() -> None:
    fire = ("Where did the fire begin?", "It began in the kitchen.", "mill", LIKELY)
    more = more_of("tell me more", _turns(fire, ("Any reactions?", "The reactor was shut.", "reactor", PERHAPS)))
    assert more is not None
    assert (more.asked, more.documents, more.hedge) == ("Where did the fire begin?", ("mill",), LIKELY)
    other = more_of("tell me more", _turns(fire, ("When was the reactor shut down?", "In May.", "reactor", PERHAPS)))
    assert other is not None
    assert (other.documents, other.hedge) == (("reactor",), PERHAPS)


def test_more_is_as_sure_as_the_answers_before() -> None:
    one = ("Where did the fire begin?", "It began in the kitchen.", "mill", LIKELY)
    two = ("Who put it out?", "Twelve firemen did.", "mill", LIKELY)
    assert [more.hedge for turns in ((one,), (one, two)) if (more := more_of("go on", _turns(*turns)))] == [LIKELY, ""]
    unsure = _turns((*one[:3], PERHAPS), (*two[:3], PERHAPS))
    assert (more := more_of("go on", unsure)) is not None
    assert more.hedge == PERHAPS


@pytest.mark.parametrize(
    "asked", ["Which documents mention fires?", "What did Ann Lee say?", "How many articles mention Oslo?"]
)
def test_lists_and_words_are_asked_of_the_library_once_more(asked: str) -> None:
    assert more_of("tell me more", _turns((asked, "Ann Lee told of fires.", "mill", ""))) is None


def test_a_question_on_the_answer_itself_is_no_question_to_ask_again() -> None:
    turns = _turns(("How many firemen came?", "Twelve came.", "mill", ""), ("When was that?", "On Monday.", "mill", ""))
    assert understood("Are you sure?", turns).text == "How many firemen came?"
    assert [asks_again(each) for each in ("source?", "when was this", "go on", "Where?")] == [True, True, True, False]


def test_what_is_meant_instead_is_asked_of_what_is_talked_of_unless_it_is_a_name() -> None:
    turns = _turns(("Who had the record before?", "Ann Lee had it.", "race", PERHAPS))
    meant = understood("no i meant the world record", turns)
    assert (meant.text, bool(meant.exchanges)) == ("Who had the world record before?", True)
    assert understood("no i meant the brothers", _turns(("How fast was it?", "Very. [1]", "race", ""))).exchanges
    assert [corrects(each) for each in ("no, I meant Oslo", "no, I meant the bus", "the bus")] == ["name", "noun", ""]
    assert [corrected(f"I meant {each}") for each in ("the brother", "the brothers", "the boss", "what he won")] == [
        "Who is the brother?",
        "Who are the brothers?",
        "Who is the boss?",
        None,
    ]


def test_a_day_without_its_year_is_of_what_is_talked_of_and_no_subject() -> None:
    assert reworded("what happened on june 4", follows=True) is None
    assert question_kind("what happened on june 4").kind == "question"
    assert is_of_some_year("what happened on june 4")
    assert not any(map(is_of_some_year, ("what happened on 4 June 1989", "what happened at the mill of Harwick in June")))


def test_a_day_in_a_month_that_the_documents_never_name_is_not_of_them() -> None:
    texts = ("The mill burnt on the fifth of June.", "It was built in 1790.")
    assert not lacks_month("what happened on June 4", texts)
    assert lacks_month("what happened on January 6", texts)
    assert not lacks_month("what happened at the mill of Harwick in January", texts)
