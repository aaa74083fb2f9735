"""What a person has typed is never lost: by a slow network, a reload, a dropped line, or a server that was started anew."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from qa.embedding import Embedder
from qa.pipeline import Pipeline
from qa.settings import Settings
from qa.store.sql.users import LOCAL
from tests.support import open_pipeline
from tests.ui.conftest import OpenPage, keep, served
from tests.ui.steps import ask, put, question_box, reply_to, turn
from tests.ui.test_waiting import Desk, desk, desk_url

__all__ = ["desk", "desk_url"]  # fixtures

QUESTION = "What did Porter say?"
# Until a page has noticed that its server is there again, on a machine with much else to do.
START_MS = 60_000


@contextmanager
def network(page: Page, *, offline: bool = False, latency_ms: int = 0) -> Iterator[None]:
    """The browser's network as it is on a train."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def emulate(offline: bool, latency: int) -> None:
        values = {"offline": offline, "latency": latency, "downloadThroughput": -1, "uploadThroughput": -1}
        session.send("Network.emulateNetworkConditions", values)

    emulate(offline, latency_ms)
    try:
        yield
    finally:
        emulate(False, 0)
        session.detach()


def ready(page: Page) -> None:
    expect(page.get_by_role("button", name="What to ask about")).to_be_enabled()
    expect(page.get_by_role("heading", name="Ask your documents")).to_be_visible()


def two_tabs(url: str, open_page: OpenPage) -> tuple[Page, Page]:
    """Both with one conversation, in which "First?" was asked in the first of them."""
    one = open_page(url)
    ask(one, "First?")
    other = open_page(one.url)
    reply_to(other, "First?")
    return one, other


def test_a_question_stands_in_the_conversation_at_once_however_slow_the_network(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    ready(page)
    with network(page, latency_ms=4000):
        put(page, QUESTION)
        expect(turn(page, QUESTION)).to_be_visible()
        expect(turn(page, QUESTION).get_by_role("status")).to_have_text("Sending your question")
        expect(question_box(page)).to_have_value("")
        keep(page, "nothing-lost-slow-network")
    expect(reply_to(page, QUESTION).get_by_role("figure")).to_be_visible()
    expect(page.get_by_role("log").get_by_role("article")).to_have_count(1)


def test_a_page_that_looks_what_became_of_its_question_stays(desk: Desk, desk_url: str, open_page: OpenPage) -> None:
    page = open_page(desk_url)
    put(page, "Slow?")
    expect(turn(page, "Slow?").get_by_role("status")).to_have_text("Searching the documents")
    page.evaluate("window.loaded = 'once'")
    for _ in range(2):  # what comes of the first look is done by the second
        page.wait_for_event("response", lambda answer: "/asking/" in answer.url)
    desk.searched.set()
    desk.written.set()
    expect(reply_to(page, "Slow?")).to_contain_text("Last words.")
    assert page.evaluate("window.loaded") == "once"


def test_a_reload_while_it_is_being_answered_asks_it_again(desk: Desk, desk_url: str, open_page: OpenPage) -> None:
    page = open_page(desk_url)
    put(page, "Slow?")
    expect(turn(page, "Slow?").get_by_role("status")).to_have_text("Searching the documents")
    put(page, "Second?")
    page.reload()
    expect(turn(page, "Slow?")).to_be_visible()
    expect(page.get_by_role("list", name="Asked next")).to_contain_text("Next: Second?")
    desk.searched.set()
    desk.written.set()
    expect(reply_to(page, "Slow?")).to_contain_text("Last words.")
    expect(reply_to(page, "Second?")).to_contain_text("Last words.")
    expect(page.get_by_role("log").get_by_role("heading", level=2)).to_have_text(["Slow?", "Second?"])
    page.reload()
    expect(reply_to(page, "Second?")).to_be_visible()
    expect(page.get_by_role("log").get_by_role("article")).to_have_count(2)  # once each


def test_two_tabs_that_ask_at_once_in_one_conversation_both_show_all_of_it(
    desk: Desk, desk_url: str, open_page: OpenPage
) -> None:
    one, other = two_tabs(desk_url, open_page)
    put(one, "Slow?")
    expect(turn(one, "Slow?").get_by_role("status")).to_have_text("Searching the documents")
    put(other, "Quick?")
    expect(turn(other, "Quick?").get_by_role("status")).not_to_have_text("Sending your question")
    desk.searched.set()
    desk.written.set()
    headings = [page.get_by_role("log").get_by_role("heading", level=2) for page in (one, other)]
    for each in headings:
        expect(each).to_have_count(3)
    assert headings[0].all_inner_texts() == headings[1].all_inner_texts()
    assert sorted(headings[0].all_inner_texts()) == ["First?", "Quick?", "Slow?"]


@pytest.mark.parametrize("number", [1, 9])
def test_a_question_that_was_answered_is_not_lost_when_the_browser_believes_that_it_was_not(
    desk: Desk, desk_url: str, open_page: OpenPage, number: int
) -> None:
    """`number` is the turn that it was asked as: another tab's question came before it, or the turn isn't on the page."""
    one = open_page(desk_url)
    ask(one, "First?")
    put(one, "Slow?")
    expect(turn(one, "Slow?").get_by_role("status")).to_have_text("Searching the documents")
    waits = one.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('citedqa:question:'))")
    desk.searched.set()
    desk.written.set()
    reply_to(one, "Slow?")
    assert len(waits) == 1
    put_back = "([key, kept, number]) => localStorage.setItem(key, JSON.stringify({ ...JSON.parse(kept), number }))"
    one.evaluate(put_back, [*waits[0], number])
    one.reload()
    expect(one.get_by_role("log").get_by_role("heading", level=2)).to_have_text(["First?", "Slow?"])
    one.wait_for_function("Object.keys(localStorage).every((key) => !key.startsWith('citedqa:question:'))")
    expect(one.get_by_role("log").get_by_role("heading", level=2)).to_have_text(["First?", "Slow?"])
    expect(one.get_by_role("log").get_by_role("status")).to_have_count(0)


