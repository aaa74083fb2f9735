"""A digest: the few sentences that matter, none saying again what another says, in reading order.

A sentence matters by how near it is to the middle of its document (the cosine with the mean of the sentence vectors; Radev et
al., "Centroid-based summarization of multiple documents", 2004), by how early it stands, by the names and title words in it,
and by the subject, where one is asked for. Sentences are taken one at a time, each less the more it is like one taken before
(maximal marginal relevance; Carbonell & Goldstein, SIGIR 1998).

`python -m eval.digests` measured the weights. On 300 news articles, five sentences from the fourth on have 0.283 of the
telling words of headline and lead (the first ones from there on 0.282 at equal length, any 0.195), and are less like each
other (0.705, the first 0.807). That a sentence has numbers changed nothing (0.286 for 0.287), and that somebody says something
in it made it worse (0.277), so neither counts.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.english.words import stem, stems, words
from qa.reading.presentable import begins_item, is_made_of_items, is_presentable
from qa.store.sql import Passage
from qa.types import Sentence

# It can't be understood without the sentence before it.
_DANGLING = re.compile(
    r"^[“\"'‘(]*(?:but|and|so|then|or|yet|however|also|still|that|those|these|this|it|he|she|they|his|her|their|its|such"
    r"|instead"
    r"|meanwhile|moreover|in addition|for example|for instance|as a result|therefore|thus|again|there|here|we|i|you)\b",
    re.IGNORECASE,
)
# From this cosine on two sentences say the same, be it in one article or in two copies of one.
_SAME = 0.85
_NAME = re.compile(r"(?<=[\w,;:] )[A-Z][\w’'-]+")
_QUOTE_MARKS = re.compile(r"[“”\"]")


@dataclass(frozen=True, slots=True)
class Weights:
    """What a sentence's features count, and what a likeness to one taken before costs."""

    central: float = 1.0
    early: float = 0.5
    names: float = 0.2
    title: float = 0.3
    dangling: float = -0.15
    wanted: float = 1.0
    likeness: float = 0.4


DEFAULT = Weights()


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What a digest is asked to be about: its vector, of length one, and its telling words as stems with their weights."""

    vector: NDArray[np.float32]
    weights: Mapping[str, float]

    def coverage(self, text: str) -> float:
        """The share of the subject's words in the text, 0 to 1, by weight."""
        total = sum(self.weights.values())
        return sum(self.weights[word] for word in stems(text) & self.weights.keys()) / total if total else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """A sentence of a digest; `score` is what it scored by itself."""

    passage: Passage
    sentence: Sentence
    score: float

    @property
    def text(self) -> str:
        return self.passage.words(self.sentence)


@dataclass(frozen=True, slots=True, eq=False)
class _Scored:
    """Sentences that may be taken, of one or several documents, with their scores and vectors, (n,) and (n, d)."""

    chosen: list[Chosen]
    vectors: NDArray[np.float32]

    @property
    def scores(self) -> NDArray[np.float32]:
        return np.array([each.score for each in self.chosen], dtype=np.float32)


def digest(
    documents: Sequence[Sequence[Passage]],
    length: int,
    subject: Subject | None = None,
    weights: Weights = DEFAULT,
) -> list[Chosen]:
    """At most `length` sentences of these documents, each given by its passages in order.

    In the order of the documents, and in reading order in each. With a subject only sentences that have most of its words, or
    are near it by meaning, are taken.
    """
    scored = [found for passages in documents if (found := _scored(passages, subject, weights)).chosen]
    if not scored:
        return []
    together = _Scored([each for found in scored for each in found.chosen], np.concatenate([each.vectors for each in scored]))
    taken = _taken(together, length, weights.likeness)
    return [together.chosen[place] for place in sorted(taken)]


def _scored(passages: Sequence[Passage], subject: Subject | None, weights: Weights) -> _Scored:
    """The sentences of one document that may be taken, in reading order."""
    placed = {
        sentence.start: (passage, sentence, passage.sentence_vectors[number])
        for passage in passages
        for number, sentence in enumerate(passage.sentences)
    }
    if not placed:
        return _Scored([], np.zeros((0, 0), dtype=np.float32))
    order = [placed[start] for start in sorted(placed)]
    vectors = np.stack([vector for *_, vector in order])
    middle = vectors.mean(axis=0)
    central = vectors @ (middle / max(float(np.linalg.norm(middle)), 1e-9))
    title = stems(passages[0].title)
    chosen, rows = [], []
    items = subject is None and is_made_of_items([passage.words(sentence) for passage, sentence, _ in order])
    for number, (passage, sentence, vector) in enumerate(order):
        text = passage.words(sentence)
        if not is_presentable(text) or (items and not begins_item(text)):
            continue
        score = weights.central * float(central[number]) + weights.early / (1 + number)
        score += _looks(text, weights) + weights.title * _shared(title, text)
        if subject is not None:
            near = float(vector @ subject.vector)
            covered = subject.coverage(text)
            if covered < _SOME_OF_SUBJECT and near < _NEAR_SUBJECT:
                continue
            score += weights.wanted * (near + covered)
        chosen.append(Chosen(passage, sentence, score))
        rows.append(number)
    return _Scored(chosen, vectors[rows])


# A sentence is on a subject with this share of its words, or this cosine with it (as `qa.attribution.answers.topic` has it).
_SOME_OF_SUBJECT, _NEAR_SUBJECT = 0.6, 0.5


def _looks(text: str, weights: Weights) -> float:
    names = min(len(set(_NAME.findall(text))), 4)
    half_quote = len(_QUOTE_MARKS.findall(text)) % 2
    dangling = _DANGLING.match(text) is not None or half_quote
    return weights.names * names / 4 + weights.dangling * dangling


def _shared(title: frozenset[str], text: str) -> float:
    """The share of the title's words that the text has."""
    return len(title & {stem(word) for word in words(text)}) / len(title) if title else 0.0


def _taken(found: _Scored, length: int, likeness: float) -> list[int]:
    """The places of the sentences to take, best first; none that says the same as one before."""
    scores, nearest = found.scores, np.full(len(found.chosen), -1.0, dtype=np.float32)
    taken: list[int] = []
    while len(taken) < length:
        values = np.where(nearest < _SAME, scores - likeness * np.maximum(nearest, 0.0), -np.inf)
        best = int(np.argmax(values))
        if values[best] == -np.inf:
            break
        taken.append(best)
        nearest = np.maximum(nearest, found.vectors @ found.vectors[best])
    return taken
