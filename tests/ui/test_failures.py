"""What goes wrong is one plain sentence, with a look of its own."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from qa.pipeline import Pipeline
from qa.settings import Settings
from qa.types import Event, Working
from qa.types.errors import LibraryError
from tests.ui.conftest import OpenPage, keep, served
from tests.ui.steps import Scripted, ask


def test_a_failure_is_one_plain_sentence_and_the_next_question_is_answered(
    open_page: OpenPage, asked_pipeline: Pipeline, caplog: pytest.LogCaptureFixture
) -> None:
    told = "the library x.sqlite can't be used: disk I/O error; run `qa doctor`"
    errors = {"Fail as you can?": LibraryError(told), "Fail as nobody can?": RuntimeError("secret detail")}

    def events(question: str) -> Iterator[Event]:
        if question in errors:
            yield Working("retrieve")
            raise errors[question]
        yield from asked_pipeline.stream(question)

    failing: Any = Scripted(asked_pipeline, events)
    with served(failing, Settings(data_dir=asked_pipeline.stores.library.path.parent)) as url:
        page = open_page(url)
        shown = ("The library x.sqlite can't be", "Something went wrong; see the server’s log.")
        for question, words in zip(errors, shown, strict=True):
            assert "secret detail" not in caplog.text
            expect(ask(page, question).get_by_role("alert")).to_contain_text(words)
            keep(page, f"failure-{question.split()[2]}")
        for detail in ("secret detail", "Traceback"):
            expect(page.get_by_text(detail)).to_have_count(0)
        expect(ask(page, "What did Porter say?").get_by_role("figure")).to_be_visible()
    assert "secret detail" in caplog.text


def test_what_fails_before_the_question_is_asked_is_told_as_well(
    open_page: OpenPage, corpus_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> str:
        raise LibraryError("the library x.sqlite can't be used: disk I/O error; run `qa doctor`")

    monkeypatch.setattr("ui.asking.answering.within_of", failing)
    page = open_page(corpus_url)
    expect(ask(page, "What did Porter say?").get_by_role("alert")).to_contain_text("The library x.sqlite can't be used")
