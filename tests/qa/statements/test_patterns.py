"""Every pattern of `passages`, one test each."""

import importlib.util
from pathlib import Path

import pytest

from qa.statements import find_statements
from qa.types import Document

_SPEC = importlib.util.spec_from_file_location("passages", Path(__file__).with_name("passages.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
passages = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(passages)


@pytest.mark.parametrize("passage", passages.PASSAGES, ids=lambda passage: passage.pattern)
def test_a_passage_has_exactly_these_statements(passage):
    document = Document.create(source="passage", title="", text=passage.text)
    said = [(s.speaker, s.kind, s.of(passage.text)) for s in find_statements(document)]
    assert said == passage.said
