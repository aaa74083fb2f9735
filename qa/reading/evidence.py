"""The extractive reader: ranks sentences as evidence and says how sure it is that the documents answer at all."""

from dataclasses import dataclass, replace
from importlib.resources import files
from json import loads
from math import exp

import numpy as np

from qa.english.words import content_words, stem
from qa.reading.demonyms import OTHER_NAMES
from qa.reading.features import FEATURES, Candidate, QuestionFeatures, Vector, candidates
from qa.reading.spans import ReadPassage, SpanReader
from qa.retrieval import Retrieved
from qa.store.sql import Library

# Further sentences are quoted only while their score stays this near to the best one's; in log-odds of being the evidence
# (a quarter as likely as the best).
_NEAR_BEST = 1.4
# In log-odds: what it costs that a name or number of the question stands nowhere in the library, not even in another form.
# Of the 612 answerable questions of xquad-en-dev 18 have such a name, mostly misspelt; the fit can't learn it, since leaving
# out a passage leaves its words in the library's vocabulary, and nq-open writes names in lower case.
_UNHEARD_NAME = -1.5
# In log-odds against the passage answering nothing: from here on the short answer is shown. On held-out questions its F1 is
# 0.42 just above this, and more from 0 on (eval/training/MODEL_CARD.md).
_SURE_ANSWER = -2.0
# Passages are read in the order of retrieval. Where one of the first _AT_LEAST answers with these log-odds, the others are left
# unread: half the time for most questions that have an answer, and no worse (eval/RESULTS.md, "A question takes").
_AT_LEAST = 4
_ENOUGH = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """One sentence as evidence; `score` is its probability of being the one, among the sentences read."""

    candidate: Candidate
    score: float

    @property
    def short_answer(self) -> str | None:
        """The few words of the sentence that answer; None where the passage rather answers nothing."""
        found = self.candidate.answer
        return found.span.of(self.candidate.passage.text) if found is not None and found.odds >= _SURE_ANSWER else None


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """`ranked` is every sentence read, best first; `answerable` is the probability, 0 to 1, that they answer at all."""

    ranked: tuple[Evidence, ...]
    answerable: float

    def quotable(self, limit: int) -> tuple[Evidence, ...]:
        """The best sentence and those close behind it, at most `limit`."""
        if not self.ranked:
            return ()
        least = self.ranked[0].score * exp(-_NEAR_BEST)
        return tuple(evidence for evidence in self.ranked[:limit] if evidence.score >= least)

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
    """Scores are linear in `FEATURES`; `eval/training/fit_evidence.py` finds the weights."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._spans = SpanReader()
        weights = loads(files("qa.reading").joinpath("weights.json").read_text(encoding="utf-8"))
        self._evidence = np.array([weights["evidence"][name] for name in FEATURES])
        self._answerable = np.array([weights["answerable"][name] for name in ANSWERABLE_FEATURES])
        self._bias = float(weights["answerable"]["bias"])

    def read(self, retrieved: Retrieved) -> Reading:
        """Rank every sentence of the retrieved passages. An empty reading has probability 0."""
        frequencies = self._library.word_frequencies(stem(word) for word in content_words(retrieved.question))
        asked = QuestionFeatures.of(retrieved.question, frequencies, self._library.chunk_count)
        found = candidates(retrieved, asked, self._read(retrieved))
        if not found:
            return Reading((), 0.0)
        table = np.stack([candidate.features for candidate in found])
        scores = table @ self._evidence
        likelihoods = np.exp(scores - scores.max())
        likelihoods /= likelihoods.sum()
        order = np.argsort(-scores, kind="stable")
        logit = float(answerable_features(table, order) @ self._answerable) + self._bias
        logit += _UNHEARD_NAME * sum(not self._is_heard(name) for name in asked.names)
        return Reading(tuple(Evidence(found[place], float(likelihoods[place])) for place in order), 1.0 / (1.0 + exp(-logit)))

    def _read(self, retrieved: Retrieved) -> list[ReadPassage | None]:
        """The passages in their order; None for those left unread, because the ones before are enough."""
        first, others = retrieved.passages[:_AT_LEAST], retrieved.passages[_AT_LEAST:]
        read = self._spans.read(retrieved.question, first)
        if any(passage.odds >= _ENOUGH for passage in read):
            return [*read, *(None for _ in others)]
        return [*read, *self._spans.read(retrieved.question, others)]

    def _is_heard(self, name: str) -> bool:
        return any(self._library.knows_like(form) for form in (name, *OTHER_NAMES.get(name, ())))


_TOPS = ("cosine", "dense", "covered_near", "answer_odds")
ANSWERABLE_FEATURES = (*(f"best_{name}" for name in FEATURES), *(f"top_{name}" for name in _TOPS))


def answerable_features(table: Vector, order: np.ndarray) -> Vector:
    """(len(ANSWERABLE_FEATURES),): the best sentence's features, and the best values that any sentence has.

    `table` is (sentences, len(FEATURES)), `order` ranks its rows, best first.
    """
    column = {name: number for number, name in enumerate(FEATURES)}
    tops = [table[:, column[name]].max() for name in _TOPS]
    return np.concatenate([table[order[0]], tops])
