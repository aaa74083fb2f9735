"""A question and one sentence, as numbers that say how much the one looks like evidence for the other."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log, log1p

import numpy as np
from numpy.typing import NDArray

from qa.english.weighted_words import WeightedWords
from qa.english.words import content_words, stem, without_accents, words
from qa.reading.question import Expected, Name, expected, forms_of, holds, mentions, question_names
from qa.reading.spans import FoundSpan, ReadPassage
from qa.retrieval import Retrieved
from qa.retrieval.question_time import QuestionTime
from qa.store.sql import Passage
from qa.types import ScoredChunk, Sentence, Span
from qa.types.patterns import lazy_regex

# The reader's logits stay within these: past them is only noise; and what the model didn't get to read has the least.
_MOST_ODDS = 20.0
# Pretend to have seen this many chunks without the word before counting the library's own: in a library of one article
# the topic's words are everywhere, and would weigh nothing.
_PRIOR_CHUNKS = 200
_ASKS = lazy_regex(r"""\?["'”’»)\]]*$""")
_NOT_LOOKED_AT = (0.0, 0.0, 0.0)
# A part of a name this short stands inside too many other words to be looked for without their ends.
_SHORT = 4

FEATURES = (
    "cosine",  # question · sentence, late-pooled
    "passage",  # the passage's fused retrieval score
    "dense",  # question · passage
    "covered",  # idf-weighted share of the question's content words in the sentence
    "covered_near",  # … in the sentence, the one before it, the title and the heading above the passage
    "covered_passage",  # … in the whole passage and the title
    "covered_document",  # … in the whole document
    "pairs",  # share of the question's neighbouring content words that stand within 3 words of each other
    "holds_expected",  # 1 what the question asks for is there; 0 nothing particular is asked for; -1 it is missing
    "new_words",  # log of the number of content words that the question doesn't have: the answer must be one of them
    "names_missing",  # share of the question's names and numbers that are not near
    "names_missing_passage",  # … not in the whole passage and the title
    "names_missing_document",  # … nowhere in the document
    "answer",  # the trained reader's logit of the best short answer in the sentence; comparable within a question only
    "answer_odds",  # … its log-odds against the passage holding none
    "evidence",  # the trained reader's logit of the sentence; comparable within a question only
    "evidence_odds",  # … its log-odds against no sentence of the passage answering
    "age",  # how much older the document is than the newest one found, unless the question names a year
    "other_year",  # 1 where the question names a year that neither the passage nor its date has
    "asks",  # 1 where the sentence is a question itself
    "second",  # of those looked at again (`looks.py`): the reader's logit of the sentence, less the mean; others have 0
    "second_answer",  # … of its best short answer
    "second_odds",  # … the sentence's log-odds against none of them answering
)
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class QuestionFeatures:
    """A question, taken apart once."""

    stems: tuple[str, ...]
    weights: WeightedWords
    names: tuple[Name, ...]
    kind: Expected | None
    time: QuestionTime

    @classmethod
    def of(
        cls, question: str, frequencies: Mapping[str, int], chunk_count: int, passages: Sequence[str] = ()
    ) -> "QuestionFeatures":
        """`passages` tell which words of a question in lower case are names."""
        found = tuple(stem(word) for word in content_words(question))
        return cls(
            stems=found,
            weights=WeightedWords(
                {each: log((chunk_count + _PRIOR_CHUNKS) / (frequencies.get(each, 0) + 1)) for each in found}
            ),
            names=question_names(question, passages),
            kind=expected(question),
            time=QuestionTime.of(question),
        )

    def names_missing(self, present: frozenset[str]) -> float:
        """The share of the names that `present` has in no form."""
        return sum(name.missing_from(present) for name in self.names) / len(self.names) if self.names else 0.0

    def found_in(self, text: str) -> frozenset[str]:
        """Which of the question's stems and name parts a long text has; looked for as they stand, which takes no stemming."""
        lowered = without_accents(text).casefold()
        wanted = {*self.stems, *(form for name in self.names for part in name.parts for form in forms_of(part))}
        plain = lowered.replace(",", "") if any(name.is_number for name in self.names) else lowered
        return frozenset(word for word in wanted if _stands_in(word, plain))


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """One sentence of one retrieved passage; `features` is (len(FEATURES),), for readers that use them.

    `answer` is the trained reader's best answer in the sentence, offsets into the passage's text.
    """

    passage: Passage
    chunk: ScoredChunk
    sentence: Sentence
    features: Vector = field(default_factory=lambda: np.empty(0))
    answer: FoundSpan | None = None

    @property
    def text(self) -> str:
        return self.passage.words(self.sentence)


