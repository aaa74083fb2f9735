"""Lessons → rows of tokens: which part of a passage is shown, what stands beside it, and near misses made of both."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from eval.training.lessons import Lesson, joined
from qa.types import Span

# A chunk of 100 words and its question have about 160.
MAX_TOKENS = 256
# Words of a passage shown at most: a chunk has 100.
_MOST_WORDS = 115
# Chances, per question and pass. The near misses are what the reader lacked most; the others are common choices.
NEAR_MISS = 0.3
_SHORTENED = 0.45
_WITHOUT_TITLE = 0.3
_LOWER_CASE = 0.12
_WITHOUT_MARK = 0.25
_TYPO = 0.04

_NAME = re.compile(r"\b[A-Z][\w’'-]+(?: (?:of |de |the )?[A-Z][\w’'-]+)*|\b\d[\d,.]*\d\b|\b\d\b")
_LEAST_NAME = 3


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and its sentences; offsets into `text`."""

    title: str
    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One question with one passage as tokens.

    `sentence` has each token's sentence number, -1 outside the passage. `starts` and `ends` are right tokens; empty where the
    passage doesn't answer; None where the lesson doesn't tell the short answer. `gold` are the right sentences' numbers.
    """

    ids: list[int]
    types: list[int]
    sentence: list[int]
    starts: tuple[int, ...] | None
    ends: tuple[int, ...] | None
    gold: tuple[int, ...]
    group: int


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """(rows, longest) arrays; `sentence` is -1 outside the passage, `right_sentence` marks the tokens of right sentences."""

    ids: NDArray[np.int64]
    types: NDArray[np.int64]
    mask: NDArray[np.int64]
    sentence: NDArray[np.int64]
    gold_start: NDArray[np.bool_]
    gold_end: NDArray[np.bool_]
    with_spans: NDArray[np.bool_]
    gold_sentence: NDArray[np.bool_]
    groups: NDArray[np.int64]


class Drill:
    """Shows each lesson in another way each time; all chance comes from `seed`."""

    def __init__(
        self, tokenizer: Tokenizer, passages: Mapping[str, Passage], near: Mapping[str, Sequence[str]], seed: int
    ) -> None:
        """`passages` by text; `near` gives, for a text, the texts most like it."""
        self._tokenizer = tokenizer
        self._passages = passages
        self._near = near
        self.chance = random.Random(seed)
        sampled = self.chance.sample(sorted(passages), min(3000, len(passages)))
        self._names = [name for text in sampled for name in _NAME.findall(text) if len(name) >= _LEAST_NAME]

    def rows(self, lesson: Lesson, group: int, negatives: float) -> list[Row]:
        """The rows of one lesson: the passage that answers, others that don't, perhaps a near miss. Those share `group`."""
        chance = self.chance
        question = self.worded(lesson.question)
        passage = replace(self._passages[lesson.text], title=lesson.title)
        spans = lesson.answers if lesson.answers is not None else ()
        gold = [n for n, s in enumerate(passage.sentences) if any(s.overlaps(e) for e in (lesson.evidence or spans))]
        if not gold:
            return []
        shown, kept = self._cut(passage, gold)
        inside = tuple(
            Span(a.start - kept.start, a.end - kept.start) for a in spans if kept.start <= a.start and a.end <= kept.end
        )
        right = tuple(
            n
            for n, s in enumerate(shown.sentences)
            if any(Span(s.start + kept.start, s.end + kept.start).overlaps(e) for e in (lesson.evidence or spans))
        )
        title = lesson.title if chance.random() >= _WITHOUT_TITLE else ""
        shown = replace(shown, title=title)
        rows = [self.row(question, shown, None if lesson.answers is None else inside, right, group)]
        if rows[0] is None:
            return []
        if chance.random() < NEAR_MISS:
            rows.append(self.near_miss(question, shown))
        count = int(negatives) + (chance.random() < negatives % 1)
        others = [text for text in self._near.get(lesson.text, ()) if not self._could_answer(lesson, text)]
        for text in chance.sample(others, min(count, len(others))):
            other = self._passages[text]
            cut, _ = self._cut(other, [chance.randrange(len(other.sentences))])
            rows.append(self.row(question, cut, (), (), group))
        return [row for row in rows if row is not None]

    def _could_answer(self, lesson: Lesson, text: str) -> bool:
        return any(len(a.of(lesson.text)) > 3 and a.of(lesson.text).lower() in text.lower() for a in lesson.answers or ())

    def worded(self, question: str) -> str:
        """People type in lower case, without a question mark, and with typos."""
        chance = self.chance
        question = question.strip()
        if chance.random() < _WITHOUT_MARK:
            question = question.rstrip("? ")
        elif not question.endswith("?"):
            question += "?"
        if chance.random() < _LOWER_CASE:
            question = question.lower().rstrip("?")
        if chance.random() < _TYPO:
            words = question.split()
            long = [n for n, word in enumerate(words) if len(word) > 5]
            if long:
                n = chance.choice(long)
                place = chance.randrange(1, len(words[n]) - 2)
                word = words[n]
                words[n] = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
                question = " ".join(words)
        return question

    def near_miss(self, question: str, shown: Passage) -> Row | None:
        """Exchange a name or number that both share, in the one or the other: the passage doesn't answer any more."""
        chance = self.chance
        lowered = question.lower()
        whole = f"{shown.title}\n{shown.text}"
        shared = [
            name
            for name in set(_NAME.findall(whole))
            if len(name) >= _LEAST_NAME - name[0].isdigit() and re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", lowered)
        ]
        if not shared:
            return None
        name = chance.choice(sorted(shared))
        here = [other for other in _NAME.findall(whole) if _exchangeable(name, other)]
        pool = (
            here
            if here and chance.random() < 0.4
            else [n for n in chance.sample(self._names, min(40, len(self._names))) if _exchangeable(name, n)]
        )
        if name[0].isdigit() and chance.random() < 0.6:
            pool = [_other_number(name, chance)]
        if not pool:
            return None
        other = chance.choice(pool)
        pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
        if chance.random() < 0.6:
            return self.row(re.sub(pattern, lambda _: other, question, flags=re.IGNORECASE), shown, (), (), -1)
        # The passage now tells of somebody else. Sentences are cut anew, since their lengths have changed.
        pieces = [re.sub(pattern, lambda _: other, s.of(shown.text)) for s in shown.sentences]
        text, spans = joined(list(enumerate(pieces)))
        title = re.sub(pattern, lambda _: other, shown.title)
        return self.row(question, Passage(title, text, tuple(span for span, _ in spans)), (), (), -1)

    def _cut(self, passage: Passage, gold: Sequence[int]) -> tuple[Passage, Span]:
        """Some sentences around one of `gold`, of as many words as a chunk has; and the stretch of the text that they are."""
        chance = self.chance
        place = chance.choice(list(gold))
        first = last = place
        words = len(passage.sentences[place].of(passage.text).split())
        most = chance.choice((1, 2, 3, 4)) if chance.random() < _SHORTENED else 99
        before, after = place - 1, place + 1
        while (before >= 0 or after < len(passage.sentences)) and last - first + 1 < most:
            back = before >= 0 and (after >= len(passage.sentences) or chance.random() < 0.5)
            number = before if back else after
            words += len(passage.sentences[number].of(passage.text).split())
            if words > _MOST_WORDS:
                break
            if back:
                first, before = number, number - 1
            else:
                last, after = number, number + 1
        kept = Span(passage.sentences[first].start, passage.sentences[last].end)
        inside = tuple(Span(s.start - kept.start, s.end - kept.start) for s in passage.sentences[first : last + 1])
        return Passage(passage.title, kept.of(passage.text), inside), kept

    def row(
        self, question: str, passage: Passage, answers: tuple[Span, ...] | None, gold: tuple[int, ...], group: int
    ) -> Row | None:
        lead = f"{passage.title}\n" if passage.title else ""
        encoding = self._tokenizer.encode(question, lead + passage.text)
        sentence = [-1] * len(encoding.ids)
        for number, span in enumerate(passage.sentences):
            start, end = token_span(encoding, Span(span.start + len(lead), span.end + len(lead)))
            if start:
                for token in range(start, (end or len(encoding.ids) - 2) + 1):
                    sentence[token] = number
        if max(sentence) < 0 or (gold and not set(gold) & set(sentence)):
            return None
        if answers is None:
            return Row(encoding.ids, encoding.type_ids, sentence, None, None, gold, group)
        spans = [token_span(encoding, Span(a.start + len(lead), a.end + len(lead))) for a in answers]
        whole = [(start, end) for start, end in spans if start and end and sentence[start] >= 0 and sentence[end] >= 0]
        if answers and not whole:
            return None
        starts, ends = tuple(start for start, _ in whole), tuple(end for _, end in whole)
        return Row(encoding.ids, encoding.type_ids, sentence, starts, ends, gold, group)


