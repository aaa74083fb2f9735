"""The source view: the whole article beside the answer, at the place that was cited."""

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest
from playwright.sync_api import Locator, Page, Route, ViewportSize, expect

from qa.documents.formats.registry import RECOGNITION, is_installed
from qa.settings import Settings
from qa.store.sql import tables
from tests import patient
from tests.qa.documents.making import column, pdf, picture
from tests.support import ARTICLE_TITLE, Workshop
from tests.ui.accessible import check_looks
from tests.ui.conftest import DESKTOP, PHONE, OpenPage, Scheme, keep, served
from tests.ui.steps import ask, marker, reply_to, source_view


def chosen(page: Page) -> Locator:
    return source_view(page).locator("mark:not(.other)")


@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop", "phone"])
def test_a_marker_opens_the_whole_article_at_the_quote(
    open_page: OpenPage, corpus_url: str, size: ViewportSize, scheme: Scheme
) -> None:
    page = open_page(corpus_url, size=size, scheme=scheme)
    reply = ask(page, "What did Porter say?")
    marker(reply, 2).click()
    view = source_view(page)
    expect(view.get_by_role("heading", name=ARTICLE_TITLE)).to_be_attached()
    expect(chosen(page)).to_contain_text("She added the “thorough interagency review”")
    expect(chosen(page)).to_be_in_viewport()
    expect(view.locator("mark.other")).to_contain_text("“Throughout this review process")
    expect(view).to_contain_text("Victor Cha, an analyst")  # the rest of the article
    expect(view).to_contain_text("2 of 2")
    place = page.evaluate("scrollY")
    keep(page, f"source-view-{'desktop' if size == DESKTOP else 'phone'}")
    view.get_by_role("button", name="Previous citation").click()
    expect(chosen(page)).to_contain_text("“Throughout this review process")
    expect(chosen(page)).to_be_in_viewport()
    expect(view.get_by_role("button", name="Previous citation")).to_be_disabled()
    page.keyboard.press("ArrowRight")
    expect(chosen(page)).to_contain_text("She added")
    page.keyboard.press("Escape")
    expect(view).to_be_hidden()
    expect(marker(reply, 2)).to_be_focused()
    assert page.evaluate("scrollY") == place
    assert (place > 0) == (size == PHONE)  # there is something to lose


