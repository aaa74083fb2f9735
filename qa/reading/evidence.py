"""The extractive reader: ranks sentences as evidence, and says how sure it is of the best one and that any answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from json import loads
from math import log1p
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.documents.formats.tables import is_row
from qa.reading.features import FEATURES, Candidate, QuestionFeatures, Vector
from qa.reading.listwise import listwise_reader
from qa.reading.looks import first_look, with_second_look
from qa.reading.question import tells_of_another_place
from qa.reading.reader import Evidence, Reading, is_near, probability
from qa.reading.sentences import LibrarySentences, code_meant, is_heard, item_meant
from qa.reading.short_answer import answer_phrase, is_presentable, tells_all
from qa.reading.spans import shared_reader
from qa.retrieval import Retrieved
from qa.store.sql import Library
from qa.types import Confidence

# In log-odds: what it costs that a name or number of the question stands nowhere in the library, not even in another form.
# The fit can't learn it, since leaving out a passage leaves its words in the library's vocabulary.
_UNHEARD_NAME = -1.5

# In log-odds: what it costs a sentence to be of a document four years older than the newest one read, where the question asks
# for what is new. The fit saw few such questions; `qa.retrieval.retriever` says what it brings.
_BEHIND = 2.0

# How far a short answer may be ahead of all else in its sentence, and how many sentences' answers are compared.
_MOST_CLEAR = 8.0
_LIKELIEST = 4


@dataclass(frozen=True, slots=True, eq=False)
class FirstLook:
    """Every sentence of the passages, what each is behind the newest, and the places of those that are ranked, best first."""

    asked: QuestionFeatures
    found: list[Candidate]
    behind: Vector
    order: list[int]


class EvidenceReader:
    """Scores are linear in `FEATURES`; `eval/training/fit_evidence.py` finds the weights and the limits of "sure" and "no"."""

    def __init__(self, library: Library, passages: int) -> None:
        """It looks into at most so many of the passages that it is given."""
        self._library = library
        self._passages = passages
        self._sentences = LibrarySentences(library)
        self._spans, self._listwise = shared_reader(), listwise_reader()
        weights = load_weights()
        self._first, self._evidence = in_order(weights["first"]), in_order(weights["evidence"])
        self._answerable = Judge.of(weights["answerable"])
        self._right = Judge.of(weights["right"])
        self._short = Judge.of(weights["short"])
        self._limits = probability(self._right.limit), probability(self._answerable.limit)

    def first_look(self, retrieved: Retrieved) -> FirstLook:
        """Rank every sentence of the most promising passages by what it tells alone, before the second look."""
        asked = self._sentences.asked(retrieved)
        looked_into, worth = first_look(retrieved, asked, self._passages)
        passages = [passage for passage, is_read in zip(looked_into.passages, worth, strict=True) if is_read]
        read = iter(self._spans.read(retrieved.question, passages))
        found = self._sentences.candidates(looked_into, asked, [next(read) if is_read else None for is_read in worth])
        behind = _BEHIND * np.array(asked.time.behind([each.passage.published for each in found]))
        scores = np.stack([each.features for each in found]) @ self._first - behind if found else np.empty(0)
        return FirstLook(asked, found, behind, self._sentences.order(retrieved.question, scores, found))

    def read(self, retrieved: Retrieved) -> Reading:
        """Rank every sentence of the most promising passages. An empty reading has probability 0."""
        first = self.first_look(retrieved)
        asked, behind, order = first.asked, first.behind, list(first.order)
        if not order:
            return Reading((), 0.0)
        found = with_second_look(retrieved.question, first.found, order, self._listwise)
        table = np.stack([candidate.features for candidate in found])
        plain = table @ self._evidence
        scores = plain - behind
        order.sort(key=lambda place: -scores[place])
        likelihoods = np.exp(scores - scores[order[0]])
        likelihoods /= likelihoods[order].sum()
        judged = judged_features(table, plain, order)  # to be newer makes nothing surer
        unheard = _UNHEARD_NAME * sum(not is_heard(self._library, name) for name in asked.names)
        answerable, right = self._answerable.log_odds(judged) + unheard, self._right.log_odds(judged) + unheard
        best, meant = order[0], item_meant(order, found, retrieved.question)  # as likely as the one that was judged
        if meant == best:
            near = [place for place in order if is_near(likelihoods[place], likelihoods[best])]
            meant = code_meant(near, found, retrieved.question)
        likelihoods[[best, meant]] = likelihoods[[meant, best]]
        order.sort(key=lambda place: -likelihoods[place])
        ranked = [Evidence(found[place], float(likelihoods[place])) for place in order]
        # Rows are answered surely from their cells (`qa.pipeline.answerers.tables`), or not: as texts, they are all alike.
        readable = not is_row(ranked[0].candidate.text)
        if readable:
            short = self._short_answer(ranked[0].candidate, found, asked, right)
            told = short is not None and tells_all(retrieved.question, ranked[0].candidate.text, short)
            ranked[0] = replace(ranked[0], short_answer=short if told else None)
        on_subject = ranked[0].candidate.features[FEATURES.index("covered_document")] > 0.0
        confidence: Confidence = "no"
        if readable and right >= self._right.limit and not tells_of_another_place(asked.names, ranked[0].candidate.text):
            confidence = "sure"
        elif answerable >= self._answerable.limit and on_subject:
            confidence = "perhaps"
        return Reading(tuple(ranked), probability(answerable), probability(right), confidence, self._limits)

    def _short_answer(self, best: Candidate, found: Sequence[Candidate], asked: QuestionFeatures, right: float) -> str | None:
        phrase = answer_phrase(best)
        if not is_presentable(phrase, asked.kind):
            return None
        features = short_features(best, likeliest_answers(found), asked, right)
        return phrase if self._short.log_odds(features) >= self._short.limit else None


def load_weights() -> dict[str, Any]:
    """What `eval/training/fit_evidence.py` wrote; "first" is what sentences are ordered by before the second look."""
    found: dict[str, Any] = loads(files("qa.reading").joinpath("weights.json").read_text(encoding="utf-8"))
    return found


def in_order(weights: Mapping[str, float]) -> Vector:
    """(len(FEATURES),): a weight for each of them."""
    return np.array([weights[name] for name in FEATURES])


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


_TOPS = ("cosine", "dense", "covered_near", "answer_odds", "evidence_odds", "second_odds")
JUDGED_FEATURES = (*(f"best_{name}" for name in FEATURES), *(f"top_{name}" for name in _TOPS), "margin", "agreeing")
SHORT_FEATURES = (
    *("right", "answer_odds", "evidence_odds", "clear", "words", "agreed"),
    *("date", "number", "person", "place", "reason", "other_kind"),
)


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


def short_features(best: Candidate, others: Sequence[str], asked: QuestionFeatures, right: float) -> Vector:
    """(len(SHORT_FEATURES),): how sure the sentence and the words in it are, and what kind of thing is asked for.

    `others` are the `likeliest_answers` of all sentences.
    """
    column = {name: number for number, name in enumerate(FEATURES)}
    phrase = answer_phrase(best).casefold()
    told = sum(phrase in other or other in phrase for other in others) if phrase else 0
    kinds = [float(asked.kind == kind) for kind in ("date", "number", "person", "place", "reason")]
    return np.array(
        [
            right,
            best.features[column["answer_odds"]],
            best.features[column["evidence_odds"]],
            min(best.answer.clear, _MOST_CLEAR) if best.answer is not None else 0.0,
            log1p(len(phrase.split())),
            float(told - (phrase in others) > 0),
            *kinds,
            float(asked.kind is None),
        ]
    )


def likeliest_answers(found: Sequence[Candidate]) -> tuple[str, ...]:
    """The short answers that the trained reader likes best, of _LIKELIEST sentences, in lower case."""
    answered = [each for each in found if each.answer is not None]
    answered.sort(key=lambda each: -each.answer.logit if each.answer is not None else 0.0)
    return tuple(answer_phrase(each).casefold() for each in answered[:_LIKELIEST])
