"""Where the words said begin and end: invented sentences, and what of each somebody said."""

import pytest

from qa.attribution import find_statements
from qa.types import Document


def _said(text):
    return [text[one.start : one.end] for one in find_statements(Document.create(source="passage", title="", text=text))]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("While Ann Lee said the mill would open in May, the doors are still shut.", "the mill would open in May"),
        ("After Ann Lee said that the mill was closed, the workers left the village.", "the mill was closed"),
        ("Ann Lee, who said she lives in Wells, was not invited.", "she lives in Wells"),
    ],
)
def test_words_said_in_a_subordinate_clause_end_before_the_main_one(sentence, said):
    assert _said(sentence) == [said]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Ann Lee said the bridge would open in May, but it was delayed twice.", "the bridge would open in May"),
        ("Ann Lee said the mill has a buyer, but she did not name him.", "the mill has a buyer"),
        ("Ann Lee said she will sell the mill, a move that surprised the village.", "she will sell the mill"),
        ("Ann Lee said the plan is late and praised the builders for their patience.", "the plan is late"),
        ("Police said 12 people were injured but later lowered that number.", "12 people were injured"),
        ("Ann Lee said she is “quite sure” of the plan in an interview last week.", "she is “quite sure” of the plan"),
        ("The trust urged members of a local club to leave the hall.", "members of a local club to leave the hall"),
        ("Ann Lee described the cook as “a saint” and joked about his hat.", "the cook as “a saint”"),
    ],
)
def test_what_the_writer_tells_after_the_words_said_is_no_part_of_them(sentence, said):
    assert _said(sentence)[0] == said


@pytest.mark.parametrize(
    "said",
    [
        "the bridge is late, but it will open in May",
        "the boy came home and gave his mother the letter",
        "the oldest bridge was closed and a new one is planned",
        "the stamps cost little, though nobody buys them",
        "they would wait, but they would not wait for ever",
    ],
)
def test_a_clause_that_goes_on_with_what_was_said_stays_in_it(said):
    assert " ".join(_said(f"Ann Lee said {said}.")).startswith(said[:30])


@pytest.mark.parametrize(
    "source",
    [
        "a survey of 900 drivers, ",
        "a report published in May by the union, ",
        "officials who spoke with the paper, ",
        "Ann Lee, who led the inquiry, ",
        "Rep. Ann Lee, D-Ohio, ",
    ],
)
def test_what_tells_of_the_source_is_not_what_it_said(source):
    assert _said(f"According to {source}the old bridge will be closed for two years.") == [
        "the old bridge will be closed for two years"
    ]


def test_a_day_that_is_part_of_the_words_said_is_not_when_they_were_said():
    assert _said("Ann Lee said Tuesday's vote was fair.") == ["Tuesday's vote was fair"]
    assert _said("Ann Lee said July and August are too hot for the race.") == ["July and August are too hot for the race"]
    assert _said("Ann Lee said Tuesday the vote was fair.") == ["the vote was fair"]


def test_an_occasion_without_a_comma_stands_before_the_words_said():
    assert _said("Ann Lee said in an interview she would sell the old mill.") == ["she would sell the old mill"]
    assert _said("Ann Lee said on the Senate floor the plan was a “disgrace”.") == ["the plan was a “disgrace”"]


def test_a_clause_goes_on_behind_its_source():
    text = "The oldest bridge, according to the guide, is in Wells."
    assert _said(text) == [text[:-1]]


def test_a_warning_that_a_thing_is_so_is_addressed_to_nobody():
    assert _said("Ann Lee warned the gate of the old mill was open.") == ["the gate of the old mill was open"]
    assert _said("Ann Lee told reporters teams are in the hall.") == ["teams are in the hall"]
