"""The source view: the whole article, with what was cited of it marked."""

import re
from dataclasses import replace
from time import thread_time
from typing import Any

from qa.documents.layout import locate
from qa.types import Document, Span
from tests.ui.support import TEXT, Reader, answered, cite, document, marked
from ui.rendering.answers import render_answer
from ui.rendering.articles import View, render_article, source_page
from ui.rendering.sources import render_sources

CHOSEN = Span(TEXT.index("Nobody"), TEXT.index("Nobody") + len("Nobody was hurt."))
OTHER = Span(TEXT.index("Schools"), len(TEXT))


def test_rows_of_cells_are_a_table_with_what_is_cited_marked_in_its_cell() -> None:
    told = document("Spent | Town\n1,200 | Whitby\n\nA bar | alone is none.")
    cited = Span(told.text.index("Whitby"), told.text.index("Whitby") + 6)
    html = render_article(told, cited)
    assert html.count("<table>") == 1
    assert '<td dir="auto">1,200</td>' in html
    assert marked(html) == ["Whitby"]
    assert "A bar | alone is none." in Reader(html).seen


def test_rows_that_name_their_columns_are_a_table_with_its_headings_above() -> None:
    told = document(
        "Fees row 1 | Town; Spent; Paid\n\nFees row 2 | Town: Whitby; a port; Paid: no\n\nFees row 3 | Spent: 7; Paid: yes"
    )
    cited = Span(told.text.index("no"), told.text.index("no") + 2)
    html = render_article(told, cited)
    cells = [re.findall("<t[dh][^>]*>(.*?)</t[dh]>", row) for row in html.split("<tr>")[1:]]
    assert [[re.sub("<.*?>", "", cell) for cell in row] for row in cells] == [
        ["Fees row 1", "Town", "Spent", "Paid"],
        ["Fees row 2", "Whitby; a port", "", "no"],
        ["Fees row 3", "", "7", "yes"],
    ]
    assert marked(html) == ["no"]
    # Without the line of headings each cell names its own.
    later = told.text[told.text.index("Fees row 2") :]
    assert "Town: Whitby; a port; Paid: no" in Reader(render_article(document(later), None)).seen


def test_each_sheet_is_a_table_of_its_own_and_what_stands_above_the_headings_is_none_of_its_rows() -> None:
    costs = ["Costs row 1 | Costs of the year", "Costs row 3 | Month; Rent", "Costs row 4 | Month: May; Rent: 9"]
    people = ["People row 1 | Name; Task", "People row 2 | Name: Ann; Task: desk", "People row 3 | Name: Bo; Task: shop"]
    html = render_article(document("\n\n".join([*costs, *people])), None)
    tables = [re.findall("<t[dh][^>]*>(.*?)</t[dh]>", table) for table in html.split("<table>")[1:]]
    assert tables == [
        ["Costs row 3", "Month", "Rent", "Costs row 4", "May", "9"],
        ["People row 1", "Name", "Task", "People row 2", "Ann", "desk", "People row 3", "Bo", "shop"],
    ]
    assert "Costs of the year" in Reader(html).seen


def test_headings_and_captions_look_like_that_and_are_marked_where_they_stand() -> None:
    told = document("Café <b>One</b>\n\nIt rained.\n\nPicture: The quay\n\n## Two")
    marks = locate(told.text, [("h1", 0, "Café <b>One</b>"), ("caption", 2, "Picture: The quay"), ("h6", 3, "## Two")])
    html = render_article(told, Span(0, 4), view=View(marks=marks))
    assert '<h2 dir="auto"><mark id="cited" data-span="0-4">Café</mark> &lt;b&gt;One' in html
    assert '<p dir="auto" class="caption">Picture: The quay</p>' in html
    assert '<h6 dir="auto">Two</h6>' in html


def test_a_text_that_says_its_title_on_many_lines_is_not_copied_for_each() -> None:
    copied = 0

    class Text(str):
        def __getitem__(self, place: Any) -> str:
            nonlocal copied
            part = super().__getitem__(place)
            copied += len(part)
            return part

    told = replace(document("x", title="Leave"), text=Text("\n" * 2000 + "Leave\n" * 2000))
    assert render_article(told, None).count("Leave") >= 2000
    assert copied < 20 * len(told.text)


