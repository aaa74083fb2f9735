"""Whoever clicks twice, changes their mind at once or goes elsewhere too soon loses nothing, and sees what they asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event as Gate
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.ui.accessible import check
from tests.ui.conftest import OpenPage, keep
from tests.ui.shelves import Shelf, choose
from tests.ui.steps import ask, put, question_box, reply_to, turn
from tests.ui.test_accounts import ANA, BOB, PORTER, locked, log_in, nobody
from tests.ui.test_conversations import Kept, app, kept
from tests.ui.test_conversations import rows as conversations
from tests.ui.test_library import HARBOUR_TITLE, four, own
from tests.ui.test_nothing_lost import ready, two_tabs
from tests.ui.test_waiting import Desk, desk, desk_url
from ui.asking import answering

__all__ = ["app", "desk", "desk_url", "four", "kept", "locked", "nobody", "own"]  # fixtures

# Firefox throws these where cookies are blocked.
_BLOCKED = """
const refuse = () => { throw new DOMException("The operation is insecure.", "SecurityError") };
for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get: refuse });
window.BroadcastChannel = class { constructor() { refuse() } };
"""

# Until the page has noticed.
_TO = "(hash) => new Promise((done) => { addEventListener('hashchange', done, { once: true }); location.hash = hash; })"
# The questions that have been in the conversation from now on.
_SEEN_ABOVE = """
window.seen = [];
const note = () => seen.push(...[...document.querySelectorAll("#conversation .question")].map((each) => each.textContent));
new MutationObserver(note).observe(document.getElementById("conversation"), { childList: true, subtree: true });
"""
# Two overviews that are under way; each comes when its answer is called.
_HELD_OVERVIEWS = """
const real = fetch;
window.answers = [];
window.fetch = (path, ...rest) => {
  if (!path.includes("/library/overview")) return real(path, ...rest);
  return new Promise((done) => answers.push((words) => done(new Response(`<p>${words}</p>`))));
};
for (let number = 0; number < 2; number++) document.dispatchEvent(new Event("citedqa:library"));
"""


@pytest.fixture
def beneath(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """What is shown beneath an answer, the last of it, comes when this is set."""
    gate, whole = Gate(), answering._beneath

    def late(*given: Any) -> Any:
        assert gate.wait(300)
        return whole(*given)

    monkeypatch.setattr(answering, "_beneath", late)
    yield gate
    gate.set()


@contextmanager
def held(page: Page, address: str, order: int = 1) -> Iterator[None]:
    """Requests of this address reach the server when it is over, in their order; the last first where that is -1."""
    routes: list[Route] = []
    over: list[bool] = []
    page.route(address, lambda route: route.continue_() if over else routes.append(route))
    yield
    over.append(True)
    for each in routes[::order]:
        each.continue_()
    page.unroute(address)


def go(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Pages").get_by_role("link", name=name).click()


def questions(page: Page) -> Any:
    return page.get_by_role("log").get_by_role("heading", level=2)


def test_stop_counts_also_before_the_answer_has_begun(desk: Desk, desk_url: str, open_page: OpenPage, beneath: Gate) -> None:
    page = open_page(desk_url)
    ask(page, "Quick?")
    put(page, "Slow?")  # waits for what comes beneath the answer before
    expect(turn(page, "Slow?")).to_be_visible()
    with page.expect_response("**/gradio_api/queue/join*"):
        page.get_by_role("button", name="Stop").click()
    beneath.set()
    expect(reply_to(page, "Slow?")).to_contain_text("Stopped before")
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()


def test_a_double_click_on_ask_stops_nothing(desk: Desk, desk_url: str, open_page: OpenPage) -> None:
    page = open_page(desk_url)
    ready(page)
    question_box(page).fill("Slow?")
    page.get_by_role("button", name="Ask", exact=True).dblclick()
    expect(page.get_by_role("button", name="Stop")).to_be_enabled()
    desk.searched.set()
    desk.written.set()
    expect(reply_to(page, "Slow?")).to_contain_text("Last words.")
    expect(questions(page)).to_have_text(["Slow?"])


def test_a_question_that_is_left_before_it_has_begun_never_stands_in_the_conversation_that_is_opened(
    desk: Desk, desk_url: str, open_page: OpenPage, beneath: Gate
) -> None:
    page = open_page(desk_url)
    ask(page, "First?")
    page.wait_for_url("**/#/c/*")
    first = page.evaluate("location.hash")
    page.get_by_role("button", name="New conversation").click()
    ready(page)
    ask(page, "Second?")
    put(page, "Slow?")  # waits for what comes beneath the answer before
    expect(turn(page, "Slow?")).to_be_visible()
    page.evaluate("hash => (location.hash = hash)", first)
    expect(questions(page)).to_have_text(["First?"])
    page.evaluate(_SEEN_ABOVE)
    beneath.set()
    ask(page, "Later?")
    expect(questions(page)).to_have_text(["First?", "Later?"])
    assert page.evaluate("seen.filter((words) => words !== 'First?' && words !== 'Later?')") == []


def test_what_is_typed_while_another_conversation_is_opened_belongs_to_it(
    desk: Desk, desk_url: str, open_page: OpenPage
) -> None:
    page = open_page(desk_url)
    ask(page, "First?")
    question_box(page).fill("half a")
    with held(page, "**/gradio_api/queue/join*"):
        page.get_by_role("button", name="New conversation").click()
        expect(question_box(page)).to_have_value("")
        question_box(page).press_sequentially("another")
    ready(page)
    expect(question_box(page)).to_have_value("another")
    page.go_back()
    expect(questions(page)).to_have_text(["First?"])
    expect(question_box(page)).to_have_value("half a")


def test_what_is_typed_before_an_example_is_asked_stays_with_its_conversation(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    ready(page)
    question_box(page).fill("half a")
    page.get_by_role("button", name=PORTER, exact=True).click()
    reply_to(page, PORTER)
    page.reload()
    reply_to(page, PORTER)
    expect(question_box(page)).to_have_value("half a")
    page.get_by_role("button", name="New conversation").click()
    ready(page)
    expect(question_box(page)).to_have_value("")


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_conversations_that_are_opened_at_once_the_last_is_shown(
    desk: Desk, desk_url: str, open_page: OpenPage, order: int
) -> None:
    page = open_page(desk_url)
    ask(page, "First?")
    page.wait_for_url("**/#/c/*")
    first = page.evaluate("location.hash")
    with held(page, "**/gradio_api/queue/join*", order):
        for address in ("#/ask", first):
            with page.expect_request("**/gradio_api/queue/join*"):
                page.evaluate(_TO, address)
    expect(questions(page)).to_have_text(["First?"])
    expect(page.get_by_role("heading", name="Ask your documents")).to_be_hidden()
    ask(page, "Second?")
    expect(questions(page)).to_have_text(["First?", "Second?"])


def test_what_another_tab_has_asked_meanwhile_is_there_when_one_comes_back_from_another_page(
    desk: Desk, desk_url: str, open_page: OpenPage
) -> None:
    one, other = two_tabs(desk_url, open_page)
    go(one, "Library")
    expect(one.get_by_role("region", name="Library", exact=True)).to_be_visible()
    ask(other, "Second?")
    go(one, "Ask")
    expect(questions(one)).to_have_text(["First?", "Second?"])


def test_the_navigation_leads_back_to_the_conversation_that_the_app_was_opened_with(open_page: OpenPage, kept: Kept) -> None:
    page = open_page(f"{kept.url}/#/c/{kept.talk(PORTER)}")
    reply_to(page, PORTER)
    go(page, "Library")
    go(page, "Ask")
    page.wait_for_url("**/#/c/*")
    expect(questions(page)).to_have_text([PORTER])


def test_a_sheet_that_comes_late_doesnt_lock_the_page_that_was_opened_since(open_page: OpenPage, four: Shelf) -> None:
    page = open_page(four.page)
    choose(page, HARBOUR_TITLE)
    with held(page, "**/library/collecting"):
        chosen = page.get_by_role("region", name="Chosen documents")
        chosen.get_by_role("button", name="Collections …").click()
        go(page, "Ask")
    page.wait_for_load_state("networkidle")
    question_box(page).click()
    go(page, "Library")
    chosen.get_by_role("button", name="Collections …").click()
    expect(page.get_by_role("dialog", name="Collections of")).to_be_visible()


def test_what_the_library_tells_of_all_is_the_newest_whichever_comes_last(open_page: OpenPage, four: Shelf) -> None:
    page = open_page(four.page)
    expect(page.get_by_text("Topics, people and timeline")).to_be_visible()
    page.evaluate(_HELD_OVERVIEWS)
    page.evaluate("answers[1]('the newest')")
    expect(page.locator(".all-told")).to_have_text("the newest")
    page.evaluate("answers[0]('an older one'), new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(page.locator(".all-told")).to_have_text("the newest")


def about_to_delete(open_page: OpenPage, kept: Kept) -> tuple[Page, str, Locator]:
    """A page that asks whether its first conversation is to be deleted, that one's id, and the button that says so."""
    talk = kept.talk(PORTER)
    page = open_page(f"{kept.url}/#/conversations")
    row = conversations(page).first
    row.get_by_role("button", name="Delete").click()
    return page, talk, row.get_by_role("button", name="Delete").last


