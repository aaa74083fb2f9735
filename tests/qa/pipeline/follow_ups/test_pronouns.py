"""Which questions show by their words that they go on with what was said before."""

import pytest

from qa.english.noun_phrases import parse
from qa.pipeline.follow_ups.pronouns import Asked, shown


@pytest.mark.parametrize("question", ["How many people died?", "Any arrests so far?", "What happened next?"])
def test_what_says_only_of_what_sort_its_things_are_goes_on(question: str) -> None:
    assert Asked(question).goes_on


@pytest.mark.parametrize(
    "question", ["How many people died in Oster?", "How many UN members voted?", "When does the pool open?"]
)
def test_what_names_its_things_does_not_go_on(question: str) -> None:
    assert not Asked(question).goes_on


def test_each_points_back_where_it_has_no_noun() -> None:
    assert Asked("How long had each been on the force?").points
    assert not Asked("How many goals did the team score in each match?").points


def test_that_something_is_an_article_takes_no_pronouns_place() -> None:
    phrases = parse("the newest article about the quarry").phrases
    assert [each.text for each in phrases] == ["newest article", "quarry"]
    assert shown("Who opened it?", [phrases[0]], behind=False) == "Who opened the newest article?"
    assert shown("Who wrote it?", parse("the article").phrases, behind=False) == "Who wrote it?"
