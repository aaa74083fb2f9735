"""The model of kinds: which words it takes for what, and that its file is what was packed."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.pipeline.kinds import kind_model
from qa.pipeline.kinds.kind_model import KINDS, around, read_kind
from tests.support import assert_damage_is_named, examples, packed_size


def test_the_words_of_a_message_are_whole_words_as_it_has_them() -> None:
    read = read_kind("Compare what Zbigniew Brzezinski and Anneliese said about deindustrialisation")

    assert read.kind == "compare"
    assert read.parties == ("Zbigniew Brzezinski", "Anneliese")
    assert read.topic == ("deindustrialisation",)


def test_whose_words_are_wished_and_about_what_is_read() -> None:
    read = read_kind("Zbigniew Brzezinski's beef with deindustrialisation")

    assert (read.kind, read.speaker, read.topic) == ("said", ("Zbigniew Brzezinski",), ("deindustrialisation",))


def test_a_question_on_what_a_text_tells_is_one() -> None:
    assert read_kind("How many people were hurt in the fire?").kind == "question"


def test_what_is_asked_of_a_document_itself_is_told_apart() -> None:
    assert read_kind("who is the author of this leaflet").fact == "author"
    assert read_kind("word count of this essay").fact == "length"
    assert read_kind("why did the ferry turn back").fact == ""


@given(st.text(max_size=200))
@settings(max_examples=examples(100), deadline=None)
def test_any_text_is_read(text: str) -> None:
    read = read_kind(text)

    assert read.kind in KINDS
    assert 0 < read.probability <= 1
    assert all(words in text for words in read.words)


def test_a_damaged_model_is_named_and_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_damage_is_named(kind_model, lambda: read_kind("gist of the lease"), tmp_path, monkeypatch)


def test_the_model_in_the_package_is_the_one_of_its_note_and_small_enough() -> None:
    assert packed_size(kind_model) <= 6_000_000


def test_what_is_named_stands_in_no_other_word() -> None:
    rest = around("Put the two bids for the pier next to each other", ["the", "pier"])
    assert rest.split() == ["put", "two", "bids", "for", "next", "to", "each", "other"]
