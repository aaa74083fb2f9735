"""A follow-up on an answer whose document was removed since is told so; no other document answers in its place."""

import pytest

from qa.pipeline.refusals import REMOVED
from qa.types import Scope, Turn
from tests.support import Workshop

FERRY = '"Nobody was hurt, and that is a miracle," Ilvo Prenn told the Zorbel Courier. The ferry is to be towed on Tuesday.'
ORCHARD = '"Apples will be cheap," Prenn said in Kelmstow. The growers of Kelmstow expect a harvest of 40 tonnes.'
ASKED = "What did Ilvo Prenn say?"


@pytest.fixture
def after_removal(workshop: Workshop) -> list[Turn]:
    """The turns of a conversation whose only document is gone; another person of that surname is still there."""
    workshop.add("orchard", ORCHARD, title="Orchards")
    ferry = workshop.add("ferry", FERRY, title="Ferry")
    answer = workshop.pipeline.ask(ASKED)
    assert [each.document_id for each in answer.citations] == [ferry.id]
    workshop.library.remove(ferry.id)
    return [Turn("user", ASKED), answer.turn()]


@pytest.mark.parametrize(
    "question",
    "Where?|are you sure|Source?|Who said so?|When did he say that?|Why|And the ferry?|Who is he?|Summarize it|shorter, please"
    "|When was it published?|who wrote it|What else did he say?|How long is it?|summarize the article|tell me more".split("|"),
)
def test_a_follow_up_on_what_was_removed_is_told_so(workshop: Workshop, after_removal: list[Turn], question: str) -> None:
    answer = workshop.pipeline.ask(question, after_removal)
    assert (answer.status, answer.text, answer.standalone_question) == ("abstained", REMOVED, question)
    again = [*after_removal, Turn("user", question), answer.turn()]
    assert workshop.pipeline.ask("What else did he say?", again).text == REMOVED


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What was the harvest of Kelmstow?", "40 tonnes"),
        ("how many documents mention Kelmstow", "1 of 1 document mentions"),
        ("Thanks!", "You're welcome"),
        (ASKED, "this comes closest"),
    ],
)
def test_a_question_that_stands_alone_is_answered_after_a_removal(
    workshop: Workshop, after_removal: list[Turn], question: str, told: str
) -> None:
    assert told in workshop.pipeline.ask(question, after_removal).text


@pytest.mark.parametrize("names", [("Abo", "Bergen"), ("Abo", "Bergen", "Cork", "Dover")])
def test_a_list_of_which_one_was_removed_is_still_a_list(workshop: Workshop, names: tuple[str, ...]) -> None:
    added = [workshop.add(name, f"The harbour of {name} was closed on Monday.", title=name) for name in names]
    listed = workshop.pipeline.ask("Which documents mention the harbour?")
    gone = next(each for each in added if each.id == listed.citations[0].document_id)
    workshop.library.remove(gone.id)
    answer = workshop.pipeline.ask("summarize them", [Turn("user", listed.question), listed.turn()])
    assert {each.document_id for each in answer.citations} == {each.id for each in added} - {gone.id}


def test_nothing_is_meant_of_documents_that_are_no_longer_asked(workshop: Workshop) -> None:
    pie = workshop.add("pie", "The haddock pie bakes for 40 minutes. It feeds six.").id
    ferry = workshop.add("ferry", "The ferry sails at noon. A seat costs 20 crowns.").id
    asked = "How long does the haddock pie bake?"
    history = (Turn("user", asked), workshop.pipeline.ask(asked).turn())
    assert history[1].documents == (pie,)
    only = workshop.pipeline.ask("How much is a seat in it?", history, scope=Scope((ferry,)))
    assert only.standalone_question == "How much is a seat in it?"
    both = workshop.pipeline.ask("How much is a seat in it?", history, scope=Scope((ferry, pie)))
    assert both.standalone_question != "How much is a seat in it?"
