"""What a message wants, learnt from 22,269 messages: its kind, and which of its words name what.

Three layers and one of scores read on from the bundled embedding model's third layer; `eval/training/train_kinds.py` trained
them. A score of the whole message is the mean of its tokens' scores.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from qa.embedding.bundled import Run, read_tokens, scores_of, softmax
from qa.pipeline.kinds.document_facts import Fact

MODEL_FILE, NOTE_FILE = "kinds.onnx", "kinds.json"
# As `question_kind` has them; "news" is its topic of which the newest is asked, "said" its question for somebody's words.
KINDS = (
    *("question", "topic", "news", "summary", "about", "compare", "timeline", "count", "which_documents", "newest"),
    *("most_quoted", "fact", "small_talk", "said"),
)
# What words of a message name: each token is outside of it, begins it, or goes on with it.
SLOTS = ("topic", "parties", "source", "period", "document", "speaker")
_OUTSIDE, _BEGINS, PLACES = 0, 1, 3
# How likely a token has to be outside, to be so: of 728 messages 8 more had all their slots right than with 0.5.
_SURELY_OUTSIDE = 0.7
FACTS = (*get_args(Fact), "title", "other")
# What is told of a message that wants documents: the oldest, those added last, a number for each month, year or source; where
# documents differ; those that quote somebody.
MARKS = ("oldest", "added", "month", "year", "site", "differing", "quoting")
# How many scores of a token are of the kinds, of the slots' places, of the facts, and of the marks.
PARTS = (len(KINDS), len(SLOTS) * PLACES, len(FACTS), len(MARKS))

Floats = NDArray[np.float32]
_REMEMBERED = 256


@dataclass(frozen=True, slots=True)
class ReadKind:
    """`kind` is the likeliest one, `probability` how likely it is. The slots hold words as the message has them, in order.

    `fact` is what is asked of a document itself, "" for any other kind of message.
    """

    kind: str
    probability: float
    topic: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    period: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    fact: str = ""
    marks: frozenset[str] = frozenset()

    @property
    def words(self) -> tuple[str, ...]:
        """What the slots hold."""
        return (*self.topic, *self.parties, *self.source, *self.period, *self.document, *self.speaker)


@lru_cache(_REMEMBERED)
def read_kind(message: str, *, as_wish: bool = False) -> ReadKind:
    """Read what a message wants; `as_wish`, the likeliest kind but a question, its probability among all. Raises ModelError."""
    tokens = read_tokens(message)
    scores = packed_model()(tokens.hidden)
    kinds, slots, facts, marks = np.split(scores, np.cumsum(PARTS)[:-1], axis=1)
    chances = softmax(kinds.mean(axis=0))
    if as_wish:
        chances[KINDS.index("question")] = 0
    kind = KINDS[int(chances.argmax())]
    chances_of = softmax(slots.reshape(len(scores), len(SLOTS), PLACES))
    inside = 1 + chances_of[:, :, 1:].argmax(axis=2)
    places = np.where(chances_of[:, :, _OUTSIDE] > _SURELY_OUTSIDE, _OUTSIDE, inside)
    named = {slot: tuple(_words(message, tokens.offsets, places[:, at])) for at, slot in enumerate(SLOTS)}
    return ReadKind(
        kind,
        float(chances.max()),
        fact=FACTS[int(facts.mean(axis=0).argmax())] if kind == "fact" else "",
        marks=frozenset(mark for mark, score in zip(MARKS, marks.mean(axis=0), strict=True) if score > 0),
        **named,
    )


def _words(message: str, offsets: Sequence[tuple[int, int]], places: NDArray[np.int64]) -> Iterator[str]:
    """Yield each stretch of whole words of which some token begins it or goes on with it; nothing parts two names."""
    found: list[tuple[int, int]] = []
    inside = False
    for (first, last), place in zip(offsets, places, strict=True):
        if first == last:
            continue  # what the tokenizer puts around a text
        begun, end = found[-1] if found else (-1, -1)
        within_word = first == end and first > 0 and message[first - 1].isalnum() and message[first].isalnum()
        if inside and (within_word or place > _BEGINS):
            found[-1] = begun, last
        elif place != _OUTSIDE:
            start = _word_start(message, first)
            if found and not message[end:start].strip():
                found[-1] = begun, last
            else:
                found.append((start, last))
        inside = place != _OUTSIDE or (inside and within_word)
    return (message[start:end] for start, end in found)


def _word_start(message: str, first: int) -> int:
    while first > 0 and message[first - 1].isalnum():
        first -= 1
    return first


def packed_model() -> Run:
    """The model in this package, loaded once in a process. Raises ModelError."""
    return scores_of(Path(str(files("qa.pipeline.kinds"))), MODEL_FILE, NOTE_FILE)


def around(message: str, named: Iterable[str]) -> str:
    """Return the message in small letters without the words that name something."""
    rest = message.casefold()
    for words in sorted(named, key=len, reverse=True):
        rest = re.sub(rf"(?<!\w){re.escape(words.casefold())}(?!\w)", " ", rest)  # "the" stands in "other"
    return rest
