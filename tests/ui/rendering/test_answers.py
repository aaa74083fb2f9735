"""What answers, abstentions and failures become as HTML."""

import json
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest

from qa.pipeline.refusals import unsure
from qa.types import ABSTAINED, LIKELY, Answer, CitedCell, Claim, Scope
from qa.types.draft import Draft
from qa.types.saved import answer_from_json
from tests.ui.support import HOSTILE, Reader, answered, cite, document
from ui.language import languages, speaking
from ui.rendering.answers import (
    _whole,
    render_actions,
    render_answer,
    render_beneath,
    render_coverage,
    render_failure,
    render_suggestions,
    render_turn,
    render_understood,
    render_writing,
)
from ui.rendering.articles import render_article
from ui.rendering.links import addresses_of
from ui.rendering.sources import render_sources, render_welcome

SAID = "“We are ready,” said Mayor Ana Ruiz."


def test_a_marker_leads_to_its_place_in_the_article() -> None:
    flood = document()
    answer = answered("The river rose on Monday. [1]", cite(flood, "The river rose on Monday."))
    addresses = addresses_of(answer.citations, {flood.id: flood})
    (marker,) = Reader(render_answer(answer, 3, addresses)).all("a", id="t3-m1")
    # "Accessibility links" and two line breaks are 21 characters, the quote 25.
    assert marker["href"] == f"/source/{flood.id}?v={flood.sha256[:12]}&at=21-46"
    assert marker["data-quote"] == "The river rose on Monday."


def test_without_the_app_a_marker_leads_to_the_quote_beside_the_answer() -> None:
    flood = document()
    answer = answered("The river rose on Monday. [1]", cite(flood, "The river rose on Monday."))
    (marker,) = Reader(render_answer(answer, 3)).all("a", id="t3-m1")
    assert marker["href"] == "#t3-c1"
    assert Reader(render_sources(answer, {flood.id: flood}, 3)).all("mark", id="t3-c1")


def test_dates_that_readers_write_are_in_the_one_form_and_those_of_a_quote_are_the_documents_own() -> None:
    flood = document("On 2021-03-01 it rose.", published="2021-03-02")
    words = "There are 2 documents, published from 2021-03-02 to 2022-01-09.\n\n- **The flood** (flood.txt, 2021-03-02): "
    answer = replace(answered(f"{words}On 2021-03-01 it rose. [1]", cite(flood, flood.text)), reader="counts")
    seen = Reader(render_answer(answer, 1)).seen
    assert "published from 2 March 2021 to 9 January 2022." in seen
    assert "(flood.txt, 2 March 2021)" in seen
    assert "On 2021-03-01 it rose." in seen


def test_a_marker_without_a_citation_stays_plain_text() -> None:
    flood = document()
    html = render_answer(answered("It rose. [1] Really. [7]", cite(flood, "The river rose on Monday.")), 1)
    assert len(Reader(html).all("a", **{"class": "marker"})) == 1
    assert "[7]" in Reader(html).seen


def test_markup_inside_a_quote_is_the_documents_own() -> None:
    flood = document("It rose [1] by **two** metres, $x^2$ and `more`.\n\n### no heading\n- no list")
    html = render_answer(answered(f"{flood.text} [1]", cite(flood, flood.text)), 1)
    assert len(Reader(html).all("a", id="t1-m1")) == 1
    assert "### no heading" in Reader(html).seen
    assert {tag for tag, _ in Reader(html).tags} == {"div", "p", "br", "a"}


def test_words_that_also_are_a_title_are_the_documents_own_in_the_quotation_alone() -> None:
    draft, flood = Draft("counts"), document("The flood")
    draft.item(cite(flood, "The flood"), name="The flood", note="in its title")
    html = render_answer(draft.answer("Which?", "Which?"), 1)
    assert "<strong><bdi>The flood</bdi></strong>, in its title: The flood" in html


def test_what_the_readers_write_as_markdown_is_set_as_such_and_nothing_else_is() -> None:
    text = "### Ana Ruiz, mayor\n\n*The flood* (news/flood.txt, 2021)\n\n- one\n- two\n\n# x [no](http://link) _no_ ![no](http://i)"
    html = render_answer(answered(text), 1)
    assert {tag for tag, _ in Reader(html).tags} == {"div", "h3", "p", "cite", "bdi", "ul", "li"}
    assert "<cite><bdi>The flood</bdi></cite> (news/flood.txt, 2021)" in html
    assert "<ul>" in html
    assert "[no](http://link) _no_ ![no](http://i)" in Reader(html).seen


def test_a_figure_that_stands_alone_is_nobody_who_says_something() -> None:
    html = render_answer(answered("### What is the rent?\n\n**£990**\n\n- Row 3 | Rent: £990 [1]"), 1)
    assert "<figure" not in html
    assert '<p dir="auto"><strong>' in html