def test_a_line_that_drops_while_an_answer_comes_in_is_made_good(desk: Desk, desk_url: str, open_page: OpenPage) -> None:
    page = open_page(desk_url, expected="Failed to load resource|network error")
    put(page, "Slow?")
    expect(turn(page, "Slow?").get_by_role("status")).to_have_text("Searching the documents")
    with network(page, offline=True):
        note = page.get_by_role("form").get_by_text("The server can’t be reached. Your question is still here")
        expect(note).to_be_visible()
        expect(turn(page, "Slow?")).to_be_visible()
        keep(page, "nothing-lost-offline")
    desk.searched.set()
    desk.written.set()
    expect(reply_to(page, "Slow?")).to_contain_text("Last words.", timeout=60_000)
    expect(note).to_be_hidden()
    expect(page.get_by_role("log").get_by_role("article")).to_have_count(1)


def test_what_waits_in_a_conversation_that_is_deleted_meanwhile_goes_on_in_the_one_that_takes_its_place(
    desk: Desk, desk_url: str, open_page: OpenPage, asked_pipeline: Pipeline
) -> None:
    conversations = asked_pipeline.stores.library.conversations
    page = open_page(desk_url)
    ask(page, "First?")
    put(page, "Slow?")
    expect(turn(page, "Slow?").get_by_role("status")).to_have_text("Searching the documents")
    put(page, "Third?")
    put(page, "Fourth?")
    conversations.delete(conversations.list(LOCAL.id)[0].id, LOCAL.id)
    desk.searched.set()
    desk.written.set()
    expect(page.get_by_role("log").get_by_role("heading", level=2)).to_have_text(["First?", "Slow?", "Third?", "Fourth?"])
    reply_to(page, "Fourth?")
    new = conversations.list(LOCAL.id)[0].id
    expect(page).to_have_url(f"{desk_url}/#/c/{new}")
    kept = conversations.exchanges(new, LOCAL.id)
    assert [each.answer.question for each in kept] == ["Slow?", "Third?", "Fourth?"]


