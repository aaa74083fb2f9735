"""Examples → batches of token ids: which passages of a question are shown this time, and what they are made of."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from eval.training.examples import Context, Example
from qa.types import Span

# A chunk of 100 words and its question have about 160.
MAX_TOKENS = 208
# Chances, per question and pass. Measured choices are in MODEL_CARD.md; the others are common ones.
_SWAPPED_NAME = 0.12  # the question asks of somebody else: the passage doesn't answer any more
_SHORTENED = 0.5  # only some sentences of the passages are shown
_WITHOUT_TITLE = 0.3

_NAME = re.compile(r"\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*|\b\d{4}\b")
_SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])|\n")


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One question with one passage as tokens. `starts` and `ends` are token numbers, of the null answer (0) where none."""

    ids: list[int]
    types: list[int]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    group: int


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """(rows, longest) arrays. `gold_start` and `gold_end` mark every right token; `spannable` every token of the passage."""

    ids: NDArray[np.int64]
    types: NDArray[np.int64]
    mask: NDArray[np.int64]
    spannable: NDArray[np.bool_]
    gold_start: NDArray[np.bool_]
    gold_end: NDArray[np.bool_]
    groups: NDArray[np.int64]


class Sampler:
    """Shows each example in another way each time; all chance comes from `seed`."""

    def __init__(self, tokenizer: Tokenizer, names: Sequence[str], seed: int) -> None:
        self._tokenizer = tokenizer
        self._names = names
        self._chance = random.Random(seed)

    def rows(self, example: Example, group: int, negatives: int) -> list[Row]:
        chance = self._chance
        question = self._worded(example.question)
        positive = chance.choice(example.positives)
        if chance.random() < _SWAPPED_NAME:
            swapped = self._swapped(question, positive)
            if swapped is not None:
                # Asked of somebody else, the very same passage doesn't answer; with the true question beside it.
                true = self._row(question, positive, group)
                false = self._row(swapped, replace(positive, answers=()), -1)
                return [row for row in (true, false) if row is not None]
        # Short passages are seen as well as long ones; those of one question are alike, since they share a batch's length.
        cut = self._cut if chance.random() < _SHORTENED else lambda context: context
        shown = [cut(positive)]
        # The nearest are the hardest: the chance to be shown falls with the rank.
        for _ in range(min(negatives, len(example.negatives))):
            place = min(int(chance.expovariate(0.5)), len(example.negatives) - 1)
            context = cut(example.negatives[place])
            if context not in shown:
                shown.append(context)
        rows = [self._row(question, context, group) for context in shown]
        return [row for row in rows if row is not None]

    def _worded(self, question: str) -> str:
        """Search questions come without a question mark; sometimes others do too."""
        bare = question.rstrip("? ")
        return bare + "?" if self._chance.random() < 0.7 else bare

    def _swapped(self, question: str, context: Context) -> str | None:
        lowered = question.lower()
        shared = [name for name in _NAME.findall(context.text) if len(name) > 3 and name.lower() in lowered]
        if not shared:
            return None
        name = max(shared, key=len)
        others = [other for other in _NAME.findall(context.text) if other.isdigit() == name.isdigit()]
        pool = others if others and self._chance.random() < 0.5 else self._names
        other = self._chance.choice(pool)
        if other.lower() in lowered or name.lower() in other.lower() or other.isdigit() != name.isdigit():
            return None
        return re.sub(re.escape(name), lambda _: other, question, flags=re.IGNORECASE)

    def _cut(self, context: Context) -> Context:
        """A few sentences around one answer, or, where there is none, around any place."""
        place = self._chance.randrange(len(context.text))
        answer = self._chance.choice(context.answers) if context.answers else Span(place, place + 1)
        bounds = [0, *(found.end() for found in _SENTENCE_END.finditer(context.text)), len(context.text)]
        before = [bound for bound in bounds if bound <= answer.start]
        after = [bound for bound in bounds if bound >= answer.end]
        start = before[max(len(before) - 1 - self._chance.randrange(3), 0)]
        end = after[min(self._chance.randrange(3), len(after) - 1)]
        inside = tuple(Span(a.start - start, a.end - start) for a in context.answers if start <= a.start and a.end <= end)
        return Context(context.title, context.text[start:end], inside)

    def _row(self, question: str, context: Context, group: int) -> Row | None:
        title = context.title if self._chance.random() >= _WITHOUT_TITLE else ""
        lead = f"{title}\n" if title else ""
        encoding = self._tokenizer.encode(question, lead + context.text)
        starts, ends = [], []
        for answer in context.answers:
            start, end = token_span(encoding, Span(answer.start + len(lead), answer.end + len(lead)))
            if start and end:
                starts.append(start)
                ends.append(end)
        if context.answers and not starts:
            return None  # the answer was cut off
        return Row(encoding.ids, encoding.type_ids, tuple(starts) or (0,), tuple(ends) or (0,), group)


def names_in(text: str) -> list[str]:
    return [name for name in _NAME.findall(text) if len(name) > 3]


def token_span(encoding: "object", span: Span) -> tuple[int, int]:
    """The tokens of the second sequence that hold the span's first and last character; (0, 0) where it was cut off."""
    start = encoding.char_to_token(span.start, 1)  # type: ignore[attr-defined]
    end = encoding.char_to_token(span.end - 1, 1)  # type: ignore[attr-defined]
    return (start or 0, end or 0) if start and end else (0, 0)


def batches(rows: Sequence[Row], tokens: int, chance: random.Random) -> Iterator[Batch]:
    """Batches of about `tokens` tokens, padding included; groups stay whole, and rows of like length stand together."""
    by_group: dict[int, list[Row]] = {}
    for number, row in enumerate(rows):
        by_group.setdefault(row.group if row.group >= 0 else -number - 1, []).append(row)
    ordered = sorted(by_group.values(), key=lambda group: max(len(row.ids) for row in group) + chance.random() * 8)
    packed: list[list[Row]] = []
    current: list[Row] = []
    for group in ordered:
        longest = max(len(row.ids) for row in (*current, *group))
        if current and longest * (len(current) + len(group)) > tokens:
            packed.append(current)
            current = []
        current += group
    if current:
        packed.append(current)
    chance.shuffle(packed)
    return map(_batch, packed)


def _batch(rows: Sequence[Row]) -> Batch:
    longest = max(len(row.ids) for row in rows)
    shape = (len(rows), longest)
    ids, types, mask = (np.zeros(shape, np.int64) for _ in range(3))
    spannable, gold_start, gold_end = (np.zeros(shape, np.bool_) for _ in range(3))
    for number, row in enumerate(rows):
        length = len(row.ids)
        ids[number, :length] = row.ids
        types[number, :length] = row.types
        mask[number, :length] = 1
        spannable[number, : length - 1] = np.array(row.types[:-1], np.bool_)
        gold_start[number, list(row.starts)] = True
        gold_end[number, list(row.ends)] = True
    return Batch(ids, types, mask, spannable, gold_start, gold_end, np.array([row.group for row in rows]))
