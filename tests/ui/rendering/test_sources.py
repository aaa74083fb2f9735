"""The cards beside an answer, and the stretches of text in them."""

from dataclasses import replace

import pytest

from qa.types import ABSTAINED, Answer, Copy, DocumentSummary, Span
from tests.ui.support import TEXT, Reader, answered, cite, document, marked
from ui.rendering.excerpts import Mark, excerpts
from ui.rendering.links import addresses_of
from ui.rendering.sources import render_shelf, render_sources


def excerpt(text: str, span: Span) -> str:
    (only,) = excerpts(text, [Mark(span)])
    return only


def test_a_quote_is_marked_inside_its_surroundings() -> None:
    html = excerpt(TEXT, Span(TEXT.index("“We"), TEXT.index(" She")))
    assert marked(html) == ["“We are ready,” said Mayor Ana Ruiz."]
    assert "Nobody was hurt." in html
    assert "Schools are closed." in html


def test_page_furniture_is_left_out_of_the_surroundings() -> None:
    assert "Accessibility" not in excerpt(TEXT, Span(TEXT.index("The river"), TEXT.index(" Nobody")))


def test_a_heading_of_markdown_is_shown_without_its_marks() -> None:
    assert Reader(excerpt("## Leave\n\nIt is paid.", Span(10, 21))).seen == "LeaveIt is paid."
    assert Reader(excerpt("It is paid.\n\n## Who\n\nAll of us.", Span(0, 31))).seen == "It is paid.WhoAll of us."


def test_surroundings_begin_and_end_at_sentences_and_say_that_they_were_cut() -> None:
    sentences = [f"Sentence number {number} is about the U.S. economy and goes on for a while." for number in range(30)]
    text = " ".join(sentences)
    start = text.index(sentences[15])
    seen = Reader(excerpt(text, Span(start, start + len(sentences[15])))).seen
    assert seen.startswith("… Sentence number ")
    assert seen.endswith("for a while. …")
    assert 300 < len(seen) < 700  # the quote and at most 280 characters on either side


@pytest.mark.parametrize("start", range(0, 60, 7))
@pytest.mark.parametrize("text", ["x" * 2000, "a b " * 500, "\n" * 20 + "word\n\n" * 300, "日本語の文。" * 300])
def test_any_span_is_marked_whole_whatever_surrounds_it(text: str, start: int) -> None:
    span = Span(start * 10, start * 10 + 25)
    wanted = [line for line in span.of(text).split("\n") if line.strip()]
    assert marked(excerpt(text, span)) == wanted


def test_a_quote_over_several_paragraphs_is_marked_in_each() -> None:
    html = excerpt(TEXT, Span(TEXT.index("Nobody"), TEXT.index(" She")))
    assert marked(html) == ["Nobody was hurt.", "“We are ready,” said Mayor Ana Ruiz."]


def test_quotes_of_one_article_share_a_card_and_each_is_numbered() -> None:
    flood = document()
    first, second = cite(flood, "Schools are closed.", 1), cite(flood, "The river rose on Monday.", 2)
    html = render_sources(answered("… [1] [2]", first, second), {flood.id: flood}, 1)
    assert len(Reader(html).all("article")) == len(Reader(html).all("blockquote")) == 1
    assert marked(html) == [second.quote, first.quote]  # in the order of the text
    assert html.count("Nobody was hurt.") == 1  # what lies between them is shown once


def test_articles_come_in_the_order_in_which_they_are_cited() -> None:
    flood, fire = document(), document("It burned.", title="The fire", source="fire.txt")
    citations = cite(fire, "It burned.", 1), cite(flood, "Schools are closed.", 2), cite(fire, "It", 3)
    html = render_sources(answered("…", *citations), {flood.id: flood, fire.id: fire}, 1)
    assert [has["aria-label"] for has in Reader(html).all("article")] == ["Source: The fire", "Source: The flood"]


def test_a_closest_passage_is_shown_alone() -> None:
    flood = document()
    answer = Answer("Q?", "Q?", "abstained", "extractive", ABSTAINED, closest=(cite(flood, "Schools are closed."),))
    html = render_sources(answer, {flood.id: flood}, 1)
    assert "Closest passages" in html
    assert marked(html) == ["Schools are closed."]
    assert "Monday" not in Reader(html).seen


def test_a_citation_outlives_its_document() -> None:
    flood = document()
    answer = answered("x [1]", cite(flood, "Schools are closed."))
    for documents in ({}, {flood.id: replace(flood, text="Something else entirely.")}):
        html = render_sources(answer, documents, 1)
        assert marked(html) == ["Schools are closed."]
        assert "changed or removed since" in html
        assert addresses_of(answer.citations, documents) == {}


def test_a_card_names_title_date_speaker_and_source() -> None:
    flood = document(published="2021-03-07")
    answer = answered("x [1]", cite(flood, "Schools are closed.", speaker="Ana Ruiz"))
    seen = Reader(render_sources(answer, {flood.id: flood}, 1)).seen
    for part in ("The flood", "7 March 2021", "Ana Ruiz", "flood.txt"):
        assert part in seen


def test_a_card_leads_to_the_other_documents_with_the_same_words() -> None:
    flood, copy = document(), Copy("abc", "Under water", "b.txt", "2021-03-08", 10, 29)
    answer = answered("x [1]", replace(cite(flood, "Schools are closed."), also=(copy,)))
    html = render_sources(answer, {flood.id: flood}, 1)
    assert "also in 1 other" in Reader(html).seen
    assert 'href="/source/abc?at=10-29" data-open' in html
    assert "also in" not in render_sources(answered("x [1]", cite(flood, "Schools are closed.")), {flood.id: flood}, 1)


def test_a_citation_that_does_not_support_its_sentence_says_so() -> None:
    flood = document()
    answer = answered("x [1]", cite(flood, "Schools are closed.", verdict="unsupported"))
    assert "[1] not supported by its source" in Reader(render_sources(answer, {flood.id: flood}, 1)).seen


def test_direction_controls_end_with_the_words_that_hold_them() -> None:
    override = "\N{RIGHT-TO-LEFT OVERRIDE}"
    bad = document(f"before{override} it. Schools are closed.", title=f"Ann{override}nimdA", source=f"a{override}txt.exe")
    html = render_sources(answered("x [1]", cite(bad, "Schools are closed.")), {bad.id: bad}, 1)
    assert f"<bdi>before{override} it. </bdi><mark" in html
    assert "<bdi>AnnnimdA</bdi>" in html
    assert html.count(override) == 1


def test_the_shelf_lists_some_documents_and_counts_the_rest() -> None:
    summaries = [DocumentSummary(str(n), f"Title {n}", f"{n}.txt", None, "", "2021", 1, 1) for n in range(12)]
    seen = Reader(render_shelf(summaries)).seen
    assert "12 documents" in seen
    assert "and 4 other documents" in seen
    assert render_shelf([]) == ""


def test_quotes_are_copied_with_their_source_in_a_style_of_citation() -> None:
    flood = document()
    html = render_sources(answered("x [1]", cite(flood, "Schools are closed.")), {flood.id: flood}, 1)
    reader = Reader(html)
    for style in ("APA", "Chicago", "BibTeX", "RIS"):
        assert f">{style}</button>" in html
    assert "Cite as" in reader.seen
    assert "@misc{" in html
    assert 'aria-label="Copy this quote with the source as"' in html
