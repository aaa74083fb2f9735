"""How many died in something: by the newest document about it, and not of another fire that it tells of."""

import pytest

from qa.pipeline.overviews.tolls import event_of_toll
from tests.support import Workshop

MILL = (
    "A fire at the mill in Leek killed 17 people on Monday, among them 8 children. It began in a stove. "
    "In 1990, 87 people died in a fire at a dance hall in Leek. The mayor came."
)
FERRY = "The ferry Anna sank off Bergen on Friday. Twelve people were killed and nine are missing. Boats searched all night."
FERRY_LATER = "Divers searched the ferry Anna off Bergen again. The death toll rose to 19 on Sunday. The captain is silent."


@pytest.fixture
def news(workshop: Workshop) -> Workshop:
    workshop.add("mill.txt", MILL, title="Fire at the mill in Leek", published="2022-01-11")
    workshop.add("ferry.txt", FERRY, title="Ferry sinks off Bergen", published="2023-05-05")
    workshop.add("later.txt", FERRY_LATER, title="Toll of the ferry off Bergen rises", published="2023-05-07")
    return workshop


@pytest.mark.parametrize(
    ("message", "event"),
    [
        ("mill fire death toll", "mill fire"),
        ("How many people died in the mill fire?", "mill fire"),
        ("what is the death toll of the Leek fire", "Leek fire"),
        ("leek fire how many dead", "leek fire"),
        ("how many people did the fire in Leek kill?", "fire in Leek"),
        ("How many children died in the mill fire?", ""),
        ("How many people were hurt in the fire?", ""),
        ("Who died in the mill fire?", ""),
        ("deaths", ""),
    ],
)
def test_an_event_is_read_where_the_number_of_its_dead_is_asked_for(message: str, event: str) -> None:
    assert event_of_toll(message) == event


def test_the_dead_of_another_fire_long_ago_are_not_told(news: Workshop) -> None:
    answer = news.pipeline.ask("leek mill fire death toll")
    assert answer.confidence == "sure"
    assert [each.quote for each in answer.citations] == [MILL.partition(" It began")[0]]


def test_a_toll_that_rose_is_told_by_the_newest_document_first_and_unsurely(news: Workshop) -> None:
    answer = news.pipeline.ask("bergen ferry death toll")
    assert answer.confidence == "perhaps"
    assert [each.quote for each in answer.citations] == [
        "The death toll rose to 19 on Sunday.",
        "Twelve people were killed and nine are missing.",
    ]


def test_an_event_that_no_document_is_about_is_read_as_any_question(news: Workshop) -> None:
    assert news.pipeline.ask("oslo earthquake death toll").confidence != "sure"
