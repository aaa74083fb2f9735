"""Every pattern of `passages` and `who`, one test each."""

import importlib.util
from pathlib import Path

import pytest

from qa.attribution import find_statements
from qa.types import Document


def _table(name):
    """The tests are no package, so that a table beside them is loaded by its path."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.PASSAGES


@pytest.mark.parametrize("passage", _table("passages"), ids=lambda passage: passage.pattern)
def test_a_passage_has_exactly_these_statements(passage):
    document = Document.create(source="passage", title="", text=passage.text)
    said = [(s.speaker, s.kind, s.of(passage.text)) for s in find_statements(document)]
    assert said == passage.said


@pytest.mark.parametrize(("text", "speaker"), [row[1:] for row in _table("who")], ids=[row[0] for row in _table("who")])
def test_the_last_quotation_of_a_passage_has_its_speaker(text, speaker):
    statements = find_statements(Document.create(source="passage", title="", text=text))
    assert [s.speaker for s in statements if s.kind != "indirect"][-1] == speaker


def test_the_next_of_a_list_is_no_role_of_the_one_before():
    text = (
        "Interior Secretary Deb Lee, Arizona Gov. Katie Moss and Bo Green, a farmer, came. "
        "“We go,” Lee said. “I stay,” Green said."
    )
    found = find_statements(Document.create(source="passage", title="", text=text))
    assert [(each.speaker, each.role) for each in found] == [("Deb Lee", "Interior Secretary"), ("Bo Green", "farmer")]


def test_nobody_is_no_speaker():
    text = "No NFL player said it was good. No group said that it would come."
    assert not list(find_statements(Document.create(source="passage", title="", text=text)))