def asked_in_vain(open_page: OpenPage, settings: Settings, embedder: Embedder) -> tuple[Page, str]:
    """A page on which "What about China?" was asked when its server was gone, and that server's address."""
    with open_pipeline(settings, embedder) as pipeline, served(pipeline, settings, outlived=True) as url:
        page = open_page(url, expected="Failed to load resource|network error|errored out|Cancelled via")
        ask(page, QUESTION)
    put(page, "What about China?")
    expect(page.get_by_role("form").get_by_text("The server can’t be reached. Your question is still here")).to_be_visible()
    return page, url


def test_a_question_outlives_the_server_it_was_asked_of(open_page: OpenPage, own_dir: Path, embedder: Embedder) -> None:
    settings = Settings(data_dir=own_dir)
    page, url = asked_in_vain(open_page, settings, embedder)
    expect(turn(page, "What about China?")).to_be_visible()
    keep(page, "nothing-lost-server-gone")
    with open_pipeline(settings, embedder) as pipeline, served(pipeline, settings, port=urlsplit(url).port or 0):
        expect(page.get_by_role("log").get_by_role("article")).to_have_count(2, timeout=START_MS)
        expect(reply_to(page, "What about China?")).to_contain_text("Understood as", timeout=START_MS)
        expect(page.get_by_text("errored out")).to_have_count(0)


def test_stop_gives_the_question_back_while_the_server_is_away(open_page: OpenPage, own_dir: Path, embedder: Embedder) -> None:
    page, _ = asked_in_vain(open_page, Settings(data_dir=own_dir), embedder)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("textbox", name="Question")).to_have_value("What about China?")
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()


