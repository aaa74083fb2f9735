from dataclasses import replace

import pytest

from qa.types import Answer, Citation, Claim, Document, Scope, Span
from qa.types.errors import QuestionError


def citation(start: int, end: int, quote: str) -> Citation:
    return Citation(1, "d", "T", "s", None, start, end, quote, None, 0.5, "verbatim")


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3)])
def test_a_span_refuses_to_be_empty_or_backwards(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"{start}:{end}"):
        Span(start, end)


def test_a_span_past_the_end_of_the_text_is_refused_rather_than_cut_short() -> None:
    with pytest.raises(ValueError, match="runs past a text of 3 characters"):
        Span(1, 5).of("abc")


def test_a_citation_refuses_a_quote_that_cannot_stand_at_its_span() -> None:
    assert citation(10, 13, "abc").quote == "abc"
    with pytest.raises(ValueError, match="3 characters can't stand at 10:14"):
        citation(10, 14, "abc")


def test_the_id_of_a_document_follows_from_its_source_and_the_hash_from_its_text() -> None:
    old = Document.create(source="a.txt", title="Old", text="One.")
    new = Document.create(source="a.txt", title="New", text="Two.")
    other = Document.create(source="b.txt", title="Old", text="One.")
    assert old.id == new.id != other.id
    assert old.sha256 == other.sha256 != new.sha256


def test_the_json_of_an_answer_has_exactly_the_keys_of_the_contract() -> None:
    answer = Answer("q", "q", "answered", "extractive", "abc [1]", (citation(0, 3, "abc"),), timings_ms={"total": 1.23456})
    answer = replace(answer, claims=(Claim(0, 3, "verbatim", (1,)),))
    assert list(answer.to_json()) == [
        "question",
        "standalone_question",
        "status",
        "confidence",
        "reader",
        "short_answer",
        "text",
        "citations",
        "closest",
        "claims",
        "notice",
        "timings_ms",
    ]
    assert list(answer.to_json()["citations"][0]) == [
        "marker",
        "document_id",
        "title",
        "source",
        "published",
        "start",
        "end",
        "quote",
        "speaker",
        "score",
        "verdict",
    ]
    assert answer.to_json()["claims"] == [{"start": 0, "end": 3, "verdict": "verbatim", "markers": (1,)}]
    assert answer.to_json()["timings_ms"] == {"total": 1.23}
    told = {"hedge": "Perhaps:", "next_question": "Q, page 2", "silent": True}
    assert replace(answer, hedge="Perhaps:", next_question="Q, page 2", silent=True).to_json() == answer.to_json() | told


def test_a_citations_page_is_told_only_where_its_document_has_pages() -> None:
    assert "page" not in citation(0, 3, "abc").to_json()
    assert replace(citation(0, 3, "abc"), page=2).to_json()["page"] == 2


@pytest.mark.parametrize("field", ["documents", "sources", "collections"])
def test_a_scope_takes_no_name_apart_into_letters(field: str) -> None:
    with pytest.raises(QuestionError, match=rf"{field} of a Scope are several; write {field}=\('abc',\)"):
        Scope(**{field: "abc"})  # type: ignore[arg-type]
