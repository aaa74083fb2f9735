"""What answers, sources and hostile texts become as HTML."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from qa.types import Answer, Citation, Document, DocumentSummary, Span
from ui import rendering

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"' onmouseover='alert(3)"
TEXT = (
    "Accessibility links\n\nThe river rose on Monday. Nobody was hurt.\n\n“We are ready,” said Mayor Ana Ruiz. "
    "She added that the bridge stays open.\n\nSchools are closed."
)


def document(
    text: str = TEXT, title: str = "The flood", source: str = "news/flood.txt", published: str | None = None
) -> Document:
    return Document.create(source=source, title=title, text=text, published=published)


def cite(source: Document, quote: str, marker: int = 1, speaker: str | None = None) -> Citation:
    start = source.text.index(quote)
    return Citation(
        marker=marker,
        document_id=source.id,
        title=source.title,
        source=source.source,
        published=source.published,
        start=start,
        end=start + len(quote),
        quote=quote,
        speaker=speaker,
        score=1.0,
        verdict="verbatim",
    )


def answered(text: str, *citations: Citation, question: str = "What happened?") -> Answer:
    return Answer(question, question, "answered", "extractive", text, citations)


class Reader(HTMLParser):
    """The tags with their attributes, and what a reader sees."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.seen = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.seen += data

    def all(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        return [has for name, has in self.tags if name == tag and attributes.items() <= has.items()]


def marked(html: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", found) for found in re.findall(r"<mark>(.*?)</mark>", html)]


def test_a_marker_leads_to_its_card_and_the_card_back_to_it() -> None:
    flood = document()
    answer = answered("The river rose on Monday. [1]", cite(flood, "The river rose on Monday."))
    said, sources = Reader(rendering.render_answer(answer, 3)), Reader(rendering.render_sources(answer, {flood.id: flood}, 3))
    (marker,) = said.all("a", id="t3-m1")
    assert marker["href"] == "#t3-c1"
    assert sources.all("article", id="t3-c1")
    assert sources.all("a", href="#t3-m1")


def test_a_marker_without_a_citation_stays_plain_text() -> None:
    flood = document()
    html = rendering.render_answer(answered("It rose. [1] Really. [7]", cite(flood, "The river rose on Monday.")), 1)
    assert len(Reader(html).all("a", **{"class": "marker"})) == 1
    assert "[7]" in Reader(html).seen


def test_brackets_and_stars_inside_a_quote_are_the_documents_own() -> None:
    flood = document("It rose [1] by **two** metres, $x^2$ and `more`.")
    quote = flood.text
    html = rendering.render_answer(answered(f"{quote} [1]", cite(flood, quote)), 1)
    assert len(Reader(html).all("a", id="t1-m1")) == 1
    assert quote in Reader(html).seen
    assert "<strong>" not in html


def test_a_name_in_bold_and_line_breaks_are_the_only_markdown() -> None:
    html = rendering.render_answer(answered("**Ana Ruiz**\n# no heading\n\n* no list [no](http://link) _no_"), 1)
    assert "<strong><bdi>Ana Ruiz</bdi></strong><br>" in html
    assert {tag for tag, _ in Reader(html).tags} == {"div", "p", "strong", "bdi", "br"}


def test_words_of_the_source_look_unlike_words_of_the_app() -> None:
    flood = document()
    quote = "“We are ready,” said Mayor Ana Ruiz."
    html = rendering.render_answer(answered("**Ana Ruiz**, mayor: “We are ready,” said Mayor [1]", cite(flood, quote)), 1)
    assert '<span class="verbatim">“We are ready,” said Mayor</span>' in html
    assert '<span class="verbatim">The river rose on Monday.</span>' in rendering.render_answer(
        answered("The river rose on Monday. [1]", cite(flood, "The river rose on Monday.")), 1
    )


def test_the_short_answer_is_bold_inside_its_quote() -> None:
    flood = document()
    answer = replace(answered("The river rose on Monday. [1]", cite(flood, "The river rose on Monday.")), short_answer="Monday")
    assert "The river rose on <strong>Monday</strong>." in rendering.render_answer(answer, 1)


def test_the_understood_question_is_shown_only_where_it_differs() -> None:
    answer = answered("It rose.", question="And then?")
    assert "Understood as" not in rendering.render_answer(answer, 1)
    assert "Understood as" in rendering.render_answer(replace(answer, standalone_question="What then rose?"), 1)


def test_an_abstention_is_no_answer_and_offers_the_closest_passages() -> None:
    flood = document()
    answer = Answer(
        "Q?", "Q?", "abstained", "extractive", "Not in these documents.", closest=(cite(flood, "Schools are closed."),)
    )
    said, sources = rendering.render_answer(answer, 1), rendering.render_sources(answer, {flood.id: flood}, 1)
    assert 'class="answer abstained"' in said
    assert "don’t answer the question" in said
    assert "Closest passages" in sources
    assert marked(sources) == ["Schools are closed."]
    assert "Monday" not in Reader(sources).seen  # a passage is shown alone


def test_a_quote_is_marked_inside_its_surroundings() -> None:
    html = rendering.excerpt(TEXT, Span(TEXT.index("“We"), TEXT.index(" She")))
    assert marked(html) == ["“We are ready,” said Mayor Ana Ruiz."]
    assert "Nobody was hurt." in html
    assert "Schools are closed." in html


def test_page_furniture_is_left_out_of_the_surroundings() -> None:
    assert "Accessibility" not in rendering.excerpt(TEXT, Span(TEXT.index("The river"), TEXT.index(" Nobody")))


def test_other_citations_nearby_are_marked_lighter() -> None:
    flood = document()
    first, second = cite(flood, "The river rose on Monday.", 1), cite(flood, "Schools are closed.", 2)
    html = rendering.render_sources(answered("… [1] [2]", first, second), {flood.id: flood}, 1)
    assert marked(html) == [first.quote, second.quote]
    assert html.count('<mark class="other">') == 2


def test_surroundings_begin_and_end_at_sentences_and_say_that_they_were_cut() -> None:
    sentences = [f"Sentence number {number} is about the U.S. economy and goes on for a while." for number in range(30)]
    text = " ".join(sentences)
    start = text.index(sentences[15])
    seen = Reader(rendering.excerpt(text, Span(start, start + len(sentences[15])))).seen
    assert seen.startswith("… Sentence number ")
    assert seen.endswith("for a while. …")
    assert 300 < len(seen) < 700  # the quote and at most 280 characters on either side


@pytest.mark.parametrize("start", range(0, 60, 7))
@pytest.mark.parametrize("text", ["x" * 2000, "a b " * 500, "\n" * 20 + "word\n\n" * 300, "日本語の文。" * 300])
def test_any_span_is_marked_whole_whatever_surrounds_it(text: str, start: int) -> None:
    span = Span(start * 10, start * 10 + 25)
    wanted = [line for line in span.of(text).split("\n") if line.strip()]
    assert marked(rendering.excerpt(text, span)) == wanted


def test_a_quote_over_several_paragraphs_is_marked_in_each() -> None:
    html = rendering.excerpt(TEXT, Span(TEXT.index("Nobody"), TEXT.index(" She")))
    assert marked(html) == ["Nobody was hurt.", "“We are ready,” said Mayor Ana Ruiz."]


def test_a_citation_outlives_its_document() -> None:
    flood = document()
    answer = answered("x [1]", cite(flood, "Schools are closed."))
    assert marked(rendering.render_sources(answer, {}, 1)) == ["Schools are closed."]
    changed = replace(flood, text="Something else entirely.")
    assert marked(rendering.render_sources(answer, {flood.id: changed}, 1)) == ["Schools are closed."]


def test_a_card_names_title_date_speaker_and_source() -> None:
    flood = document(published="2021-03-07")
    answer = answered("x [1]", cite(flood, "Schools are closed.", speaker="Ana Ruiz"))
    seen = Reader(rendering.render_sources(answer, {flood.id: flood}, 1)).seen
    for part in ("The flood", "7 March 2021", "Ana Ruiz", "flood.txt"):
        assert part in seen


@pytest.mark.parametrize(
    ("source", "linked"),
    [
        ("https://example.org/a?b=1&c=2", True),
        ("http://example.org/", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt://example.org/%0aalert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("http://[bad", False),
        ("/home/ana/notes.txt", False),
    ],
)
def test_only_web_addresses_become_links(source: str, linked: bool) -> None:
    flood = document(source=source)
    html = rendering.render_sources(answered("x [1]", cite(flood, "Schools are closed.")), {flood.id: flood}, 1)
    outside = [has["href"] for has in Reader(html).all("a") if not (has["href"] or "").startswith("#")]
    assert outside == ([source] if linked else [])


def test_nothing_from_a_document_becomes_markup() -> None:
    text = f"{HOSTILE} said the </blockquote><form action=http://evil.example><iframe src=//evil.example>."
    bad = document(text, title=f"</h3>{HOSTILE}", source=f'x"{HOSTILE}', published=f'2021"{HOSTILE}')
    answer = replace(
        answered(f"{text} [1] {HOSTILE} **{HOSTILE}**", cite(bad, text, speaker=HOSTILE), question=HOSTILE),
        standalone_question=f"{HOSTILE}?",
        short_answer=HOSTILE,
    )
    summary = DocumentSummary(bad.id, bad.title, bad.source, bad.published, bad.sha256, "2021", 1, 1)
    reply = rendering.render_answer(answer, 1)
    for html in (
        rendering.render_turn(HOSTILE, reply, 1),
        rendering.render_sources(answer, {bad.id: bad}, 1),
        rendering.render_failure(HOSTILE),
        rendering.render_shelf([summary]),
    ):
        read = Reader(html)
        assert not {tag for tag, _ in read.tags} & {"script", "img", "form", "iframe"}
        assert not [name for _, has in read.tags for name in has if name.startswith("on")]
        assert "<script>alert(1)</script>" in read.seen


def test_direction_controls_end_with_the_words_that_hold_them() -> None:
    override = "\N{RIGHT-TO-LEFT OVERRIDE}"
    bad = document(f"before{override} it. Schools are closed.", title=f"Ann{override}nimdA", source=f"a{override}txt.exe")
    html = rendering.render_sources(answered("x [1]", cite(bad, "Schools are closed.")), {bad.id: bad}, 1)
    assert f"<bdi>before{override} it. </bdi><mark>Schools are closed.</mark>" in html
    assert "<bdi>AnnnimdA</bdi>" in html
    assert html.count(override) == 1


def test_control_characters_and_lone_surrogates_are_replaced() -> None:
    html = rendering.render_failure("a\x00b\x1bc\ud800d")
    assert "a\ufffdb\ufffdc\ufffdd" in html
    html.encode()


def test_the_shelf_lists_some_documents_and_counts_the_rest() -> None:
    summaries = [DocumentSummary(str(n), f"Title {n}", f"{n}.txt", None, "", "2021", 1, 1) for n in range(12)]
    seen = Reader(rendering.render_shelf(summaries)).seen
    assert "12 documents" in seen
    assert "and 4 other documents" in seen
    assert rendering.render_shelf([]) == ""


def test_a_command_in_a_message_is_set_as_one() -> None:
    assert "<code>qa doctor</code>" in rendering.render_failure("Run `qa doctor`.")


def test_an_empty_library_says_what_to_do() -> None:
    assert "qa ingest PATH" in rendering.render_welcome(0)
    assert "qa ingest" not in rendering.render_welcome(1)


def test_only_the_first_paragraph_of_an_abstention_is_its_verdict() -> None:
    text = "Ada Cole said nothing about Iran in these documents.\n\nWhat was said: “The <b>bridge</b> is safe”"
    html = rendering.render_answer(Answer("Q?", "Q?", "abstained", "statements", text), 1)
    assert '<p class="verdict">Ada Cole said nothing about Iran in these documents.</p>' in html
    assert "<p>What was said: “The &lt;b&gt;bridge&lt;/b&gt; is safe”</p>" in html
