"""The extractive reader: ranks sentences as evidence, and says how sure it is of the best one and that any answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from json import loads
from math import exp

import numpy as np
from numpy.typing import NDArray

from qa.english.words import content_words, stem
from qa.reading.features import FEATURES, Candidate, QuestionFeatures, Vector, candidates
from qa.reading.question_names import forms_of
from qa.reading.short_answer import is_presentable, whole_phrase
from qa.reading.spans import SpanReader
from qa.retrieval import Retrieved
from qa.store.sql import Library, Passage
from qa.types import Confidence

# Further sentences are quoted only while their score stays this near to the best one's; in log-odds of being the evidence
# (a quarter as likely as the best).
_NEAR_BEST = 1.4
# In log-odds: what it costs that a name or number of the question stands nowhere in the library, not even in another form.
# The fit can't learn it, since leaving out a passage leaves its words in the library's vocabulary.
_UNHEARD_NAME = -1.5
# A short sentence that stands word for word in documents of so many titles belongs to their pages, not to what they tell.
_FURNITURE_TITLES = 3
_FURNITURE_WORDS = 14
# Sentences that are looked for elsewhere: each takes a search.
_LOOKED_UP = 2


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """One sentence as evidence; `score` is its probability of being the one, among the sentences read.

    `short_answer` are the few words of it that answer, None where they aren't sure enough to be shown.
    """

    candidate: Candidate
    score: float
    short_answer: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """`ranked` is every sentence read, best first.

    `answerable` is the probability, 0 to 1, that they answer at all, `right` that the best one does.
    """

    ranked: tuple[Evidence, ...]
    answerable: float
    right: float = 0.0
    confidence: Confidence = "no"

    def quotable(self, limit: int) -> tuple[Evidence, ...]:
        """The best sentence and those close behind it, at most `limit`; after one that announces a list, the list."""
        if not self.ranked:
            return ()
        least = self.ranked[0].score * exp(-_NEAR_BEST)
        close = tuple(evidence for evidence in self.ranked[:limit] if evidence.score >= least)
        return (close[0], *self._listed_after(close[0]), *close[1:])[:limit]

    def _listed_after(self, first: Evidence) -> tuple[Evidence, ...]:
        if not first.candidate.text.rstrip().endswith(":"):
            return ()
        same = [each for each in self.ranked if each.candidate.passage is first.candidate.passage]
        after = [each for each in same if each.candidate.sentence.start > first.candidate.sentence.start]
        return tuple(sorted(after, key=lambda each: each.candidate.sentence.start))

    def reordered(self, retrieved: Retrieved) -> Retrieved:
        """The passages that were read, by their best sentence; those that weren't stay behind them in their order.

        Scores stay those of retrieval.
        """
        best: dict[str, int] = {}
        for place, evidence in enumerate(self.ranked):
            best.setdefault(evidence.candidate.chunk.chunk.id, place)
        unread = len(self.ranked)
        order = sorted(range(len(retrieved.chunks)), key=lambda n: best.get(retrieved.chunks[n].chunk.id, unread))
        return replace(
            retrieved,
            chunks=tuple(replace(retrieved.chunks[n], rank=rank) for rank, n in enumerate(order)),
            passages=tuple(retrieved.passages[n] for n in order),
        )


class Reader:
    """Scores are linear in `FEATURES`; `eval/training/fit_evidence.py` finds the weights and the limits of "sure" and "no"."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._spans = SpanReader()
        weights = loads(files("qa.reading").joinpath("weights.json").read_text(encoding="utf-8"))
        self._evidence = np.array([weights["evidence"][name] for name in FEATURES])
        self._answerable = Judge.of(weights["answerable"])
        self._right = Judge.of(weights["right"])
        self._short = Judge.of(weights["short"])

    def read(self, retrieved: Retrieved) -> Reading:
        """Rank every sentence of the retrieved passages. An empty reading has probability 0."""
        asked = self._taken_apart(retrieved)
        read = self._spans.read(retrieved.question, retrieved.passages)
        found = candidates(retrieved, asked, read, self._documents(retrieved.passages))
        if not found:
            return Reading((), 0.0)
        table = np.stack([candidate.features for candidate in found])
        scores = table @ self._evidence
        order = [place for place in np.argsort(-scores, kind="stable") if not _is_empty(found[place])]
        order = self._without_furniture(order, found)
        if not order:
            return Reading((), 0.0)
        likelihoods = np.exp(scores - scores[order[0]])
        likelihoods /= likelihoods[order].sum()
        judged = judged_features(table, scores, order)
        unheard = _UNHEARD_NAME * sum(not self._is_heard(asked, part) for name in asked.names for part in name.parts[-1:])
        answerable, right = self._answerable.log_odds(judged) + unheard, self._right.log_odds(judged) + unheard
        ranked = [Evidence(found[place], float(likelihoods[place])) for place in order]
        short = self._short_answer(ranked[0].candidate, asked, right)
        ranked[0] = replace(ranked[0], short_answer=short)
        confidence: Confidence = (
            "sure" if right >= self._right.limit else "perhaps" if answerable >= self._answerable.limit else "no"
        )
        return Reading(tuple(ranked), _probability(answerable), _probability(right), confidence)

    def read_topic(self, retrieved: Retrieved) -> Reading:
        """Rank the sentences that tell of a subject, the best of each document first; nothing is asked, so none answers."""
        asked = self._taken_apart(retrieved)
        nothing_read = [None] * len(retrieved.passages)
        found = candidates(retrieved, asked, nothing_read, self._documents(retrieved.passages))
        table = np.array([candidate.features for candidate in found]).reshape(-1, len(FEATURES))
        scores = table @ np.array([_TOPIC.get(name, 0.0) for name in FEATURES])
        order = [place for place in np.argsort(-scores, kind="stable") if not _is_empty(found[place])]
        order = _best_of_each_document(self._without_furniture(order, found), found)
        if not order:
            return Reading((), 0.0)
        covered = max(float(table[place, FEATURES.index("covered_near")]) for place in order[:1])
        confidence: Confidence = "sure" if covered > _ALL_OF_TOPIC else "perhaps" if covered >= _SOME_OF_TOPIC else "no"
        ranked = tuple(Evidence(found[place], float(exp(scores[place] - scores[order[0]]))) for place in order)
        return Reading(ranked, covered, covered, confidence)

    def _taken_apart(self, retrieved: Retrieved) -> QuestionFeatures:
        frequencies = self._library.word_frequencies(stem(word) for word in content_words(retrieved.question))
        texts = [f"{passage.title}. {passage.text}" for passage in retrieved.passages]
        return QuestionFeatures.of(retrieved.question, frequencies, self._library.chunk_count, texts)

    def _documents(self, passages: Sequence[Passage]) -> dict[str, str]:
        return self._library.texts({passage.chunk.document_id for passage in passages})

    def _short_answer(self, best: Candidate, asked: QuestionFeatures, right: float) -> str | None:
        if best.answer is None:
            return None
        phrase = whole_phrase(best.passage.text, best.answer.span).of(best.passage.text)
        if not is_presentable(phrase, asked.kind):
            return None
        return phrase if self._short.log_odds(short_features(best, asked, right)) >= self._short.limit else None

    def _without_furniture(self, order: Sequence[int], found: Sequence[Candidate]) -> list[int]:
        """Leave out the first sentences that stand word for word in several documents."""
        kept: list[int] = []
        for number, place in enumerate(order):
            if len(kept) >= _LOOKED_UP or number >= 2 * _LOOKED_UP:
                return [*kept, *order[number:]]
            if not self._is_furniture(found[place].text):
                kept.append(place)
        return kept

    def _is_furniture(self, sentence: str) -> bool:
        if len(sentence.split()) > _FURNITURE_WORDS:
            return False
        hits = self._library.search_words(content_words(sentence), 3 * _FURNITURE_TITLES)
        alike = self._library.passages([hit.chunk_id for hit in hits]).values()
        return len({passage.title for passage in alike if sentence in passage.text}) >= _FURNITURE_TITLES

    def _is_heard(self, _asked: QuestionFeatures, part: str) -> bool:
        return any(self._library.knows_like(form) for form in forms_of(part))


