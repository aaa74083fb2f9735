"""With accounts: nobody without logging in, guessing slowed down, and each person's conversations their own."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import BrowserContext, BrowserType, Page, ViewportSize, expect

from qa.embedding import Embedder
from qa.service.api.access import SESSION_COOKIE
from qa.settings import Settings
from tests import patient
from tests.support import ARTICLE_TITLE, open_pipeline
from tests.ui.accessible import check, show
from tests.ui.conftest import ARGUMENTS, DESKTOP, PATIENCE_MS, PHONE, OpenPage, keep, served
from tests.ui.shelves import choose
from tests.ui.steps import ask, put, reply_to, turn

PORTER = "What did Porter say?"
TABLET: ViewportSize = {"width": 768, "height": 1024}
ANA, BOB = ("ana", "open sesame"), ("bob", "correct horse")


@pytest.fixture(scope="module")
def locked(library_dir: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with QA_AUTH: ana is its administrator, bob isn't. Yields its address."""
    folder = Path(shutil.copytree(library_dir, tmp_path_factory.mktemp("locked") / "data", symlinks=True))
    settings = Settings(data_dir=folder, auth=":".join(ANA))
    with open_pipeline(settings, embedder) as pipeline, served(pipeline, settings) as url:
        pipeline.stores.library.accounts.add(*BOB)
        yield url


@pytest.fixture(autouse=True)
def nobody(browser: BrowserContext) -> Iterator[None]:
    """All tabs of a browser share its cookies."""
    yield
    browser.clear_cookies()


def log_in(page: Page, name: str, password: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


def log_out(page: Page) -> None:
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="CitedQA")).to_be_visible()
    expect(page.get_by_label("Password")).to_be_visible()


def test_people_log_in_ask_and_log_out_and_see_their_own_conversations(open_page: OpenPage, locked: str) -> None:
    page = open_page(locked, expected="401")
    expect(page).to_have_url(re.compile(r"/login\?next="))
    log_in(page, ANA[0], "wrong password")
    expect(page.get_by_role("alert")).to_have_text("Wrong name or password.")
    expect(page.get_by_label("Name")).to_have_value("ana")
    log_in(page, *ANA)
    expect(ask(page, PORTER).get_by_role("figure")).to_be_visible()
    expect(page.get_by_role("form", name="Logged in as ana")).to_be_visible()
    page.wait_for_url(re.compile(r"#/c/\w+$"))
    hers = page.url
    log_out(page)
    page.goto(locked)
    expect(page.get_by_label("Password")).to_be_visible()

    log_in(page, *BOB)
    expect(page.get_by_role("heading", name="Ask your documents")).to_be_visible()
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Conversations").click()
    expect(page.get_by_role("heading", name="Nothing is kept yet")).to_be_visible()
    page.goto("about:blank")
    page.goto(hers)
    expect(page.get_by_role("heading", name="Ask your documents")).to_be_visible()
    expect(page.get_by_role("heading", name=PORTER)).to_have_count(0)
    check(page, "accounts-masthead")
    page.set_viewport_size(PHONE)
    check(page, "accounts-masthead-phone")
    page.set_viewport_size(DESKTOP)
    log_out(page)


def test_who_goes_back_after_somebody_logged_out_sees_nothing_of_what_they_read(
    locked: str, chromium: BrowserType, chromium_path: str
) -> None:
    keeps_pages = chromium.launch(
        executable_path=chromium_path, args=ARGUMENTS, ignore_default_args=["--disable-back-forward-cache"]
    )
    expect.set_options(timeout=PATIENCE_MS)
    with closing(keeps_pages):
        page = keeps_pages.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{locked}/login")
        log_in(page, *ANA)
        expect(page.get_by_role("heading", name="Ask your documents")).to_be_visible()
        page.goto(f"{locked}/people/Jalina Porter")
        expect(page.get_by_role("heading", name="Jalina Porter", exact=True)).to_be_visible()
        page.goto(locked)
        expect(page.get_by_role("form", name="Logged in as ana")).to_be_visible()
        log_out(page)
        for address in (r"/login\?next=%2F$", r"/login\?next=%2Fpeople"):
            page.evaluate("history.back()")  # Playwright's own waits for a page that is loaded, not kept
            expect(page).to_have_url(re.compile(address))
            expect(page.get_by_label("Password")).to_be_visible()


