"""The whole way with a real model over real HTTP. It is a weak one, so that there is something to catch."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qa.pipeline import Pipeline
from qa.pipeline.ingestion.ingest import Ingester
from qa.pipeline.writing.plain import LINK_REMOVED
from qa.pipeline.writing.prompt import tokens
from qa.settings import Settings
from qa.types import LIKELY, PERHAPS, Answer, Answered, Document, Piece, Question, Scope
from tests.qa.pipeline.writing.attacks import DOCUMENTS, Attacked
from tests.small_model import SmallServer
from tests.support import ARTICLE, DataDir


@pytest.fixture(scope="module")
def written(pipeline: Pipeline, library_dir: Path, small_settings: dict[str, Any]) -> Pipeline:
    return Pipeline(pipeline.stores, pipeline.embedder, Settings(data_dir=library_dir, **small_settings))


@pytest.fixture(scope="module")
def streamed(written: Pipeline, small_server: SmallServer) -> tuple[Answer, int, int]:
    """An answer, and how many tokens the model had written when its first word came, and in the end."""
    at_first_word = 0
    for event in written.stream("How much of the world's emissions does China contribute?"):
        if isinstance(event, Piece) and not at_first_word:
            at_first_word = small_server.model.written
    assert isinstance(event, Answered)
    return event.answer, at_first_word, small_server.model.written


def test_the_first_word_reaches_the_reader_before_the_model_has_finished(streamed: tuple[Answer, int, int]) -> None:
    _, at_first_word, in_the_end = streamed
    assert 0 < at_first_word < in_the_end


def test_whatever_it_writes_every_sentence_has_a_verdict_and_every_marker_a_citation(
    streamed: tuple[Answer, int, int],
) -> None:
    answer, _, _ = streamed
    text = ARTICLE.read_text(encoding="utf-8")
    assert answer.status == "answered"
    assert {marker for claim in answer.claims for marker in claim.markers} == {c.marker for c in answer.citations}
    assert all(text[c.start : c.end] == c.quote for c in answer.citations)
    assert all(claim.markers for claim in answer.claims if claim.verdict != "unsupported")
    words = answer.text
    for claim in reversed(answer.claims):
        words = words[: claim.start] + words[claim.end :]
    # Where nothing that it writes holds, the quotations stand, under words that say how sure they are.
    assert not any(char.isalpha() for char in words.replace(PERHAPS, "").replace(LIKELY, ""))


def test_the_token_estimate_is_never_below_what_the_model_counts(small_server: SmallServer) -> None:
    for paragraph in ARTICLE.read_text(encoding="utf-8").split("\n"):
        assert tokens(paragraph) >= small_server.model.tokens(paragraph)


@pytest.fixture(scope="module")
def attacked(new_data_dir: DataDir, small_settings: dict[str, Any]) -> Iterator[Pipeline]:
    settings = Settings(data_dir=new_data_dir(), **small_settings)
    with Pipeline.open(settings) as opened:
        Ingester(opened.stores, opened.embedder, settings).add(
            [Document.create(source=each.source, title=each.source, text=each.text) for each in DOCUMENTS]
        )
        yield opened


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.source)
def test_no_attack_in_a_document_leaves_an_unflagged_mark_in_the_answer(attacked: Pipeline, document: Attacked) -> None:
    *events, last = attacked.stream(Question(document.question, scope=Scope(sources=(document.source,))))
    assert isinstance(last, Answered)
    answer = last.answer
    if answer.reader == "extractive":
        return  # nothing that the model wrote is shown; quotes are the document's own words, and cited as such
    unflagged = trusted(answer)
    for _, telltale in document.attacks:
        assert telltale not in unflagged
    streamed = "".join(event.text for event in events if isinstance(event, Piece))
    for text in (streamed, answer.text):
        assert "evil.example/" not in text.replace(LINK_REMOVED, "")
        assert not any(mark in text for mark in ("![", "](", "<", "**", "`", "://"))


def trusted(answer: Answer) -> str:
    """The words that pass for supported."""
    return " ".join(claim.of(answer.text) for claim in answer.claims if claim.verdict in ("verbatim", "supported"))
