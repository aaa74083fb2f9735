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


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (LibraryError("the library x.sqlite can't be used: disk I/O error; run `qa doctor`"), "The library x.sqlite can't be"),
        (RuntimeError("secret detail"), "Something went wrong; see the server’s log."),
    ],
)
def test_a_failure_is_one_plain_sentence_and_the_next_question_is_answered(
    open_page: OpenPage, asked_pipeline: Pipeline, error: Exception, shown: str, caplog: pytest.LogCaptureFixture
) -> None:
    def events(question: str) -> Iterator[Event]:
        if question.startswith("Fail"):
            yield Working("retrieve")
            raise error
        yield from asked_pipeline.stream(question)

    failing: Any = Scripted(asked_pipeline, events)
    with served(failing, Settings(data_dir=asked_pipeline.stores.library.path.parent)) as url:
        page = open_page(url)
        reply = ask(page, "Fail?")
        expect(reply.get_by_role("alert")).to_contain_text(shown)
        expect(page.get_by_text("secret detail")).to_have_count(0)
        expect(page.get_by_text("Traceback")).to_have_count(0)
        keep(page, f"failure-{type(error).__name__}")
        expect(ask(page, "What did Porter say?").get_by_role("figure")).to_be_visible()
    assert ("secret detail" in caplog.text) == isinstance(error, RuntimeError)
