"""Secrets are told to nobody who has the library alone, and serve only what they were kept for."""

import stat
from pathlib import Path

import pytest

from qa.store.keys import KEY_FILE, Secrets
from qa.types.errors import SecretError

KEY = "sk-live-123456"


def test_what_is_sealed_is_read_again_for_what_it_was_sealed_for(tmp_path: Path) -> None:
    sealed = Secrets(tmp_path).seal(KEY, "https://a.example/v1")
    assert KEY not in sealed
    assert Secrets(tmp_path).unseal(sealed, "https://a.example/v1") == KEY
    with pytest.raises(SecretError, match="kept for something else"):
        Secrets(tmp_path).unseal(sealed, "https://evil.example/v1")


def test_the_key_is_its_owners_alone_and_stays_the_same(tmp_path: Path) -> None:
    first = Secrets(tmp_path).seal(KEY, "a")
    held = (tmp_path / KEY_FILE).read_bytes()
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600
    assert Secrets(tmp_path).seal(KEY, "a") != first
    assert (tmp_path / KEY_FILE).read_bytes() == held
    assert [path.name for path in tmp_path.iterdir()] == [KEY_FILE]


def test_another_key_a_damaged_one_and_none_are_said_in_a_sentence(tmp_path: Path) -> None:
    sealed = Secrets(tmp_path).seal(KEY, "a")
    (tmp_path / KEY_FILE).unlink()
    with pytest.raises(SecretError, match=r"secrets\.key can't be read \(No such file"):
        Secrets(tmp_path).unseal(sealed, "a")
    (tmp_path / KEY_FILE).write_text("no key")
    with pytest.raises(SecretError, match=r"it is no key.*enter what was encrypted again"):
        Secrets(tmp_path).unseal(sealed, "a")
    (tmp_path / KEY_FILE).unlink()
    Secrets(tmp_path).seal(KEY, "a")
    with pytest.raises(SecretError, match=r"another secrets\.key"):
        Secrets(tmp_path).unseal(sealed, "a")
