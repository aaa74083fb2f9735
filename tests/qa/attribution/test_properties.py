"""What holds for any text at all."""

import string
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.attribution import find_statements
from qa.english.quotes import quotes_by_paragraph
from qa.types import Document, Span
from tests.support import examples

_MARKS = "\"'“”‘’„«»‚`"
_WORDS = [
    " said ",
    ", she said",
    " according to ",
    "John Smith",
    "the official",
    " who ",
    " Mr. ",
    " and ",
    " told reporters ",
    "’s",
]
_OTHER = [". ", ", ", ": ", "\n\n", "\n", "-", "(", ")", "We will win", "not", "Kim Jong Un", "1,000"]
_FOREIGN = ["😀", "قال", "他说", "\u200f", "\x00"]
_SPACED = [*_MARKS, *(f" {mark}" for mark in _MARKS), *(f"{mark} " for mark in _MARKS)]
_PIECES = st.sampled_from([*_SPACED, *_WORDS, *_OTHER, *_FOREIGN])
_NEWSLIKE = st.lists(_PIECES, max_size=60).map("".join)
_ANYTHING = st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from(_MARKS + string.printable)), max_size=400)


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(_NEWSLIKE, _ANYTHING))
def test_any_text_gives_valid_statements_in_text_order(text):
    document = Document.create(source="any", title="", text=text)
    statements = find_statements(document)
    assert [s.start for s in statements] == sorted(s.start for s in statements)
    for statement in statements:
        assert statement.document_id == document.id
        assert statement.of(text).strip()
        assert statement.context.start <= statement.start
        assert statement.end <= statement.context.end <= len(text)
        assert statement.speaker != ""


@settings(max_examples=examples(40), deadline=None)
@given(_NEWSLIKE)
def test_statements_never_overlap(text):
    statements = find_statements(Document.create(source="any", title="", text=text))
    assert all(before.end <= after.start for before, after in pairwise(statements))


@settings(max_examples=examples(40), deadline=None)
@given(_NEWSLIKE.filter(bool))
def test_quotations_of_a_paragraph_never_overlap(text):
    (quotes,) = quotes_by_paragraph(text, [Span(0, len(text))])
    assert all(before.end <= after.start for before, after in pairwise(quotes))


@pytest.mark.parametrize(
    "line",
    [
        "“" * 20_000,
        '" ' * 20_000,
        "' 'a" * 10_000,
        "A" * 100_000,
        "Aa " * 30_000,
        "“Yes,” said Ann Lee. " * 3_000,
        ", " * 30_000,
        "said " * 20_000,
        "(" * 20_000,
        "a-" * 30_000,
        "O’" * 20_000,
        "who, " * 20_000,
    ],
    ids=lambda line: line[:6],
)
def test_work_grows_with_the_text_and_not_faster(line, monkeypatch):
    """Structural, not by the clock: the number of lines run for twice the text is about twice that for the text."""
    from qa import attribution as statements

    def steps(text):
        import sys

        count = 0

        def trace(frame, event, _):
            nonlocal count
            if not frame.f_code.co_filename.startswith(statements.__path__[0]):
                return None
            count += 1
            return trace

        sys.settrace(trace)
        try:
            find_statements(Document.create(source="long", title="", text=text))
        finally:
            sys.settrace(None)
        return count

    piece = line[: len(line) // 10]
    assert steps(piece * 2) < 3 * steps(piece) + 10_000


def test_page_furniture_says_nothing():
    text = "Accessibility links\n\nShare this article\n\nThe dam will hold, engineer Lia Costa said.\n\nAdvertisement\n"
    statements = find_statements(Document.create(source="page", title="", text=text))
    assert [s.speaker for s in statements] == ["Lia Costa"]
