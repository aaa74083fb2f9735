"""Whose words they are, what their speaker is and when they were said, where each was once told wrongly."""

import pytest

from qa.attribution import find_statements
from qa.types import Document


def _said(text, title=""):
    return find_statements(Document.create(source="news", title=title, text=text))


@pytest.mark.parametrize(
    "source", ["the final count", "the vote count", "official figures", "the official results", "the official tally"]
)
def test_what_a_count_tells_is_not_said_by_the_person_named_before(source):
    text = f"Nneka Okafor will be the mayor. She beat Ingrid Solberg by 53 to 46 percent, according to {source}."
    assert [each.speaker for each in _said(text)] == [source]


def test_what_an_official_tells_is_still_said_by_the_official():
    text = "The bridge will open in May, according to an official familiar with the plan."
    assert [each.speaker for each in _said(text)] == ["an official familiar with the plan"]
