"""A digest: the few sentences that matter, none saying again what another says, in reading order.

`belonging` says how likely a sentence belongs in a digest of its document; where a subject is asked for, it counts as well.
Sentences are taken one at a time, each less the more it is like one taken before (maximal marginal relevance; Carbonell &
Goldstein, SIGIR 1998). `python -m eval.digests` measures the choice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.english.weighted_words import WeightedWords
from qa.english.words import stems
from qa.reading.belonging import DEFAULT, DigestSentence, Weights, dangles, is_presentable, log_odds
from qa.store.sql import Passage
from qa.types import Sentence

# From this cosine on two sentences say the same, be it in one article or in two copies of one.
_SAME = 0.9
# What a cosine of one with a sentence taken before costs, and what the subject's meaning and words bring, in log odds.
LIKENESS, _WANTED = 1.6, 3.0
SOME, _NEAR_SUBJECT = 0.6, 0.5
# A sentence of more words isn't shown. Of the first four of news articles one in 25 has more than 45.
_LONGEST = 55
# A sentence whose log odds are less is shown only where none is better. Of the judged sentences of the articles that the
# weights were fitted on 0.96 of those above it belong, by fifteen folds. Less than three tell too little.
LIKELY, _FEWEST = 2.1, 3


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What a digest is asked to be about: its vector, of length one, and its telling words.

    A sentence is on it with the share `some` of these words, or a cosine with it (as `qa.attribution.answers.topic` has it).
    """

    vector: NDArray[np.float32]
    weights: WeightedWords
    some: float = SOME

    def coverage(self, text: str) -> float:
        """The share of the subject's words in the text, 0 to 1, by weight."""
        return self.weights.share(stems(text))


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """A sentence of a digest; `score` is what it scored by itself, `beside` what it gains below the one before it."""

    passage: Passage
    sentence: Sentence
    score: float
    beside: float = 0.0

    @property
    def text(self) -> str:
        return self.passage.words(self.sentence)


def digest(
    documents: Sequence[Sequence[Passage]],
    length: int,
    subject: Subject | None = None,
    *,
    weights: Weights = DEFAULT,
    likeness: float = LIKENESS,
    likely: bool = False,
) -> list[Chosen]:
    """At most `length` sentences of these documents, each given by its passages in order.

    In the order of the documents, and in reading order in each. With a subject only sentences that have most of its words, or
    are near it by meaning, are taken. With `likely` those are left out that don't likely belong.
    """
    scored = [(found, vectors) for each in documents for found, vectors in [_scored(each, subject, weights)] if found]
    if not scored:
        return []
    chosen = [each for found, _ in scored for each in found]
    taken = _taken(chosen, np.concatenate([vectors for _, vectors in scored]), length, likeness, likely)
    return [chosen[place] for place in sorted(taken)]


def scored_sentences(passages: Sequence[Passage], *, weights: Weights = DEFAULT) -> list[Chosen]:
    """The sentences of one document that a digest may take, in reading order."""
    return _scored(passages, None, weights)[0]


def _scored(passages: Sequence[Passage], subject: Subject | None, weights: Weights) -> tuple[list[Chosen], NDArray[np.float32]]:
    """The sentences of one document that may be taken, in reading order, and their vectors, (n, d)."""
    placed = {
        sentence.start: (passage, sentence, passage.sentence_vectors[number])
        for passage in passages
        for number, sentence in enumerate(passage.sentences)
    }
    if not placed:
        return [], np.zeros((0, 0), dtype=np.float32)
    order = [placed[start] for start in sorted(placed)]
    vectors = np.stack([vector for *_, vector in order])
    middle = vectors.mean(axis=0)
    central = vectors @ (middle / max(float(np.linalg.norm(middle)), 1e-9))
    candidates = [
        DigestSentence(passage.words(sentence), float(central[number]), _begins_paragraph(passage, sentence))
        for number, (passage, sentence, _) in enumerate(order)
    ]
    chosen: list[Chosen] = []
    rows: list[int] = []
    for number, score in enumerate(log_odds(passages[0].title, candidates, weights)):
        passage, sentence, vector = order[number]
        text = candidates[number].text
        if score == -np.inf or not is_presentable(text, most=_LONGEST):
            continue
        if subject is not None:
            near = float(vector @ subject.vector)
            covered = subject.coverage(text)
            if covered < subject.some and near < _NEAR_SUBJECT:
                continue
            score += _WANTED * (near + covered)
        goes_on = rows[-1:] == [number - 1] and dangles(text)
        chosen.append(Chosen(passage, sentence, score, -weights.dangling * goes_on))
        rows.append(number)
    return chosen, vectors[rows]


def _begins_paragraph(passage: Passage, sentence: Sentence) -> bool:
    before = passage.text[: sentence.start - passage.chunk.start].rstrip(" ")
    return not before or before.endswith("\n")


def _taken(found: Sequence[Chosen], vectors: NDArray[np.float32], length: int, likeness: float, likely: bool) -> list[int]:
    """The places of the sentences to take, best first; none that says the same as one before.

    What can't be understood without the sentence before it may stand below that.
    """
    scores = np.array([each.score for each in found], dtype=np.float32)
    nearest = np.full(len(found), -1.0, dtype=np.float32)
    taken: list[int] = []
    for _ in range(length):
        values = np.where(nearest < _SAME, scores - likeness * np.maximum(nearest, 0.0), -np.inf)
        best = int(np.argmax(values))
        if values[best] == -np.inf:
            break
        nearest = np.maximum(nearest, vectors @ vectors[best])
        if likely and len(taken) >= _FEWEST and scores[best] < LIKELY:
            continue
        taken.append(best)
        if best + 1 < len(found):
            scores[best + 1] += found[best + 1].beside
    return taken
