"""An error names a setting apart from its sentence, so that it can be told to those who may change it and to nobody else."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.types.errors import LoadError, settings_apart, with_setting

ROOT = Path(__file__).parents[3]
# Whoever starts the server or runs a command reads these, in a terminal.
_IN_A_TERMINAL = {"SettingsError", "BackupError", "LibraryError", "SecretError"}
_STARTING = {
    "settings.py",
    "cli",
    "postgresql.py",
    "database.py",
    "sqlite.py",
    "accounts.py",
    "process_lock.py",
    "provider.py",
    "serving.py",
}

_A_SETTING = re.compile(r"QA_[A-Z_]+(=\w+)?")


def test_a_setting_is_told_at_the_end_of_an_error_and_taken_off_again() -> None:
    error = LoadError("9 MB is over the limit of 5 MB", setting="QA_MAX_FILE_MB")
    assert str(error) == "9 MB is over the limit of 5 MB (setting QA_MAX_FILE_MB)"
    assert settings_apart(f"{error}; the rest is in.") == (
        "9 MB is over the limit of 5 MB; the rest is in.",
        ["QA_MAX_FILE_MB"],
    )
    assert settings_apart(with_setting("no", "QA_A=true"))[1] == ["QA_A=true"]
    assert settings_apart("nothing (of this kind)") == ("nothing (of this kind)", [])


@pytest.mark.parametrize("room", ["qa", "ui"])
def test_no_error_that_people_read_has_a_setting_in_its_sentence(room: str) -> None:
    files = [path for path in (ROOT / room).rglob("*.py") if not _STARTING & set(path.parts)]
    assert files
    assert [f"{path.name}:{line}" for path in files for line in _named(path)] == []


def _named(path: Path) -> Iterator[int]:
    """The lines of errors made with a setting in their words."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name != "with_setting" and (not name.endswith("Error") or name in _IN_A_TERMINAL):
            continue
        said = [each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        if any("QA_" in each and not _A_SETTING.fullmatch(each) for each in said):
            yield node.lineno
