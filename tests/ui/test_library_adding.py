"""The Library page: documents come in by drop, button, pasted text and address, and each is told of by itself."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from qa.embedding import Embedder
from tests.qa.documents.fetching.sites import Site, site
from tests.qa.documents.fetching.sites import page as web_page
from tests.support import DataDir
from tests.ui.accessible import check, check_looks
from tests.ui.conftest import PHONE, OpenPage, keep
from tests.ui.shelves import HARBOUR, MOON, STRIKE, Shelf, added, drop, row, rows, shelf, told
from tests.ui.steps import ask
from tests.ui.test_nothing_lost import network

DROP_HERE = "Drop files or a folder anywhere on this page"


@pytest.fixture(scope="module")
def own(new_data_dir: DataDir, embedder: Embedder) -> Iterator[Shelf]:
    with shelf(embedder, new_data_dir()) as opened:
        yield opened


@pytest.fixture
def empty(own: Shelf) -> Shelf:
    for kept in own.pipeline.stores.library.documents():
        own.pipeline.stores.remove(kept.id)
    return own


def test_an_empty_library_says_what_to_do_and_a_pasted_text_can_be_asked_about(open_page: OpenPage, empty: Shelf) -> None:
    page = open_page(empty.url, size=PHONE)
    expect(page.get_by_role("heading", name="The library is empty")).to_be_visible()
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Library").click()
    expect(page.get_by_text(DROP_HERE)).to_be_visible()
    check_looks(page, "library-empty")
    page.get_by_role("button", name="Paste text").click()
    sheet = page.get_by_role("dialog", name="Paste a text")
    expect(sheet.get_by_label("Title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Paste text")).to_be_focused()
    page.keyboard.press("Enter")
    sheet.get_by_label("Title").fill("The harbour reopens")
    page.go_back()
    expect(sheet).to_be_hidden()
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Library").click()
    page.get_by_role("button", name="Paste text").click()
    expect(sheet.get_by_label("Title")).to_have_value("The harbour reopens")
    sheet.get_by_label("Text").fill(HARBOUR)
    sheet.get_by_label("Date").fill("2021-03-05")
    check_looks(page, "library-paste")
    sheet.get_by_role("button", name="Add text").click()
    told(page, "The harbour reopens", "Added")
    expect(row(page, "The harbour reopens")).to_contain_text("5 March 2021")
    page.set_viewport_size({"width": 320, "height": 640})
    expect(page.get_by_label("Sort by")).to_be_hidden()
    page.get_by_role("button", name="Filter and sort").click()
    page.get_by_label("Sort by").scroll_into_view_if_needed()
    expect(page.get_by_label("Sort by")).to_be_in_viewport(ratio=1)
    page.set_viewport_size(PHONE)
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Ask").click()
    expect(page.get_by_role("heading", name="Ask your documents")).to_be_visible()  # no longer that it is empty
    expect(ask(page, "What did Okafor say?").get_by_role("figure")).to_contain_text("The quay is safe again")


def test_a_file_that_cannot_be_sent_is_sent_when_the_line_is_there_again(open_page: OpenPage, empty: Shelf) -> None:
    page = open_page(empty.page, expected="Failed to load resource")
    expect(page.get_by_text(DROP_HERE)).to_be_visible()
    drop(page, ("empty.txt", ""))
    expect(added(page)).to_contain_text("1 failed")
    with network(page, offline=True):
        drop(page, ("harbour.txt", HARBOUR))
        expect(added(page)).to_contain_text("Reading 1 of 1 · The server can’t be reached")  # what failed before isn't counted
    told(page, "harbour.txt", "Added")
    expect(added(page)).to_contain_text("1 added")


def test_how_many_documents_of_a_file_have_been_read_is_told_while_it_is_read(open_page: OpenPage, empty: Shelf) -> None:
    page = open_page(empty.page)
    expect(page.get_by_text(DROP_HERE)).to_be_visible()
    held: list[Route] = []  # the looks at the job

    def half_way(route: Route) -> None:
        job = route.fetch().json()
        route.fulfill(json={**job, "state": "working", "items": [{**job["items"][0], "state": "working", "added": 10}]})

    page.route("**/api/v1/jobs/*", lambda route: held.append(route) if held else (held.append(route), half_way(route)))
    lines = [json.dumps({"source": f"ferry {number}", "text": f"Ferry {number} sails at noon."}) for number in range(12)]
    drop(page, ("ferries.jsonl", "\n".join(lines)))
    told(page, "ferries.jsonl", "Reading, 10 so far")
    page.unroute_all()
    told(page, "ferries.jsonl", "12 added")


def test_dropped_files_are_told_of_one_by_one_and_a_bad_one_stops_none(open_page: OpenPage, empty: Shelf) -> None:
    page = open_page(empty.page)
    expect(page.get_by_text(DROP_HERE)).to_be_visible()
    drop(page, ("harbour.txt", HARBOUR), ("empty.txt", ""), ("photo.heic", "x"), ("harbour.txt", "Another."), ("moon.md", MOON))
    expect(added(page)).to_contain_text("2 added, 3 failed")
    told(page, "moon.md", "Added")
    expect(told(page, "empty.txt", "Failed")).to_contain_text("Is empty; put text in it or leave it out.")
    told(page, "photo.heic", "Failed")
    expect(added(page)).to_contain_text("Another of these files has this name; rename one of them.")
    expect(rows(page)).to_have_count(2)
    added(page).get_by_role("list").focus()  # which scrolls
    expect(added(page).get_by_role("list")).to_be_focused()
    keep(page, "library-added")
    added(page).get_by_role("button", name="Clear").click()
    expect(added(page)).to_be_hidden()
    expect(page.get_by_role("button", name="Choose files")).to_be_focused()


def test_on_a_narrow_screen_a_table_is_shown_whole_and_makes_nothing_else_wide(open_page: OpenPage, empty: Shelf) -> None:
    page = open_page(empty.page, size=PHONE)
    expect(page.get_by_text(DROP_HERE)).to_be_visible()
    heads = "Number,Tool,Borrower,Lent on,Due back,Deposit,Returned"
    loans = [f"{100 + each},Extension ladder {each},Simone Adeyemi,2025-05-02,2025-05-09,20,no" for each in range(9)]
    drop(page, ("loans.csv", "\n".join([heads, *loans])))
    told(page, "loans.csv", "Added")
    row(page, "loans").get_by_role("link", name="loans").click()
    page.get_by_role("tab", name="Article").click()
    expect(page.get_by_role("cell", name="Extension ladder 3")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Ask").click()
    expect(ask(page, "Which tools have not been returned?").get_by_role("table")).to_contain_text("Extension ladder 3")
    assert page.locator("#conversation").evaluate("each => each.getBoundingClientRect().width") <= PHONE["width"]


def test_files_of_a_dropped_folder_are_known_by_their_folders(open_page: OpenPage, empty: Shelf) -> None:
    page = open_page(empty.page)
    expect(page.get_by_text(DROP_HERE)).to_be_visible()
    # a script can't drop a folder, but it can say that what is dropped is one
    page.evaluate(
        """() => {
          const file = (path, text) => ({ isFile: true, fullPath: path, file: (done) => done(new File([text], "report.txt")) });
          const read = (within) => () => ({ readEntries: (done) => done(within.splice(0)) });
          const folder = (name, ...within) => ({ isFile: false, name, createReader: read(within) });
          const may = () => folder("may", { ...file("/year/may/report.txt", "The quay is open."), name: "report.txt" });
          const june = () => folder("june", { ...file("/year/june/report.txt", "The quay is shut."), name: "report.txt" });
          DataTransferItem.prototype.webkitGetAsEntry = () => folder("year", may(), june());
        }"""
    )
    drop(page, ("year", ""))
    told(page, "year/may/report.txt", "Added")
    told(page, "year/june/report.txt", "Added")
    expect(rows(page)).to_have_count(2)


@contextmanager
def busy_model(opened: Shelf, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is embedded meanwhile."""
    free, embed = Event(), opened.pipeline.embedder.embed_passages

    def wait_and_embed(passages: Any) -> Any:
        assert free.wait(60)
        return embed(passages)

    monkeypatch.setattr(opened.pipeline.embedder, "embed_passages", wait_and_embed)
    try:
        yield
    finally:
        free.set()


