"""Every row of eval/gold/corpus.jsonl: does the corpus article's answer cite exactly the sentences that it has to?

A row demands, beside the contract of `qa eval`:
`cites`: for each entry, one of its quotes lies inside one citation's quote;
`only`: and no citation lies outside all of them (nobody else's words in an answer to "What did X say?");
`known_failure`: why the product doesn't do it yet. It must then fail: take the mark away when it passes.

Together they reach the figures of eval/gold/corpus.bounds, which `make gate` asks for as well.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from eval.datasets import read_gold
from eval.examining import Examination
from eval.gate import Bound, failures
from eval.results import measure
from eval.rows import Row as Examined
from qa.pipeline import Pipeline
from qa.types import Answer, Span, Turn
from qa.types.saved import answer_from_json

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "eval" / "gold" / "corpus.jsonl"
BOUNDS = GOLD.with_suffix(".bounds")
ARTICLE = (ROOT / "corpus" / "biden-xi-climate-summit.txt").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Row:
    id: str
    question: str
    answers: tuple[str, ...]
    answerable: bool
    cites: tuple[tuple[str, ...], ...]
    history: tuple[Turn, ...] = ()
    only: bool = False
    known_failure: str | None = None

    @classmethod
    def parse(cls, line: str) -> "Row":
        raw = json.loads(line)
        return cls(
            id=raw["id"],
            question=raw["question"],
            answers=tuple(raw["answers"]),
            answerable=raw["answerable"],
            cites=tuple(tuple(alternatives) for alternatives in raw["cites"]),
            history=tuple(Turn(role, text) for role, text in raw.get("history", ())),
            only=raw.get("only", False),
            known_failure=raw.get("known_failure"),
        )


ROWS = [Row.parse(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def as_parameters(rows: list[Row]) -> Iterator[object]:
    for row in rows:
        marks = [pytest.mark.xfail(reason=row.known_failure, strict=True)] if row.known_failure else []
        yield pytest.param(row, id=row.id, marks=marks)


@pytest.fixture(scope="module")
def examined(pipeline: Pipeline) -> dict[str, Examined]:
    """Every row, asked once and judged, by its id."""
    rows = list(Examination(pipeline, read_gold(GOLD)).run())
    assert [row for row in rows if not isinstance(row, Examined)] == []
    return {row.id: row for row in rows if isinstance(row, Examined)}


@pytest.fixture(scope="module")
def ask(examined: dict[str, Examined]) -> Callable[[Row], Answer]:
    return lambda row: answer_from_json(examined[row.id].answer)


def test_the_set_is_answered_no_worse_than_before(examined: dict[str, Examined]) -> None:
    bounds = [Bound.parse(given) for given in BOUNDS.read_text(encoding="utf-8").split()]
    assert failures(bounds, measure(list(examined.values()))) == []


@pytest.mark.parametrize("row", as_parameters(ROWS))
def test_the_answer_cites_what_the_gold_row_demands(row: Row, ask: Callable[[Row], Answer]) -> None:
    answer = ask(row)
    quotes = [citation.quote for citation in answer.citations]
    if not row.answerable:
        assert answer.confidence != "sure", quotes
        return
    assert answer.confidence != "no", answer.text
    for alternatives in row.cites:
        assert any(wanted in quote for wanted in alternatives for quote in quotes), (alternatives, quotes)
    if row.only:
        allowed = [span for alternatives in row.cites for wanted in alternatives for span in places(wanted)]
        for citation in answer.citations:
            cited = Span(citation.start, citation.end)
            assert any(cited.overlaps(span) for span in allowed), citation.quote


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_citation_is_the_stored_text_at_its_offsets(row: Row, ask: Callable[[Row], Answer], pipeline: Pipeline) -> None:
    for citation in (*ask(row).citations, *ask(row).closest):
        document = pipeline.stores.library.document(citation.document_id)
        assert document.text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_an_abstention_offers_the_closest_passages_and_cites_nothing(row: Row, ask: Callable[[Row], Answer]) -> None:
    answer = ask(row)
    if answer.status == "abstained":
        assert not answer.citations
        assert answer.closest
    else:
        assert not answer.closest


def test_the_gold_file_asks_at_least_a_third_that_the_article_does_not_answer() -> None:
    assert len(ROWS) >= 40
    assert sum(not row.answerable for row in ROWS) * 3 >= len(ROWS)


def test_every_gold_row_is_unique_and_demands_what_stands_in_the_article() -> None:
    assert len({row.id for row in ROWS}) == len(ROWS)
    assert len({(row.question, row.history) for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert row.answerable == bool(row.cites), row.id
        for alternatives in row.cites:
            assert alternatives, row.id
            assert all(wanted in ARTICLE for wanted in alternatives), row.id
        quotes = [wanted for alternatives in row.cites for wanted in alternatives]
        assert all(any(answer in quote for quote in quotes) for answer in row.answers), row.id


def places(wanted: str) -> Iterator[Span]:
    start = ARTICLE.find(wanted)
    while start >= 0:
        yield Span(start, start + len(wanted))
        start = ARTICLE.find(wanted, start + 1)
