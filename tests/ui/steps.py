"""What a person does on the Ask page, for the tests to read like it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Locator, Page, expect

from qa.pipeline import Pipeline
from qa.types import Event, Question

Events = Callable[[str], Iterator[Event]]


def question_box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your question")


def put(page: Page, question: str) -> None:
    """Ask without waiting."""
    question_box(page).fill(question)
    question_box(page).press("Enter")


def ask(page: Page, question: str) -> Locator:
    """Ask, and wait for the reply."""
    put(page, question)
    return reply_to(page, question)


def turn(page: Page, question: str) -> Locator:
    heading = page.get_by_role("heading", name=question, exact=True)
    return page.get_by_role("log").get_by_role("article").filter(has=heading).last


def reply_to(page: Page, question: str) -> Locator:
    asked = turn(page, question)
    expect(asked).to_be_visible()
    expect(asked.get_by_role("status")).to_have_count(0)
    return asked


def marker(reply: Locator, number: int) -> Locator:
    return reply.get_by_role("link", name=re.compile(rf"^Source {number}:"))


def copied(page: Page, button: Locator) -> str:
    """What is in the clipboard once this button says so."""
    page.evaluate("document.getElementById('announcer').textContent = ''")
    button.click()
    expect(page.locator("#announcer")).to_have_text("Copied")
    return str(page.evaluate("navigator.clipboard.readText()"))


def source_view(page: Page) -> Locator:
    return page.get_by_role("dialog")


def width(page: Page) -> int:
    return int(page.evaluate("document.scrollingElement.scrollWidth"))


class Scripted:
    """A pipeline whose answers are written by the test; all else is the real one's."""

    def __init__(self, pipeline: Pipeline, events: Events) -> None:
        self._pipeline = pipeline
        self._events = events

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pipeline, name)

    def seen_without(self, closed: frozenset[str]) -> "Scripted":
        return Scripted(self._pipeline.seen_without(closed), self._events)

    def stream(self, question: Question | str) -> Iterator[Event]:
        return self._events(question if isinstance(question, str) else question.text)
