"""The Library page: documents are found, sorted, opened, removed and brought back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from qa.embedding import Embedder
from qa.types import Document
from tests.support import DataDir
from tests.ui.accessible import check, check_looks
from tests.ui.conftest import PHONE, OpenPage, keep
from tests.ui.shelves import Shelf, choose, row, rows, shelf, titles
from tests.ui.steps import reply_to

HARBOUR_TITLE, STRIKE_TITLE, MOON_TITLE, NOTES_TITLE = (
    "The harbour reopens",
    "Strike ends at the port",
    "A mission to the moon",
    "Notes of the meeting",
)


DAYS = ("Monday", "Tuesday")


@pytest.fixture(scope="module")
def own(new_data_dir: DataDir, embedder: Embedder) -> Iterator[Shelf]:
    with shelf(embedder, new_data_dir()) as opened:
        yield opened


@pytest.fixture
def four(own: Shelf) -> Shelf:
    """With the four documents of `shelves`."""
    own.fill()
    return own


def opened(page: Page, url: str) -> Page:
    page.goto(url)
    expect(rows(page).first).to_be_visible()
    return page


def test_a_row_tells_title_author_source_date_passages_and_statements(open_page: OpenPage, four: Shelf) -> None:
    page = open_page(four.page)
    harbour = row(page, HARBOUR_TITLE).get_by_role("cell")
    expect(row(page, HARBOUR_TITLE)).to_contain_text("harbour.txt")
    expect(row(page, HARBOUR_TITLE)).to_contain_text("5 March 2021")
    expect(harbour.nth(-2)).to_have_text("1")  # passage
    expect(harbour.last).to_have_text("3")  # statements: two of Okafor, one of Lind
    expect(row(page, MOON_TITLE).get_by_role("link", name="news.example")).to_have_attribute(
        "href", "https://news.example/moon"
    )
    expect(row(page, MOON_TITLE)).to_contain_text("Ida Berg")
    expect(row(page, NOTES_TITLE)).to_contain_text("–")  # no date
    expect(page.get_by_role("region", name="Library", exact=True).get_by_text("4 documents")).to_be_visible()


def test_documents_are_searched_sorted_and_kept_to_dates(open_page: OpenPage, four: Shelf) -> None:
    page = open_page(four.page)
    expect(rows(page)).to_have_count(4)
    assert titles(page) == [MOON_TITLE, NOTES_TITLE, STRIKE_TITLE, HARBOUR_TITLE]
    date = page.get_by_role("columnheader", name="Date")
    date.get_by_role("button").click()
    expect(date).to_have_attribute("aria-sort", "descending")
    assert titles(page) == [MOON_TITLE, STRIKE_TITLE, HARBOUR_TITLE, NOTES_TITLE]
    box = page.get_by_role("searchbox", name="Search titles, sources and authors")
    box.press_sequentially("berg")
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text(MOON_TITLE)
    expect(box).to_be_focused()
    box.fill("zebra")
    expect(page.get_by_text("No documents for zebra")).to_be_visible()
    keep(page, "library-nothing-found")
    page.get_by_role("button", name="Show all documents").click()
    expect(rows(page)).to_have_count(4)
    page.get_by_role("search", name="Documents").get_by_label("From").fill("2022-01-01")
    expect(rows(page)).to_have_count(2)
    page.get_by_role("search", name="Documents").get_by_label("To", exact=True).fill("2022-12-31")
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text(STRIKE_TITLE)
    expect(page.locator(".total")).to_have_text("1 of 4 documents")


def test_a_topic_is_asked_about_on_the_ask_page_and_back_leads_to_the_library(open_page: OpenPage, four: Shelf) -> None:
    four.add(
        *(Document.create(source=f"{day}.txt", title=day, text=f"A train to Norvik stood still on {day}.") for day in DAYS)
    )
    page = open_page(four.page)
    topic, question = page.get_by_role("button", name="Norvik"), "What’s new about Norvik?"
    topic.click()
    expect(reply_to(page, question)).to_be_visible()
    page.go_back()
    expect(topic).to_be_visible()
    topic.click()  # of the conversation that is open
    expect(page.get_by_role("log").get_by_role("heading", level=2)).to_have_text([question, question])


def test_a_document_opens_with_what_it_tells_and_each_statement_leads_to_its_place(open_page: OpenPage, four: Shelf) -> None:
    page = open_page(four.page)
    expect(rows(page)).to_have_count(4)
    link = page.get_by_role("link", name=HARBOUR_TITLE)
    link.press("Enter")
    view = page.get_by_role("dialog", name=HARBOUR_TITLE)
    gist = view.get_by_role("tabpanel")
    expect(gist.get_by_role("heading")).to_have_text(["Key points", "People", "Dates"])
    expect(gist.get_by_role("link", name="Maria Okafor", exact=True)).to_have_attribute("href", "/people/Maria%20Okafor")
    keep(page, "library-document-overview")
    view.get_by_role("tab", name="Statements (3)").click()
    okafor = view.get_by_role("tabpanel").locator("section").filter(has=page.get_by_role("heading", name="Maria Okafor"))
    expect(okafor).to_contain_text("director of the port")
    expect(okafor.get_by_role("listitem")).to_have_text(["“The quay is safe again,”", "“We are glad,”"])
    lind = view.locator("section").filter(has=page.get_by_role("heading", name="Tomas Lind"))
    expect(lind.get_by_role("listitem")).to_contain_text("the repairs cost two million crowns")
    keep(page, "library-document")
    okafor.get_by_role("link", name="We are glad").click()
    expect(view.get_by_role("tab", name="Article")).to_have_attribute("aria-selected", "true")
    expect(view.get_by_role("mark")).to_have_text("“We are glad,”")
    expect(view.get_by_role("mark")).to_be_in_viewport()
    view.get_by_role("tab", name="Article").focus()
    page.keyboard.press("ArrowLeft")
    expect(view.get_by_role("tab", name="Statements (3)")).to_be_focused()
    expect(okafor).to_be_visible()
    page.keyboard.press("Escape")
    expect(view).to_be_hidden()
    expect(link).to_be_focused()


def test_the_page_of_a_person_leads_back_to_the_app_and_to_a_question_about_them(open_page: OpenPage, four: Shelf) -> None:
    page = open_page(f"{four.url}/people/Maria%20Okafor")
    pages = page.get_by_role("navigation", name="Pages")
    expect(pages.get_by_role("link")).to_have_text(["Ask", "Library", "Conversations"])
    check(page, "person")
    page.get_by_role("link", name="Ask about Maria Okafor").click()
    expect(page.get_by_role("textbox", name="Your question")).to_have_value("Who is Maria Okafor?")
    assert page.url.endswith("#/ask")


def test_the_page_of_a_person_is_narrowed_to_a_source_and_leads_to_others_and_to_a_question_on_a_topic(
    open_page: OpenPage, four: Shelf
) -> None:
    said = "“The quay of Oslo will close,” Maria Okafor said. “We will go to Oslo,” sailor Liv Berg told reporters."
    four.add(Document.create(source="https://news.example/quay", title="The quay closes", text=said, published="2023-02-01"))
    page = open_page(f"{four.url}/people/Maria%20Okafor")
    check(page, "person-of-sources")
    expect(page.get_by_role("heading", name="Said (3)")).to_be_visible()
    page.get_by_role("link", name="news.example", exact=True).first.click()
    expect(page.get_by_role("heading", name="Said (1)")).to_be_visible()
    expect(page.get_by_role("article")).not_to_contain_text("The quay is safe again")
    page.get_by_role("link", name="All sources").click()
    expect(page.get_by_role("heading", name="Said (3)")).to_be_visible()
    page.get_by_role("link", name="Liv Berg", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Liv Berg")
    four.add(
        Document.create(source="oslo.txt", title="Oslo", text="“I know Oslo well,” Maria Okafor said.", published="2023-03-01")
    )
    page.goto(f"{four.url}/people/Maria%20Okafor")
    page.get_by_role("link", name="Oslo", exact=True).click()
    expect(page.get_by_role("textbox", name="Your question")).to_have_value("What did Maria Okafor say about Oslo?")


def test_a_document_without_statements_opens_with_its_key_points(open_page: OpenPage, four: Shelf) -> None:
    page = open_page(four.page)
    expect(rows(page)).to_have_count(4)  # the page Ask, which is there first, has such links, too
    page.get_by_role("link", name=NOTES_TITLE).click()
    view = page.get_by_role("dialog", name=NOTES_TITLE)
    expect(view.get_by_role("tabpanel")).to_contain_text("Key points")
    expect(view).to_contain_text("The budget for the fair is 400 crowns.")
    view.get_by_role("tab", name="Statements (0)").click()
    expect(view).to_contain_text("Nobody is quoted in this document.")


def test_removing_asks_first_and_can_be_undone_at_once(open_page: OpenPage, four: Shelf) -> None:
    page = open_page(four.page)
    choose(page, HARBOUR_TITLE)
    choose(page, NOTES_TITLE)
    expect(page.locator("#announcer")).to_have_text("2 chosen")
    page.get_by_role("region", name="Chosen documents").get_by_role("button", name="Remove").click()
    sheet = page.get_by_role("dialog", name="Remove 2 documents?")
    expect(sheet).to_contain_text(HARBOUR_TITLE)
    expect(sheet).to_contain_text(NOTES_TITLE)
    expect(sheet.get_by_role("button", name="Cancel")).to_be_focused()
    page.keyboard.press("Enter")
    expect(rows(page)).to_have_count(4)
    page.get_by_role("region", name="Chosen documents").get_by_role("button", name="Remove").click()
    sheet.get_by_role("button", name="Remove").click()
    expect(rows(page)).to_have_count(2)
    assert four.pipeline.ask("Who is glad about the harbour?").status == "abstained"
    undo = page.get_by_role("region", name="Just removed").get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    keep(page, "library-removed")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Just removed").get_by_text("Restored 2 documents.")).to_be_visible()
    expect(page.get_by_role("region", name="Just removed").get_by_role("button", name="Close")).to_be_focused()
    expect(rows(page)).to_have_count(4)
    assert four.pipeline.ask("What did Okafor say?").citations[0].quote.startswith("“The quay is safe again")


def test_what_was_removed_earlier_is_restored_from_a_list(open_page: OpenPage, four: Shelf) -> None:
    page = open_page(four.page)
    expect(rows(page)).to_have_count(4)  # the page Ask, which is there first, has such links, too
    page.get_by_role("link", name=STRIKE_TITLE).click()
    page.get_by_role("dialog", name=STRIKE_TITLE).get_by_role("button", name="Remove").click()
    page.get_by_role("dialog", name="Remove this document?").get_by_role("button", name="Remove").click()
    expect(page.get_by_role("region", name="Just removed").get_by_text(f"Removed “{STRIKE_TITLE}”")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.reload()
    expect(rows(page)).to_have_count(3)
    page.get_by_text("Removed in the last day").click()
    page.get_by_role("button", name=f"Restore {STRIKE_TITLE}").click()
    expect(row(page, STRIKE_TITLE)).to_be_visible()


def test_more_than_a_page_is_shown_page_by_page(open_page: OpenPage, four: Shelf) -> None:
    # Without a vector each: these are only to be listed.
    four.add(*(Document.create(source=f"{n}.txt", title=f"Log {n:02}", text=f"Day {n}.") for n in range(48)))
    page = open_page(four.page)
    expect(rows(page)).to_have_count(50)
    expect(page.get_by_text("1–50 of 52")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    expect(rows(page)).to_have_count(2)
    assert titles(page) == [STRIKE_TITLE, HARBOUR_TITLE]
    expect(page.get_by_role("button", name="Next")).to_be_disabled()
    page.get_by_role("button", name="Previous").click()
    expect(rows(page)).to_have_count(50)
    chosen = page.get_by_role("region", name="Chosen documents").get_by_text("50 chosen")
    page.get_by_role("checkbox", name="Choose all on this page").check()
    expect(chosen).to_be_visible()
    page.get_by_role("button", name="Choose none").click()
    expect(chosen).to_be_hidden()
    four.fill()


def test_it_fits_and_is_accessible(open_page: OpenPage, four: Shelf) -> None:
    page = open_page(four.page, size=PHONE)
    choose(page, HARBOUR_TITLE)
    check_looks(page, "library")
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("dialog", name="Remove this document?")).to_be_visible()
    check_looks(page, "library-remove")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("link", name=HARBOUR_TITLE).click()
    page.get_by_role("dialog").get_by_role("tab", name="Statements").click()
    expect(page.get_by_role("dialog").get_by_role("heading", name="Maria Okafor")).to_be_visible()
    check_looks(page, "library-document")
    page.keyboard.press("Escape")
    # The document has a button of that name, too, which a click could take while the document is closing.
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Ask about this").click()
    expect(page.get_by_role("group", name="Questions are about")).to_contain_text(HARBOUR_TITLE)
    page.get_by_role("button", name="What to ask about").click()
    expect(page.get_by_role("dialog").get_by_role("checkbox", name=HARBOUR_TITLE)).to_be_checked()
    check_looks(page, "ask-about")


def test_after_a_reload_the_list_is_as_it_was(open_page: OpenPage, four: Shelf) -> None:
    page = open_page(four.page)
    search = page.get_by_role("search", name="Documents")
    search.get_by_label("From").fill("2022-01-01")
    page.get_by_role("columnheader", name="Date").get_by_role("button").click()
    expect(rows(page)).to_have_count(2)
    expect(rows(page).first).to_contain_text(MOON_TITLE)
    page.get_by_role("link", name=STRIKE_TITLE).click()
    page.reload()
    expect(page.get_by_role("dialog", name=STRIKE_TITLE)).to_be_visible()
    page.go_back()
    expect(rows(page)).to_have_count(2)
    expect(rows(page).first).to_contain_text(MOON_TITLE)
    expect(search.get_by_label("From")).to_have_value("2022-01-01")
    expect(page.locator("[name=sort]")).to_have_value("published:true")  # shown where the table has no heads


def test_a_list_that_could_not_be_had_comes_with_the_line_or_by_asking_again(open_page: OpenPage, four: Shelf) -> None:
    page = open_page(four.page, expected="ERR_FAILED")
    box = page.get_by_role("searchbox", name="Search titles, sources and authors")
    lost = page.get_by_text("Check your connection.")
    expect(rows(page)).to_have_count(4)
    for words, number, again in (
        ("moon", 1, lambda: page.evaluate("dispatchEvent(new Event('online'))")),
        ("", 4, page.get_by_role("button", name="Try again").click),
    ):
        page.route("**/library/shelf*", lambda route: route.abort())
        box.fill(words)
        expect(lost).to_be_visible()
        page.unroute("**/library/shelf*")
        again()
        expect(rows(page)).to_have_count(number)


def test_what_the_library_tells_of_all_stays_while_it_is_asked_for_too_often(open_page: OpenPage, four: Shelf) -> None:
    page = open_page(four.page, expected="429")
    people = page.get_by_role("heading", name="People")
    expect(people).to_be_visible()
    page.route("**/library/overview*", lambda route: route.fulfill(status=429, json={"error": {"message": "too many"}}))
    for _ in range(2):  # the second is asked for once the first has been shown
        with page.expect_response("**/library/overview*"):
            page.evaluate("document.dispatchEvent(new Event('citedqa:library'))")
    expect(people).to_be_visible()
    expect(page.get_by_text("Too many.")).to_have_count(0)
    page.unroute("**/library/overview*")


def test_what_takes_long_is_shown_to_be_on_its_way(open_page: OpenPage, four: Shelf) -> None:
    page = open_page(four.page)
    expect(rows(page)).to_have_count(4)
    expect(page.locator("body[data-waiting]")).to_have_count(0)
    held: list[Route] = []
    page.route("**/library/shelf*", lambda route: held.append(route))
    page.get_by_role("button", name="Date").click()
    expect(page.locator("body[data-waiting]")).to_have_count(1)
    held[0].continue_()
    expect(page.locator("body[data-waiting]")).to_have_count(0)