def test_a_question_in_an_address_may_have_a_percent_sign(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(f"{corpus_url}/#/ask?q=Who%20fell%20by%2050%")
    expect(page.get_by_role("textbox", name="Question")).to_have_value("Who%20fell%20by%2050%")


def test_what_is_half_written_is_still_there_after_a_reload_in_its_own_conversation(
    open_page: OpenPage, corpus_url: str
) -> None:
    page = open_page(corpus_url)
    ask(page, QUESTION)
    question_box(page).fill("And what about\nthe weather")
    page.reload()
    expect(question_box(page)).to_have_value("And what about\nthe weather")
    page.get_by_role("button", name="New conversation").click()
    ready(page)
    expect(question_box(page)).to_have_value("")
    page.go_back()
    expect(question_box(page)).to_have_value("And what about\nthe weather")
    question_box(page).press("Enter")
    expect(question_box(page)).to_have_value("")
    page.reload()
    expect(reply_to(page, QUESTION)).to_be_visible()
    expect(question_box(page)).to_have_value("")


def test_a_question_that_was_stopped_can_be_asked_again_later(desk: Desk, desk_url: str, open_page: OpenPage) -> None:
    page = open_page(desk_url)
    desk.searched.set()
    put(page, "Slow?")
    expect(turn(page, "Slow?")).to_contain_text("First words.")
    page.get_by_role("button", name="Stop").click()
    expect(reply_to(page, "Slow?")).to_contain_text("Stopped")
    page.reload()
    expect(turn(page, "Slow?")).to_contain_text("It was stopped before it was answered.")
    keep(page, "nothing-lost-stopped")
    desk.written.set()
    turn(page, "Slow?").get_by_role("button", name="Ask again").click()
    expect(reply_to(page, "Slow?")).to_contain_text("Last words.")
    expect(page.get_by_role("log").get_by_role("article")).to_have_count(1)


def test_a_question_left_behind_for_another_conversation_is_named_there_and_answered_when_one_goes_back(
    desk: Desk, desk_url: str, open_page: OpenPage
) -> None:
    page = open_page(desk_url)
    put(page, "Slow?")
    expect(turn(page, "Slow?").get_by_role("status")).to_have_text("Searching the documents")
    page.get_by_role("button", name="New conversation").click()
    desk.searched.set()
    desk.written.set()
    expect(page.get_by_role("form").get_by_text("Not answered yet:")).to_be_visible()
    expect(page.get_by_role("log").get_by_role("article")).to_have_count(0)
    page.get_by_role("form").get_by_role("link", name="Slow?").click()
    expect(reply_to(page, "Slow?")).to_contain_text("Last words.")
    expect(page.get_by_text("Not answered yet:")).to_be_hidden()


@pytest.mark.parametrize("address", ["#/c/00000000deadbeef", "#/c/nothing"])
def test_an_address_without_a_conversation_says_so(open_page: OpenPage, corpus_url: str, address: str) -> None:
    page = open_page(f"{corpus_url}/{address}")
    expect(page.get_by_text("There is no conversation at this address.")).to_be_visible()
    expect(ask(page, QUESTION).get_by_role("figure")).to_be_visible()
    expect(page.get_by_text("There is no conversation at this address.")).to_have_count(0)


def test_a_half_written_question_of_two_lines_is_not_asked_when_the_script_comes_after_the_conversation(
    open_page: OpenPage, corpus_url: str
) -> None:
    page = open_page(corpus_url)
    ask(page, QUESTION)
    question_box(page).fill("And what about\nthe weather")
    held: list[Route] = []
    page.route("**/composer.js", lambda route: held.append(route))
    page.reload(wait_until="commit")
    expect(page.locator("#opened span")).to_be_attached()
    for each in held:
        each.continue_()
    expect(question_box(page)).to_have_value("And what about\nthe weather")
    expect(page.get_by_role("log").get_by_role("article")).to_have_count(1)


def test_a_conversation_whose_opening_is_refused_is_asked_for_again_and_what_was_asked_meanwhile_is_answered(
    open_page: OpenPage, corpus_url: str
) -> None:
    page = open_page(corpus_url, expected="429|Too Many|join")
    ask(page, QUESTION)
    page.route("**/gradio_api/queue/join*", lambda route: route.fulfill(status=429, json={"error": {"message": "too many"}}))
    page.get_by_role("button", name="New conversation").click()
    expect(page.get_by_role("log").get_by_text("Waiting for the server")).to_be_visible()
    expect(page.get_by_role("heading", name=QUESTION, exact=True)).to_be_hidden()
    put(page, "Who is Victor Cha?")
    expect(turn(page, "Who is Victor Cha?").get_by_role("status")).to_have_text("Waiting for the server")
    expect(page.get_by_role("list", name="Asked next")).to_be_hidden()
    keep(page, "nothing-lost-refused")
    page.unroute("**/gradio_api/queue/join*")
    expect(reply_to(page, "Who is Victor Cha?")).to_be_visible()
    expect(page.get_by_role("log").get_by_role("article")).to_have_count(1)


def test_who_asks_before_the_welcome_has_come_is_answered_and_shown_no_hints(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url, expected="429|Too Many|join")
    page.evaluate("sessionStorage.tour = '1'; localStorage.removeItem('citedqa:tour')")
    page.route("**/gradio_api/queue/join*", lambda route: route.fulfill(status=429, json={"error": {"message": "too many"}}))
    page.reload()
    put(page, QUESTION)
    expect(turn(page, QUESTION).get_by_role("status")).to_have_text("Waiting for the server")
    page.unroute("**/gradio_api/queue/join*")
    expect(reply_to(page, QUESTION)).to_be_visible()
    page.get_by_role("button", name="New conversation").click()
    expect(page.get_by_role("heading", name="Ask your documents")).to_be_visible()
    expect(page.get_by_role("region", name="First steps")).to_be_hidden()
    assert page.evaluate("localStorage.getItem('citedqa:tour')") == "seen"
