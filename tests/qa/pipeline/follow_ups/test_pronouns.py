"""Which questions show by their words that they go on with what was said before."""

import pytest

from qa.pipeline.follow_ups.pronouns import Asked


@pytest.mark.parametrize("question", ["How many people died?", "Any arrests so far?", "What happened next?"])
def test_what_says_only_of_what_sort_its_things_are_goes_on(question: str) -> None:
    assert Asked(question).goes_on


@pytest.mark.parametrize(
    "question", ["How many people died in Oster?", "How many UN members voted?", "When does the pool open?"]
)
def test_what_names_its_things_does_not_go_on(question: str) -> None:
    assert not Asked(question).goes_on
