"""A question and one sentence, as numbers that say how much the one looks like evidence for the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, log1p

import numpy as np
from numpy.typing import NDArray

from qa.english.words import content_words, stem, words
from qa.reading.answer_types import Expected, expected, holds, names_and_numbers
from qa.reading.demonyms import OTHER_NAMES
from qa.reading.spans import FoundSpan, ReadPassage
from qa.retrieval import Retrieved
from qa.store.sql import Passage
from qa.types import ScoredChunk, Sentence, Span

# Log-odds of an answer stay within these: past them is only noise; and what the model didn't get to read has the least.
_MOST_ODDS = 20.0
# Pretend to have seen this many chunks without the word before counting the library's own: in a library of one article
# the topic's words are everywhere, and would weigh nothing.
_PRIOR_CHUNKS = 200

FEATURES = (
    "cosine",  # question · sentence, late-pooled
    "passage",  # the passage's fused retrieval score
    "dense",  # question · passage
    "covered",  # idf-weighted share of the question's content words in the sentence
    "covered_near",  # … in the sentence, the one before it and the title
    "covered_passage",  # … in the whole passage and the title
    "pairs",  # share of the question's neighbouring content words that stand within 3 words of each other
    "holds_expected",  # 1 what the question asks for is there; 0 nothing particular is asked for; -1 it is missing
    "new_words",  # log of the number of content words that the question doesn't have: the answer must be one of them
    "names_missing",  # share of the question's names and numbers that are not near
    "names_missing_passage",  # … not in the whole passage and the title
    "answer",  # the trained reader's logit of the best answer in the sentence; comparable within a question only
    "answer_odds",  # … its log-odds against the passage answering nothing
)
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class QuestionFeatures:
    """A question, taken apart once."""

    stems: tuple[str, ...]
    weights: Mapping[str, float]
    names: tuple[str, ...]
    kind: Expected | None

    @classmethod
    def of(cls, question: str, frequencies: Mapping[str, int], chunk_count: int) -> "QuestionFeatures":
        found = tuple(stem(word) for word in content_words(question))
        return cls(
            stems=found,
            weights={word: log((chunk_count + _PRIOR_CHUNKS) / (frequencies.get(word, 0) + 1)) for word in found},
            names=tuple({stem(name) for name in names_and_numbers(question)}),
            kind=expected(question),
        )

    def covered(self, present: frozenset[str]) -> float:
        total = sum(self.weights.values())
        return sum(weight for word, weight in self.weights.items() if word in present) / total if total else 0.0

    def names_missing(self, present: frozenset[str]) -> float:
        """The share of the names that stand there in no form: "US" is there where "United States" is."""
        missing = sum(present.isdisjoint((name, *OTHER_NAMES.get(name, ()))) for name in self.names)
        return missing / len(self.names) if self.names else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """One sentence of one retrieved passage; `features` is (len(FEATURES),).

    `answer` is the trained reader's best answer in the sentence, offsets into the passage's text.
    """

    passage: Passage
    chunk: ScoredChunk
    sentence: Sentence
    features: Vector
    answer: FoundSpan | None


def candidates(retrieved: Retrieved, asked: QuestionFeatures, read: Sequence[ReadPassage | None]) -> list[Candidate]:
    """Every sentence of the retrieved passages, in their order; `read` runs in parallel to them, None for one left unread."""
    return [
        candidate
        for chunk, passage, spans in zip(retrieved.chunks, retrieved.passages, read, strict=True)
        for candidate in _of_passage(retrieved, asked, chunk, passage, spans)
    ]


def _of_passage(
    retrieved: Retrieved, asked: QuestionFeatures, chunk: ScoredChunk, passage: Passage, read: ReadPassage | None
) -> list[Candidate]:
    title = frozenset(stem(word) for word in words(passage.title))
    by_sentence = [[stem(word) for word in words(passage.words(sentence))] for sentence in passage.sentences]
    everything = title.union(*by_sentence) if by_sentence else title
    covered_passage = asked.covered(everything)
    missing_passage = asked.names_missing(everything)
    cosines = passage.sentence_vectors @ retrieved.vector
    found = []
    for number, sentence in enumerate(passage.sentences):
        own = frozenset(by_sentence[number])
        near = own.union(title, by_sentence[number - 1] if number else ())
        kind = asked.kind
        start = passage.chunk.start
        answer = read.best_within(Span(sentence.start - start, sentence.end - start)) if read is not None else None
        features = np.array(
            [
                cosines[number],
                chunk.score,
                chunk.dense,
                asked.covered(own),
                asked.covered(near),
                covered_passage,
                _pairs(asked.stems, by_sentence[number]),
                0.0 if kind is None else (1.0 if holds(passage.words(sentence), kind) else -1.0),
                log1p(sum(len(word) > 3 for word in own.difference(asked.stems))),
                asked.names_missing(near),
                missing_passage,
                -_MOST_ODDS if answer is None else min(max(answer.logit, -_MOST_ODDS), _MOST_ODDS),
                -_MOST_ODDS if answer is None else min(max(answer.odds, -_MOST_ODDS), _MOST_ODDS),
            ]
        )
        found.append(Candidate(passage, chunk, sentence, features, answer))
    return found


def _pairs(stems: tuple[str, ...], sentence: list[str]) -> float:
    if len(stems) < 2:
        return 0.0
    places: dict[str, list[int]] = {}
    for place, word in enumerate(sentence):
        places.setdefault(word, []).append(place)
    near = sum(
        any(abs(a - b) <= 3 for a in places.get(first, ()) for b in places.get(second, ())) for first, second in pairwise(stems)
    )
    return near / (len(stems) - 1)
