"""An empty library: three ways to begin, and the sample article in one click. And ways on from an answer."""

from playwright.sync_api import expect

from tests.ui.accessible import check
from tests.ui.conftest import PHONE, OpenPage
from tests.ui.steps import ask, question_box, turn


def test_the_ways_to_begin_open_what_they_name_and_the_sample_is_one_click(open_page: OpenPage, empty_url: str) -> None:
    page = open_page(empty_url, size=PHONE)
    page.get_by_role("link", name="Paste a text").click()
    expect(page.get_by_role("dialog", name="Paste a text")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Paste a text")).to_be_hidden()
    page.go_back()
    page.get_by_role("link", name="Add the address").click()  # the Library is there by now
    expect(page.get_by_role("dialog", name="Add from the web")).to_be_visible()
    page = open_page(empty_url, size=PHONE)
    page.get_by_role("button", name="Add the sample article").click()
    expect(page.get_by_role("heading", name="For example")).to_be_visible()
    expect(question_box(page)).to_be_focused()
    reply = ask(page, "What did Porter say?")
    reply.get_by_text("How this was answered").click()
    expect(reply.locator(".how")).to_contain_text("2 passages of 1 document")
    expect(reply.locator(".how").get_by_role("link", name="Jalina Porter")).to_have_attribute("href", "/people/Jalina%20Porter")
    check(page, "how-it-was-answered")


def test_conversations_are_beside_the_question_and_branch_from_an_earlier_one(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url, size=PHONE)
    ask(page, "What did Porter say?")
    first = page.url
    ask(page, "Who is Victor Cha?")
    turn(page, "What did Porter say?").get_by_role("button", name="Branch").click()
    expect(turn(page, "Who is Victor Cha?")).to_have_count(0)
    expect(turn(page, "What did Porter say?")).to_be_visible()
    expect(page.locator(".noted")).to_contain_text("This is a new conversation that goes on from here")
    expect(question_box(page)).to_be_focused()  # the button is gone
    assert page.url != first
    branch = page.url
    opener = page.get_by_role("button", name="Your conversations")
    opener.click()
    rows = page.get_by_role("list", name="Conversations").get_by_role("listitem")
    expect(rows.first).to_be_visible()
    drawer = page.get_by_role("region", name="Your conversations")
    expect(drawer.get_by_role("searchbox", name="Search conversations")).to_be_focused()
    expect(page.locator("#page-ask")).to_have_attribute("inert", "")
    expect(page.locator("#conversations li[data-here] a").first).to_have_attribute("href", branch[branch.index("#") :])
    check(page, "conversations-beside")
    page.keyboard.press("Escape")
    expect(rows.first).to_be_hidden()
    expect(opener).to_be_focused()
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Library").click()
    opener.click()  # they are beside the other pages, too
    page.locator(f'#conversations a[href="{first[first.index("#") :]}"]').click()
    expect(turn(page, "Who is Victor Cha?")).to_be_visible()
    expect(rows.first).to_be_hidden()
    turn(page, "What did Porter say?").get_by_role("button", name="Ask again").click()
    expect(page.get_by_role("heading", name="What did Porter say?", exact=True)).to_have_count(2)
    expect(question_box(page)).to_be_visible()
