"""The trained reader: question and passage → how much each token looks like the answer's start, its end, and evidence."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import log
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from qa.embedding import InferencePool, open_packed, shared_tokenizer
from qa.types import Span

MODEL_FILE = "reader.onnx"
NOTE_FILE = "reader.json"
# What the reader was trained with; a chunk of 100 words and its question have about 160.
MAX_TOKENS = 256
# Of those at most so many are the question's: a longer one is cut, else nothing of the passage would be read.
_MOST_QUESTION_TOKENS = 80
# Tokens; 99 % of the answers it was trained on are shorter.
_LONGEST = 30

# Passages that it remembers having read, 5 KB each: those of the last thirty questions, for whoever asks again.
_REMEMBERED = 256

# Chances of everything else that count as none.
_LEAST = 1e-6

_ASKING = re.compile(r"[^.!?]+\?")

Floats = NDArray[np.float32]
Tokens = NDArray[np.int64]
# Ids and kinds (tokens,) → (tokens, 3) logits: start, end, evidence.
Run = Callable[[Tokens, Tokens], Floats]


class Readable(Protocol):
    """A passage, as far as it is read."""

    @property
    def title(self) -> str: ...

    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """The best answer within a stretch of a passage, offsets into its text; in log-odds, higher is better.

    `logit` compares answers of one question, also across passages; `odds` is against the passage answering nothing, `clear`
    that of it and what overlaps it against all else in the stretch.
    """

    span: Span
    logit: float
    odds: float
    clear: float = 0.0


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """How much a sentence looks like evidence; `logit` compares sentences of one question, `odds` is against none being any."""

    logit: float
    odds: float


@dataclass(frozen=True, slots=True, eq=False)
class ReadPassage:
    """One passage as read: each token's `offsets` (tokens, 2) in the passage's text, its three logits (tokens,).

    `null` is the logit of "no short answer here", `no_evidence` of "no sentence here answers".
    """

    offsets: NDArray[np.int64]
    start: Floats
    end: Floats
    evidence: Floats
    null: float
    no_evidence: float

    def sentence(self, stretch: Span) -> SentenceScore | None:
        """The mean evidence logit of the tokens inside `stretch`; None where no token of it was read."""
        inside = (self.offsets[:, 0] >= stretch.start) & (self.offsets[:, 1] <= stretch.end)
        if not inside.any():
            return None
        logit = float(self.evidence[inside].mean())
        return SentenceScore(logit, logit - self.no_evidence)

    def best_within(self, stretch: Span) -> FoundSpan | None:
        """The best answer inside `stretch` (offsets into the passage's text); None where no token of it was read."""
        inside = np.flatnonzero((self.offsets[:, 0] >= stretch.start) & (self.offsets[:, 1] <= stretch.end))
        if not len(inside):
            return None
        first, last = inside[0], inside[-1] + 1
        # (starts, ends): an end before its start, or too far behind it, is no answer.
        sums = self.start[first:last, None] + self.end[None, first:last]
        allowed = np.tri(last - first, dtype=np.bool_).T & np.tri(last - first, k=_LONGEST - 1, dtype=np.bool_)
        place = int(np.where(allowed, sums, -np.inf).argmax())
        start, end = divmod(place, last - first)
        logit = float(sums[start, end])
        span = Span(int(self.offsets[first + start, 0]), int(self.offsets[first + end, 1]))
        chances = np.where(allowed, np.exp(sums - logit), 0.0)
        # Spans that end before it starts, or start behind its end.
        apart = float(chances[:start, :start].sum() + chances[end + 1 :, end + 1 :].sum())
        together = float(chances.sum()) - apart
        return FoundSpan(span, logit, logit - self.null, log(together / max(apart, _LEAST)))


@dataclass(frozen=True, slots=True, eq=False)
class _Tokens:
    """A question and a passage: `ids` and `kinds` (tokens,), `offsets` (tokens, 2) into the passage where the kind is 1."""

    ids: Tokens
    kinds: Tokens
    offsets: Tokens

    @classmethod
    def of(cls, encoding: Any, most: int) -> "_Tokens":
        """The passage is cut where both have more than so many; the last token, which ends it, stays."""
        rows = (np.array(row, dtype=np.int64) for row in (encoding.ids, encoding.type_ids, encoding.offsets))
        return cls(*(np.concatenate([row[: most - 1], row[-1:]]) if len(row) > most else row for row in rows))


class SpanReader:
    """Reads passages with a model of this package, once for the same question. Safe to share between threads."""

    def __init__(self, run: Run | None = None, most_tokens: int = MAX_TOKENS) -> None:
        """`run` is the model, else that of passages. It reads `most_tokens` of one. Raises ModelError where it is damaged."""
        self._tokenizer: Any = shared_tokenizer()
        self._most_tokens = most_tokens
        self._run = run or packed_model()
        self._workers = InferencePool()
        self._remembered = lru_cache(_REMEMBERED)(self._read)

    def read(self, question: str, passages: Sequence[Readable]) -> list[ReadPassage]:
        """Each passage as read for this question, in the order given."""
        question = self._shortened(question)
        return list(self._workers.map(lambda passage: self._remembered(question, passage.title, passage.text), passages))

    def _read(self, question: str, title: str, text: str) -> ReadPassage:
        lead = f"{title}\n" if title else ""
        tokens = _Tokens.of(self._tokenizer.encode(question, lead + text), self._most_tokens)
        return _read_passage(tokens, self._run(tokens.ids, tokens.kinds), len(lead))

    def _shortened(self, question: str) -> str:
        """A long question's last sentence that asks, or its end."""
        if len(question) <= _MOST_QUESTION_TOKENS:
            return question  # a token has at least one character
        offsets = self._tokenizer.encode(question, add_special_tokens=False).offsets
        if len(offsets) <= _MOST_QUESTION_TOKENS:
            return question
        asking = [match.group().strip() for match in _ASKING.finditer(question)]
        if asking and asking[-1] != question.strip():
            return self._shortened(asking[-1])
        return question[offsets[-_MOST_QUESTION_TOKENS][0] :]


@cache
def shared_reader() -> SpanReader:
    """One with the packed model for all who read with that, so that what it remembers serves them all. Raises ModelError."""
    return SpanReader()


def packed_model() -> Run:
    """The model in this package, loaded once in a process: it is as safe to share as its readers are. Raises ModelError."""
    return _packed(Path(str(files("qa.reading"))))


@cache
def _packed(folder: Path) -> Run:
    session = open_packed(folder, MODEL_FILE, NOTE_FILE)

    def run(ids: Tokens, kinds: Tokens) -> Floats:
        logits: Floats = session.run(None, {"ids": ids, "kinds": kinds})[0]
        return logits

    return run


def _read_passage(tokens: _Tokens, logits: Floats, lead: int) -> ReadPassage:
    """The passage's own tokens: neither the question's nor the title's."""
    offsets = tokens.offsets
    # The second sequence, without the separator that ends it.
    own = (tokens.kinds == 1) & (offsets[:, 1] > offsets[:, 0]) & (offsets[:, 0] >= lead)
    start, end, evidence = logits[: len(own)][own].T
    return ReadPassage(offsets[own] - lead, start, end, evidence, float(logits[0, :2].sum()), float(logits[0, 2]))
