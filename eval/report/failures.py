"""What went wrong, in kinds, each question with all that is needed to see why."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.metrics import SCORES
from eval.results import Texts
from eval.rows import RankedChunk, Row

# Passages shown of each failure.
_PASSAGES = 3
_SENTENCES = 3
# A short answer with less of the gold answer's words than this is a failure worth reading.
_OTHER_WORDS = 0.5

Pieces = list[tuple[str, bool]]  # text, and whether it is to be marked


@dataclass(frozen=True, slots=True)
class Shown:
    """A stretch of a document: where it is from, its text with the gold marked, and what to say of it."""

    source: str
    place: str
    pieces: Pieces
    good: bool
    note: str


@dataclass(frozen=True, slots=True)
class Failure:
    row: Row
    notes: tuple[str, ...]
    citations: tuple[Shown, ...]
    evidence: tuple[Shown, ...]
    passages: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One way to fail."""

    title: str
    meaning: str
    failures: tuple[Failure, ...]


def failure_kinds(rows: Sequence[Row], texts: Texts) -> list[Kind]:
    """Only kinds that occurred, in the order of the page."""
    wrong = [row for row in rows if SCORES["right"](row) == 0.0]
    found = [
        (
            "Abstained, though the documents answer",
            "“Not in these documents”, wrongly.",
            [r for r in wrong if r.answerable and r.abstained],
        ),
        (
            "Cited something else",
            "Answered, but the citations aren’t what the gold asks for: all its quotes, or a first one that holds an answer.",
            [r for r in wrong if r.answerable and not r.abstained],
        ),
        ("Answered, though the documents don’t", "It should have abstained.", [r for r in wrong if not r.answerable]),
        (
            "Another short answer",
            "Rightly cited, but the short answer has few or none of the gold answer’s words.",
            _other_words(rows),
        ),
    ]
    return [
        Kind(title, meaning, tuple(_failure(row, texts) for row in of_kind)) for title, meaning, of_kind in found if of_kind
    ]


def marked(text: str, wanted: Iterable[str]) -> Pieces:
    """The text cut at every occurrence of any of `wanted`, whatever its case."""
    needles = sorted({needle.strip() for needle in wanted if needle.strip()}, key=len, reverse=True)
    if not needles:
        return [(text, False)]
    pattern = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, needles)) + r")(?!\w)", re.IGNORECASE)
    return [(piece, bool(number % 2)) for number, piece in enumerate(pattern.split(text)) if piece]


def _other_words(rows: Sequence[Row]) -> list[Row]:
    return [
        row
        for row in rows
        if SCORES["right"](row) and row.answer["short_answer"] and (f1 := SCORES["short_answer_f1"](row)) is not None
        and f1 < _OTHER_WORDS
    ]  # fmt: skip


def _failure(row: Row, texts: Texts) -> Failure:
    wanted = [*(row.answers or ()), *(quote for quotes in row.cites for quote in quotes)]
    return Failure(
        row=row,
        notes=tuple(_notes(row)),
        citations=tuple(_citations(row, wanted)),
        evidence=tuple(
            Shown(
                found.document,
                f"{found.start}–{found.end}",
                marked(found.quote, wanted),
                bool(found.holds),
                f"{found.score:.2f}",
            )
            for found in row.evidence[:_SENTENCES]
        ),
        passages=tuple(_passage(chunk, texts, wanted) for chunk in row.chunks[:_PASSAGES]),
    )


def _notes(row: Row) -> Iterable[str]:
    if row.left_out:
        yield {"near": "asked without the paragraph that answers", "far": "asked without the whole article"}[row.left_out]
    rank = next((number for number, chunk in enumerate(row.chunks, start=1) if chunk.relevant), None)
    if row.relevant_chunks is not None:
        yield f"first relevant passage: {rank}" if rank else f"no relevant passage among the first {len(row.chunks)}"
    place = next((number for number, sentence in enumerate(row.evidence, start=1) if sentence.holds), None)
    if row.answerable and row.wanted:
        yield f"first evidence with an answer: {place}" if place else f"no answer in the first {len(row.evidence)} sentences"
    yield f"answerability {row.answerability:.2f}"
    if row.known_failure:
        yield f"known: {row.known_failure}"


def _citations(row: Row, wanted: Sequence[str]) -> Iterable[Shown]:
    judged: Mapping[int, bool | None] = {citation.marker: citation.holds for citation in row.citations}
    for citation in row.answer["citations"]:
        place = f"{citation['start']}–{citation['end']}"
        good = bool(judged.get(citation["marker"]))
        yield Shown(citation["source"], place, marked(citation["quote"], wanted), good, f"[{citation['marker']}]")


def _passage(chunk: RankedChunk, texts: Texts, wanted: Sequence[str]) -> Shown:
    text = texts.get((chunk.document_id, chunk.start, chunk.end), "")
    return Shown(chunk.document, f"{chunk.start}–{chunk.end}", marked(text, wanted), bool(chunk.relevant), f"{chunk.score:.2f}")
