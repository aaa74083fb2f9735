"""Rows for tests: an answerable question that went well, unless said otherwise."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from eval.rows import JudgedCitation, RankedChunk, RankedSentence, Row


def row(number: int = 1, **changes: Any) -> Row:
    """`status` and `short_answer` go into the answer object; everything else replaces the row's field of that name."""
    answer = {
        "question": "Who?",
        "standalone_question": "Who?",
        "status": changes.pop("status", "answered"),
        "reader": "extractive",
        "short_answer": changes.pop("short_answer", None),
        "text": "Ann did. [1]",
        "citations": [],
        "closest": [],
        "timings_ms": {"embed": 4.0, "read": 6.0, "total": 10.0},
    }
    good = Row(
        id=str(number),
        question="Who?",
        answers=("Ann",),
        documents=("a.txt",),
        cites=(),
        answerable=True,
        left_out=None,
        known_failure=None,
        answer=answer,
        chunks=chunks(True),
        evidence=sentences(True),
        citations=citations(True),
        closest=(),
        relevant_chunks=1,
        wanted=1,
        cited=1,
        answerability=0.9,
        latency_ms=10.0,
    )
    return replace(good, **changes)


def abstained(number: int = 1, **changes: Any) -> Row:
    return row(number, **{"status": "abstained", "citations": (), "cited": 0, "answerability": 0.1} | changes)


def absent(number: int = 1, **changes: Any) -> Row:
    """An unanswerable question, abstained from."""
    nothing = {"answers": (), "answerable": False, "relevant_chunks": None, "wanted": 0}
    return abstained(number, **nothing | changes)


def chunks(*relevant: bool | None) -> tuple[RankedChunk, ...]:
    return tuple(RankedChunk("a.txt", "a", 10 * n, 10 * n + 9, 1.0 / (n + 1), each) for n, each in enumerate(relevant))


def sentences(*holds: bool | None) -> tuple[RankedSentence, ...]:
    return tuple(RankedSentence("a.txt", "a", 10 * n, 10 * n + 8, 0.5, "Ann did.", each) for n, each in enumerate(holds))


def citations(*holds: bool | None, resolves: Sequence[bool] | None = None) -> tuple[JudgedCitation, ...]:
    true = resolves or [True] * len(holds)
    return tuple(JudgedCitation(n, true[n - 1], each) for n, each in enumerate(holds, start=1))
