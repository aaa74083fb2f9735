"""What is wished of whole documents in one's own words, through the pipeline: the answer says how it was understood."""

from collections.abc import Iterator

import pytest

from qa.embedding import Embedder
from qa.pipeline.kinds.rewording import reworded
from qa.types import Question, Rewritten, Turn
from tests.support import DataDir, Workshop, open_workshop

FIRE = (
    "A fire destroyed the rope factory in Bergen on Monday. Nineteen workers were taken to hospital, police said. "
    "“The factory is lost,” Mayor Ann Brown said. The owner wants to build it again within two years."
)
TRAMS = (
    "Trams run again in Bergen after two years of repairs. “Trams are back,” Mayor Ann Brown said on Tuesday. "
    "A ride costs three crowns, and pupils go free."
)


@pytest.fixture(scope="module")
def bergen(new_data_dir: DataDir, embedder: Embedder) -> Iterator[Workshop]:
    """Two articles. Not to be changed."""
    with open_workshop(new_data_dir(), embedder) as shop:
        shop.add("https://dailypost.example/fire", FIRE, title="Fire at the rope factory", published="2021-03-01")
        shop.add("https://herald.example/trams", TRAMS, title="Trams are back", published="2022-06-01")
        yield shop


@pytest.mark.parametrize(
    ("wish", "plain", "reader"),
    [
        ("tally of the pieces that bring up trams", "How many documents mention trams", "counts"),
        ("boil down the coverage of the rope factory for me", "Summarize the rope factory", "digest"),
        ("whose voices do we hear most on the factory", "Who is quoted most about the factory", "counts"),
    ],
)
def test_a_wish_is_answered_as_its_plain_words_are_and_says_so(bergen: Workshop, wish: str, plain: str, reader: str) -> None:
    answer, plainly = bergen.pipeline.ask(wish), bergen.pipeline.ask(plain)

    assert (answer.status, answer.reader, answer.text) == ("answered", reader, plainly.text)
    assert (answer.question, answer.standalone_question) == (wish, plain)


def test_plain_words_are_told_while_the_answer_comes(bergen: Workshop) -> None:
    told = [each for each in bergen.pipeline.stream("tally of the pieces that bring up trams") if isinstance(each, Rewritten)]

    assert [each.standalone_question for each in told] == ["How many documents mention trams"]


def test_what_the_documents_have_nothing_of_is_read_as_it_was_typed(bergen: Workshop) -> None:
    wish = "who is the author of the zoo leaflet"

    assert reworded(wish) == "Who wrote the zoo leaflet?"
    assert bergen.pipeline.ask(wish).standalone_question == wish


def test_a_count_of_none_is_read_as_it_was_typed(bergen: Workshop) -> None:
    wish = "tally of the pieces that bring up submarines"

    assert reworded(wish) == "How many documents mention submarines"
    assert bergen.pipeline.ask(wish).standalone_question == wish


def test_a_literal_question_stays_as_it_is(bergen: Workshop) -> None:
    wish = "tally of the pieces that bring up trams"
    *_, answered = bergen.pipeline.stream(Question(wish, literal=True))

    assert answered.answer.standalone_question == wish


def test_a_list_in_ones_own_words_can_be_narrowed_as_any_other(bergen: Workshop) -> None:
    wish = "tally of the pieces that bring up Bergen"
    counted = bergen.pipeline.ask(wish)
    history = (Turn("user", wish), Turn("assistant", counted.text, tuple(each.document_id for each in counted.citations)))
    narrowed = bergen.pipeline.ask("only 2021", history)

    assert counted.short_answer == "2"
    assert (narrowed.standalone_question, narrowed.short_answer) == ("How many documents mention Bergen in 2021", "1")