def test_adding_can_be_stopped_what_is_being_added_stays_and_what_waits_is_not_added(
    open_page: OpenPage, empty: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(empty.page)
    expect(page.get_by_text(DROP_HERE)).to_be_visible()
    with busy_model(empty, monkeypatch):
        ferries = [(f"{each}.txt", f"Ferry {each} sails.") for each in range(30)]
        drop(page, ("harbour.txt", HARBOUR), ("moon.md", MOON), *ferries)
        told(page, "harbour.txt", "Reading")
        told(page, "moon.md", "Waiting")  # of the job; the last files aren't even sent
        added(page).get_by_role("button", name="Stop").click()
        told(page, "moon.md", "Not added")
        told(page, "29.txt", "Not added")
    told(page, "harbour.txt", "Added")
    expect(added(page)).to_contain_text("1 added, 31 not added")
    expect(rows(page)).to_have_count(1)
    expect(added(page).get_by_role("button", name="Clear")).to_be_focused()
    page.keyboard.press("Enter")
    expect(added(page)).to_be_hidden()


def test_while_files_wait_it_says_which_and_how_many_there_are_on_every_page(
    open_page: OpenPage, empty: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(empty.page)
    expect(page.get_by_text(DROP_HERE)).to_be_visible()
    with busy_model(empty, monkeypatch):
        drop(page, ("harbour.txt", HARBOUR), ("moon.md", MOON))
        told(page, "harbour.txt", "Reading")
        told(page, "moon.md", "Waiting")
        expect(added(page)).to_contain_text("Reading 1 of 2")
        expect(added(page).get_by_role("button", name="Clear")).to_be_hidden()
        keep(page, "library-adding")
        page.get_by_role("navigation", name="Pages").get_by_role("link", name="Ask").click()
        badge = page.get_by_role("navigation", name="Pages").get_by_role("link", name="Library")
        expect(badge).to_have_attribute("data-adding", "2")
    expect(badge).not_to_have_attribute("data-adding", "2")
    badge.click()
    expect(added(page)).to_contain_text("2 added")
    expect(rows(page)).to_have_count(2)


@contextmanager
def reading_after_a_reload(page: Page, empty: Shelf, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A file was dropped, the page reloaded, and the file is told to be read on until the end."""
    expect(page.get_by_text(DROP_HERE)).to_be_visible()
    with busy_model(empty, monkeypatch):
        drop(page, ("harbour.txt", HARBOUR))
        told(page, "harbour.txt", "Reading")
        page.reload()
        told(page, "harbour.txt", "Reading")
        yield


def test_what_is_being_read_is_told_of_again_after_a_reload(
    open_page: OpenPage, empty: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(empty.page)
    with reading_after_a_reload(page, empty, monkeypatch):
        pass
    expect(added(page)).to_contain_text("1 added")
    expect(rows(page)).to_have_count(1)
    page.reload()
    expect(rows(page)).to_have_count(1)
    expect(added(page)).to_be_hidden()  # it is done, and was told


def test_what_is_being_read_when_the_line_drops_is_not_sent_again(
    open_page: OpenPage, empty: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(empty.page, expected="Failed to load resource")
    expect(page.get_by_text(DROP_HERE)).to_be_visible()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    with busy_model(empty, monkeypatch):
        drop(page, ("harbour.txt", HARBOUR))
        told(page, "harbour.txt", "Reading")
        with network(page, offline=True):
            expect(added(page)).to_contain_text("The server can’t be reached")
        expect(added(page)).not_to_contain_text("The server can’t be reached")
        told(page, "harbour.txt", "Reading")
    expect(added(page)).to_contain_text("1 added")
    assert [address.removeprefix(empty.url) for address in sent if "/documents/" in address] == ["/api/v1/documents/files"]
    page.reload()
    expect(rows(page)).to_have_count(1)
    expect(added(page)).to_be_hidden()


def test_a_job_that_is_lost_while_the_server_is_away_is_sent_again(open_page: OpenPage, empty: Shelf) -> None:
    page = open_page(empty.page, expected="Failed to load resource")
    expect(page.get_by_text(DROP_HERE)).to_be_visible()
    looks: list[Route] = []

    def looked_at(route: Route) -> None:
        """The first look fails, the second finds nothing."""
        looks.append(route)
        if len(looks) == 1:
            route.abort()
        elif len(looks) == 2:
            route.fulfill(status=404, json={"error": {"message": "no job"}})
        else:
            route.continue_()

    page.route("**/api/v1/jobs/*", looked_at)
    drop(page, ("harbour.txt", HARBOUR))
    told(page, "harbour.txt", "Unchanged")  # it was added by the first job, of which no more is known
    assert len(looks) > 2


def test_files_dropped_while_those_of_before_a_reload_are_read_are_counted_with_them(
    open_page: OpenPage, empty: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(empty.page)
    with reading_after_a_reload(page, empty, monkeypatch):
        drop(page, ("moon.md", MOON))
        expect(added(page)).to_contain_text("Reading 1 of 2")
    expect(added(page)).to_contain_text("2 added")
    expect(rows(page)).to_have_count(2)


def test_files_dropped_while_asking_are_offered_to_be_added_and_the_app_stays(open_page: OpenPage, empty: Shelf) -> None:
    page = open_page(f"{empty.url}/#/ask")
    expect(page.get_by_role("heading", name="The library is empty")).to_be_visible()
    carried = page.evaluate_handle(
        "text => { const c = new DataTransfer(); c.items.add(new File([text], 'moon.txt')); return c; }", MOON
    )
    offer = page.get_by_role("dialog", name="Add this file to the library?")
    for event in ("dragenter", "dragover", "drop"):
        page.get_by_role("log").dispatch_event(event, {"dataTransfer": carried})
    expect(offer).to_contain_text("moon.txt")
    check(page, "ask-dropped-file")
    offer.get_by_role("button", name="Cancel").click()
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Library").click()
    expect(page.get_by_text(DROP_HERE)).to_be_visible()
    expect(added(page)).to_be_hidden()
    page.go_back()
    for event in ("dragenter", "dragover", "drop"):
        page.get_by_role("log").dispatch_event(event, {"dataTransfer": carried})
    offer.get_by_role("button", name="Add").click()
    told(page, "moon.txt", "Added")
    expect(rows(page)).to_have_count(1)


def test_what_is_no_web_address_is_refused_in_one_sentence_and_nothing_is_fetched(open_page: OpenPage, empty: Shelf) -> None:
    page = open_page(empty.page)
    page.get_by_role("button", name="Add address").click()
    sheet = page.get_by_role("dialog", name="Add from the web")
    for given, refusal in (
        ("not a url", "“not a url” is no web address; one looks like https://example.org/story."),
        (
            "ftp://example.org/a",
            "“ftp://example.org/a” can’t be fetched: only addresses that begin with https:// or http:// can.",
        ),
        ("https://example.org/a\nnonsense", "“nonsense” is no web address"),
    ):
        sheet.get_by_label("Addresses, one a line").fill(given)
        sheet.get_by_role("button", name="Add", exact=True).click()
        expect(sheet.get_by_role("alert")).to_contain_text(refusal)
    expect(added(page)).to_be_hidden()


def test_a_pasted_text_without_a_title_is_named_by_its_first_words(open_page: OpenPage, empty: Shelf) -> None:
    page = open_page(empty.page)
    page.get_by_role("button", name="Paste text").click()
    sheet = page.get_by_role("dialog", name="Paste a text")
    sheet.get_by_label("Text").fill("the tide came in at noon and took the chairs with it. Nobody was hurt.")
    sheet.get_by_role("button", name="Add text").click()
    told(page, "the tide came in", "Added")
    expect(row(page, "the tide came in at noon and took…")).to_contain_text("pasted text")


def test_a_chosen_file_replaces_the_earlier_one_of_its_name(open_page: OpenPage, empty: Shelf, tmp_path: Path) -> None:
    page = open_page(empty.page)
    file = tmp_path / "strike.txt"
    for text, outcome in ((STRIKE, "1 added"), (STRIKE, "1 unchanged"), (STRIKE.replace("Friday", "Sunday"), "1 updated")):
        file.write_text(text, encoding="utf-8")
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Choose files").click()
        chooser.value.set_files(file)
        expect(added(page)).to_contain_text(outcome[0].upper() + outcome[1:])
        expect(rows(page)).to_have_count(1)
        added(page).get_by_role("button", name="Clear").click()


def test_addresses_are_fetched_and_why_one_is_not_is_said(open_page: OpenPage, empty: Shelf) -> None:
    article = f"<html><head><title>A mission to the moon</title></head><body><article><p>{MOON}</p></article></body></html>"
    server = Site({"/moon": web_page(article), "/gone": web_page("", status="404 Not Found")})
    try:
        page = open_page(empty.page)
        page.get_by_role("button", name="Add address").click()
        sheet = page.get_by_role("dialog", name="Add from the web")
        sheet.get_by_label("Addresses, one a line").fill(f"{server.url('/moon')}\n{server.url('/gone')}")
        keep(page, "library-addresses")
        sheet.get_by_role("button", name="Add", exact=True).click()
        told(page, server.url("/moon"), "Added")
        expect(told(page, server.url("/gone"), "Failed")).to_contain_text("404")
        expect(row(page, "A mission to the moon")).to_contain_text("127.0.0.1")
    finally:
        server.close()


def test_a_feed_and_a_folder_are_watched_by_click_and_what_came_in_stays_when_one_is_removed(
    open_page: OpenPage, empty: Shelf, tmp_path: Path
) -> None:
    (tmp_path / "moon.txt").write_text(MOON)
    feed = '<rss version="2.0"><channel><item><link>/strike</link></item></channel></rss>'
    with site({"/strike": web_page(f"<title>Strike</title><p>{STRIKE}</p>"), "/feed": web_page(feed, "text/xml")}) as server:
        page = open_page(empty.page, expected="40[49]|422")
        page.get_by_role("button", name="Watch …").click()
        sheet = page.get_by_role("dialog", name="Watched folders and feeds")
        place = sheet.get_by_role("textbox", name="Address of a feed")
        place.fill(str(tmp_path / "none"))
        place.press("Enter")
        expect(sheet.get_by_role("alert")).to_contain_text("There is no folder")
        for each in (server.url("/feed"), str(tmp_path)):
            place.fill(each)
            sheet.get_by_role("button", name="Watch it").click()
            expect(sheet.get_by_role("listitem").filter(has_text=each)).to_contain_text("1 document came in")
        expect(rows(page)).to_have_count(2)
        check_looks(page, "library-watched")
        sheet.get_by_role("button", name=f"Pause {tmp_path}").click()
        expect(sheet.get_by_text("paused")).to_be_visible()
        expect(sheet.get_by_role("button", name=f"Continue {tmp_path}")).to_be_visible()
        server.answers["/feed"] = web_page("Gone", status="404 Not Found")
        sheet.get_by_role("button", name=f"Look now at {server.url('/feed')}").click()
        expect(sheet.get_by_text("It isn't there (status 404)")).to_be_visible()
        for each in (server.url("/feed"), str(tmp_path)):
            sheet.get_by_role("button", name=f"Remove {each}").click()
        expect(sheet.get_by_role("listitem")).to_have_count(0)
        expect(rows(page)).to_have_count(2)


def test_a_file_that_was_moved_since_it_was_chosen_fails_alone_and_holds_nothing_up(
    open_page: OpenPage, empty: Shelf, tmp_path: Path
) -> None:
    page = open_page(empty.page, expected="Failed to load resource")
    expect(page.get_by_text(DROP_HERE)).to_be_visible()
    first, moved, last = (tmp_path / name for name in ("first.txt", "moved.txt", "last.txt"))
    for path in (first, moved, last):
        path.write_text(f"{path.name}: {HARBOUR}")
    with network(page, offline=True):
        for path in (first, moved, last):
            page.locator("input[type=file]").set_input_files(path)
        expect(added(page)).to_contain_text("The server can’t be reached")
        moved.unlink()
    told(page, "first.txt", "Added")
    told(page, "last.txt", "Added")
    told(page, "moved.txt", "Failed")
    expect(added(page)).to_contain_text("2 added, 1 failed")
    expect(page.get_by_text("Was moved or changed since it was chosen; choose it again.")).to_be_visible()


def test_a_pasted_text_that_is_too_long_stays_where_it_was_typed(
    open_page: OpenPage, empty: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.library_routes.MAX_TEXT_CHARACTERS", 20)
    page = open_page(empty.page)
    page.get_by_role("button", name="Paste text").click()
    sheet = page.get_by_role("dialog", name="Paste a text")
    sheet.get_by_label("Text").fill(HARBOUR)
    sheet.get_by_role("button", name="Add text").click()
    expect(sheet.get_by_role("alert")).to_have_text("A text has 20 characters at most; paste it in parts.")
    expect(sheet.get_by_label("Text")).to_have_value(HARBOUR)
