"""The model of parts: what a message asks apart, and that its file is what was packed."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.pipeline.kinds import parts_model
from qa.pipeline.kinds.parts_model import Part, parts
from tests.support import assert_damage_is_named, examples, packed_size


def test_each_part_has_its_own_words_and_those_that_all_share() -> None:
    assert parts("price and deadline for the Hallam grant") == (
        Part("price", "price for the Hallam grant"),
        Part("deadline for the Hallam grant", "deadline for the Hallam grant"),
    )


def test_what_stands_before_a_colon_is_of_all_parts() -> None:
    found = parts("Anneliese Lee and Bo Roe: when did they meet and where did they marry?")
    assert [each.own for each in found] == ["when did they meet", "where did they marry?"]
    assert all(each.whole.startswith("Anneliese Lee and Bo Roe: ") for each in found)


def test_one_question_has_no_parts() -> None:
    assert parts("What did the storm do to roads and bridges in Tarn?") == ()


@given(st.text(max_size=200))
@settings(max_examples=examples(100), deadline=None)
def test_any_text_is_read(text: str) -> None:
    found = parts(text)

    assert len(found) != 1
    assert all(each.own in text for each in found)


def test_a_damaged_model_is_named_and_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_damage_is_named(parts_model, lambda: parts("price and deadline"), tmp_path, monkeypatch)


def test_the_model_in_the_package_is_the_one_of_its_note_and_small_enough() -> None:
    assert packed_size(parts_model) <= 6_000_000
