"""What a screen reader says, and where its reader is. Each rule here was broken when Orca walked through the app."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from qa.embedding import Embedder
from tests.support import DataDir
from tests.ui.conftest import OpenPage
from tests.ui.shelves import Shelf, choose, rows, shelf
from tests.ui.steps import ask, marker, question_box, turn

# All that is announced from now on.
LISTEN = """() => {
    window.heard = [];
    const announcer = document.getElementById("announcer");
    const note = () => announcer.textContent && heard.push(announcer.textContent);
    new MutationObserver(note).observe(announcer, { childList: true });
}"""


def hears(page: Page, *words: str) -> None:
    """In this order, and nothing else."""
    page.wait_for_function("number => heard.length >= number", arg=len(words))
    assert page.evaluate("heard") == list(words)


@pytest.fixture(scope="module")
def own(new_data_dir: DataDir, embedder: Embedder) -> Iterator[Shelf]:
    with shelf(embedder, new_data_dir()) as opened:
        yield opened


def test_an_answer_that_is_none_is_announced_whole_with_the_passages_that_come_closest(
    open_page: OpenPage, corpus_url: str
) -> None:
    page = open_page(corpus_url)
    ask(page, "Who painted the ceiling of the opera in Rome?")
    expect(page.locator("#announcer")).to_have_text(
        "Not in these documents. Nothing here mentions “Rome”. "
        "These passages come closest, but they don’t answer the question: 3 closest passages."
    )
    expect(page.locator("#announcer")).not_to_have_attribute("role", "status")  # of which Orca drops what comes with much else


def test_a_quote_is_read_on_from_where_it_stands(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    reply = ask(page, "What did Porter say?")
    expect(reply.get_by_role("navigation", name="Ask next")).to_be_visible()
    marker(reply, 2).focus()
    expect(marker(reply, 2)).not_to_have_accessible_description(r".*Climate Summit.*")
    page.keyboard.press("Enter")
    cited = page.get_by_role("dialog").locator("mark#cited")
    expect(cited).to_be_focused()
    expect(cited).to_contain_text("She added")
    expect(page.locator("#announcer")).to_contain_text("Citation 2 of 2")
    expect(page.locator("#announcer")).not_to_contain_text("She added")  # the reader says what has the focus
    page.keyboard.press("Escape")
    expect(marker(reply, 2)).to_be_focused()


def test_the_way_to_the_sources_and_back_takes_the_focus_along(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    reply = ask(page, "What did Porter say?")
    reply.get_by_role("link", name="2 sources").press("Enter")
    expect(page.get_by_role("heading", name="Sources", exact=True)).to_be_focused()
    page.get_by_role("region", name="Sources").get_by_role("link", name="What did Porter say?").press("Enter")
    expect(turn(page, "What did Porter say?").get_by_role("heading").first).to_be_focused()


def test_what_led_to_another_page_leaves_the_focus_on_it(open_page: OpenPage, corpus_url: str, empty_url: str) -> None:
    page = open_page(corpus_url)
    ask(page, "What did Porter say?")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Conversations").press("Enter")
    listed = page.get_by_role("list", name="Conversations").get_by_role("listitem").first
    listed.get_by_role("link").press("Enter")
    expect(question_box(page)).to_be_focused()
    page = open_page(empty_url)
    page.get_by_role("link", name="Paste a text").press("Enter")
    expect(page.get_by_role("dialog", name="Paste a text")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Paste text")).to_be_focused()


def test_what_is_asked_before_a_conversation_is_deleted_is_said(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    ask(page, "Who is Victor Cha?")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Conversations").click()
    listed = page.get_by_role("list", name="Conversations").get_by_role("listitem").first
    listed.get_by_role("button", name="Delete").click()
    expect(page.locator("#announcer")).to_have_text("Delete Who is Victor Cha? with its answers, and its link if it has one?")


def test_each_thing_that_happens_is_announced_and_nothing_that_does_not(open_page: OpenPage, own: Shelf) -> None:
    own.fill()
    page = open_page(own.url)
    expect(page.get_by_role("heading", name="Ask your documents")).to_be_visible()
    page.evaluate(LISTEN)
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Library").click()
    expect(rows(page)).to_have_count(4)
    choose(page, "A mission to the moon")
    hears(page, "Library", "1 chosen")  # and not “0 chosen” when the list came
    page.get_by_role("region", name="Chosen documents").get_by_role("button", name="Remove").click()
    page.get_by_role("dialog", name="Remove this document?").get_by_role("button", name="Remove").click()
    page.wait_for_function("() => heard.length >= 4")
    assert set(page.evaluate("heard.slice(2)")) == {"Removed “A mission to the moon”. Undo is at hand.", "0 chosen"}


def test_what_is_done_in_a_modal_sheet_is_announced_in_it(open_page: OpenPage, own: Shelf) -> None:
    own.fill()
    page = open_page(own.page)
    page.get_by_role("button", name="Collections …").first.click()
    sheet = page.get_by_role("dialog", name="Collections")
    sheet.get_by_role("textbox", name="New collection").fill("Voyages")
    page.keyboard.press("Enter")
    expect(sheet.locator("#announcer")).to_have_text("Made “Voyages”.")  # all else is inert
    page.keyboard.press("Escape")
    expect(page.locator("#announcer")).to_have_text("")  # else it would be said again
