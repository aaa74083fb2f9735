"""The dated sentences of documents, as events: when each was, and how well it tells of a subject and can stand alone."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qa.english.article_dates import ArticleDates
from qa.english.dates import DatedWords, about_day, dates_in
from qa.english.periods import EVER, Period
from qa.english.words import words
from qa.reading.belonging import FEWEST_WORDS, Weights, dangles, is_caption, is_presentable, weights_for
from qa.reading.digest import scored_sentences
from qa.reading.question import Name, mentions
from qa.reading.subject import Subject
from qa.store.sql import Library, Passage
from qa.types import Sentence, Statement

# A sentence tells of a subject with this share of the words. With fewer it is as near as `_NEAR` to those that have all of
# them, and the subject stands in its document's title or first sentences.
NAMES, _NEAR, _ALL = 0.6, 0.55, 0.99
_OPENING = 3
# What each adds to the log odds that a dated sentence belongs in a timeline: logistic regression on 2,637 of them, on 81
# subjects, that readers judged (`eval/training/fit_events.py`).
WEIGHTS = {
    "near": 2.68,  # the cosine with the mean of the sentences that have the subject
    "covered": 0.9,  # the share of the subject's words that it has
    "belongs": 0.35,  # its score for a digest, which is less already where it dangles
    "weekday": 0.41,
    "counted": -0.77,  # "last week", "two days ago"
    "year_alone": -0.35,
    "quoted": -0.38,
    "late": -0.71,  # where the date stands, as a share of the sentence
    "of_another": -0.39,
    "dangling": -0.12,
    "caption": -0.34,
}
_AT_ALL, _LEAST_ODDS = -2.19, -4.0
# "He died in 2016." tells who did what before it tells when; "Details: Friday, Sept. 16." and "Elected in 2016." are lines of
# the page, and "Last year, there were 127." can't stand alone.
_FEWEST_OF_EVENT = 3
_COUNTED = ("ago", "last")
_WHO_DID = re.compile(r"[^:]*\w (?!(?:in|on|at|by|before|after|since|until)\s*$)\w[^:]*")
# "The strike could begin on Dec. 5, before the holidays of Dec. 9": that is the day of something else.
_BOUND = re.compile(r"(?i)\b(?:before|after|since|until|till)\s+(?:\w+day,?\s+)?$")
# "The first loss since 2011" isn't of 2011; but "on strike since 3 May" tells when that began.
_SINCE = re.compile(
    r"(?i)\b(?:first|only|most|least|worst|best|\w{2,}est)\b[^.;]*\bsince\s+(?:(?:early|late|at least)\s+)?(?:\w+day,?\s+)?$"
)
# "They rejected a deal reached in September": the date is of the deal.
_REACHED = re.compile(
    r"\b\w+ed\b[^,;:.]*\b(?:an?|the|its|their|his|her)\b(?: [\w’'-]+){1,4} \w+ed (?:(?:in|on|early|earlier|late) )?$"
)


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """`when` is the date that `told`, its words, tell.

    `features` are in the order of WEIGHTS; `score` is the log odds by them that it belongs in a timeline of the subject.
    """

    passage: Passage
    sentence: Sentence
    vector: NDArray[np.float32]
    when: DatedWords
    told: str
    features: tuple[float, ...]
    score: float

    @property
    def day(self) -> str:
        return self.when.day

    @property
    def about(self) -> str | None:
        """The day around which it was, where the words tell of a week, which may be of a month that they don't name."""
        return about_day(self.told, self.passage.published) if self.when.kind in _COUNTED else None

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

    def suits(self, title: str, opening: str, text: str, vector: NDArray[np.float32]) -> tuple[float, float] | None:
        """Return how near it a sentence is and how many of its words that has; None where the sentence doesn't tell of it."""
        near, covered = float(vector @ self.middle), self.subject.coverage(text)
        if covered >= NAMES or (near >= _NEAR and (self.is_in(f"{title} {text}") or self.is_in(opening))):
            return near, covered
        return None


# A sentence's words, its passage, its number there, and how near the subject it is and how many of the words it has.
Suiting = tuple[str, Passage, int, tuple[float, float]]