def test_a_title_that_the_text_begins_with_stands_there_once() -> None:
    told = Document.create(source="a.md", title="Leave", text="# Leave\n\nIt is paid.")
    shown = render_article(told, None, view=View(marks=locate(told.text, [("h1", 0, "# Leave")])))
    assert shown.count("Leave<") == 1
    assert render_article(replace(told, text="Leave"), None).count("Leave<") == 2  # it has nothing else


def test_the_whole_article_is_there_with_the_chosen_span_marked_and_the_others_lighter() -> None:
    html = render_article(document(), CHOSEN, [OTHER])
    assert marked(html) == ["Nobody was hurt."]
    assert marked(html, lighter=True) == ["Schools are closed."]
    for line in TEXT.split("\n\n"):
        assert line in Reader(html).seen


def test_page_furniture_is_there_but_set_apart() -> None:
    assert '<p dir="auto" class="furniture">Accessibility links</p>' in render_article(document(), CHOSEN)


def test_the_original_is_linked_at_the_quote_where_it_is_on_the_web() -> None:
    html = render_article(document(source="https://example.org/flood"), CHOSEN)
    (original,) = Reader(html).all("a", **{"class": "original"})
    assert original["href"] == "https://example.org/flood#:~:text=Nobody%20was%20hurt."
    assert 'class="original"' not in render_article(document(), CHOSEN)


def test_nothing_is_marked_in_an_article_that_has_changed() -> None:
    html = render_article(document(), CHOSEN, changed=True)
    assert marked(html) == []
    assert "has changed since it was cited" in html


def test_a_span_past_the_end_marks_nothing() -> None:
    assert marked(render_article(document(), Span(10, 10_000), [Span(5_000, 6_000)])) == []


def test_a_megabyte_is_laid_out_in_parts_and_no_paragraph_is_endless() -> None:
    text = "\n\n".join("The river rose. " * 20 for _ in range(1500)) + "\n\n" + "on and on " * 60_000
    assert len(text) > 1_000_000
    started = thread_time()
    html = render_article(document(text), Span(700_000, 700_020), [Span(100, 120)])
    assert thread_time() - started < 5  # seconds of a processor; on a fast one it takes 0.1
    lines = html.split("<p ")
    # 1,500 paragraphs and one of 600,000 characters in pieces of 4,000 or a little less.
    assert 1500 + 150 < len(lines) < 1500 + 170
    assert max(map(len, lines)) < 5000
    assert html.count('<div class="part">') > 80
    assert len(marked(html)) == 1


def test_the_page_of_an_article_needs_no_script() -> None:
    html = source_page("<b>Flood</b>", render_article(document(title="<b>Flood</b>"), CHOSEN))
    assert html.startswith("<!doctype html>")
    assert "<script" not in html
    assert "<title>&lt;b&gt;Flood&lt;/b&gt; – CitedQA</title>" in html


def test_a_table_of_a_text_is_shown_with_headings_and_without_the_names_of_its_rows() -> None:
    told = document("Fees.\nTable 1 row 1 | Kind; Rate\nTable 1 row 2 | Kind: Photo; Rate: 120\nTable 1 row 3 | Rate: 7")
    row = cite(told, "Table 1 row 2 | Kind: Photo; Rate: 120")
    html = str(render_article(told, Span(row.start, row.end)))
    assert re.findall('<th scope="col"[^>]*>(.*?)</th>', html) == ["Kind", "Rate"]
    assert [re.sub("<.*?>", "", cell) for cell in re.findall("<td[^>]*>(.*?)</td>", html)] == ["Photo", "120", "", "7"]
    assert html.count('id="cited"') == 1
    assert "Table 1" not in html
    answer = answered(f"{row.quote} [1]", row)
    assert "Table 1" not in render_sources(answer, {told.id: told}, 1) + render_answer(answer, 1)
