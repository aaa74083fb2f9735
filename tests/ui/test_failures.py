"""What goes wrong is one plain sentence, with a look of its own."""

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from qa.pipeline import Pipeline
from qa.settings import Settings
from qa.types import Event, Working
from qa.types.errors import LibraryError
from tests.ui.conftest import OpenPage, Serve, address_of, keep, served
from tests.ui.steps import Scripted, ask, put, question_box


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
        page.close()
    assert ("secret detail" in caplog.text) == isinstance(error, RuntimeError)


def test_when_the_server_is_gone_the_question_goes_back_into_the_box(open_page: OpenPage, serve: Serve, own_dir: Path) -> None:
    started = serve(own_dir)
    page = open_page(address_of(started), expected="Failed to load resource|network error|errored out")
    ask(page, "What did Porter say?")
    started.send_signal(signal.SIGKILL)
    started.wait(10)
    put(page, "What about China?")
    expect(page.get_by_role("form").get_by_text("The server can’t be reached.")).to_be_visible()
    expect(question_box(page)).to_have_value("What about China?")
    keep(page, "failure-server-gone")
