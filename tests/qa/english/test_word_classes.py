"""How often words are nouns and adjectives: measured shares, and a rare noun where nothing is known."""

from qa.english.word_classes import FUNCTION_WORDS, word_class


def test_a_word_has_the_shares_of_its_uses() -> None:
    assert word_class("people").noun >= 0.9
    assert word_class("famous").adjective >= 0.9
    assert word_class("said").noun < 0.1 > word_class("said").adjective


def test_common_words_are_told_from_rare_ones() -> None:
    assert word_class("people").common > word_class("album").common


def test_a_word_that_is_not_listed_is_taken_for_a_rare_noun() -> None:
    assert word_class("astrolabe") == (0.9, 0.0, 0)


def test_function_words_are_no_part_of_any_phrase() -> None:
    assert {"the", "of", "did", "she", "where", "something"} <= FUNCTION_WORDS
    assert "harbour" not in FUNCTION_WORDS
