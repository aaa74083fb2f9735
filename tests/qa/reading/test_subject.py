"""How much a sentence tells of a subject."""

from math import log

import numpy as np
import pytest

from qa.english.weighted_words import WeightedWords
from qa.english.words import stem
from qa.reading.subject import Subject, introduces, tells

NORTH, EAST = np.array([1.0, 0.0], dtype=np.float32), np.array([0.0, 1.0], dtype=np.float32)


def subject(**words: float) -> Subject:
    return Subject(NORTH, WeightedWords({stem(word): weight for word, weight in words.items()}))


def test_the_marks_of_a_sentence_are_told_by_its_words_its_vector_and_its_place() -> None:
    found = subject(ferry=3.0, oster=1.0).features("A ferry sails in May.", NORTH, belongs=0.5, place=3)
    assert found == {
        "near": 1.0,
        "covered": 3 / (3 + 1),  # "ferry" weighs 3, "oster" 1
        "begins": 1.0,  # "ferry" is among the first three words
        "belongs": 0.5,
        "late": log(1 + 3),
        "length": 5 / 20,  # words, as a share of twenty
    }
    late = subject(ferry=1.0).features("In May and in June a ferry sails.", EAST, belongs=0.0, place=0)
    assert (late["near"], late["begins"], late["late"]) == (0.0, 0.0, 0.0)


def test_what_has_the_name_and_is_near_it_tells_more() -> None:
    ferry = subject(ferry=1.0)
    text = "The ferry sails from Oster on each day of the summer."
    named, other = (ferry.features(each, NORTH, 0.0, 1) for each in (text, text.replace("ferry", "train")))
    far = ferry.features(text, EAST, 0.0, 1)
    assert tells(named) > tells(other)
    assert tells(named) > tells(far)


def test_what_the_reader_takes_for_the_answer_introduces() -> None:
    marks = subject(ferry=1.0).features("The ferry is a boat that carries cars and people.", NORTH, 0.0, 1)
    answer = {"defines": 0.6, "reader": 4.0, "reader_odds": 2.0}
    assert introduces({**marks, **answer}) > introduces({**marks, **answer, "reader": -4.0})


@pytest.mark.parametrize(
    ("words", "is_name"),
    [({"ferry": 1.0}, True), ({"ann": 1.0, "brown": 1.0}, True), ({"a": 1.0, "b": 1.0, "c": 1.0}, False), ({}, False)],
)
def test_a_name_has_a_telling_word_or_two(words: dict[str, float], is_name: bool) -> None:
    assert subject(**words).is_name == is_name
    assert not Subject(NORTH, WeightedWords(words), fitted=False).is_name
