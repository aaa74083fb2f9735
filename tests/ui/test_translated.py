"""Every view in a language that was made up for this test: whatever is still in English is said by nobody's catalogue."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po
from playwright.sync_api import Page, expect

from qa.embedding import Embedder
from tests.ui.accessible import check
from tests.ui.conftest import PHONE, OpenPage
from tests.ui.shelves import Shelf, shelf
from ui import language
from ui.language import LOCALES, languages, read_language

# Esperanto has no catalogue; its own words don't matter here.
TAG = "eo"
# Vowels tell: a made up message has others than English, and is a third longer, as German is. Names that are filled in stay.
_OF_CODE = re.compile(r"(%\(\w+\)s|<[^>]+>)")
_VOWELS = str.maketrans({plain: accented * 2 for plain, accented in zip("aeiouAEIOU", "áéíóúÁÉÍÓÚ", strict=True)})
# Names and keys are the same in every language. Documents' and people's own words are in elements that say so.
_LEFT = """() => {
    const own = "bdi, [dir=auto], [lang=en], label[lang], code, kbd, time, script, style, .origin, #announcer";
    const names = /CitedQA|Markdown|CSV|JSON|APA|Chicago|BibTeX|RIS|all-mpnet-base-v2|https:\\S*/g;
    const english = (words) => /[aeiou]/i.test(words.replace(names, "")) && !/[áéíóú]/i.test(words);
    const theirs = new Set([...document.querySelectorAll("bdi, [dir=auto]")].map((each) => each.textContent.trim()));
    const left = [];
    for (const element of document.querySelectorAll("body *")) {
        if (element.closest(own) || !(element.closest("select") ?? element).checkVisibility()) continue;
        for (const { nodeType, data } of element.childNodes) {
            if (nodeType === 3 && english(data) && !theirs.has(data.trim())) left.push(data.trim());
        }
        for (const name of ["aria-label", "title", "placeholder"]) {
            const told = element.getAttribute(name) ?? "";
            if (english(told) && !theirs.has(told)) left.push(`${name}: ${told}`);
        }
    }
    return left;
}"""


@pytest.fixture
def library(embedder: Embedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    """A server that speaks the made up language, too."""
    made = tmp_path / TAG / "LC_MESSAGES" / "citedqa.po"
    made.parent.mkdir(parents=True)
    catalogue = read_po((LOCALES / "de" / "LC_MESSAGES" / "citedqa.po").open("rb"), locale="de")
    for each in catalogue:
        if each.id:
            each.string = made_up(each.id) if isinstance(each.id, str) else tuple(made_up(words) for words in each.id)
    with made.open("wb") as file:
        write_po(file, catalogue)
    known = {**languages(), TAG: read_language(made)}
    monkeypatch.setattr(language, "languages", lambda: known)
    with shelf(embedder, tmp_path / "data") as opened:
        opened.fill()
        yield opened


def made_up(words: str) -> str:
    return "".join(part if _OF_CODE.fullmatch(part) else part.translate(_VOWELS) for part in _OF_CODE.split(words))


def look(page: Page, view: str) -> None:
    """No English is left in this view, it fits a phone, and axe finds nothing."""
    expect(page.locator("[aria-busy=true]")).to_have_count(0)  # what is being made anew is pale
    left = page.evaluate(_LEFT)
    assert left == [], f"{view} has English left: {left}"
    check(page, f"translated-{view}")


def test_no_view_has_a_word_of_english_left(open_page: OpenPage, library: Shelf) -> None:
    page = open_page(library.url, size=PHONE, expected="404")
    page.set_extra_http_headers({"accept-language": TAG})
    page.goto("about:blank")
    page.goto(library.url)
    expect(page.locator("html")).to_have_attribute("lang", TAG)
    ask(page, library)
    look_through_library(page, library)
    page.goto(f"{library.url}/#/conversations")
    expect(page.locator("#conversations .row")).to_have_count(1)
    for tool in ("rename", "share", "export", "delete"):
        page.locator(f"#conversations [data-panel={tool}]").click()
        look(page, f"conversations-{tool}")
    page.goto(f"{library.url}/#/feedback")
    page.locator("#feedback [data-panel=right]").click()
    look(page, "feedback")
    page.goto(f"{library.url}/#/settings")
    expect(page.locator(".settings .found p")).to_contain_text("Ollama".translate(_VOWELS))
    page.locator(".settings details.elsewhere summary").click()
    page.locator(".settings details.part summary").click()
    look(page, "settings")
    document = library.pipeline.stores.library.documents()[0]
    for address in ("/nothing", "/people/Maria%20Okafor", f"/source/{document.id}", "/source/none", "/shared/none"):
        page.goto(library.url + address)
        expect(page.locator("html")).to_have_attribute("lang", TAG)
        look(page, address.split("/")[1])


def ask(page: Page, library: Shelf) -> None:
    expect(page.locator(".welcome .chip").first).to_be_visible()
    look(page, "welcome")
    for each in page.locator("#masthead nav a").all():  # longer words than English has
        expect(each).to_be_in_viewport(ratio=1)
    page.locator("#help").click()
    look(page, "keys")
    page.locator("#keys-and-looks .cancel").click()
    expect(page.locator("#keys-and-looks")).to_be_hidden()
    page.locator("#question").fill("What did Okafor say?")
    page.keyboard.press("Enter")
    turn = page.locator("#conversation .turn[data-state=done]")
    expect(turn.locator("nav.next")).to_be_visible()
    turn.locator(".more-ways summary").click()
    look(page, "answer")
    turn.locator(".thumb.down").click()
    expect(turn.locator(".noted")).not_to_be_empty()
    look(page, "thumbs")
    turn.locator("a.marker").first.click()
    expect(page.locator("#source-view mark:not(.other)")).to_be_visible()
    look(page, "source-view")
    page.keyboard.press("Escape")
    page.locator("#composer .narrow").click()
    expect(page.locator("#choose-scope .choices li")).to_have_count(4)
    page.locator("#choose-scope .choices input").first.check()
    page.locator("#choose-scope .keep summary").click()
    look(page, "scope")
    page.locator("#choose-scope [type=submit]").click()
    page.locator("#question").fill("What did Okafor say about rain?")
    page.keyboard.press("Enter")
    expect(page.locator("#conversation .turn[data-state=done] .coverage")).to_be_visible()
    look(page, "abstention")


def look_through_library(page: Page, library: Shelf) -> None:
    page.goto(library.page)
    root = page.locator("#library")
    expect(root.locator("tr[data-id]")).to_have_count(4)
    root.locator("details.in-all summary").click()
    expect(root.locator(".whole-library")).to_be_visible()
    root.locator("tbody input").first.check()
    look(page, "library")
    root.locator(".collect-these").click()
    root.locator("#collect [name=name]").fill("Ports")
    look(page, "collect")
    root.locator("#collect [type=submit]").click()
    expect(root.locator("td, .in").get_by_text("Ports").first).to_be_attached()
    root.locator(".remove-these").click()
    look(page, "removal")
    root.locator("#confirm-removal [type=submit]").click()
    expect(root.locator(".tray.done .undo")).to_be_visible()
    look(page, "removed")
    root.locator(".add-addresses").click()
    root.locator("#add-addresses textarea").fill("not a url")
    root.locator("#add-addresses [type=submit]").click()
    expect(root.locator("#add-addresses .wrong")).to_be_visible()
    look(page, "addresses")
    root.locator("#add-addresses .cancel").click()
    root.locator(".paste-text").click()
    look(page, "paste")
    root.locator("#paste-text textarea").fill("The ferry sails again\n\nIt does so on Sunday.")
    root.locator("#paste-text [type=submit]").click()
    expect(root.locator(".progress li[data-state=added] .name")).to_have_text("The ferry sails again")
    look(page, "adding")
    root.locator(".fold").click()
    root.locator(".manage").click()
    expect(root.locator("#manage-collections .shelves li")).to_have_count(1)
    look(page, "collections")
    root.locator("#manage-collections .cancel").click()
    root.locator("a[data-document]", has_text="Strike").click()
    for tab in ("gist", "said", "text"):
        page.locator(f"#tab-{tab}").click()
        expect(page.locator(f"#document-{tab}")).to_be_visible()
        look(page, f"document-{tab}")


def test_a_language_is_chosen_beside_the_looks_and_kept(open_page: OpenPage, corpus_url: str) -> None:
    page = open_page(corpus_url, expected="404")
    expect(page.locator(".welcome")).to_be_visible()
    page.locator("#question").fill("half a thou")
    page.locator("#help").click()
    try:
        page.get_by_role("radio", name="Deutsch").click()  # the page is made anew
        expect(page.get_by_role("button", name="Fragen", exact=True)).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", "de")
        expect(page.get_by_role("textbox", name="Ihre Frage")).to_have_value("half a thou")
        page.locator("#question").fill("What did Porter say?")
        page.keyboard.press("Enter")
        expect(page.get_by_role("navigation", name="Weiterfragen")).to_be_visible()
        expect(page.get_by_role("region", name="Quellen")).to_be_visible()
        page.goto(f"{corpus_url}/nothing")
        expect(page.get_by_role("alert")).to_have_text("Unter dieser Adresse gibt es keine Seite.")
        page.goto(corpus_url)
        expect(page.locator("#masthead [aria-current=page]")).to_be_visible()
        page.locator("#help").click()
        expect(page.get_by_role("radio", name="Deutsch")).to_be_checked()
        page.get_by_role("radio", name="Wie der Browser").click()
        expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    finally:
        page.context.clear_cookies(name="citedqa_language")
