"""A digest: the few sentences that matter, none saying again what another says, in reading order.

`belonging` says how likely a sentence belongs in a digest of its document; where a subject is asked for, it counts as well.
Sentences are taken one at a time, each less the more it is like one taken before (maximal marginal relevance; Carbonell &
Goldstein, SIGIR 1998). `python -m eval.digest_points` measures the choice.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from qa.reading.belonging import DigestSentences, Weights, dangles, log_odds
from qa.reading.subject import Subject, tells
from qa.store.sql import Passage
from qa.types import Sentence, Span

# From this cosine on two sentences say the same, be it in one article or in two copies of one.
SAME = 0.9
# What a cosine of one with a sentence taken before costs, and what one with a subject of many words brings, in log odds. Of 769
# points on 113 subjects, most of them events, overviews tell most with this; the words of the subject add nothing to it.
_LIKENESS, _WANTED = 1.1, 3.0
# The log odds that a sentence tells of a name are multiplied by this: so belonging, which has the weight .55 in them, counts as
# much as in other digests, and likeness costs as much.
_TELLING = 1.8
# What it costs a sentence that points back, as “he” and “after that” do, to stand without the sentence before it: “he” would be
# whoever is named in the sentence shown above. Readers who judged single sentences below the title minded such words less.
_DANGLING = 1.0
# Whoever speaks or is spoken to is no such word, though it dangles.
_SPEAKS = re.compile(r"[“\"'‘(]*(?:there|here|we|i|you)\b", re.IGNORECASE)
# What each sentence that is taken costs the others of its chapter (eval/RESULTS.md, "What readers would put into a summary").
_OF_CHAPTER = 0.7


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """A sentence of a digest; `score` is what it scored by itself, `beside` what it gains below the one before it.

    `features` are `subject.FEATURES`, none without a subject.
    """

    passage: Passage
    sentence: Sentence
    score: float
    beside: float = 0.0
    features: Mapping[str, float] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.passage.words(self.sentence)

    @property
    def vector(self) -> NDArray[np.float32]:
        """(d,): the sentence's."""
        vector: NDArray[np.float32] = self.passage.sentence_vectors[self.passage.sentences.index(self.sentence)]
        return vector


def digest(
    documents: Sequence[Sequence[Passage]],
    length: int,
    weights: Weights,
    subject: Subject | None = None,
) -> list[Chosen]:
    """At most `length` sentences of these documents, each given by its passages in order.

    In the order of the documents, and in reading order in each. With a subject only sentences that have most of its words, or
    are near it by meaning, are taken.
    """
    found = [each for passages in documents for each in scored_sentences(passages, weights, subject)]
    return best_of(found, length)


def sentences_of(passages: Sequence[Passage]) -> tuple[list[tuple[Passage, Sentence]], DigestSentences]:
    """All sentences of one document, which has some, in reading order."""
    placed = {
        sentence.start: (passage, sentence, passage.sentence_vectors[number])
        for passage in passages
        for number, sentence in enumerate(passage.sentences)
    }
    order = [placed[start] for start in sorted(placed)]
    texts = [passage.words(sentence) for passage, sentence, _ in order]
    paragraphs = [begins_paragraph(passage, sentence) for passage, sentence, _ in order]
    vectors = np.stack([vector for *_, vector in order])
    document = DigestSentences(passages[0].title, texts, vectors, paragraphs)
    return [(passage, sentence) for passage, sentence, _ in order], document


def scored_sentences(passages: Sequence[Passage], weights: Weights, subject: Subject | None = None) -> list[Chosen]:
    """The sentences of one document that a digest may take, in reading order."""
    if not any(passage.sentences for passage in passages):
        return []
    order, document = sentences_of(passages)
    odds = log_odds(document, weights)
    chosen: list[Chosen] = []
    last = -1  # the place of the one taken last
    for number, ((passage, sentence), text, vector) in enumerate(zip(order, document.texts, document.vectors, strict=True)):
        if odds[number] == -np.inf:
            continue
        score, features = float(odds[number]), {}
        if subject is not None:
            features = subject.features(text, vector, score, number)
            if features["covered"] < subject.some and features["near"] < subject.near:
                continue
            score = _TELLING * tells(features) if subject.is_name else score + _WANTED * features["near"]
        lacks = _DANGLING * (number > 0 and dangles(text) and not _SPEAKS.match(text))
        chosen.append(Chosen(passage, sentence, score - lacks, lacks * (last == number - 1), features))
        last = number
    return chosen


def begins_paragraph(passage: Passage, sentence: Span) -> bool:
    """Whether a sentence of the passage is the first of its paragraph, or of the passage."""
    before = passage.text[: sentence.start - passage.chunk.start].rstrip(" ")
    return not before or before.endswith("\n")


def best_of(found: Sequence[Chosen], length: int, chapters: Sequence[str] = ()) -> list[Chosen]:
    """At most `length` of these, in their order; none that says the same as a better one.

    What can't be understood without the sentence before it may stand below that. `chapters` are those that they stand in, if
    they are given: each counts less the more of its sentences are taken.
    """
    if not found:
        return []
    vectors = np.stack([each.vector for each in found])
    scores = np.array([each.score for each in found], dtype=np.float32)
    nearest = np.full(len(found), -1.0, dtype=np.float32)
    places = np.array(chapters)
    taken: list[int] = []
    for _ in range(length):
        values = np.where(nearest < SAME, scores - _LIKENESS * np.maximum(nearest, 0.0), -np.inf)
        best = int(np.argmax(values))
        if values[best] == -np.inf:
            break
        taken.append(best)
        nearest = np.maximum(nearest, vectors @ vectors[best])
        if best + 1 < len(found):
            scores[best + 1] += found[best + 1].beside
        if chapters:
            scores -= _OF_CHAPTER * (places == places[best])
    return [found[place] for place in sorted(taken)]