def test_what_a_person_says_is_a_quotation_under_name_and_role() -> None:
    flood = document()
    answer = answered(
        "**Ana Ruiz**, mayor of Ruth, said today: “We are ready,” [1]\n\n**Ana Ruiz** added it. [2]", cite(flood, SAID)
    )
    html = render_answer(answer, 1, roles={1: "mayor of Ruth"})
    assert html.count("<figure") == html.count("<figcaption") == 1  # both under one name
    assert '<strong><bdi>Ana Ruiz</bdi></strong> <span class="role"><bdi>mayor of Ruth</bdi></span>' in html
    assert '<span class="lead">said today: </span>“We are ready,”' in html
    assert '<p dir="auto">added it. [2]</p>' in html


def test_the_short_answer_is_bold_inside_its_quote_and_only_there() -> None:
    flood = document()
    answer = answered("On Monday it was: The river rose on Monday. [1]", cite(flood, "The river rose on Monday."))
    html = render_answer(replace(answer, short_answer="Monday"), 1)
    assert html.count("<strong>Monday</strong>") == 1
    assert "The river rose on <strong>Monday</strong>." in html


def test_a_sentence_without_support_is_marked_and_says_so() -> None:
    flood = document()
    text = "The river rose on Monday. [1] It fell on Friday. [1] Fish died."
    fell, died = text.index("It fell"), text.index("Fish")
    claims = (
        Claim(0, 25, "verbatim", (1,)),
        Claim(fell, fell + len("It fell on Friday."), "unsupported", (1,)),
        Claim(died, len(text), "partly", ()),
    )
    html = render_answer(replace(answered(text, cite(flood, "The river rose on Monday.")), claims=claims), 1)
    assert (
        '<span class="claim unsupported">It fell on Friday.</span> '
        '<span class="doubt" lang="en">not supported by its source</span>' in html
    )
    assert '<span class="claim partly">Fish died.</span> <span class="doubt" lang="en">partly supported</span>' in html
    assert html.count('class="claim') == 2


def test_a_notice_stands_below_the_answer_so_that_nothing_written_moves() -> None:
    answer = replace(answered("It rose."), notice="The language model failed; these are the documents’ own words.")
    html = render_answer(answer, 1)
    assert html.index("It rose.") < html.index("The language model failed")


def test_the_understood_question_is_shown_only_where_it_differs_and_the_literal_one_offered() -> None:
    assert render_understood("And then?", "And then?") == ""
    assert "about: ‘The flood’)" in render_understood("And then?", "And then? (about: “The flood”)")
    html = render_understood("And then?", "What then rose?")
    assert "Understood as “What then rose?”" in Reader(html.replace("<q>", "“").replace("</q>", "”")).seen
    assert Reader(html).all("button", **{"data-ask": "And then?", "data-literal": "true"})
    assert "Asked as it stands" in render_understood("And then?", "And then?", literal=True)


def test_an_abstention_is_no_answer_and_offers_the_closest_passages() -> None:
    flood = document()
    answer = Answer("Q?", "Q?", "abstained", "extractive", ABSTAINED, closest=(cite(flood, "Schools are closed."),))
    html = render_answer(answer, 1)
    assert 'class="answer abstained"' in html
    assert "don’t answer the question" in html
    assert Reader(html).all("a", id="t1-m1")


def test_only_the_first_paragraph_of_an_abstention_is_its_verdict() -> None:
    text = "Ada Cole said nothing about Iran in these documents.\n\nWhat was said: “The <b>bridge</b> is safe”"
    html = render_answer(Answer("Q?", "Q?", "abstained", "statements", text), 1)
    assert '<p class="verdict">Ada Cole said nothing about Iran in these documents.</p>' in html
    assert "What was said: “The &lt;b&gt;bridge&lt;/b&gt; is safe”</p>" in html


def test_an_answer_being_written_looks_like_the_finished_one() -> None:
    flood = document()
    quote = "The river rose on Monday."
    writing = render_writing(f"{quote} [1]", 1, quoting=True)
    done = render_answer(answered(f"{quote} [1]", cite(flood, quote)), 1)
    assert Reader(writing).seen == Reader(done).seen
    assert [tag for tag, _ in Reader(writing).tags] == ["div", "p", "span"]  # its sources aren't known yet: no link
    assert [tag for tag, _ in Reader(done).tags] == ["div", "p", "a"]


def test_a_failure_an_abstention_and_an_answer_have_three_looks() -> None:
    looks = {
        Reader(html).tags[0][1]["class"]
        for html in (
            render_failure("It broke."),
            render_answer(Answer("Q?", "Q?", "abstained", "extractive", ABSTAINED), 1),
            render_answer(answered("It rose."), 1),
        )
    }
    assert looks == {"answer failed", "answer abstained", "answer quoting"}