def events(
    library: Library, documents: Mapping[str, Sequence[Passage]], wanted: Wanted | None, period: Period = EVER
) -> list[Event]:
    """Return each event once, the best sentence that tells it, best first; of all subjects where none is `wanted`.

    Documents that tell of no day in the period are left out.
    """
    weights = weights_for(library.embedding_model)
    telling = {key: suiting for key, some in documents.items() if (suiting := _suiting(some, wanted, period))}
    said: dict[str, list[Statement]] = {}
    for each in library.statements(documents=frozenset(telling)):
        said.setdefault(each.statement.document_id, []).append(each.statement)
    found = [
        event
        for key, suiting in telling.items()
        for event in _of_document(documents[key], suiting, said.get(key, ()), period, weights)
    ]
    return sorted(found, key=lambda event: -event.score)


def _of_document(
    passages: Sequence[Passage], suiting: Mapping[int, Suiting], said: Sequence[Statement], period: Period, weights: Weights
) -> Iterator[Event]:
    published = passages[0].published
    texts = sorted(_sentences(passages).items())
    dates = ArticleDates.read(texts, published)
    told = {start: found for start, (text, *_) in suiting.items() if (found := _of_events(dates.of(start, text), text))}
    best = {start: _fullest(found, suiting[start][0]) for start, found in told.items()}
    if not any(period.touches(each.day) for each in best.values()):
        return
    belongs = {each.sentence.start: each.score for each in scored_sentences(passages, weights)}
    following = {start: text for (start, _), (_, text) in pairwise(texts)}
    for start, when in best.items():
        text, passage, number, (near, covered) = suiting[start]
        sentence = passage.sentences[number]
        if not (len(words(text)) >= FEWEST_WORDS or _WHO_DID.fullmatch(text[: told[start][0].span.start])):
            continue
        features = (
            *(near, covered, max(belongs.get(start, _LEAST_ODDS), _LEAST_ODDS)),
            *(when.kind == "weekday", when.kind in _COUNTED, len(when.day) == len("2022")),
            any(each.kind != "indirect" and each.context.overlaps(sentence) for each in said),
            when.span.start / len(text),
            bool(_BOUND.search(text, 0, when.span.start) or _REACHED.search(text, 0, when.span.start)),
            dangles(text),
            is_caption(text, following.get(start, "")),
        )
        vector, told_by = passage.sentence_vectors[number], when.span.of(text)
        score = _AT_ALL + sum(weight * each for weight, each in zip(WEIGHTS.values(), features, strict=True))
        yield Event(passage, sentence, vector, when, told_by, tuple(map(float, features)), score)


def _sentences(passages: Sequence[Passage]) -> dict[int, str]:
    """Return the words of each sentence by its place."""
    return {each.start: passage.words(each) for passage in passages for each in passage.sentences}


def _suiting(passages: Sequence[Passage], wanted: Wanted | None, period: Period) -> dict[int, Suiting]:
    """Return by its place each sentence that tells of the subject; none where none of these may be of the period."""
    told = _sentences(passages)
    opening = " ".join((passages[0].title, *(told[start] for start in sorted(told)[:_OPENING])))
    found: dict[int, Suiting] = {}
    for passage in passages:
        for number, sentence in enumerate(passage.sentences):
            text = told[sentence.start]
            if sentence.start in found:
                continue
            vector = passage.sentence_vectors[number]
            suits = (0.0, 0.0) if wanted is None else wanted.suits(passage.title, opening, text, vector)
            if suits is not None and is_presentable(text, _FEWEST_OF_EVENT):
                found[sentence.start] = text, passage, number, suits
    # Most documents are done with here: what comes reads all of their sentences.
    return found if not period or any(_may_be_of(period, told[at], passages[0].published) for at in found) else {}


def _may_be_of(period: Period, text: str, published: str | None) -> bool:
    """Whether a sentence may tell of a day in the period; a day without its year may be of the year that stands above it."""
    years = {day[:4] for day in (period.since, period.until) if day}
    return any(
        (period.touches(each.day) and (len(each.day) > len("2022") or period.tells(each.day)))
        or (each.kind == "yearless" and (len(years) != 1 or period.touches(f"{min(years)}{each.day[4:]}")))
        for each in dates_in(text, published)
    )


def _of_events(found: Sequence[DatedWords], text: str) -> list[DatedWords]:
    """Leave out a date since which something is the first: it was then that something else happened."""
    return [each for each in found if not _SINCE.search(text, 0, each.span.start)]


def _fullest(found: Sequence[DatedWords], text: str) -> DatedWords:
    """Return the fullest date (day, month, year) that is no bound such as "before 3 May", or else the fullest bound."""
    return max(found, key=lambda each: (_BOUND.search(text, 0, each.span.start) is None, len(each.day)))
