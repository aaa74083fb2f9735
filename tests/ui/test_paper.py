"""What is printed: as a PDF, as a browser prints."""

import re
from datetime import datetime

from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument

from tests.ui.conftest import OpenPage
from tests.ui.steps import ask, marker, source_view

ASKED = "What did Porter say?"


def test_on_paper_a_conversation_has_name_address_and_date_and_each_answer_its_sources(
    open_page: OpenPage, corpus_url: str
) -> None:
    page = open_page(corpus_url)
    ask(page, ASKED)
    ask(page, "When could Biden and Xi meet?")
    words, now = on_paper(page), datetime.now()
    assert words.startswith(letters(f"{ASKED} – CitedQA {page.url} · {now.day} {now:%B %Y}"))
    first, second = words.index(letters(ASKED), 1), words.index(letters("When could Biden and Xi meet?"))
    assert words[first:second].count("Sources") == 1
    assert words[second:].count("Sources") == 1
    assert letters("Ask again") not in words
    expect(page.locator(".on-paper")).to_have_count(0)


def test_on_paper_an_open_source_is_whole_and_alone_and_afterwards_beside_the_answer(
    open_page: OpenPage, corpus_url: str
) -> None:
    page = open_page(corpus_url)
    marker(ask(page, ASKED), 1).click()
    article = source_view(page).locator(".text")
    expect(article).to_be_visible()
    words, paragraphs = on_paper(page), [letters(each) for each in article.locator("p").all_text_contents()]
    assert [each for each in paragraphs if each not in words] == []
    assert words.count(paragraphs[-1]) == 1
    assert letters(ASKED) not in words
    assert source_view(page).evaluate("view => view.open && !view.matches(':modal')")


def test_on_paper_the_library_is_its_list_whatever_conversation_is_open(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    ask(page, ASKED)
    page.get_by_role("navigation", name="Pages", exact=True).get_by_role("link", name="Library").click()
    title = page.locator("a[data-document]").first.text_content() or ""
    words = on_paper(page)
    assert letters(title) in words
    assert letters(ASKED) not in words
    assert letters("Choose files") not in words


def test_on_paper_letters_are_dark_also_where_dark_looks_were_chosen(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url, scheme="dark")
    ask(page, ASKED)
    page.get_by_role("button", name="Keys, looks and language").click()
    page.get_by_role("radio", name="Dark").check()
    page.keyboard.press("Escape")
    ink = "() => getComputedStyle(document.querySelector('.answer')).color.match(/\\d+/g).every((part) => part < 100)"
    assert not page.evaluate(ink)
    page.emulate_media(media="print")
    page.wait_for_function(ink)  # colours pass into another
    page.emulate_media(media="null")
    page.context.clear_cookies(name="citedqa_look")


def on_paper(page: Page) -> str:
    return letters(" ".join(sheet.get_textpage().get_text_range() for sheet in PdfDocument(page.pdf(format="A4"))))


def letters(words: str) -> str:
    """Letters and digits alone: on paper lines end anywhere, at a hyphen too."""
    return re.sub(r"[\W_]", "", words)