def candidates(
    retrieved: Retrieved, asked: QuestionFeatures, read: Sequence[ReadPassage | None], documents: Mapping[str, str]
) -> list[Candidate]:
    """Every sentence of the retrieved passages, in their order.

    `read` runs in parallel to the passages, None for one left unread; `documents` are the passages' documents' texts by id.
    """
    newest = max((passage.published for passage in retrieved.passages if passage.published), default=None)
    there = {name: asked.found_in(text) for name, text in documents.items()}
    return [
        candidate
        for chunk, passage, spans in zip(retrieved.chunks, retrieved.passages, read, strict=True)
        for candidate in _of_passage(
            retrieved, asked, chunk, passage, spans, there.get(passage.chunk.document_id, frozenset()), newest
        )
    ]


def _of_passage(
    retrieved: Retrieved,
    asked: QuestionFeatures,
    chunk: ScoredChunk,
    passage: Passage,
    read: ReadPassage | None,
    in_document: frozenset[str],
    newest: str | None,
) -> list[Candidate]:
    title = mentions(f"{passage.title} {passage.heading}")
    texts = [passage.words(sentence) for sentence in passage.sentences]
    by_sentence = [[stem(word) for word in words(text)] for text in texts]
    mentioned = [mentions(text) for text in texts]
    everything = title.union(*mentioned) if mentioned else title
    covered_passage, covered_document = map(asked.weights.share, (everything, in_document | everything))
    missing_passage, missing_document = map(asked.names_missing, (everything, in_document | everything))
    age = asked.time.age(passage.published, newest)
    other_year = asked.time.other_year(f"{passage.title} {passage.text}", passage.published)
    cosines = passage.sentence_vectors @ retrieved.vector
    found = []
    for number, sentence in enumerate(passage.sentences):
        own = mentioned[number]
        near = own.union(title, mentioned[number - 1] if number else ())
        stretch = Span(sentence.start - passage.chunk.start, sentence.end - passage.chunk.start)
        answer = read.best_within(stretch) if read is not None else None
        score = read.sentence(stretch) if read is not None else None
        features = np.array(
            [
                cosines[number],
                chunk.score,
                chunk.dense,
                asked.weights.share(own),
                asked.weights.share(near),
                covered_passage,
                covered_document,
                _pairs(asked.stems, by_sentence[number]),
                0.0 if asked.kind is None else (1.0 if holds(texts[number], asked.kind) else -1.0),
                log1p(sum(len(word) > 3 for word in frozenset(by_sentence[number]).difference(asked.stems))),
                asked.names_missing(near),
                missing_passage,
                missing_document,
                _bounded(None if answer is None else answer.logit),
                _bounded(None if answer is None else answer.odds),
                _bounded(None if score is None else score.logit),
                _bounded(None if score is None else score.odds),
                age,
                other_year,
                float(_ASKS.search(texts[number]) is not None),
                *_NOT_LOOKED_AT,
            ]
        )
        found.append(Candidate(passage, chunk, sentence, features, answer))
    return found


def _bounded(logit: float | None) -> float:
    return -_MOST_ODDS if logit is None else min(max(logit, -_MOST_ODDS), _MOST_ODDS)


def _stands_in(word: str, text: str) -> bool:
    if word not in text:
        return False
    return len(word) >= _SHORT or re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


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