def _exchangeable(name: str, other: str) -> bool:
    a, b = name.lower(), other.lower()
    return (
        name[0].isdigit() == other[0].isdigit() and len(other) >= _LEAST_NAME - other[0].isdigit() and a not in b and b not in a
    )


def _other_number(number: str, chance: random.Random) -> str:
    digits = re.sub(r"\D", "", number)
    if len(digits) == 4 and digits[:2] in ("19", "20"):
        return str(int(digits) + chance.choice((-9, -5, -3, -2, -1, 1, 2, 3, 5, 9)))
    return str(max(1, int(digits or "3") + chance.choice((-7, -3, -2, -1, 1, 2, 4, 8))))


def token_span(encoding: "object", span: Span) -> tuple[int, int]:
    """The tokens of the second sequence that hold the span's first and last character; 0 for one that was cut off."""
    start = encoding.char_to_token(span.start, 1)  # type: ignore[attr-defined]
    end = encoding.char_to_token(span.end - 1, 1)  # type: ignore[attr-defined]
    return start or 0, end or 0


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
    sentence = np.full(shape, -1, np.int64)
    gold_start, gold_end = (np.zeros(shape, np.bool_) for _ in range(2))
    most = max(max(row.sentence) for row in rows) + 1
    gold_sentence = np.zeros((len(rows), most), np.bool_)
    for number, row in enumerate(rows):
        length = len(row.ids)
        ids[number, :length] = row.ids
        types[number, :length] = row.types
        mask[number, :length] = 1
        sentence[number, :length] = row.sentence
        gold_start[number, list(row.starts or ())] = True
        gold_end[number, list(row.ends or ())] = True
        shown = set(row.sentence)
        gold_sentence[number, [n for n in row.gold if n in shown]] = True
    with_spans = np.array([row.starts is not None for row in rows])
    groups = np.array([row.group for row in rows])
    return Batch(ids, types, mask, sentence, gold_start, gold_end, with_spans, gold_sentence, groups)
