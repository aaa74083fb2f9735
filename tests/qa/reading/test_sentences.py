import pytest

from qa.english.words import content_stems
from qa.reading.sentences import says_nothing
from tests.support import Workshop


def test_what_a_subject_is_comes_before_what_is_told_of_it(workshop: Workshop) -> None:
    workshop.add("a.txt", "The whole town talked about Quibble and the prizes of Quibble this week.", title="Quibble")
    workshop.add("b.txt", "Quibble, a game with letters, was played in Bergen by many hundreds of people.", title="Games")
    workshop.add(
        "c.txt", "“Quibble is a nuisance for the town,” the mayor of Bergen said about Quibble.", title="Quibble again"
    )
    told = workshop.pipeline.ask("Tell me about Quibble")
    assert told.citations[0].quote.startswith("Quibble, a game")


@pytest.mark.parametrize(
    ("text", "nothing"),
    [("Ann Brown in 2018.", True), ("Ann Brown", True), ("Ann Brown: £52", False), ("Ann Brown resigned.", False)],
)
def test_a_caption_or_a_heading_says_nothing_of_its_subject(text: str, nothing: bool) -> None:
    assert says_nothing(text, content_stems("Ann Brown")) is nothing
