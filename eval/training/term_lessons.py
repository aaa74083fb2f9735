"""Follow-ups that the term model learns from: what was said before each, and which words of that belong to it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.datasets import GOLD, json_lines
from eval.follow_up_sets import canard_in_full, cast_2019, is_held_out
from qa.embedding.bundled import read_long
from qa.english.request import bare
from qa.english.words import content_stems, stem
from qa.pipeline import Pipeline
from qa.pipeline.follow_ups import said_before
from qa.pipeline.follow_ups.term_model import heard
from qa.settings import Settings
from qa.types import Question, Span, Turn

_WORD = re.compile(r"\w+(?:['’]\w+)?")
# What the history's tokens are not: the question's own, and what parts them.
UNKNOWN = -1.0
# How often a sentence that answers has been quoted, how long another stretch is, and how often the subject changes.
_QUOTED_RIGHT, _TOLD, _CHANGED = 0.75, 200, 0.12


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """`hidden` (t, d) are its tokens' vectors of the third layer; `belongs` (t,) is 1, 0 or UNKNOWN; `alone`: nothing is 1."""

    hidden: NDArray[np.float16]
    belongs: NDArray[np.float32]
    alone: bool


def lesson(question: str, history: Sequence[Turn], titles: Mapping[str, str], rewrite: str) -> Lesson:
    """Label each token of what was said before, as the app hears it, by whether the question in full has its word.

    Words of the question itself are none. `titles` are those of the documents that were quoted, by their ids.
    """
    question = bare(question)
    context = heard(question, said_before(history), titles)
    tokens = read_long(context.text)
    wanted = content_stems(rewrite) - content_stems(question)
    belongs = np.full(len(tokens.offsets), UNKNOWN, dtype=np.float32)
    words = [(each.span(), stem(each[0]) in wanted) for each in _WORD.finditer(context.text)]
    for at, (first, last) in enumerate(tokens.offsets):
        if first < last and first >= context.start:
            belongs[at] = next((float(is_wanted) for (start, end), is_wanted in words if start <= first < end), UNKNOWN)
    return Lesson(tokens.hidden.astype(np.float16), belongs, not (belongs == 1).any())


def asked_in_library(name: str, data: Path, seed: int | None) -> Iterator[Lesson]:
    """Ask the conversations of eval/gold/conversations-library-`name` of a library, and learn what follows on its answers.

    With a seed, a question that changes the subject is asked now and then as well.
    """
    chance = None if seed is None else Random(seed)
    with Pipeline.open(Settings(data_dir=data)) as pipeline:
        for conversation in json_lines(GOLD / f"conversations-library-{name}.jsonl"):
            history, titles = list[Turn](), dict[str, str]()
            for turn in conversation["turns"]:
                if history and turn["type"] != "thanks":
                    yield from _lessons(turn, history, titles, chance)
                answer = pipeline.trace(Question(turn["question"], tuple(history)))[1]
                history += [Turn("user", turn["question"]), answer.turn()]
                titles |= {each.document_id: each.title for each in answer.citations}


def of_single_documents(libraries: Mapping[str, Path], seed: int) -> Iterator[Lesson]:
    """Learn from conversations on one document each, as if the app had quoted its sentence, now and then another one of it."""
    chance = Random(seed)
    for name, table in (("news", "conversations-training"), ("documents", "conversations-documents-training")):
        with Pipeline.open(Settings(data_dir=libraries[name])) as pipeline:
            known = {Path(each.source).name: each.id for each in pipeline.stores.library.documents()}
            known |= {each.source: each.id for each in pipeline.stores.library.documents()}
            for conversation in json_lines(GOLD / f"{table}.jsonl"):
                document = pipeline.stores.library.document(known[conversation["document"]])
                history, titles = list[Turn](), {document.id: document.title}
                for turn in conversation["turns"]:
                    if history:
                        yield from _lessons(turn, history, titles, chance)
                    told = _told(turn, document.text, chance)
                    history += [Turn("user", turn["question"]), Turn("assistant", told, (document.id,))]


def _told(turn: dict[str, Any], text: str, chance: Random) -> str:
    """The sentence that answers; one time of four, or where none does, whatever stands somewhere in the text."""
    somewhere = chance.randrange(max(1, len(text) - _TOLD))
    first, last = turn["spans"][0] if turn["spans"] and chance.random() < _QUOTED_RIGHT else (somewhere, somewhere + _TOLD)
    return " ".join(Span(first, min(last, len(text))).of(text).split())


def _lessons(turn: dict[str, Any], history: list[Turn], titles: Mapping[str, str], chance: Random | None) -> Iterator[Lesson]:
    yield lesson(turn["question"], history, titles, turn["rewrite"])
    if chance is not None and chance.random() < _CHANGED:
        other = chance.choice(_complete_questions())
        yield lesson(other, history, titles, other)


@cache
def _complete_questions() -> tuple[str, ...]:
    """What began a conversation, or changed its subject without leaning on it."""
    turns = (
        turn
        for path in sorted(GOLD.glob("conversations*-training.jsonl"))
        for each in json_lines(path)
        for turn in each["turns"]
    )
    return tuple(
        turn["question"] for turn in turns if turn["type"] in ("first", "changed") and turn["question"] == turn["rewrite"]
    )


def of_public_sets(data: Path) -> Iterator[Lesson]:
    """Learn from CANARD, but for the quarter that is held out, and from CAsT 2019."""
    turns = [each for each in canard_in_full(data / "canard") if not is_held_out(each)]
    for turn in (*turns, *cast_2019(data / "cast2019")):
        yield lesson(turn.question, turn.history, {}, turn.rewrite)
