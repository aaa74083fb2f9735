"""The dated sentences of documents, as events: when each was, and how well it tells of a subject and can stand alone."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.english.article_dates import ArticleDates
from qa.english.dates import DatedWords, about_day
from qa.english.to_come import is_to_come
from qa.english.words import words
from qa.reading.belonging import FEWEST_WORDS, is_presentable
from qa.reading.digest import Subject, scored_sentences
from qa.reading.question import Name, mentions
from qa.store.sql import Library, Passage
from qa.types import Sentence, Statement

# A sentence tells of a subject with this share of the words. With fewer it is as near as `_NEAR` to those that have all of
# them, and the subject stands in its document's title or first sentences.
NAMES, _NEAR, _ALL = 0.6, 0.5, 0.99
_OPENING = 3
# What it counts for, in cosines, where the sentence lacks the subject and the title has it, or only the first sentences do.
_IN_TITLE, _IN_OPENING = 0.8, 0.6
# What the log odds count that a sentence belongs in a digest; and what else counts, in cosines: chosen by reading timelines.
_BELONGS, _MOST_ODDS = 0.3, 3.0
_OF_LENGTH = {10: 0.15, 7: 0.0, 4: -0.4}
_QUOTED, _SPOKEN, _DATED_SPEECH, _SUPERSEDED, _OF_ANOTHER = -0.6, -0.15, -0.3, -0.6, -0.3
# "He died in 2016." tells who did what before it tells when; "Details: Friday, Sept. 16." and "Elected in 2016." are lines of
# the page, and "Last year, there were 127." can't stand alone.
_FEWEST_OF_EVENT = 3
_WHO_DID = re.compile(r"[^:]*\w (?!(?:in|on|at|by|before|after|since|until)\s*$)\w[^:]*")
# "The strike could begin on Dec. 5, before the holidays of Dec. 9": that is the day of something else.
_BOUND = re.compile(r"(?i)\b(?:before|after|since|until|till)\s+(?:\w+day,?\s+)?$")
# "They rejected a deal reached in September": the date is of the deal.
_REACHED = re.compile(
    r"\b\w+ed\b[^,;:.]*\b(?:an?|the|its|their|his|her)\b(?: [\w’'-]+){1,4} \w+ed (?:(?:in|on|early|earlier|late) )?$"
)


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """`when` is the date that `told`, its words, tell; `score` is how well the sentence suits."""

    passage: Passage
    sentence: Sentence
    vector: NDArray[np.float32]
    when: DatedWords
    told: str
    score: float

    @property
    def day(self) -> str:
        return self.when.day

    @property
    def about(self) -> str | None:
        """The day around which it was, where the words tell of a week, which may be of a month that they don't name."""
        return about_day(self.told, self.passage.published) if self.when.kind in ("ago", "last") else None

    @property
    def nearest(self) -> str:
        """As much of its day as is known, be it about."""
        return self.about or self.day


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """A subject with the names in it, and the mean of the sentences that have all of its words, of length one."""

    subject: Subject
    names: Sequence[Name]
    middle: NDArray[np.float32]

    @classmethod
    def read(cls, subject: Subject, names: Sequence[Name], documents: Collection[Sequence[Passage]]) -> "Wanted":
        there = [
            passage.sentence_vectors[number]
            for passages in documents
            for passage in passages
            for number, sentence in enumerate(passage.sentences)
            if subject.coverage(passage.words(sentence)) >= _ALL
        ]
        mean = np.mean(there, axis=0) if there else subject.vector
        return cls(subject, names, mean / max(float(np.linalg.norm(mean)), 1e-9))

    def is_in(self, text: str) -> bool:
        """Whether the text has the subject: most of its words, or all of its names."""
        if self.subject.coverage(text) >= NAMES:
            return True
        return bool(self.names) and all(name.missing_from(mentions(text)) < 1 / 2 for name in self.names)

    def suits(self, title: str, opening: str, text: str, vector: NDArray[np.float32]) -> float | None:
        """Return how well a sentence tells of it, None where it doesn't."""
        near, covered = float(vector @ self.middle), self.subject.coverage(text)
        if covered >= NAMES:
            return near + covered
        if near < _NEAR:
            return None
        if self.is_in(f"{title} {text}"):
            return near + _IN_TITLE
        return near + _IN_OPENING if self.is_in(opening) else None


def events(library: Library, documents: Mapping[str, Sequence[Passage]], wanted: Wanted | None) -> list[Event]:
    """Return each event once, the best sentence that tells it, best first; of all subjects where none is `wanted`."""
    said: dict[str, list[Statement]] = {}
    for each in library.statements(documents=frozenset(documents)):
        said.setdefault(each.statement.document_id, []).append(each.statement)
    newest = max((passages[0].published or "" for passages in documents.values()), default="")
    found = [each for key, some in documents.items() for each in _of_document(some, wanted, said.get(key, ()), newest)]
    return sorted(found, key=lambda event: -event.score)


def _of_document(passages: Sequence[Passage], wanted: Wanted | None, said: Sequence[Statement], newest: str) -> Iterator[Event]:
    seen: set[int] = set()
    told = {each.start: passage.words(each) for passage in passages for each in passage.sentences}
    title, published = passages[0].title, passages[0].published
    opening = " ".join((title, *(told[start] for start in sorted(told)[:_OPENING])))
    dates = ArticleDates.read(sorted(told.items()), published)
    belongs = {each.sentence.start: each.score for each in scored_sentences(passages)}
    for passage in passages:
        for number, sentence in enumerate(passage.sentences):
            text = passage.words(sentence)
            if sentence.start in seen or not is_presentable(text, _FEWEST_OF_EVENT):
                continue
            seen.add(sentence.start)
            found = dates.of(sentence.start, text)
            if not found or not (len(words(text)) >= FEWEST_WORDS or _WHO_DID.fullmatch(text[: found[0].span.start])):
                continue
            vector = passage.sentence_vectors[number]
            score = 0.0 if wanted is None else wanted.suits(title, opening, text, vector)
            if score is None:
                continue
            best = _fullest(found, text)
            score += _BELONGS * min(max(belongs.get(sentence.start, -_MOST_ODDS), -_MOST_ODDS), _MOST_ODDS)
            score += _OF_LENGTH[len(best.day)] + _spoken(text, best, [each for each in said if each.context.overlaps(sentence)])
            if _bounds(text, best) or _REACHED.search(text, 0, best.span.start):
                score += _OF_ANOTHER
            if (published or "") < newest and is_to_come(text, best.span.start, best.span.end):
                score += _SUPERSEDED
            yield Event(passage, sentence, vector, best, best.span.of(text), score)


def _spoken(text: str, when: DatedWords, said: Sequence[Statement]) -> float:
    """What it costs that somebody's words are quoted, or that the date is only of when they were said."""
    if any(each.kind != "indirect" for each in said):
        return _QUOTED
    told = when.span.of(text).casefold()
    return min((_DATED_SPEECH if told in (each.when or "").casefold() else _SPOKEN for each in said), default=0.0)


def _bounds(text: str, when: DatedWords) -> bool:
    return _BOUND.search(text, 0, when.span.start) is not None


def _fullest(found: Sequence[DatedWords], text: str) -> DatedWords:
    """Return the date that tells a day, else a month, else a year; of equals the first that doesn't bound when it was."""
    return max(found, key=lambda each: (not _bounds(text, each), len(each.day)))