def test_nothing_hostile_becomes_markup_anywhere() -> None:
    text = f"{HOSTILE} said the </blockquote><form action=http://evil.example><iframe src=//evil.example>."
    bad = document(text, title=f"</h3>{HOSTILE}", source=f'x"{HOSTILE}', published=f'2021"{HOSTILE}')
    answer = replace(
        answered(
            f"{text} [1] {HOSTILE} **{HOSTILE}**\n\n**{HOSTILE}**: {HOSTILE}",
            cite(bad, text, speaker=HOSTILE),
            question=HOSTILE,
        ),
        short_answer=HOSTILE,
        notice=HOSTILE,
    )
    addresses = addresses_of(answer.citations, {bad.id: bad})
    for html in (
        render_turn(HOSTILE, render_answer(answer, 1, addresses, {1: HOSTILE}), 1),
        render_understood(HOSTILE, f"{HOSTILE}?"),
        render_actions(answer, 1),
        render_beneath(render_suggestions([HOSTILE]), 1, HOSTILE),
        render_coverage(1, [HOSTILE], 0),
        render_failure(HOSTILE),
        render_sources(answer, {bad.id: bad}, 1, addresses),
        render_article(bad, None),
    ):
        read = Reader(html)
        assert not {tag for tag, _ in read.tags} & {"script", "img", "iframe"}
        assert not [has for tag, has in read.tags if tag == "form" and not has.get("action", "/source/").startswith("/source/")]
        assert not [name for _, has in read.tags for name in has if name.startswith("on")]


def test_control_characters_and_lone_surrogates_are_replaced() -> None:
    html = render_failure("a\x00b\x1bc\ud800d")
    assert "a\ufffdb\ufffdc\ufffdd" in html
    html.encode()


def test_a_table_is_offered_as_a_file_and_a_plain_answer_is_not() -> None:
    flood = document()
    answer = answered("The river rose on Monday. [1]", cite(flood, "The river rose on Monday."))
    assert not Reader(render_actions(answer, 1)).all("a", download="when.csv")
    draft = Draft("counts")
    draft.item(name="2021-05", documents=1)
    counted = draft.answer("When?", "When?")
    (link,) = Reader(render_actions(counted, 1)).all("a", download="when.csv")
    assert unquote(link["href"]) == 'data:text/csv;charset=utf-8,\ufeff"item","documents"\r\n"2021-05","1"\r\n'
    kept = replace(counted, items=())  # by a version that had none
    assert not Reader(render_actions(kept, 1)).all("a", download="when.csv")


def test_lists_have_the_looks_of_what_they_are() -> None:
    drawn = shown(
        "timeline", {"date": "2022-08", "worked_out_from": "“August”, written 2022-11-01"}, {"date": "2022-09-28"}, quoted=True
    )
    assert drawn.all("time") == [{"datetime": "2022-08"}, {"datetime": "2022-09-28"}]
    assert drawn.seen == (
        "August 2022 “August”, written 1 November 2022It rose.\N{WORD JOINER}128 September 2022It rose.\N{WORD JOINER}2"
    )
    counted = shown("counts", {"name": "2021-05", "documents": 1_200}, {"name": "2021-03", "documents": 600})
    assert [each["style"] for each in counted.all("span")] == ["inline-size: 100%", "inline-size: 50%"]
    assert counted.seen == "May 20211,200March 2021600"
    ann = {"name": "Ann Brown", "about": "also as A. Brown", "documents": 2, "quotations": 3}
    people = shown("counts", ann, {"name": "Bo", "quotations": 1})
    assert [link["href"] for link in people.all("a")] == ["/people/Ann%20Brown", "/people/Bo"]
    assert people.seen == "Ann Brown (also as A. Brown): 2 documents, 3 quotationsBo 1 quotation"
    beside = shown("comparison", {"name": "Ann Brown"}, {"name": "The flood", "about": "sea.example, 2021-03-17"}, quoted=True)
    assert len(beside.all("section")) == 2
    assert "The flood sea.example, 17 March 2021It rose." in beside.seen
    assert len(shown("comparison", {}, {}, quoted=True).all("li")) == 2


def test_a_drawn_list_stays_drawn_below_words_in_another_language() -> None:
    unsure_one = unsure(listing("timeline", {"date": "2022-08"}, quoted=True), LIKELY)
    with speaking(languages()["de"]):
        drawn = Reader(render_answer(unsure_one, 1))
    assert drawn.all("time") == [{"datetime": "2022-08"}]
    assert LIKELY not in drawn.seen


