"""Messages that the model of kinds learns from: their tokens, and what is right of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.datasets import GOLD, json_lines
from qa.attribution.answers import asked_of_speaker
from qa.embedding.bundled import ReadTokens, read_tokens
from qa.english.request import bare
from qa.pipeline.kinds.kind_model import FACTS, KINDS, MARKS, SLOTS

TRAINING, FITTING = GOLD / "kinds-training.jsonl", GOLD / "kinds-fitting.jsonl"
_OPEN = GOLD / "kinds.jsonl"
# What says nothing of a score, so that nothing is learnt from it.
UNKNOWN = -100
# What the reader is taught with, and so many of each: plain questions, which must stay what they are, and keywords.
_PLAIN = {"news-training": 4000, "documents-training": 3000, "paraphrases": 2500}
_CONVERSATIONS = ("conversations-training", "conversations-documents-training")
# Marks that a message of a kind may have.
_MARKS_OF = {
    "newest": ("oldest", "added"),
    "count": ("month", "year", "site", "quoting"),
    "which_documents": ("quoting",),
    "compare": ("differing",),
}


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """`kind` and `fact` are places in their lists. `slots` (tokens, slots) are 0 outside, 1 where words begin, 2 in them;
    `marks` (marks,) 1, 0 or UNKNOWN. `also` are other kinds that are as right."""

    message: str
    tokens: ReadTokens
    kind: int
    also: frozenset[int]
    slots: NDArray[np.int64]
    fact: int
    marks: NDArray[np.float32]


def lessons(table: Path) -> Iterator[Lesson]:
    """Yield a lesson for each row of a table."""
    return (_lesson(row) for row in json_lines(table))


def plain_questions(seed: int) -> Iterator[Lesson]:
    """Yield lessons of plain questions and keywords, as people ask them of news and everyday documents, and of follow-ups.

    One that asks for somebody's words, in whatever words, is such in other words, too: all of these are taken. It is unclear of
    those that are answered by the own words of somebody whom they name ("Why does Lee doubt it?"): none is.
    """
    chance = Random(seed)
    types: dict[str, str] = {}
    unclear: set[str] = set()
    for table, number in _PLAIN.items():
        rows = list(json_lines(GOLD / f"{table}.jsonl"))
        types |= {row["id"]: row["type"] for row in rows if "type" in row}
        unclear |= {row["id"] for row in rows if row.get("own_words")}
        clear = [row for row in rows if unclear.isdisjoint((row.get("id"), row.get("of")))]
        asked = [(row["question"], row.get("type") or types.get(row.get("of", ""), "")) for row in clear]
        said = [each for each in asked if each[1] == "said"]
        others = [each for each in asked if each[1] != "said"]
        yield from (_lesson(_plain(*each)) for each in (*said, *chance.sample(others, number)))
    yield from (_lesson(row) for row in json_lines(_OPEN) if row["kind"] == "question")
    for table in _CONVERSATIONS:
        for row in json_lines(GOLD / f"{table}.jsonl"):
            yield from (_lesson(_plain(turn["question"], "")) for turn in row["turns"][1:])


def _plain(asked: str, kind: str) -> dict[str, str]:
    if kind == "keywords":
        return {"question": asked, "kind": "topic", "topic": asked}
    known = asked_of_speaker(asked)
    speaker, topic = (known.speaker, known.about or "") if known else ("", "")
    if speaker and speaker in asked and topic in asked:
        return {"question": asked, "kind": "said", "speaker": speaker, "topic": topic}
    return {"question": asked, "kind": "said" if kind == "said" or speaker else "question"}


def _lesson(row: dict[str, Any]) -> Lesson:
    message = bare(row["question"])
    tokens, kind = read_tokens(message), row["kind"]
    slots = np.full((len(tokens.offsets), len(SLOTS)), UNKNOWN)
    if kind not in ("question", "small_talk") and not (kind == "said" and "speaker" not in row):
        slots = np.stack([_places(message, tokens, row.get(slot) or []) for slot in SLOTS], axis=1)
    has = {
        "oldest": row.get("order") == "oldest",
        "added": row.get("by") == "added",
        "site": row.get("grouped_by") == "source",
        **{mark: row.get("grouped_by") == mark for mark in ("month", "year")},
        **{mark: bool(row.get(mark)) for mark in ("differing", "quoting")},
    }
    known = _MARKS_OF.get(kind, ())
    marks = np.array([float(has[mark]) if mark in known else UNKNOWN for mark in MARKS], dtype=np.float32)
    fact = FACTS.index(row["fact_of"]) if kind == "fact" else UNKNOWN
    also = frozenset(KINDS.index(each) for each in row.get("or", ()))
    return Lesson(message, tokens, KINDS.index(kind), also, slots, fact, marks)


def _places(message: str, tokens: ReadTokens, named: str | list[str]) -> NDArray[np.int64]:
    places = np.zeros(len(tokens.offsets), dtype=np.int64)
    at = 0
    for words in [named] if isinstance(named, str) else named:
        first = max(message.casefold().find(words.casefold(), at), message.casefold().find(words.casefold()))
        if first < 0:
            continue  # politeness that was taken off had them
        at = first + len(words)
        within = [n for n, (start, end) in enumerate(tokens.offsets) if first <= start < end <= at]
        places[within] = 2
        places[within[:1]] = 1
    return places
