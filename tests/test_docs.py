"""The architecture page speaks of the house as it stands."""

import re

import pytest

from tests.support import ROOT

PAGES = ["docs/architecture.md", "CONTRIBUTING.md"]
# "qa/store/sql/integrity.py", "ui/pages/": what a page puts in backticks or links to.
_PATH = re.compile(r"(?<![\w./])((?:qa|ui|eval|tests|docs)/[\w/.-]*\w/?)")
_ROOM = re.compile(r"^\| \d \| `(\w+)(?:/|\.py)` \|", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES)
def test_every_path_that_a_page_names_exists(page: str) -> None:
    named = set(_PATH.findall((ROOT / page).read_text(encoding="utf-8")))
    assert named
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_the_architecture_page_has_a_sentence_for_every_room() -> None:
    described = _ROOM.findall((ROOT / "docs/architecture.md").read_text(encoding="utf-8"))
    entries = (ROOT / "qa").iterdir()
    rooms = {entry.stem for entry in entries if not entry.name.startswith(("_", ".")) and entry.name != "py.typed"}
    assert sorted(described) == sorted(rooms)
    assert len(rooms) <= 12