# What counts for a sentence on a subject: that it has the subject's words and is near it by meaning.
_TOPIC = {"cosine": 2.0, "covered": 2.0, "covered_near": 2.0, "passage": 1.0, "new_words": 0.2, "age": -0.5}
_ALL_OF_TOPIC, _SOME_OF_TOPIC = 0.99, 0.4


def _best_of_each_document(order: Sequence[int], found: Sequence[Candidate]) -> list[int]:
    """The first of each document in order, then the others."""
    first: dict[str, int] = {}
    for place in order:
        first.setdefault(found[place].passage.chunk.document_id, place)
    return [*first.values(), *(place for place in order if place not in set(first.values()))]


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """A logistic regression: log-odds, and from which on it says yes."""

    weights: Vector
    bias: float
    limit: float

    @classmethod
    def of(cls, raw: Mapping[str, object]) -> "Judge":
        weights = raw["weights"]
        assert isinstance(weights, dict)
        return cls(np.array(list(weights.values())), float(str(raw["bias"])), float(str(raw["limit"])))

    def log_odds(self, features: Vector) -> float:
        return float(features @ self.weights) + self.bias


_TOPS = ("cosine", "dense", "covered_near", "answer_odds", "evidence_odds")
JUDGED_FEATURES = (*(f"best_{name}" for name in FEATURES), *(f"top_{name}" for name in _TOPS), "margin", "agreeing")
SHORT_FEATURES = ("right", "answer_odds", "evidence_odds", "date", "number", "person", "place", "reason", "other_kind")


def judged_features(table: Vector, scores: Vector, order: "Sequence[int] | NDArray[np.intp]") -> Vector:
    """(len(JUDGED_FEATURES),): the best sentence's features, the best values that any has, and how far the second is behind.

    `table` is (sentences, len(FEATURES)), `scores` (sentences,), `order` the rows that count, best first. "margin" is the
    difference to the second score, at most 5; "agreeing" is 1 where the reader likes the same sentence best.
    """
    column = {name: number for number, name in enumerate(FEATURES)}
    rows = np.asarray(order)
    tops = [table[rows, column[name]].max() for name in _TOPS]
    margin = min(float(scores[rows[0]] - scores[rows[1]]), 5.0) if len(rows) > 1 else 5.0
    agreeing = float(table[rows[0], column["evidence"]] >= table[rows, column["evidence"]].max())
    return np.concatenate([table[rows[0]], tops, [margin, agreeing]])


def short_features(best: Candidate, asked: QuestionFeatures, right: float) -> Vector:
    """(len(SHORT_FEATURES),): how sure the sentence and the words in it are, and what kind of thing is asked for."""
    column = {name: number for number, name in enumerate(FEATURES)}
    kinds = [float(asked.kind == kind) for kind in ("date", "number", "person", "place", "reason")]
    other = float(asked.kind is None)
    return np.array([right, best.features[column["answer_odds"]], best.features[column["evidence_odds"]], *kinds, other])


def _is_empty(candidate: Candidate) -> bool:
    """Whether the sentence has too few letters to say anything."""
    return sum(char.isalpha() for char in candidate.text) < 3


def _probability(log_odds: float) -> float:
    return 1.0 / (1.0 + exp(-min(max(log_odds, -50.0), 50.0)))
