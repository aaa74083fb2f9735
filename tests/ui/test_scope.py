"""Questions about some documents or dates only: chosen in the Library or over the question box, and seen all along."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from qa.embedding import Embedder
from tests.support import DataDir
from tests.ui.accessible import check
from tests.ui.conftest import OpenPage, keep
from tests.ui.shelves import Shelf, choose, rows, shelf
from tests.ui.steps import ask, question_box, reply_to

OKAFOR, BROOKS = "What did Okafor say?", "What did Brooks say?"


@pytest.fixture(scope="module")
def four(new_data_dir: DataDir, embedder: Embedder) -> Iterator[Shelf]:
    with shelf(embedder, new_data_dir()) as opened:
        opened.fill()
        yield opened


def scope(page: Page) -> Locator:
    return page.get_by_role("group", name="Questions are about")


def test_documents_chosen_in_the_library_are_all_that_is_asked_until_that_is_taken_off(
    open_page: OpenPage, four: Shelf
) -> None:
    page = open_page(four.page)
    choose(page, "Strike ends at the port")
    choose(page, "Notes of the meeting")
    page.get_by_role("button", name="Ask about these").click()
    expect(question_box(page)).to_be_focused()
    question_box(page).fill("What")
    page.reload()
    expect(question_box(page)).to_have_value("What")
    expect(scope(page)).to_contain_text("Strike ends at the port")
    expect(ask(page, BROOKS)).to_contain_text("We got what we asked for")
    reply = ask(page, OKAFOR)
    expect(reply).to_contain_text("Asked of 2 documents only")
    expect(reply).to_contain_text("Not in these documents.")
    keep(page, "scope-abstention")
    scope(page).get_by_role("button", name="Don’t restrict questions to Notes of the meeting").click()
    expect(question_box(page)).to_be_focused()
    scope(page).get_by_role("button", name="Don’t restrict questions to Strike ends at the port").click()
    expect(scope(page)).to_be_hidden()
    expect(ask(page, "What did Maria Okafor say?")).to_contain_text("The quay is safe again")


def test_what_the_chosen_documents_do_not_answer_is_asked_of_all_with_one_click(open_page: OpenPage, four: Shelf) -> None:
    page = open_page(four.page)
    choose(page, "Notes of the meeting")
    page.get_by_role("button", name="Ask about this").click()
    reply = ask(page, OKAFOR)
    expect(reply).to_contain_text("Asked of Notes of the meeting only")
    reply.get_by_role("button", name="Ask all documents").click()
    expect(page.get_by_role("log").get_by_role("article")).to_have_count(2)
    expect(reply_to(page, OKAFOR)).to_contain_text("The quay is safe again")
    expect(reply_to(page, OKAFOR)).not_to_contain_text("Asked of")


def test_they_are_chosen_over_the_question_box_by_name_or_date(open_page: OpenPage, four: Shelf) -> None:
    page = open_page(four.url)
    opener = page.get_by_role("button", name="What to ask about")
    opener.click()
    sheet = page.get_by_role("dialog", name="What to ask about")
    expect(sheet.get_by_role("checkbox")).to_have_count(4)
    expect(sheet.get_by_role("status")).to_have_text("Questions will be about all documents.")
    sheet.get_by_role("searchbox", name="Find documents").fill("port strike")
    expect(sheet.get_by_role("checkbox")).to_have_count(1)
    sheet.get_by_role("checkbox", name="Strike ends at the port").check()
    expect(sheet.get_by_role("status")).to_have_text("Questions will be about 1 document.")
    sheet.get_by_role("button", name="Use this").click()
    expect(scope(page)).to_contain_text("Strike ends at the port")
    expect(question_box(page)).to_be_focused()

    opener.click()
    expect(sheet.get_by_role("checkbox", name="Strike ends at the port")).to_be_checked()
    sheet.get_by_role("checkbox", name="Strike ends at the port").uncheck()
    since, until = (sheet.get_by_role("textbox", name=name) for name in ("From", "To"))
    since.fill("2021-01-01")
    until.fill("2021-12-31")
    dates = sheet.locator("input[type=date]")  # both at one moment: what is found moves them
    assert len(set(dates.evaluate_all("fields => fields.map(field => field.getBoundingClientRect().top)"))) == 1  # side by side
    expect(sheet.get_by_role("checkbox")).to_have_count(1)
    expect(sheet.get_by_role("status")).to_have_text("Questions will be about documents 1 January 2021 – 31 December 2021.")
    keep(page, "scope-dates")
    sheet.get_by_role("button", name="Use this").click()
    expect(scope(page)).to_contain_text("1 January 2021 – 31 December 2021")
    expect(ask(page, OKAFOR)).to_contain_text("Asked of documents of 1 January 2021 to 31 December 2021 only")
    expect(reply_to(page, OKAFOR)).to_contain_text("The quay is safe again")
    expect(ask(page, BROOKS)).to_contain_text("Not in these documents.")

    opener.click()
    sheet.get_by_role("button", name="All documents").click()
    expect(scope(page)).to_be_hidden()


def test_dates_looked_through_in_the_library_can_be_asked_within(open_page: OpenPage, four: Shelf) -> None:
    page = open_page(four.page)
    page.get_by_role("search", name="Documents").get_by_label("From").fill("2022-01-01")
    expect(rows(page)).to_have_count(2)
    page.get_by_role("button", name="Ask within these dates").click()
    expect(scope(page)).to_contain_text("from 1 January 2022")
    expect(ask(page, OKAFOR)).to_contain_text("Not in these documents.")


def test_many_are_one_chip_and_a_statement_asks_about_its_document(open_page: OpenPage, four: Shelf) -> None:
    page = open_page(four.page)
    page.get_by_role("checkbox", name="Choose all on this page").check()
    page.get_by_role("button", name="Ask about these").click()
    expect(scope(page)).to_contain_text("4 documents")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Library").click()
    page.get_by_role("button", name="Choose none").click()
    page.get_by_role("link", name="The harbour reopens").click()
    page.get_by_role("dialog").get_by_role("tab", name="Statements").click()
    page.get_by_role("dialog").get_by_role("button", name="What did Maria Okafor say?").click()
    expect(scope(page)).to_contain_text("The harbour reopens")
    expect(reply_to(page, "What did Maria Okafor say?")).to_contain_text("The quay is safe again")


def test_what_it_was_asked_of_is_kept_with_the_conversation(open_page: OpenPage, four: Shelf) -> None:
    page = open_page(four.page)
    choose(page, "The harbour reopens")
    page.get_by_role("button", name="Ask about this").click()
    expect(ask(page, OKAFOR).get_by_role("navigation", name="Ask next")).to_be_visible()
    page.reload()
    expect(reply_to(page, OKAFOR)).to_contain_text("Asked of The harbour reopens only")
    expect(scope(page)).to_be_hidden()  # new questions are about everything again


def test_a_document_and_the_chosen_ones_are_summarized_with_one_click(open_page: OpenPage, four: Shelf) -> None:
    page = open_page(four.page)
    choose(page, "Strike ends at the port")
    choose(page, "Notes of the meeting")
    page.get_by_role("button", name="Ask about these").click()
    scope(page).get_by_role("button", name="Summarize").click()
    reply = reply_to(page, "Summarize these documents")
    expect(reply).to_contain_text("Of each of the 2 chosen documents")
    keep(page, "scope-summarized")


def test_a_collection_is_made_in_the_library_asked_and_remembered_and_kept_under_a_name(
    open_page: OpenPage, four: Shelf
) -> None:
    page = open_page(four.page)
    choose(page, "Strike ends at the port")
    choose(page, "The harbour reopens")
    page.get_by_role("region", name="Chosen documents").get_by_role("button", name="Collections …").click()
    sheet = page.get_by_role("dialog", name="Collections of 2 documents")
    sheet.get_by_label("New collection").fill("Ports")
    sheet.get_by_role("button", name="Save").click()
    page.get_by_role("search").get_by_label("Collection").select_option("Ports")
    expect(rows(page)).to_have_count(2)
    check(page, "collection-in-the-library")
    page.get_by_role("button", name="Ask within this collection").click()
    expect(ask(page, "What did Okafor say?")).to_contain_text("Asked of documents in Ports only")

    page.reload()
    expect(scope(page)).to_contain_text("Ports")
    page.get_by_role("button", name="What to ask about").click()
    asked = page.get_by_role("dialog", name="What to ask about")
    expect(asked.get_by_role("checkbox", name="Ports")).to_be_checked()
    asked.get_by_text("Keep this choice").click()
    asked.get_by_label("Name").fill("News of the ports")
    asked.get_by_role("button", name="Keep", exact=True).click()
    expect(asked.get_by_role("button", name="News of the ports", exact=True)).to_be_visible()
    check(page, "collections-to-ask")
    asked.get_by_role("button", name="All documents").click()
    expect(scope(page)).to_be_hidden()
    page.get_by_role("button", name="What to ask about").click()
    asked.get_by_role("button", name="News of the ports", exact=True).click()
    expect(scope(page)).to_contain_text("Ports")
    scope(page).get_by_role("button", name="Don’t restrict questions to Ports").click()

    # What is left of a choice whose collection is gone must not become everything.
    four.pipeline.stores.library.collections.delete("Ports")
    page.get_by_role("button", name="What to ask about").click()
    expect(asked.get_by_role("button", name="News of the ports", exact=True)).to_be_disabled()
