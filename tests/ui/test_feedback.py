"""Thumbs and notes, and how a thumbs-down becomes a regression case of `qa eval`."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from eval.datasets import read_gold
from qa.embedding import Embedder
from qa.pipeline import Pipeline
from qa.settings import Settings
from qa.store.sql import Library
from qa.store.sql.users import LOCAL
from tests.answers import add_document, answering
from tests.support import open_pipeline
from tests.ui.accessible import check_looks
from tests.ui.conftest import PHONE, OpenPage, keep, served
from tests.ui.steps import ask, reply_to

PORTER, WARHEADS = "What did Porter say?", "How many warheads does North Korea have?"


@pytest.fixture(scope="module")
def app(library_dir: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Pipeline]]:
    folder = Path(shutil.copytree(library_dir, tmp_path_factory.mktemp("judged") / "data", symlinks=True))
    settings = Settings(data_dir=folder)
    with open_pipeline(settings, embedder) as pipeline, served(pipeline, settings) as url:
        yield url, pipeline


@pytest.fixture
def library(app: tuple[str, Pipeline]) -> Library:
    """Without feedback."""
    library = app[1].stores.library
    for entry in library.feedback.list():
        library.feedback.remove(entry.id)
    return library


@pytest.fixture
def url(app: tuple[str, Pipeline], library: Library) -> str:
    return app[0]


def rows(page: Page) -> Locator:
    return page.get_by_role("list", name="Feedback").get_by_role("listitem")


def thumb(reply: Locator, name: str) -> Locator:
    return reply.get_by_role("button", name=name)


def settled(reply: Locator) -> Locator:
    expect(reply.get_by_role("navigation", name="Ask next")).to_be_visible()
    return reply


def test_a_note_is_kept_when_somebody_goes_to_another_page_without_sending_it(open_page: OpenPage, url: str) -> None:
    page = open_page(url)
    reply = settled(ask(page, PORTER))
    thumb(reply, "Bad answer").click()
    reply.get_by_role("textbox").fill("Not what I asked.")
    page.get_by_role("link", name="Library", exact=True).click()
    expect(page.locator(".noted")).to_have_text("Noted")
    page.get_by_role("link", name="Feedback", exact=True).click()
    expect(rows(page)).to_contain_text("Not what I asked.")


def test_a_thumb_and_a_note_are_kept_with_the_answer_and_are_there_again(
    open_page: OpenPage, url: str, library: Library
) -> None:
    page = open_page(url)
    reply = settled(ask(page, PORTER))
    down = thumb(reply, "Bad answer")
    expect(down).to_have_attribute("aria-pressed", "false")
    down.focus()
    page.keyboard.press("Enter")
    expect(reply.get_by_text("Kept", exact=True)).to_be_visible()
    expect(down).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Tab")
    note = reply.get_by_role("textbox")
    expect(note).to_be_focused()
    note.fill("He isn’t\nnamed.")
    keep(page, "feedback-note")
    reply.get_by_role("button", name="Send note").click()
    expect(reply.get_by_text("Noted", exact=True)).to_be_visible()
    expect(down).to_be_focused()
    (entry,) = library.feedback.list()
    assert (entry.owner, entry.verdict, entry.note) == (LOCAL.name, "down", "He isn’t\nnamed.")
    assert (entry.answer.question, entry.versions.reader) == (PORTER, entry.answer.reader)
    assert entry.documents  # the hashes of what it cites

    page.reload()
    down = thumb(reply_to(page, PORTER), "Bad answer")
    expect(down).to_have_attribute("aria-pressed", "true")
    thumb(reply_to(page, PORTER), "Good answer").click()  # a change of mind
    expect(down).to_have_attribute("aria-pressed", "false")
    expect(reply_to(page, PORTER).get_by_text("Noted", exact=True)).to_be_visible()
    assert [entry.verdict for entry in library.feedback.list()] == ["up"]
    thumb(reply_to(page, PORTER), "Good answer").click()
    expect(reply_to(page, PORTER).get_by_text("Taken back", exact=True)).to_be_visible()
    assert library.feedback.list() == ()


def test_an_earlier_answer_keeps_its_thumb_while_more_is_asked(open_page: OpenPage, url: str, library: Library) -> None:
    page = open_page(url)
    reply = ask(page, PORTER)
    thumb(reply, "Good answer").click()
    reply.get_by_role("textbox").fill("Well")
    settled(reply)
    expect(reply.get_by_role("textbox")).to_have_value("Well")
    expect(reply.get_by_role("textbox")).to_be_visible()
    expect(page.locator(".noted").filter(has_text=re.compile("Kept|Noted"))).to_be_visible()  # the turn came anew
    ask(page, WARHEADS)
    expect(thumb(reply_to(page, PORTER), "Good answer")).to_have_attribute("aria-pressed", "true")
    expect(thumb(reply_to(page, WARHEADS), "Good answer")).to_have_attribute("aria-pressed", "false")
    assert [entry.answer.question for entry in library.feedback.list()] == [PORTER]


def test_a_thumbs_down_becomes_a_regression_case_in_one_step(
    open_page: OpenPage, url: str, app: tuple[str, Pipeline], library: Library, tmp_path: Path
) -> None:
    ask_ = app[1].ask
    library.feedback.add("local", ask_(WARHEADS), "down", "Too long.")
    library.feedback.add("local", ask_("Who is Yang Jiechi?"), "down")
    library.feedback.add("local", ask_(PORTER), "up")
    page = open_page(f"{url}/#/feedback")
    expect(rows(page)).to_have_count(3)
    page.get_by_text("Thumbs down", exact=True).first.click()
    expect(rows(page)).to_have_count(2)
    expect(rows(page).last).to_contain_text("Say what would have been right")
    rows(page).last.get_by_role("button", name="Say what is right").click()
    box = rows(page).last.get_by_role("textbox", name="Right answer")
    expect(box).to_be_focused()
    box.fill("15-60")
    keep(page, "feedback-right-answer")
    box.press("Enter")
    expect(rows(page).last).to_contain_text("the answer should be 15-60.")
    expect(rows(page).last).to_contain_text("Too long.")
    rows(page).first.get_by_role("button", name="Say what is right").click()
    rows(page).first.get_by_role("button", name="Not in the documents").click()
    expect(rows(page).first).to_contain_text("it should find no answer.")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as JSON lines").click()
    gold = read_gold(Path(shutil.copy(download.value.path(), tmp_path / "feedback.jsonl"))).questions
    assert [(each.question, each.answers, each.answerable) for each in gold[:2]] == [
        (WARHEADS, ("15-60",), True),
        ("Who is Yang Jiechi?", (), False),
    ]
    assert [json.loads(line)["verdict"] for line in Path(download.value.path()).read_text().splitlines()] == [
        "down",
        "down",
        "up",
    ]


def test_feedback_is_removed_after_asking(open_page: OpenPage, url: str, app: tuple[str, Pipeline], library: Library) -> None:
    library.feedback.add("local", app[1].ask(WARHEADS), "down")
    page = open_page(f"{url}/#/feedback")
    rows(page).get_by_role("button", name="Remove").click()
    rows(page).get_by_role("button", name="Keep").click()
    rows(page).get_by_role("button", name="Remove").click()
    rows(page).locator(".panel").get_by_role("button", name="Remove").click()
    expect(page.get_by_role("heading", name="No feedback yet")).to_be_visible()
    assert library.feedback.list() == ()


def test_hostile_feedback_runs_and_fetches_nothing(open_page: OpenPage, url: str, library: Library) -> None:
    bad = "</textarea><img src=http://evil.example/a.png onerror=alert(1)><script>alert(2)</script>"
    document = add_document(library, source="bad.txt", text=f"{bad} The end.", title=bad)
    library.feedback.add("local", answering(bad, document, f"{bad} The end."), "down", f"{bad}\nanswer: {bad}")
    library.remove(document.id)
    page = open_page(f"{url}/#/feedback")
    rows(page).get_by_text("The answer (").click()
    expect(rows(page).get_by_role("blockquote")).to_contain_text("<script>alert(2)</script> The end.")
    rows(page).get_by_role("button", name="Say what is right").click()
    expect(rows(page).get_by_role("textbox")).to_have_value(bad)
    assert rows(page).locator("img, script").count() == 0


def test_it_fits_and_is_accessible(open_page: OpenPage, url: str, app: tuple[str, Pipeline], library: Library) -> None:
    page = open_page(url, size=PHONE)
    reply = settled(ask(page, PORTER))
    thumb(reply, "Bad answer").click()
    expect(reply.get_by_text("Kept", exact=True)).to_be_visible()
    check_looks(page, "thumbs")
    library.feedback.add("local", app[1].ask(WARHEADS), "down", "answer: 15-60\nToo long.")
    library.feedback.add("local", app[1].ask("What is the capital of France?"), "up")
    page.get_by_role("link", name="Feedback", exact=True).click()
    rows(page).nth(1).get_by_role("button", name="Say what is right").click()
    rows(page).first.get_by_text("The abstention").click()
    check_looks(page, "feedback")
