"""The packed model of terms: that it is whole."""

from pathlib import Path

import pytest

from qa.pipeline.follow_ups import term_model
from qa.pipeline.follow_ups.term_model import heard, terms
from qa.types import Turn
from tests.support import assert_damage_is_named, packed_size


def test_a_damaged_model_is_named_and_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = heard("was she fired?", [Turn("user", "Who leads the Oster police?")], {})
    assert_damage_is_named(term_model, lambda: terms(said), tmp_path, monkeypatch)


def test_the_model_in_the_package_is_the_one_of_its_note_and_small_enough() -> None:
    assert packed_size(term_model) <= 6_000_000
