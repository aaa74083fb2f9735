"""Kept conversations: found again, renamed, shared, exported, deleted and brought back, as a person does it."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from qa.embedding import Embedder
from qa.pipeline import Pipeline
from qa.settings import Settings
from qa.store.sql.users import LOCAL
from qa.verification.saved_answers import verify
from tests.answers import add_document, answering
from tests.support import open_pipeline
from tests.ui.accessible import check_looks
from tests.ui.conftest import PHONE, OpenPage, keep, served
from tests.ui.steps import ask, reply_to, turn
from tests.ui.test_serving import get

PORTER, WARHEADS = "What did Porter say?", "How many warheads does North Korea have?"


@dataclass(frozen=True)
class Kept:
    url: str
    pipeline: Pipeline

    def talk(self, *questions: str) -> str:
        """A kept conversation in which these were asked; its id."""
        conversations = self.pipeline.stores.library.conversations
        started = conversations.start(LOCAL.id)
        for question in questions:
            conversations.append(started.id, LOCAL.id, self.pipeline.ask(question))
        return started.id


@pytest.fixture(scope="module")
def app(library_dir: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    folder = Path(shutil.copytree(library_dir, tmp_path_factory.mktemp("kept") / "data", symlinks=True))
    settings = Settings(data_dir=folder)
    with open_pipeline(settings, embedder) as pipeline, served(pipeline, settings) as url:
        yield Kept(url, pipeline)


@pytest.fixture
def kept(app: Kept) -> Kept:
    """Without conversations."""
    conversations = app.pipeline.stores.library.conversations
    for each in conversations.list(LOCAL.id):
        conversations.delete(each.id, LOCAL.id)
    return app


def rows(page: Page) -> Locator:
    return page.get_by_role("list", name="Conversations").get_by_role("listitem")


def row(page: Page, title: str) -> Locator:
    return rows(page).filter(has=page.get_by_role("heading", name=title))


def test_what_was_asked_is_listed_newest_first_and_opened_where_it_was_left(open_page: OpenPage, kept: Kept) -> None:
    kept.talk(WARHEADS)
    page = open_page(kept.url)
    ask(page, PORTER)
    ask(page, "What did she say about North Korea?")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Conversations").click()
    expect(rows(page)).to_have_count(2)
    expect(rows(page).first).to_contain_text(PORTER)
    expect(rows(page).first).to_contain_text("2 questions")
    page.get_by_role("link", name=WARHEADS).click()
    expect(reply_to(page, WARHEADS)).to_contain_text("15-60 nuclear warheads")
    expect(page.get_by_role("log").get_by_role("article")).to_have_count(1)


def test_nothing_kept_yet_says_what_to_do(open_page: OpenPage, kept: Kept) -> None:
    page = open_page(f"{kept.url}/#/conversations")
    expect(page.get_by_role("heading", name="Nothing is kept yet")).to_be_visible()
    page.get_by_role("link", name="ask", exact=True).click()
    expect(page.get_by_role("heading", name="Ask your documents")).to_be_visible()


def test_searching_finds_words_of_titles_questions_and_answers(open_page: OpenPage, kept: Kept) -> None:
    kept.talk(WARHEADS)
    kept.talk(PORTER)
    page = open_page(f"{kept.url}/#/conversations")
    expect(rows(page)).to_have_count(2)
    box = page.get_by_role("searchbox", name="Search conversations")
    box.press_sequentially("interagency")  # of Porter's answer
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text(PORTER)
    expect(box).to_be_focused()
    box.fill("zebra crossing")
    expect(page.get_by_role("heading", name="No conversation has all these words")).to_be_visible()
    box.fill("")
    expect(rows(page)).to_have_count(2)


def test_renaming_is_done_with_the_keyboard(open_page: OpenPage, kept: Kept) -> None:
    renamed = kept.talk(PORTER)
    page = open_page(f"{kept.url}/#/conversations", expected="ERR_INTERNET_DISCONNECTED")
    button = row(page, PORTER).get_by_role("button", name="Rename")
    button.focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("textbox", name="Title")
    expect(box).to_be_focused()
    expect(box).to_have_value(PORTER)
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    box.fill("<b>Korea</b> talks")
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="The server can’t be reached")).to_be_visible()
    page.context.set_offline(False)
    box.press("Enter")
    expect(row(page, "<b>Korea</b> talks")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Renamed to “<b>Korea</b> talks”.")).to_be_visible()
    expect(rows(page).get_by_role("button", name="Rename")).to_be_focused()
    expect(page.get_by_text("The server can’t be reached")).to_be_hidden()
    rows(page).get_by_role("link", name="<b>Korea</b> talks").click()
    expect(turn(page, PORTER)).to_be_visible()
    expect(page).to_have_title("<b>Korea</b> talks – CitedQA")
    expect(open_page(f"{kept.url}/#/c/{renamed}")).to_have_title("<b>Korea</b> talks – CitedQA")


def test_deleting_asks_first_and_can_be_undone(open_page: OpenPage, kept: Kept) -> None:
    opened = kept.talk(PORTER)
    kept.talk(WARHEADS)
    page = open_page(f"{kept.url}/#/c/{opened}")
    expect(turn(page, PORTER)).to_be_visible()
    pages = page.get_by_role("navigation", name="Pages")
    pages.get_by_role("link", name="Conversations").click()
    row(page, PORTER).get_by_role("button", name="Delete").click()
    expect(row(page, PORTER)).to_contain_text(f"Delete {PORTER} with its answers")
    row(page, PORTER).get_by_role("button", name="Keep").click()
    row(page, PORTER).get_by_role("button", name="Delete").click()
    keep(page, "conversations-delete")
    row(page, PORTER).locator(".panel").get_by_role("button", name="Delete").click()
    expect(rows(page)).to_have_count(1)
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    keep(page, "conversations-deleted")
    undo.press("Enter")
    expect(rows(page)).to_have_count(2)
    expect(page.get_by_role("status").filter(has_text="is back")).to_be_visible()
    expect(row(page, PORTER).get_by_role("link", name=PORTER)).to_be_focused()
    pages.get_by_role("link", name="Ask").click()
    expect(page.get_by_role("heading", name="Ask your documents")).to_be_visible()


def test_a_question_in_a_conversation_that_was_deleted_elsewhere_is_kept_in_a_new_one(open_page: OpenPage, kept: Kept) -> None:
    opened = kept.talk(PORTER)
    page = open_page(f"{kept.url}/#/c/{opened}")
    expect(turn(page, PORTER)).to_be_visible()
    conversations = kept.pipeline.stores.library.conversations
    conversations.delete(opened, LOCAL.id)
    ask(page, WARHEADS)
    (new,) = conversations.list(LOCAL.id)
    expect(page).to_have_url(f"{kept.url}/#/c/{new.id}")
    assert [each.answer.question for each in conversations.exchanges(new.id, LOCAL.id)] == [WARHEADS]


def test_more_than_a_page_is_shown_page_by_page(open_page: OpenPage, kept: Kept) -> None:
    conversations = kept.pipeline.stores.library.conversations
    for number in range(23):
        conversations.start(LOCAL.id, f"Talk {number}")
    page = open_page(f"{kept.url}/#/conversations")
    expect(rows(page)).to_have_count(20)
    expect(page.get_by_text("1–20 of 23")).to_be_visible()
    expect(page.get_by_role("button", name="Newer")).to_be_disabled()
    page.get_by_role("button", name="Older").click()
    expect(rows(page)).to_have_count(3)  # 23 - 20
    expect(rows(page).last).to_contain_text("Talk 0")
    expect(page.get_by_role("button", name="Older")).to_be_disabled()


def test_a_link_shows_to_read_what_was_there_when_it_was_made_until_it_is_withdrawn(open_page: OpenPage, kept: Kept) -> None:
    id_ = kept.talk(PORTER)
    page = open_page(f"{kept.url}/#/conversations")
    row(page, PORTER).get_by_role("button", name="Share").click()
    expect(row(page, PORTER)).to_contain_text("It works on this machine only")
    row(page, PORTER).get_by_role("button", name="Make a link").click()
    copy = row(page, PORTER).get_by_role("button", name="Copy link")
    expect(copy).to_be_focused()
    keep(page, "conversations-share")
    copy.click()
    expect(row(page, PORTER).get_by_role("button", name="Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(re.escape(kept.url) + r"/shared/[\w-]{32}", link)

    answer = kept.pipeline.ask(WARHEADS)
    kept.pipeline.stores.library.conversations.append(id_, LOCAL.id, answer)  # asked since
    other = open_page(link)
    expect(other.get_by_role("heading", name=PORTER)).to_have_count(1)
    expect(other.get_by_role("heading", level=1)).to_have_text(PORTER)
    expect(other.locator(".made")).to_have_text(re.compile(r"^Answered \d+ \w+ \d{4}$"))
    expect(other.get_by_role("article", name="Question 1").get_by_role("blockquote")).to_contain_text("thorough interagency")
    expect(other.get_by_role("region", name="Sources")).to_be_visible()
    expect(other.get_by_text(WARHEADS)).to_have_count(0)
    for role in ("button", "textbox"):
        expect(other.get_by_role(role)).to_have_count(0)
    assert other.evaluate("document.scripts.length") == 0
    other.get_by_role("link", name=re.compile("^Source 1:")).first.click()
    expect(other.get_by_role("mark").first).to_be_in_viewport()  # in the whole article

    page.reload()
    row(page, PORTER).get_by_role("button", name="Share").click()
    row(page, PORTER).get_by_role("button", name="Add the 1 question asked since").click()
    expect(row(page, PORTER)).to_contain_text("shows 2 questions")
    row(page, PORTER).get_by_role("button", name="Withdraw the link").click()
    expect(row(page, PORTER).get_by_role("button", name="Make a link")).to_be_visible()
    gone = open_page(link, expected="404")
    expect(gone.get_by_role("alert")).to_contain_text("No conversation is shared under this link")
    assert get(kept.url, link.removeprefix(kept.url))[0] == get(kept.url, "/shared/guessed")[0] == 404


def test_a_question_asked_in_one_tab_stands_in_the_other_of_the_conversation(open_page: OpenPage, kept: Kept) -> None:
    id_ = kept.talk(PORTER)
    here, there = open_page(f"{kept.url}/#/c/{id_}"), open_page(f"{kept.url}/#/c/{id_}")
    for page in (here, there):
        expect(turn(page, PORTER)).to_be_visible()
    here.get_by_role("textbox", name="Your question").fill("kept in the box")
    ask(there, WARHEADS)
    expect(turn(here, WARHEADS)).to_contain_text("15-60")
    expect(turn(here, PORTER)).to_be_visible()
    expect(here.get_by_role("textbox", name="Your question")).to_have_value("kept in the box")
    ask(here, "Who is Jake Sullivan?")
    expect(turn(there, "Who is Jake Sullivan?")).to_be_visible()
    assert len(kept.pipeline.stores.library.conversations.exchanges(id_, LOCAL.id)) == 3


def test_an_export_is_markdown_or_a_page_to_read_and_json_that_qa_verify_rechecks(
    open_page: OpenPage, kept: Kept, tmp_path: Path
) -> None:
    kept.talk(PORTER, WARHEADS)
    page = open_page(f"{kept.url}/#/conversations")
    row(page, PORTER).get_by_role("button", name="Export").click()
    keep(page, "conversations-export")
    saved = {}
    for kind in ("Markdown", "A page", "JSON"):
        with page.expect_download() as download:
            row(page, PORTER).get_by_role("link", name=kind).click()
        saved[download.value.suggested_filename] = Path(download.value.path()).read_text(encoding="utf-8")
    assert list(saved) == [f"what-did-porter-say.{ending}" for ending in ("md", "html", "json")]
    assert f"## {WARHEADS}" in saved["what-did-porter-say.md"]
    exported = json.loads(saved["what-did-porter-say.json"])
    assert [each["answer"]["question"] for each in exported["exchanges"]] == [PORTER, WARHEADS]
    checked = verify(exported, kept.pipeline.stores.library, lambda *_: pytest.fail("quotations need no model"))
    assert (checked.answers, checked.failures) == (2, ())
    file = tmp_path / "talk.html"
    file.write_text(saved["what-did-porter-say.html"], encoding="utf-8")
    alone = open_page(file.as_uri())
    alone.get_by_role("article", name="Question 1").get_by_role("link", name=re.compile("^Source 2:")).click()
    expect(alone.get_by_role("mark").filter(has_text="She added the “thorough interagency review”")).to_be_in_viewport()
    expect(alone.get_by_role("heading", level=1)).to_have_css("font-weight", "700")  # its looks are in it
    assert alone.locator("[href^='/'], script, img").count() == 0
    keep(alone, "conversations-exported-page")


def test_a_hostile_conversation_runs_and_fetches_nothing(open_page: OpenPage, kept: Kept) -> None:
    library = kept.pipeline.stores.library
    bad = "<img src=http://evil.example/a.png onerror=alert(1)><script>alert(2)</script> \u202egnp.exe"
    document = add_document(library, source="javascript:alert(3)", text=f"{bad} The end.", title=bad)
    id_ = library.conversations.start(LOCAL.id, bad).id
    library.conversations.append(id_, LOCAL.id, answering(bad, document, f"{bad} The end."))
    token = library.conversations.share(id_, LOCAL.id)
    page = open_page(f"{kept.url}/#/conversations")
    expect(rows(page)).to_contain_text("<script>alert(2)</script> gnp.exe")  # the override is gone
    for panel in ("Rename", "Share", "Export", "Delete"):
        rows(page).get_by_role("button", name=panel).click()
    shared = open_page(f"{kept.url}/shared/{token}")
    expect(shared.get_by_role("heading", level=1)).to_contain_text("onerror=alert(1)")
    for each in (page, shared):
        assert each.locator("img[src*=evil], main script, a[href^=javascript]").count() == 0
    library.remove(document.id)
    shared.reload()
    expect(shared.get_by_text("changed or removed since")).to_be_visible()


def test_it_fits_and_is_accessible(open_page: OpenPage, kept: Kept) -> None:
    kept.talk(PORTER, WARHEADS, "What is the capital of France?")
    id_ = kept.talk("Who is Yang Jiechi?")
    token = kept.pipeline.stores.library.conversations.share(id_, LOCAL.id)
    page = open_page(f"{kept.url}/#/conversations", size=PHONE)
    row(page, "Who is Yang Jiechi?").get_by_role("button", name="Share").click()
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
    check_looks(page, "conversations")
    page.goto(f"{kept.url}/shared/{token}")
    check_looks(page, "shared")
