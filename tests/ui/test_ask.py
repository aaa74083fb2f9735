"""The Ask page as a person uses it, in a real Chromium, by what can be read on it."""

import csv
import re

from playwright.sync_api import Page, expect

from tests.support import ARTICLE_TITLE
from tests.ui.accessible import check
from tests.ui.conftest import PHONE, OpenPage, keep
from tests.ui.steps import ask, copied, marker, put, question_box, reply_to, source_view, turn

WARHEADS = "According to recent estimates, North Korea possesses anywhere from 15-60 nuclear warheads."
SPOKEN = r"""
- article "Question 1":
  - heading "How many warheads does North Korea have?" [level=2]
  - paragraph:
    - text: According to recent estimates, North Korea possesses anywhere from
    - strong: 15-60 nuclear warheads
    - text: /\./
    - link /Source 1.*Climate Summit/
  - paragraph: Extract from the sources
  - link "1 source"
  - button "Copy"
  - button "Edit"
  - group "Feedback on answer 1":
    - button "Good answer"
    - button "Bad answer"
  - navigation "Ask next":
    - heading "Ask next" [level=3]
    - list
"""


def test_a_question_is_answered_with_markers_and_its_sources_beside_it(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    reply = ask(page, "How many warheads does North Korea have?")
    expect(reply).to_contain_text(WARHEADS)
    expect(marker(reply, 1)).to_have_text("1")
    card = page.get_by_role("region", name="Sources").get_by_role("article", name=ARTICLE_TITLE)
    expect(card).to_contain_text("It also has an increasingly diverse array")  # what stands around the quote
    expect(card.get_by_role("mark").filter(has_text=WARHEADS)).to_be_visible()
    # What a screen reader tells, in this order; and what it says by itself when the answer is there.
    expect(reply).to_match_aria_snapshot(SPOKEN)
    expect(page.locator("#announcer")).to_have_text(re.compile(rf"{re.escape(WARHEADS)} 1 source\.$"))
    answer, beside = reply.bounding_box(), card.bounding_box()
    assert answer
    assert beside
    assert beside["x"] >= answer["x"] + answer["width"]


def test_what_somebody_says_is_a_quotation_under_name_and_role(open_page: OpenPage, corpus_url: str) -> None:
    reply = ask(open_page(corpus_url), "What did Porter say?")
    quotation = reply.get_by_role("figure")
    expect(quotation).to_have_count(1)
    expect(quotation.get_by_role("caption").or_(quotation.locator("figcaption"))).to_have_text(
        "Jalina Porter State Department deputy spokesperson"
    )
    expect(quotation.get_by_role("blockquote")).to_contain_text("told VOA this week: “Throughout this review process")


def test_an_answer_is_read_out_word_by_word(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    ask(page, "What did Porter say?")
    expect(page.locator("#announcer")).to_contain_text("State Department deputy spokesperson told VOA this week:")


def test_what_to_ask_next_leaves_the_answer_above_it_as_it_is(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    page.evaluate(
        """window.answers = new Set();
        const keep = () => document.querySelectorAll('#newest .turn[data-state="done"]').forEach((turn) => answers.add(turn));
        new MutationObserver(keep).observe(document.body, { childList: true, subtree: true });"""
    )
    reply = ask(page, "What did Porter say?")
    expect(reply.get_by_role("navigation", name="Ask next")).to_be_visible()
    assert page.evaluate("answers.size") == 1  # another in its place would lose a click, and what is selected


def test_a_marker_shows_its_quote_while_it_is_pointed_at_or_focused(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    reply = ask(page, "What did Porter say?")
    hint = page.get_by_role("tooltip")
    marker(reply, 2).hover()
    expect(hint).to_contain_text("She added the “thorough interagency review”")
    expect(hint).to_contain_text("Jalina Porter")
    page.evaluate("new Promise(requestAnimationFrame)")
    shown, number = hint.bounding_box(), marker(reply, 2).bounding_box()
    assert shown
    assert number
    assert 0 < number["y"] - (shown["y"] + shown["height"]) < 20  # right above it
    assert shown["x"] < number["x"] < shown["x"] + shown["width"]
    keep(page, "ask-quote-on-hovering")
    reply.get_by_role("heading").first.hover()
    expect(hint).to_be_hidden()
    marker(reply, 1).focus()
    expect(hint).to_contain_text("“Throughout this review process")
    page.keyboard.press("ArrowRight")
    expect(marker(reply, 2)).to_be_focused()
    expect(hint).to_contain_text("She added")
    page.keyboard.press("Escape")
    expect(hint).to_be_hidden()
    page.set_viewport_size(PHONE)
    marker(reply, 1).focus()
    expect(hint).to_be_visible()
    # The keyboard is on it: the mouse, which a smaller window has left over something else, takes nothing away.
    reply.get_by_role("heading").first.hover()
    question_box(page).hover()
    page.evaluate("new Promise(requestAnimationFrame)")
    expect(hint).to_be_visible()
    narrow = hint.bounding_box()
    assert narrow
    assert narrow["x"] >= 0
    assert narrow["x"] + narrow["width"] <= PHONE["width"]


def test_a_quote_that_was_looked_up_in_its_source_covers_nothing_afterwards(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url, size=PHONE)
    reply = ask(page, "What did Porter say?")
    marker(reply, 1).click()
    source_view(page).get_by_role("button", name="Close").click()
    expect(marker(reply, 1)).to_be_focused()
    expect(page.get_by_role("tooltip")).to_be_hidden()


def test_a_follow_up_says_what_it_was_understood_as_and_can_be_asked_as_it_stands(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    first = ask(page, "What did Porter say?")
    expect(first).not_to_contain_text("Understood as")
    question = "What did she say about North Korea?"
    second = ask(page, question)
    expect(second).to_contain_text("Understood as What did Jalina Porter say about North Korea?")
    expect(second).to_contain_text("thorough interagency review")
    keep(page, "ask-follow-up")
    second.get_by_role("button", name="Ask it as it stands").click()
    expect(page.get_by_role("log").get_by_role("article")).to_have_count(3)
    expect(reply_to(page, question)).to_contain_text("Asked as it stands")
    expect(reply_to(page, question)).not_to_contain_text("Understood as")
    page.locator("#t2").get_by_role("button", name="Ask again").click()
    expect(page.get_by_role("log").get_by_role("article")).to_have_count(4)
    expect(reply_to(page, question)).to_contain_text("Understood as What did Jalina Porter say about North Korea?")


def test_the_sources_of_an_earlier_answer_come_back(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    first = ask(page, "How many warheads does North Korea have?")
    ask(page, "When could Biden and Xi meet?")
    sources = page.get_by_role("region", name="Sources")
    expect(sources).to_contain_text("April 22")
    first.get_by_role("link", name=re.compile("sources?$")).click()
    expect(sources).to_contain_text(WARHEADS)
    ask(page, "Who is Yang Jiechi?")
    expect(sources).to_contain_text("for Who is Yang Jiechi?")


def test_an_abstention_offers_the_closest_passages_and_what_the_library_does_cover(
    open_page: OpenPage, corpus_url: str
) -> None:
    page = open_page(corpus_url)
    reply = ask(page, "What is the capital of France?")
    expect(reply).to_contain_text("Not in these documents.")
    expect(reply).to_contain_text("don’t answer the question")
    expect(reply).to_contain_text("The library holds 1 document; among the people quoted: Joe Biden")
    closest = page.get_by_role("region", name="Closest passages")
    expect(closest.get_by_role("blockquote")).to_have_count(3)
    expect(page.get_by_role("region", name="Sources")).to_have_count(0)
    keep(page, "ask-abstention")
    reply.get_by_role("navigation", name="Ask next").get_by_role("button").first.click()
    expect(reply_to(page, "What did Joe Biden say?").get_by_role("figure")).to_be_visible()


def test_examples_and_suggestions_are_asked_by_choosing_them_and_have_answers(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    page.get_by_role("button", name="When could Biden and Xi meet?").click()
    reply = reply_to(page, "When could Biden and Xi meet?")
    expect(marker(reply, 1)).to_be_visible()
    suggested = reply.get_by_role("navigation", name="Ask next").get_by_role("button")
    expect(suggested).to_have_count(3)
    question = suggested.nth(1).inner_text()
    suggested.nth(1).click()
    expect(marker(reply_to(page, question), 1)).to_be_visible()
    expect(page.get_by_role("navigation", name="Ask next")).to_have_count(1)  # under the newest answer alone


def test_an_answer_is_copied_as_plain_text_or_as_markdown_or_as_it_is_set(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    reply = ask(page, "How many warheads does North Korea have?")
    plain = copied(page, reply.get_by_role("button", name="Copy", exact=True))
    assert plain.startswith(f"How many warheads does North Korea have?\n\n{WARHEADS} [1]\n")
    assert f"[1] “{WARHEADS}” — {ARTICLE_TITLE}, biden-xi-climate-summit.txt" in plain
    reply.get_by_label("Copy in another form").click()
    keep(page, "ask-copying")
    markdown = copied(page, reply.get_by_role("button", name="Markdown"))
    assert markdown.startswith(f"## How many warheads does North Korea have?\n\n{WARHEADS} [1]\n")
    assert f"- [1] “{WARHEADS}” — First 'Virtual Meeting'" in markdown
    reply.get_by_label("Copy in another form").click()
    page.keyboard.press("Escape")
    expect(reply.get_by_role("button", name="Rich text")).to_be_hidden()
    expect(reply.get_by_label("Copy in another form")).to_be_focused()
    page.keyboard.press("Enter")
    copied(page, reply.get_by_role("button", name="Rich text"))
    rich = page.evaluate("navigator.clipboard.read().then(async ([item]) => (await item.getType('text/html')).text())")
    assert f"<li>[1] “{WARHEADS}”" in rich
    assert "class=" not in rich


def test_an_answer_that_is_a_list_is_downloaded_as_csv(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    reply = ask(page, "Which documents mention warheads?")
    reply.get_by_label("Copy in another form").click()
    with page.expect_download() as begun:
        reply.get_by_role("link", name="CSV").click()
    assert begun.value.suggested_filename == "which-documents-mention-warheads.csv"
    (row,) = csv.DictReader(begun.value.path().read_text(encoding="utf-8-sig").splitlines())
    assert row["quote"] == WARHEADS


def test_a_quote_alone_is_copied_with_its_source_in_one_click(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    ask(page, "What did Porter say?")
    sources = page.get_by_role("region", name="Sources")
    quote = copied(page, sources.get_by_role("button", name="Copy quote 2 with its source"))
    assert quote.startswith("She added the “thorough interagency review” will include")  # its own marks don't stand doubled
    assert quote.endswith(f" — Jalina Porter, {ARTICLE_TITLE}, biden-xi-climate-summit.txt")


def test_the_box_is_emptied_keeps_the_focus_and_is_reached_with_a_slash(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    box = question_box(page)
    expect(box).to_be_focused()
    ask(page, "Who is Yang Jiechi?")
    expect(box).to_have_value("")
    expect(box).to_be_focused()
    marker(turn(page, "Who is Yang Jiechi?"), 1).focus()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    box.press_sequentially("a/b")
    box.press("Shift+Enter")
    expect(box).to_have_value("a/b\n")


def test_a_question_is_put_back_into_the_box_to_be_asked_in_other_words(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    reply = ask(page, "Who is Yang Jiechi?")
    question_box(page).fill("half written")
    reply.get_by_role("button", name="Edit").click()
    expect(question_box(page)).to_be_focused()
    expect(question_box(page)).to_have_value("half written\nWho is Yang Jiechi?")
    told = page.get_by_role("status").filter(has_text="Editing Who is Yang Jiechi?")
    told.get_by_role("button", name="Cancel").click()
    expect(question_box(page)).to_have_value("half written")
    expect(told).to_be_hidden()


def test_an_empty_question_changes_nothing_and_one_too_long_stays_in_the_box(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    question_box(page).fill("  \n ")
    page.get_by_role("button", name="Ask", exact=True).click()
    ask(page, "Who is Yang Jiechi?")
    expect(page.get_by_role("log").get_by_role("article")).to_have_count(1)
    question_box(page).fill("x" * 2001)
    question_box(page).press("Enter")
    expect(page.get_by_text("A question can have 2,000 characters")).to_contain_text("(2,001)")
    expect(question_box(page)).to_have_value("x" * 2001)
    question_box(page).fill("")
    expect(page.get_by_text("A question can have 2,000 characters")).to_be_hidden()


def test_questions_asked_in_a_hurry_are_all_answered_in_order(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    questions = ["What did Porter say?", "When could Biden and Xi meet?", "Who is Yang Jiechi?"]
    expect(page.get_by_role("button", name=questions[0])).to_be_visible()
    for question in questions:
        put(page, question)
    expect(turn(page, questions[-1])).to_be_visible()
    for question in questions:
        reply_to(page, question)
    expect(page.get_by_role("log").get_by_role("heading", level=2)).to_have_text(questions)


def test_a_conversation_is_still_there_after_reloading(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url, size=PHONE)
    ask(page, "What did Porter say?")
    second = ask(page, "What did she say about North Korea?")
    _kept(page)
    expect(second.get_by_role("navigation", name="Ask next")).to_be_visible()  # nothing is under way any more
    page.reload()
    expect(reply_to(page, "What did Porter say?").get_by_role("figure")).to_be_visible()
    second = reply_to(page, "What did she say about North Korea?")
    expect(second).to_contain_text("Understood as What did Jalina Porter say about North Korea?")
    expect(page.get_by_role("region", name="Sources")).to_contain_text("for What did she say about North Korea?")
    expect(ask(page, "And about China?")).to_contain_text("Understood as What did Jalina Porter say about China?")


def test_a_new_conversation_starts_empty_and_going_back_brings_the_old_one(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    ask(page, "What did Porter say?")
    _kept(page)
    page.get_by_role("button", name="New conversation").click()
    expect(page.get_by_role("heading", name="Ask your documents")).to_be_visible()
    expect(page.get_by_role("region", name="In your library")).to_contain_text(ARTICLE_TITLE)
    expect(ask(page, "What did she say about North Korea?")).not_to_contain_text("Understood as")
    page.go_back()
    expect(reply_to(page, "What did Porter say?").get_by_role("figure")).to_be_visible()


def test_the_library_is_shown_before_anything_is_asked(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    shelf = page.get_by_role("region", name="In your library")
    expect(shelf).to_contain_text("1 document")
    expect(shelf).to_contain_text("State Department deputy spokesperson")
    shelf.get_by_role("button", name="Robert Manning").click()
    expect(reply_to(page, "What did Robert Manning say?").get_by_role("figure")).to_be_visible()


def test_an_empty_library_says_what_to_do(empty_url: str, open_page: OpenPage) -> None:
    page = open_page(empty_url)
    expect(page.get_by_role("heading", name="The library is empty")).to_be_visible()
    expect(page.get_by_text("files can be dropped anywhere")).to_be_visible()
    keep(page, "ask-empty-library")
    reply = ask(page, "Who is there?")
    expect(reply).to_contain_text("There are no documents yet")
    expect(page.get_by_text("qa ingest")).to_have_count(0)  # nobody in a browser has a terminal at hand
    reply.get_by_role("link", name="Add some to the library").click()
    expect(page.get_by_role("heading", name="Library")).to_be_visible()


def _kept(page: Page) -> None:
    """Waits until the conversation has an address."""
    page.wait_for_url(re.compile(r"#/c/\w+$"))


def test_four_hints_stand_by_take_no_focus_and_never_come_back(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    hints = page.get_by_role("region", name="First steps")
    expect(page.get_by_role("heading", name="Ask your documents")).to_be_visible()
    expect(hints).to_be_hidden()
    page.evaluate("sessionStorage.tour = '1'; localStorage.removeItem('citedqa:tour')")
    page.reload()
    expect(hints).to_contain_text("1/4")
    assert page.evaluate("document.activeElement.closest('#tour')") is None
    check(page, "ask-hints")
    hints.get_by_role("button", name="Next").focus()
    for number in ("2/4", "3/4", "4/4"):
        page.keyboard.press("Enter")
        expect(hints).to_contain_text(number)
    expect(hints.get_by_role("button", name="Next")).to_be_hidden()
    page.set_viewport_size(PHONE)
    check(page, "ask-hints-phone")
    page.evaluate("localStorage.removeItem('citedqa:tour')")
    page.reload()
    for number in ("1/4", "2/4", "3/4", "4/4"):
        expect(hints).to_contain_text(number)
        for example in page.locator(".welcome .chip").all():
            example.click(trial=True)  # nothing is over it
        hints.get_by_role("button", name="Done" if number == "4/4" else "Next").press("Enter")
    expect(hints).to_be_hidden()
    expect(question_box(page)).to_be_focused()
    page.reload()
    expect(page.get_by_role("heading", name="Ask your documents")).to_be_visible()
    expect(hints).to_be_hidden()