def test_when_the_log_in_has_run_out_the_question_is_not_lost(
    open_page: OpenPage, locked: str, browser: BrowserContext
) -> None:
    page = open_page(locked, expected="401")
    log_in(page, *BOB)
    expect(page.get_by_role("button", name=PORTER)).to_be_visible()
    browser.clear_cookies()
    put(page, PORTER)
    told = page.get_by_role("form", name="Ask a question").get_by_text("You aren’t logged in any more.")
    expect(told).to_be_visible()
    expect(turn(page, PORTER)).to_contain_text("Waiting for you to log in")
    keep(page, "accounts-logged-out-meanwhile")
    log_in(open_page(f"{locked}/login"), *BOB)
    expect(turn(page, PORTER).get_by_role("figure")).to_be_visible(timeout=60_000)  # asked again by itself
    expect(told).to_be_hidden()


def test_who_opens_another_conversation_when_the_log_in_has_run_out_is_told_to_log_in(
    open_page: OpenPage, locked: str, browser: BrowserContext
) -> None:
    page = open_page(locked, expected="401")
    log_in(page, *BOB)
    expect(ask(page, PORTER).get_by_role("figure")).to_be_visible()
    browser.clear_cookies()
    page.get_by_role("button", name="New conversation").click()
    expect(page.get_by_role("log").get_by_text("Waiting for you to log in")).to_be_visible()
    expect(page.get_by_role("form", name="Ask a question").locator(".out")).to_be_hidden()  # no question is
    log_in(open_page(f"{locked}/login"), *BOB)
    expect(page.get_by_role("heading", name="Ask your documents")).to_be_visible()


def test_what_was_asked_is_neither_shown_to_nor_asked_for_whoever_logs_in_after_that(
    open_page: OpenPage, locked: str, browser: BrowserContext
) -> None:
    page = open_page(locked, expected="40[13]")
    log_in(page, *ANA)
    expect(ask(page, PORTER).get_by_role("figure")).to_be_visible()
    browser.clear_cookies()
    log_in(open_page(f"{locked}/login"), *BOB)
    put(page, "Who is Victor Cha?")
    expect(page.get_by_role("form", name="Logged in as bob")).to_be_visible()
    expect(page.get_by_text("There is no conversation at this address.")).to_be_visible()
    expect(page.get_by_role("heading", name="Who is Victor Cha?")).to_have_count(0)
    log_out(page)
    log_in(page, *ANA)
    page.get_by_role("form", name="Ask a question").get_by_role("link", name="Who is Victor Cha?").click()
    expect(reply_to(page, "Who is Victor Cha?").get_by_role("figure")).to_be_visible()


def test_a_question_is_never_asked_for_whoever_logs_in_after_that_though_the_server_was_started_anew(
    open_page: OpenPage, library_dir: Path, embedder: Embedder, tmp_path: Path, browser: BrowserContext
) -> None:
    folder = Path(shutil.copytree(library_dir, tmp_path / "data", symlinks=True))
    settings = Settings(data_dir=folder, auth=":".join(ANA))
    with open_pipeline(settings, embedder) as pipeline, served(pipeline, settings, outlived=True) as url:
        pipeline.stores.library.accounts.add(*BOB)
        page = open_page(url, expected="Failed to load resource|network error|errored out|Cancelled via|40[13]")
        log_in(page, *ANA)
        expect(ask(page, PORTER).get_by_role("figure")).to_be_visible()
    with open_pipeline(settings, embedder) as pipeline, served(pipeline, settings, port=urlsplit(url).port or 0):
        browser.clear_cookies()
        other = open_page(f"{url}/login")
        log_in(other, *BOB)
        expect(other.get_by_role("form", name="Logged in as bob")).to_be_visible()
        put(page, "Who is Victor Cha?")
        expect(page.get_by_role("form", name="Logged in as bob")).to_be_visible()
        expect(page.get_by_role("heading", name="Who is Victor Cha?")).to_have_count(0)
        (bob,) = [user for user in pipeline.stores.library.accounts.list() if user.name == BOB[0]]
        assert pipeline.stores.library.conversations.list(bob.id) == ()


def test_a_shared_link_asks_for_logging_in_and_then_shows_whose_it_is(open_page: OpenPage, locked: str) -> None:
    page = open_page(locked)
    log_in(page, *ANA)
    ask(page, PORTER)
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Conversations").click()
    page.get_by_role("button", name="Share").first.click()
    expect(page.get_by_text("It works for everybody who can log in here.").first).to_be_visible()
    page.get_by_role("button", name="Make a link").first.click()
    link = page.get_by_role("link", name="The shared page").first.evaluate("link => link.href")
    log_out(page)
    page.goto(link)
    log_in(page, *BOB)
    expect(page).to_have_url(link)
    expect(page.get_by_text("A conversation shared by ana, to read.")).to_be_visible()
    expect(page.get_by_role("article", name="Question 1")).to_contain_text("thorough interagency review")
    page.goto(locked)
    log_out(page)