def test_a_quote_beside_the_answer_opens_it_too(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    ask(page, "What did Porter say?")
    page.get_by_role("region", name="Sources").get_by_role("link", name="Source 2 in its article").click()
    expect(chosen(page)).to_contain_text("She added")
    source_view(page).get_by_role("button", name="Close").click()
    expect(source_view(page)).to_be_hidden()
    page.get_by_role("region", name="Sources").get_by_role("link", name=ARTICLE_TITLE).click()
    expect(chosen(page)).to_contain_text("“Throughout")


def test_a_source_that_cannot_be_opened_says_so_and_is_tried_again(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url, expected="Failed to load resource")
    reply = ask(page, "What did Porter say?")
    page.route("**/source/**", lambda route: route.abort())
    marker(reply, 2).click()
    expect(source_view(page).get_by_text("The server can’t be reached. Check your connection.")).to_be_visible()
    expect(page.locator("#announcer")).to_have_text("The server can’t be reached. Check your connection.")
    page.unroute("**/source/**")
    source_view(page).get_by_role("button", name="Try again").click()
    expect(chosen(page)).to_contain_text("She added")


def test_a_source_keeps_its_bar_in_reach_however_wide_the_window_becomes(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    marker(ask(page, "What did Porter say?"), 2).click()
    expect(chosen(page)).to_be_in_viewport()
    for size, modal in [(PHONE, True), (DESKTOP, False), (PHONE, True)]:
        page.set_viewport_size(size)
        expect(page.locator("dialog.viewer:modal")).to_have_count(int(modal))
        source_view(page).get_by_role("button", name="Close").click(trial=True)  # nothing is over it
    source_view(page).get_by_role("button", name="Close").click()
    expect(source_view(page)).to_be_hidden()


def test_it_has_an_address_of_its_own(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    marker(ask(page, "What did Porter say?"), 1).click()
    address = source_view(page).get_by_role("link", name="Own page").get_attribute("href") or ""
    alone = open_page(corpus_url + address)
    expect(alone.get_by_role("heading", name=ARTICLE_TITLE)).to_be_visible()
    expect(alone.locator("mark:not(.other)")).to_contain_text("“Throughout this review process")
    expect(alone.get_by_role("link", name="CitedQA")).to_have_attribute("href", "/")
    keep(alone, "source-page")


def test_back_closes_it_and_forward_opens_it_and_its_address_does_too(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    reply = ask(page, "What did Porter say?")
    expect(page).to_have_title("What did Porter say? – CitedQA")
    before = page.url
    marker(reply, 1).click()
    page.get_by_role("button", name="Next citation").click()
    expect(chosen(page)).to_contain_text("She added")
    expect(page).to_have_title(f"{ARTICLE_TITLE} – CitedQA")
    opened = page.url
    page.go_back()  # one step, however many citations were looked at
    expect(source_view(page)).to_be_hidden()
    expect(reply.get_by_role("figure")).to_be_visible()
    assert page.url == before
    page.go_forward()
    expect(chosen(page)).to_contain_text("She added")
    source_view(page).get_by_role("button", name="Close").click()
    expect(source_view(page)).to_be_hidden()
    assert page.url == before
    other = open_page(opened)
    expect(chosen(other)).to_contain_text("She added")
    expect(source_view(other)).to_contain_text("2 of 2")
    source_view(other).get_by_role("button", name="Close").click()
    expect(source_view(other)).to_be_hidden()
    expect(reply_to(other, "What did Porter say?").get_by_role("figure")).to_be_visible()


def test_back_leaves_an_open_source_for_the_page_before_only_after_closing_it(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(f"{corpus_url}/#/library")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Ask").click()
    page.get_by_role("region", name="In your library").get_by_role("link", name=ARTICLE_TITLE).click()
    expect(source_view(page)).to_be_visible()
    page.go_back()
    expect(source_view(page)).to_be_hidden()
    expect(page.get_by_role("heading", name="Ask your documents")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Library")).to_be_visible()
    expect(page).to_have_title("Library – CitedQA")


def test_a_document_of_the_library_opens_before_anything_is_asked(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url)
    page.get_by_role("region", name="In your library").get_by_role("link", name=ARTICLE_TITLE).click()
    expect(source_view(page).get_by_role("heading", name=ARTICLE_TITLE)).to_be_in_viewport()


LIGHTHOUSE = "The lighthouse of Vardo was built in 1837 by Anders Holm."


@pytest.fixture
def web_url(workshop: Workshop) -> Iterator[str]:
    """An article from the web, of a megabyte. Lines printed twice in a row are furniture, so ingesting them takes no time."""
    line = "All around the lighthouse there is the sea, and nothing else but wave after wave after wave."
    sea = "\n".join([line] * 5500)
    workshop.add("https://example.org/vardo", f"{sea}\n\n{LIGHTHOUSE}\n\n{sea}", title="Vardo", published="2021-03-07")
    with served(workshop.pipeline, Settings(data_dir=workshop.library.path.parent)) as url:
        yield url


def test_a_megabyte_opens_at_the_quote_at_once_and_links_the_original_there(web_url: str, open_page: OpenPage) -> None:
    page = open_page(web_url)
    reply = ask(page, "When was the lighthouse of Vardo built?")
    started = perf_counter()
    marker(reply, 1).click()
    view = source_view(page)
    expect(chosen(page)).to_have_text(LIGHTHOUSE)
    expect(chosen(page)).to_be_in_viewport()
    assert perf_counter() - started < 60  # on a machine with much else to do
    keep(page, "source-view-megabyte")
    original = view.get_by_role("link", name="Original", exact=True)
    expect(original).to_have_attribute(
        "href",
        "https://example.org/vardo#:~:text=The%20lighthouse%20of%20Vardo%20was%20built%20in%201837%20by%20Anders%20Holm.",
    )
    expect(original).to_have_attribute("rel", re.compile("noopener"))


SHEETS = [
    ["Of the coast", "Ships have gone round the cape in the north for as long as anybody can remember, in all weathers."],
    [
        "Of the light",
        *textwrap.wrap(f"It was needed for long. {LIGHTHOUSE} Its lamp burned oil, and could be seen for miles.", 60),
    ],
    ["Of the keepers", "Three families lived there, and none of them ever left the island in the winter, people say."],
]


def test_a_pdf_opens_as_its_page_with_the_quote_marked_and_its_text_is_one_click_away(
    workshop: Workshop, open_page: OpenPage, tmp_path: Path
) -> None:
    path = tmp_path / "vardo.pdf"
    path.write_bytes(pdf([[(72, 780, 18, head), *column(lines)] for head, *lines in SHEETS]))
    workshop.ingester.ingest([path])
    with served(workshop.pipeline, Settings(data_dir=workshop.library.path.parent)) as url:
        page = open_page(url)
        view = source_view(page)
        sheet = view.locator(".sheet img")

        def drawn() -> None:
            page.wait_for_function("document.querySelector('dialog[open] .sheet img')?.naturalWidth > 0")

        marker(ask(page, "When was the lighthouse of Vardo built?"), 1).click()
        expect(view).to_contain_text("Page 2 of 3")
        drawn()
        hits = view.locator(".hit:not(.other)")
        expect(hits).to_have_count(2)
        expect(hits.first).to_be_in_viewport()
        # Who doesn't see the picture hears the words of the page, with what is cited of it.
        expect(view.locator(".text mark")).to_have_text(LIGHTHOUSE)
        expect(view).not_to_contain_text("Three families")
        check_looks(page, "source-view-page")
        assert view.evaluate("each => each.scrollHeight === each.clientHeight")  # the bar above stays: what scrolls is below it
        view.get_by_role("link", name="Next page").focus()
        page.keyboard.press("Enter")
        expect(view).to_contain_text("Page 3 of 3")
        drawn()
        expect(hits).to_have_count(0)
        expect(view.get_by_role("link", name="Next page")).to_have_count(0)
        view.get_by_role("link", name="Text", exact=True).click()
        expect(chosen(page)).to_have_text(LIGHTHOUSE)
        expect(chosen(page)).to_be_in_viewport()
        expect(view).to_contain_text("Three families")
        expect(sheet).to_have_count(0)
        page.keyboard.press("Escape")
        marker(reply_to(page, "When was the lighthouse of Vardo built?"), 1).click()
        expect(chosen(page)).to_have_text(LIGHTHOUSE)  # as it was seen last
        view.get_by_role("link", name="Page", exact=True).click()
        expect(hits).to_have_count(2)
        # Words are looked for on the page and in the text alike.
        search = view.get_by_role("searchbox", name="Search in this document")
        search.fill("THREE   families")
        search.press("Enter")
        expect(view).to_contain_text("Page 3 of 3")
        expect(view.locator(".hits")).to_have_text("1 of 1")
        expect(hits).to_have_count(1)
        search.fill("it")
        search.press("Enter")
        expect(view.locator(".hits")).to_have_text(re.compile(r"1 of [2-9]"))
        view.get_by_role("link", name="Next place").click()
        expect(view.locator(".hits")).to_have_text(re.compile(r"2 of [2-9]"))
        expect(view.get_by_role("link", name="Next place")).to_be_focused()
        search.press("Enter")  # with the same words leads on
        expect(view.locator(".hits")).to_have_text(re.compile(r"[13] of [2-9]"))
        expect(search).to_be_focused()
        expect(search).to_be_in_viewport()
        view.get_by_role("link", name="Text", exact=True).click()
        expect(sheet).to_have_count(0)
        expect(chosen(page)).to_have_count(1)
        expect(view.locator("mark.other").first).to_be_attached()
        search.fill("walrus")
        search.press("Enter")
        expect(view.locator(".hits")).to_have_text("Not found")
        expect(chosen(page)).to_have_text(LIGHTHOUSE)  # what is cited is marked again
        view.get_by_role("link", name="Page", exact=True).click()
        expect(view).to_contain_text("Page 2 of 3")
        search.fill("")
        search.press("Enter")
        expect(view.locator(".hits")).to_have_count(0)
        expect(hits).to_have_count(2)
        address = sheet.get_attribute("src") or ""
        first = patient.get(url + address)
        assert first.headers["content-type"] == "image/webp"
        assert first.headers["x-content-type-options"] == "nosniff"
        again = patient.get(url + address, headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert patient.get(f"{url}/pages/unknown/1").status_code == 404
        # What the helper can't draw is shown as text, with one sentence.
        document = workshop.library.document(str(path))
        with workshop.library.writing() as connection:
            connection.execute(tables.files.update().values(content=b"%PDF-1.7"))
        failed = patient.get(f"{url}/source/{document.id}").text
        assert "The page itself can’t be shown; this is its text." in failed
        assert "Three families" in failed
        assert patient.get(url + address).json()["error"]["code"] == "not_found"


@pytest.mark.skipif(not is_installed(RECOGNITION), reason="needs the extra ocr, which `make test` installs")
def test_a_scan_opens_as_its_picture_with_the_recognised_quote_marked_once_the_picture_is_there(
    workshop: Workshop, open_page: OpenPage, tmp_path: Path
) -> None:
    path = tmp_path / "scan.png"
    path.write_bytes(picture((1000, 160), words=LIGHTHOUSE))
    workshop.ingester.ingest([path])
    with served(workshop.pipeline, Settings(data_dir=workshop.library.path.parent)) as url:
        page = open_page(url)
        held: list[Route] = []
        page.route("**/pages/**", lambda route: held.append(route))
        reply = ask(page, "When was the lighthouse of Vardo built?")
        with page.expect_request("**/pages/**"):
            marker(reply, 1).click()
        sheet, hit = source_view(page).locator(".sheet"), source_view(page).locator(".hit:not(.other)")
        expect(hit).to_have_count(1)
        expect(hit).to_be_hidden()  # nothing is marked on paper that isn't there yet
        before = sheet.bounding_box()
        (route,) = held
        route.continue_()
        expect(hit).to_be_visible()
        assert sheet.bounding_box() == before
        place, paper = hit.bounding_box(), before
        assert place is not None
        assert paper is not None
        # The words are printed from 40 of 1,000 dots on, below 60 of 160.
        assert 0.02 < (place["x"] - paper["x"]) / paper["width"] < 0.06
        assert 0.3 < (place["y"] - paper["y"]) / paper["height"] < 0.6
        assert place["width"] > 0.5 * paper["width"]
        keep(page, "source-view-scan")


def test_an_article_that_is_gone_says_so(open_page: OpenPage, workshop: Workshop) -> None:
    workshop.add("a.txt", LIGHTHOUSE, title="Vardo")
    with served(workshop.pipeline, Settings(data_dir=workshop.library.path.parent)) as url:
        page = open_page(url, expected="404")
        reply = ask(page, "When was the lighthouse of Vardo built?")
        workshop.pipeline.stores.remove("a.txt")
        marker(reply, 1).click()
        expect(source_view(page)).to_contain_text("This article is not in the library any more.")
