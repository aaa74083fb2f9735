"""A conversation as a tab shows it."""

from markupsafe import Markup

from qa.pipeline import Pipeline
from qa.types import Answer, Piece, Rewritten, Working
from ui.asking.progress import Progress
from ui.asking.talk import Exchange, Talk, roles_of


def test_of_a_long_conversation_the_last_turns_are_shown_under_their_own_numbers() -> None:
    talk = Talk(id="c0ffee", exchanges=[Exchange(f"Question {number}?", None, "") for number in (1951, 1952)], before=1950)
    assert talk.count == 1952
    past = talk.past(talk.count)
    assert "1,950 earlier questions not shown here" in past
    assert 'href="/conversations/c0ffee.html"' in past
    assert "Question 1951?" in past
    assert "Question 1952?" not in past
    assert "Question 1952?" in talk.newest()
    assert "earlier" not in Talk(exchanges=list(talk.exchanges)).past(2)


def test_what_was_asked_is_told_as_it_was_understood_so_that_it_is_not_suggested_again() -> None:
    answer = Answer("What did she say?", "What did Porter say?", "answered", "extractive", "“Yes.”")
    talk = Talk(exchanges=[Exchange("Who is Porter?", None, Markup()), Exchange(answer.question, answer, Markup())])
    assert talk.asked == ["Who is Porter?", "What did Porter say?"]


def test_a_question_that_is_asked_again_is_understood_as_where_it_stood() -> None:
    asked = [
        Exchange(f"Question {number}?", Answer(f"Question {number}?", "", "answered", "", "“Yes.”"), "") for number in (51, 52)
    ]
    talk = Talk(exchanges=asked, before=50)
    assert [turn.text for turn in talk.history()] == ["Question 51?", "“Yes.”", "Question 52?", "“Yes.”"]
    assert [turn.text for turn in talk.history(before=52)] == ["Question 51?", "“Yes.”"]
    assert talk.history(before=51) == talk.history(before=7) == ()


def test_how_a_question_was_understood_comes_with_the_first_words_or_when_writing_begins_and_so_moves_nothing() -> None:
    quoting, writing = Progress("And she?", 2, Markup()), Progress("And she?", 2, Markup())
    for progress in (quoting, writing):
        progress.take(Rewritten("What did Porter say?"))
        assert "Porter" not in progress.turn()
    quoting.take(Piece("“Yes.”"))
    assert "Porter" in quoting.turn()
    writing.take(Working("write"))
    assert "Porter" in writing.turn()


def test_a_role_is_that_of_the_statement_cited(pipeline: Pipeline) -> None:
    answer = pipeline.ask("What did Porter say?")
    assert roles_of(pipeline.stores.library, answer.citations)[1] == "State Department deputy spokesperson"