def test_guessing_is_slowed_down_and_says_how_long_to_wait(open_page: OpenPage, locked: str) -> None:
    page = open_page(locked, expected="401|429")
    for _ in range(5):
        log_in(page, "carl", "guessed")
        expect(page.get_by_role("alert")).to_have_text("Wrong name or password.")
    log_in(page, "carl", "guessed")
    expect(page.get_by_role("alert")).to_have_text(re.compile(r"Too many wrong passwords; try again in \d+ s\."))
    check(page, "accounts-log-in-throttled")
    show(page, PHONE, "dark")
    check(page, "accounts-log-in-phone-dark")


def test_who_is_no_administrator_changes_nothing_of_the_library(locked: str) -> None:
    with patient.client(base_url=locked) as http:
        page = http.post("/login", data={"name": BOB[0], "password": BOB[1]})
        assert (page.status_code, SESSION_COOKIE in http.cookies) == (303, True)
        (document,) = http.get("/api/v1/documents").json()["documents"]
        added = http.post("/api/v1/documents/text", json={"text": "The harbour is open.", "title": "Harbour"})
        removed = http.delete(f"/api/v1/documents/{document['id']}")
        assert (added.status_code, removed.status_code) == (403, 403)
        assert http.get("/api/v1/documents").json()["total"] == 1


def test_they_find_documents_there_and_ask_about_them_but_see_nothing_to_change_them_with(
    open_page: OpenPage, locked: str
) -> None:
    page = open_page(locked, expected="401")
    log_in(page, *BOB)
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Library").click()
    choose(page, ARTICLE_TITLE)
    library = page.get_by_role("region", name="Library", exact=True)
    for name in ("Choose files", "Paste text", "Add address", "Remove"):
        expect(library.get_by_role("button", name=name)).to_have_count(0)
    expect(library.get_by_text("Drop files")).to_have_count(0)
    page.get_by_role("link", name=ARTICLE_TITLE).click()
    view = page.get_by_role("dialog", name=ARTICLE_TITLE)
    view.get_by_role("tab", name="Statements").click()
    expect(view.get_by_role("heading", name="Jalina Porter")).to_be_visible()
    expect(view.get_by_role("button", name="Remove")).to_have_count(0)
    keep(page, "accounts-library-of-a-reader")
    view.get_by_role("button", name="Ask about this document").click()
    expect(ask(page, PORTER)).to_contain_text(f"Asked of {ARTICLE_TITLE} only")


def test_an_administrator_limits_a_collection_where_it_is_and_opens_it_again(open_page: OpenPage, locked: str) -> None:
    with patient.client(base_url=locked) as ana, patient.client(base_url=locked) as bob:
        ana.post("/login", data={"name": ANA[0], "password": ANA[1]})
        bob.post("/login", data={"name": BOB[0], "password": BOB[1]})
        made = ana.post("/api/v1/collections", json={"name": "Climate"}).json()["id"]
        page = open_page(f"{locked}/#/library", expected="401|404")
        log_in(page, *ANA)
        page.goto(f"{locked}/#/library")
        page.get_by_role("button", name="Collections …").click()
        sheet = page.get_by_role("dialog", name="Collections")
        sheet.get_by_role("button", name="Who may read and change Climate").click()
        sheet.get_by_label("May read it").fill("bobby")
        sheet.get_by_role("button", name="Limit to these").click()
        expect(sheet.get_by_role("alert")).to_contain_text("No user 'bobby'")
        sheet.get_by_label("May read it").fill("bob, role:editor")
        check(page, "accounts-rights")
        show(page, PHONE, "dark")
        check(page, "accounts-rights-phone-dark")
        show(page, DESKTOP, "light")
        sheet.get_by_role("button", name="Limit to these").click()
        expect(sheet.get_by_text("· limited")).to_be_visible()
        assert ana.get(f"/api/v1/collections/{made}/rights").json()["readers"] == ["bob", "role:editor"]
        assert [each["name"] for each in bob.get("/api/v1/collections").json()["collections"]] == ["Climate"]
        sheet.get_by_role("button", name="Who may read and change Climate").click()
        expect(sheet.get_by_label("May read it")).to_have_value("bob, role:editor")
        sheet.get_by_label("May read it").fill("")
        sheet.get_by_role("button", name="Limit to these").click()
        expect(sheet.get_by_role("button", name="Limit to these")).to_have_count(0)
        assert bob.get("/api/v1/collections").json()["collections"] == []
        sheet.get_by_role("button", name="Who may read and change Climate").click()
        sheet.get_by_role("button", name="Open to all").click()
        expect(sheet.get_by_role("button", name="Open to all")).to_have_count(0)
        expect(sheet.get_by_text("limited")).to_have_count(0)
        assert len(bob.get("/api/v1/collections").json()["collections"]) == 1


