"""First names: which lists they come from, and what they tell."""

import pytest

from qa.english.lexicon import first_names, is_first_name, known_name


@pytest.mark.parametrize(("name", "gender"), [("grace", "f"), ("kelechi", "m"), ("katarzyna", "f"), ("sanjay", "m")])
def test_a_first_name_tells_its_usual_gender(name, gender):
    assert first_names()[name] == gender


def test_our_own_list_wins_over_the_public_one():
    # Faker's countries call Gwyn a woman; in Wales, where the news has him from, he is a man.
    assert first_names()["gwyn"] == "m"


@pytest.mark.parametrize(("written", "listed"), [("gráinne", "grainne"), ("mary-ellen", "mary")])
def test_a_name_is_known_without_its_accents_or_by_its_first_part(written, listed):
    assert known_name(written) in (written, listed)


@pytest.mark.parametrize("word", ["York", "Major", "Monday", "Police", "Ministry", "Earth"])
def test_places_offices_and_plain_words_are_no_first_names(word):
    assert not is_first_name(word)