def test_a_double_click_deletes_once_and_undo_stays_at_hand(open_page: OpenPage, kept: Kept) -> None:
    page, _, certain = about_to_delete(open_page, kept)
    certain.dblclick()
    expect(page.get_by_role("status").get_by_text("Deleted")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(conversations(page)).to_have_count(1)


def test_a_conversation_that_another_tab_has_deleted_already_can_be_brought_back(open_page: OpenPage, kept: Kept) -> None:
    page, talk, certain = about_to_delete(open_page, kept)
    kept.pipeline.stores.library.conversations.delete(talk, "local")
    certain.click()
    page.get_by_role("button", name="Undo").click()
    expect(conversations(page)).to_have_count(1)


def test_a_deleted_conversation_can_be_brought_back_after_the_next_step_as_well(open_page: OpenPage, kept: Kept) -> None:
    page, _, certain = about_to_delete(open_page, kept)
    certain.click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    go(page, "Ask")
    go(page, "Conversations")
    page.get_by_text("Deleted in the last day").click()
    keep(page, "conversations-deleted")
    check(page, "conversations-deleted")
    page.get_by_role("button", name=f"Restore {PORTER}").first.click()  # the last deleted comes first
    expect(conversations(page)).to_have_count(1)


def test_a_double_click_branches_once(open_page: OpenPage, kept: Kept) -> None:
    page = open_page(f"{kept.url}/#/c/{kept.talk(PORTER)}")
    before = page.url
    reply_to(page, PORTER).get_by_role("button", name="Branch").dblclick()
    page.wait_for_function("before => location.href !== before", arg=before)
    go(page, "Conversations")
    expect(conversations(page)).to_have_count(2)


def test_where_the_browser_keeps_nothing_questions_are_answered_all_the_same(browser: BrowserContext, corpus_url: str) -> None:
    page, wrong = browser.new_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.add_init_script(_BLOCKED)
    page.goto(corpus_url)
    ready(page)
    expect(ask(page, PORTER).get_by_role("figure")).to_be_visible()
    page.close()
    assert wrong == []


def test_when_the_log_in_has_run_out_it_is_said_that_nothing_was_kept(
    open_page: OpenPage, locked: str, browser: BrowserContext
) -> None:
    refused = "401|^Response$"  # what Gradio says of a stream that is refused amid an event
    page = open_page(locked, expected=refused)
    log_in(page, *BOB)
    reply = ask(page, PORTER)
    browser.clear_cookies()
    thumb = reply.get_by_role("button", name="Good answer")
    thumb.click()
    expect(reply.get_by_text("You aren’t logged in any more.")).to_be_visible()
    expect(thumb).to_have_attribute("aria-pressed", "false")
    log_in(open_page(f"{locked}/login", expected=refused), *BOB)
    go(page, "Conversations")
    row = conversations(page).first
    row.get_by_role("button", name="Rename").click()
    browser.clear_cookies()
    title = row.get_by_label("Title")
    title.fill("The review")
    title.press("Enter")
    expect(page.get_by_role("alert").get_by_text("You aren’t logged in any more.")).to_be_visible()
    expect(title).to_have_value("The review")
    log_in(open_page(f"{locked}/login"), *BOB)
    title.press("Enter")
    expect(row).to_contain_text("The review")


def test_what_was_pasted_when_the_log_in_has_run_out_is_added_after_the_next_one(
    open_page: OpenPage, locked: str, browser: BrowserContext
) -> None:
    page = open_page(locked, expected="401|^Response$")
    log_in(page, *ANA)
    go(page, "Library")
    page.get_by_role("button", name="Paste text").click()
    sheet = page.get_by_role("dialog", name="Paste a text")
    sheet.get_by_label("Text").fill("The quay reopens on Monday.")
    browser.clear_cookies()
    sheet.get_by_role("button", name="Add text").click()
    expect(page.get_by_text("You aren’t logged in any more. Log in in another tab, then try again.")).to_be_visible()
    log_in(open_page(f"{locked}/login"), *ANA)
    expect(page.get_by_role("region", name="Documents being added")).to_contain_text("1 added")