def test_people_look_where_they_are_logged_in_and_end_a_session(
    open_page: OpenPage, locked: str, browser: BrowserContext
) -> None:
    with patient.client(base_url=locked) as elsewhere:
        elsewhere.post("/login", data={"name": BOB[0], "password": BOB[1]})
        page = open_page(locked, expected="401")
        log_in(page, *BOB)
        page.get_by_role("form", name="Logged in as bob").get_by_role("link", name="bob").click()
        expect(page.get_by_role("heading", name="Your sessions")).to_be_visible()
        page.set_viewport_size(PHONE)
        expect(page.get_by_role("button", name="End this one")).to_be_in_viewport(ratio=1)
        check(page, "accounts-sessions")
        assert elsewhere.get("/api/v1/documents").status_code == 200
        others = page.get_by_role("button", name="End: the session of bob")
        while others.count():
            others.first.click()
        assert elsewhere.get("/api/v1/documents").status_code == 401
        page.get_by_role("button", name="End this one: the session of bob").click()
        expect(page.get_by_label("Password")).to_be_visible()


def test_a_session_of_somebody_else_is_not_ended_by_its_id(locked: str) -> None:
    with patient.client(base_url=locked) as ana, patient.client(base_url=locked) as bob:
        ana.post("/login", data={"name": ANA[0], "password": ANA[1]})
        bob.post("/login", data={"name": BOB[0], "password": BOB[1]})
        hers = ana.get("/api/v1/sessions").json()[0]["id"]
        assert bob.post("/sessions", data={"session": hers}).status_code == 404
        assert hers not in bob.get("/sessions").text
        assert ana.get("/api/v1/documents").status_code == 200
        assert hers in ana.get("/sessions").text


def test_files_of_what_is_kept_are_for_whom_they_belong_to(locked: str) -> None:
    def asked(name: str, password: str) -> tuple[httpx.Client, str]:
        http = httpx.Client(base_url=locked, timeout=120)
        http.post("/login", data={"name": name, "password": password})
        conversation = http.post("/api/v1/conversations", json={}).json()["id"]
        http.post(f"/api/v1/conversations/{conversation}/ask", json={"question": PORTER})
        http.post("/api/v1/feedback", json={"verdict": "up", "conversation": conversation, "number": 1})
        return http, conversation

    ana, hers = asked(*ANA)
    bob, his = asked(*BOB)
    for kind in ("md", "json"):
        assert ana.get(f"/conversations/{hers}.{kind}").status_code == 200
        assert bob.get(f"/conversations/{hers}.{kind}").status_code == 404
        assert ana.get(f"/conversations/{his}.{kind}").status_code == 404  # an administrator's rights end here
    assert len(ana.get("/feedback.jsonl").text.splitlines()) == 2  # an administrator has everybody's
    assert len(bob.get("/feedback.jsonl").text.splitlines()) == 1
    ana.close()
    bob.close()
    for path in (f"/conversations/{hers}.json", "/feedback.jsonl", "/shared/anything"):
        assert patient.get(f"{locked}{path}").status_code == 401


@pytest.mark.parametrize("size", [DESKTOP, TABLET, PHONE], ids=["desktop", "tablet", "phone"])
def test_the_masthead_has_room_for_the_way_out_the_sheet_of_looks_and_a_new_conversation(
    open_page: OpenPage, locked: str, size: ViewportSize
) -> None:
    page = open_page(locked, size=size, expected="401")
    log_in(page, *ANA)
    ask(page, PORTER)
    names = ("New conversation", "Keys, looks and language", "Log out")
    places = [page.get_by_role("button", name=re.compile(f"^{name}")).bounding_box() for name in names]
    lefts = [place["x"] for place in places if place]
    rights = [place["x"] + place["width"] for place in places if place]
    assert len(lefts) == 3
    assert rights[0] < lefts[1] < rights[1] < lefts[2] < rights[2] < size["width"]
    middles = [place["y"] + place["height"] / 2 for place in places if place]
    assert max(middles) - min(middles) < 2  # px
    page.get_by_role("button", name=names[1]).click()
    page.get_by_role("link", name="Where you are logged in").last.click()
    expect(page.get_by_role("heading", name="Sessions")).to_be_visible()
