"""What is shown while an answer is in the making: the stage, the words so far, the line; and how to stop it."""

from collections.abc import Iterator
from threading import Event as Gate
from typing import Any

import pytest
from playwright.sync_api import expect

from qa.pipeline import Pipeline
from qa.settings import Settings
from qa.types import Answer, Answered, Event, Piece, Working
from tests.ui.conftest import OpenPage, keep, served
from tests.ui.steps import Scripted, ask, put, question_box, reply_to, turn


class Desk:
    """Answers "Slow?" in steps that the test lets pass, and everything else at once."""

    def __init__(self) -> None:
        self.searched, self.written = Gate(), Gate()
        self.closed = 0

    def events(self, question: str) -> Iterator[Event]:
        answer = Answer(question, question, "answered", "extractive", "First words. Last words.")
        try:
            if question.startswith("Slow"):
                yield Working("retrieve")
                assert self.searched.wait(300)
                yield Working("write")
                yield Piece("First words. ")
                assert self.written.wait(300)
            yield Answered(answer)
        finally:
            self.closed += 1


class Desks:
    """The desk of the test that is running."""

    desk = Desk()


@pytest.fixture
def desk() -> Iterator[Desk]:
    Desks.desk = Desk()
    yield Desks.desk
    Desks.desk.searched.set()
    Desks.desk.written.set()


@pytest.fixture(scope="module")
def desk_url(asked_pipeline: Pipeline) -> Iterator[str]:
    """A server that answers one question at a time."""
    settings = Settings(data_dir=asked_pipeline.stores.library.path.parent, questions_at_once=1)
    scripted: Any = Scripted(asked_pipeline, lambda question: Desks.desk.events(question))
    with served(scripted, settings) as url:
        yield url


def test_it_says_what_it_is_doing_and_the_answer_grows(desk: Desk, desk_url: str, open_page: OpenPage) -> None:
    page = open_page(desk_url)
    put(page, "Slow?")
    slow = turn(page, "Slow?")
    expect(slow.get_by_role("status")).to_have_text("Searching the documents")
    keep(page, "waiting-searching")
    desk.searched.set()
    expect(slow).to_contain_text("First words.")
    expect(slow.get_by_role("status")).to_have_text("Writing the answer")
    keep(page, "waiting-writing")
    desk.written.set()
    expect(reply_to(page, "Slow?")).to_contain_text("First words. Last words.")


def test_stopping_keeps_what_there_is_and_ends_the_work(desk: Desk, desk_url: str, open_page: OpenPage) -> None:
    page = open_page(desk_url)
    desk.searched.set()
    put(page, "Slow?")
    expect(turn(page, "Slow?")).to_contain_text("First words.")
    page.get_by_role("button", name="Stop").click()
    stopped = reply_to(page, "Slow?")
    expect(stopped).to_contain_text("First words.")
    expect(stopped).to_contain_text("Stopped before the answer was finished.")
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()
    keep(page, "waiting-stopped")
    desk.written.set()
    expect(ask(page, "Quick?")).to_contain_text("Last words.")
    assert desk.closed == 2  # the stopped one's work has ended, or this one wouldn't have had its turn


def test_what_is_asked_meanwhile_waits_in_sight(desk: Desk, desk_url: str, open_page: OpenPage) -> None:
    page = open_page(desk_url)
    put(page, "Slow?")
    expect(turn(page, "Slow?")).to_be_visible()
    put(page, "Second?")
    put(page, "Third?")
    queued = page.get_by_role("list", name="Asked next").get_by_role("listitem")
    expect(queued).to_have_count(2)
    expect(queued.first).to_contain_text("Next: Second?")
    keep(page, "waiting-queued")
    page.get_by_role("button", name="Cancel: Third?").click()
    expect(queued).to_have_count(1)
    desk.searched.set()
    desk.written.set()
    reply_to(page, "Slow?")
    expect(reply_to(page, "Second?")).to_contain_text("Last words.")
    expect(queued).to_have_count(0)
    expect(page.get_by_role("log").get_by_role("article")).to_have_count(2)


def test_stopping_gives_waiting_questions_back(desk: Desk, desk_url: str, open_page: OpenPage) -> None:
    page = open_page(desk_url)
    put(page, "Slow?")
    # One that the server hasn't begun to answer is given back, too.
    expect(turn(page, "Slow?").get_by_role("status")).to_have_text("Searching the documents")
    put(page, "Second?")
    page.get_by_role("button", name="Stop").click()
    expect(question_box(page)).to_have_value("Second?")


def test_others_are_told_how_many_are_before_them(desk: Desk, desk_url: str, open_page: OpenPage) -> None:
    pages = [open_page(desk_url) for _ in range(3)]
    told = (
        "Searching the documents",
        "Waiting for 1 question to be answered first",
        "Waiting for 2 questions to be answered first",
    )
    for number, page in enumerate(pages):  # each is in the line before the next one asks
        put(page, f"Slow {number}?")
        expect(turn(page, f"Slow {number}?").get_by_role("status")).to_have_text(told[number])
    keep(pages[2], "waiting-in-line")
    desk.searched.set()
    desk.written.set()
    for number, page in enumerate(pages):
        expect(reply_to(page, f"Slow {number}?")).to_contain_text("Last words.")


def test_a_page_that_is_closed_holds_nobody_up(desk: Desk, desk_url: str, open_page: OpenPage) -> None:
    leaving, staying = open_page(desk_url), open_page(desk_url)
    put(leaving, "Slow?")
    expect(turn(leaving, "Slow?").get_by_role("status")).to_have_text("Searching the documents")
    put(staying, "Slow too?")
    expect(turn(staying, "Slow too?").get_by_role("status")).to_contain_text("Waiting for 1 question")
    leaving.close()
    desk.searched.set()  # a step that has begun can't be broken off; the next isn't begun
    desk.written.set()
    expect(reply_to(staying, "Slow too?")).to_contain_text("Last words.")