def test_a_list_that_was_kept_without_items_is_a_plain_list() -> None:
    kept = replace(listing("timeline", {"date": "2022-08"}, {"date": "2022-09-28"}, quoted=True), items=())
    plain = Reader(render_answer(answer_from_json(json.loads(json.dumps(kept.to_json()))), 1))
    assert len(plain.all("li")) == 2
    assert plain.seen == "2022-08: It rose.\N{WORD JOINER}12022-09-28: It rose.\N{WORD JOINER}2"


def listing(reader: str, *told: dict[str, Any], quoted: bool = False) -> Answer:
    """An answer with a list of these lines."""
    draft, flood = Draft(reader), document("It rose.")
    for each in told:
        draft.item(cite(flood, flood.text, draft.next_marker) if quoted else None, **each)
    return draft.answer("When?", "When?")


def shown(reader: str, *told: dict[str, Any], quoted: bool = False) -> Reader:
    return Reader(render_answer(listing(reader, *told, quoted=quoted), 1))


def test_of_a_page_of_a_list_the_files_of_all_pages_are_offered() -> None:
    text = "- 2021-05: 1\n\nMonths 1–20 of 26 are shown. For the next ask: “How many by month, page 2”."
    scope = Scope(documents=("a",), collections=("c",), until="2022-01-01")
    page = replace(answered(text, question="How many by month?"), reader="counts", scope=scope, cut=True)
    files = [each["href"] for each in Reader(render_actions(page, 1)).all("a", **{"class": "quiet"})]
    query = "question=How+many+by+month&document=a&collection=c&until=2022-01-01"
    assert files == [f"/whole/csv?{query}", f"/whole/markdown?{query}"]


@pytest.mark.parametrize(
    ("asks", "lead", "button"),
    [("Which mention “tea”, page 2", "For the next ask", "Show the next"), ("Which mention tea?", "All", "Show all")],
)
def test_a_button_asks_for_the_others_instead_of_words_that_say_how(asks: str, lead: str, button: str) -> None:
    draft = Draft("counts")
    draft.item(name="2021-05", documents=1)
    draft.row("1 of 26 is shown.", next_question=asks, lead=lead)
    answer = draft.answer("How many?", "How many?")
    beneath = Reader(render_actions(answer, 1))
    assert beneath.all("button", **{"data-ask": asks})
    assert button in beneath.seen
    drawn = Reader(render_answer(answer, 1)).seen
    assert "1 of 26 is shown." in drawn
    assert lead not in drawn


def test_a_command_in_a_message_is_set_as_one() -> None:
    assert "<code>qa doctor</code>" in render_failure("Run `qa doctor`.")


def test_an_empty_library_says_at_once_what_whoever_is_there_can_do() -> None:
    assert "three ways to begin" in render_welcome(0, edits=True)
    assert "administrator" not in render_welcome(0, edits=True)
    assert "three ways to begin" not in render_welcome(0)
    assert "administrator" in render_welcome(0)
    assert "qa ingest" not in render_welcome(0, edits=True)
    assert "Library" not in render_welcome(1)


def test_files_of_a_whole_list_are_asked_of_what_the_answer_was_asked_of() -> None:
    listed = replace(answered("One."), scope=Scope(collections=("a", "b"), sources=("voa.com",), since="2021-01-01"))
    for address in _whole(listed).values():
        assert "collection=a&collection=b&source=voa.com&since=2021-01-01" in address


def test_rows_of_a_spreadsheet_are_a_table_with_the_answering_cells_marked() -> None:
    budget = document(
        "Budget row 4 | Department: Police; Spent: 43\n\nBudget row 5 | Department: Parks; Head: <b>Tom</b>; Spent: 10"
    )
    rows = budget.text.split("\n\n")
    cells = [CitedCell("Budget", f"C{4 + place}", "Spent", value) for place, value in enumerate(("43", "10"))]
    citations = [replace(cite(budget, row, place + 1), cell=cells[place]) for place, row in enumerate(rows)]
    draft = Draft("tables")
    draft.paragraph("**53**")
    draft.paragraph("Sum of “Spent” in 2 rows.")
    for cited in citations:
        draft.item(cited)
    html = render_answer(draft.answer("How much?", "How much?"), 1)
    shown = Reader(html)
    assert len(shown.all("tr")) == 3
    assert len(shown.all("mark")) == 2
    assert len(shown.all("a", **{"class": "marker"})) == 2
    assert "RowDepartmentHeadSpent" in shown.seen
    assert '<td dir="auto">&lt;b&gt;Tom&lt;/b&gt;</td>' in html
    # A column of numbers is set flush right, its heading with it.
    assert [has.get("class") for has in [*shown.all("th", scope="col"), *shown.all("td")]] == [*[None] * 3, "amount"] + [
        None,
        None,
        "amount",
    ] * 2
