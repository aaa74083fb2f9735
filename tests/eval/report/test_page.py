"""The page of `qa eval --html`, from made-up rows."""

import re
from html.parser import HTMLParser

import pytest

from eval.comparing import compare_runs
from eval.report import render_page
from eval.results import Results, measure
from eval.rows import Failed
from tests.eval.rows import absent, abstained, chunks, citations, row, sentences

EVIL = '<script>alert(1)</script><img src=x onerror="alert(1)"> & "quotes" \u202e'


def results(*rows, failed=()):
    return Results(
        metrics=measure(rows),
        rows=rows,
        failed=failed,
        run={
            "gold": "set.jsonl",
            "questions": len(rows),
            "library": {"documents": 1, "chunks": 3},
            "finished": "2026-11-25T12:00:00+00:00",
        },
        settings={"answer_threshold": 0.5},
        versions={"citedqa": "0.1.0"},
    )


ROWS = (
    row(1, chunks=chunks(False, True)),
    abstained(2, question="Who was missed?"),
    absent(3, question="Who never was?", status="answered", citations=citations(False)),
    row(4, question="Who else?", citations=citations(False), evidence=sentences(False, True)),
    absent(1, left_out="near"),
)


class Page(HTMLParser):
    """What a browser would make of it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def test_the_page_asks_nothing_of_any_other_place():
    html = render_page(results(*ROWS), {})
    page = Page(html)
    assert {"script", "link", "img", "iframe", "object", "base", "form"}.isdisjoint(tag for tag, _ in page.tags)
    assert all(not name.startswith("on") and name not in ("src", "href") for _, given in page.tags for name in given)
    assert re.search(r"url\(|@import|https?:", html) is None
    policy = next(given["content"] for tag, given in page.tags if given.get("http-equiv") == "Content-Security-Policy")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_the_page_has_its_plots_its_metrics_and_its_failures_by_kind():
    page = Page(render_page(results(*ROWS), {}))
    plots = [given["aria-label"] for tag, given in page.tags if tag == "svg" and "aria-label" in given]
    assert plots == ["Recall by number of passages", "Risk over coverage", "How long questions took", "Answerability"]
    for told in ("recall@10", "coverage_at_5_risk", "Who was missed?", "Who never was?", "Who else?"):
        assert told in page.text
    kinds = ("Abstained, though the documents answer 1", "Cited something else 1", "Answered, though the documents don’t 1")
    assert all(kind in page.text for kind in kinds)


def test_a_failure_shows_its_passages_with_the_gold_answer_marked():
    missed = abstained(2, chunks=chunks(True))
    html = render_page(results(missed), {("a", 0, 9): "Then ann came, not Anna."})
    assert "Then <mark>ann</mark> came, not Anna." in html
    assert "first relevant passage: 1" in html


@pytest.mark.parametrize(
    "evil",
    [
        abstained(1, question=EVIL, answers=(EVIL,), known_failure=EVIL),
        abstained(1, evidence=(sentences(True)[0].__class__(EVIL, "a", 0, 8, 0.5, EVIL, True),)),
        abstained(1, chunks=(chunks(True)[0].__class__(EVIL, "a", 0, 9, 1.0, True),)),
        row(1, citations=citations(False), answer=dict(row().answer, text=EVIL, short_answer=EVIL, standalone_question=EVIL)),
    ],
)
def test_nothing_from_a_document_becomes_markup(evil):
    found = results(evil, failed=(Failed(EVIL, EVIL),))
    html = render_page(found, {("a", 0, 9): EVIL}, compare_runs([evil], [absent(1, question=evil.question)]))
    assert {"script", "img"}.isdisjoint(tag for tag, _ in Page(html).tags)
    assert "\u202e" not in html
    assert "&lt;script&gt;" in html


def test_a_run_without_failures_says_so():
    assert "Nothing, of 1 rows whose answer is known." in Page(render_page(results(row()), {})).text


def test_a_run_in_which_nothing_could_be_asked_still_makes_a_page():
    page = Page(render_page(results(failed=(Failed("7", "the question is empty"),)), {}))
    assert "7: the question is empty" in page.text
