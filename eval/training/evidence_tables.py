"""What the fit of the reader's weights learns from: each question with the sentences that the reader would see, as tables.

Questions are asked of a library of their own documents (public sets) or of an existing data directory (news as users have it).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.datasets import GoldQuestion, read_gold
from eval.examining import Examination
from eval.metrics.scores import agree
from eval.training.question_sets import QuestionSet
from qa.embedding import Embedder
from qa.pipeline import Pipeline
from qa.pipeline.ingestion.ingest import Ingester
from qa.reading.evidence import SHORT_FEATURES, in_order, likeliest_answers, load_weights, short_features
from qa.reading.features import FEATURES, Candidate, QuestionFeatures
from qa.reading.listwise import listwise_reader
from qa.reading.looks import first_look, with_second_look
from qa.reading.question import expected
from qa.reading.sentences import LibrarySentences
from qa.reading.short_answer import answer_phrase, is_presentable
from qa.reading.spans import ReadPassage, SpanReader
from qa.retrieval import HybridRetriever, Retrieved
from qa.retrieval.retriever import deepened, fused
from qa.settings import Settings
from qa.store import Stores
from qa.types import Document

# The reader looks into this many passages (Settings.top_k) …
PASSAGES = 8
# … of this many retrieved, so that eight are left when a question's own are taken away.
_RETRIEVED = 20

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The sentences that the reader would see; `features` is (sentences, len(FEATURES)), `right` says which answer.

    `short` has the features that `short_features` makes of each sentence when `right` is 0, `short_right` whether its short
    answer is right; NaN where there is none to show, or nobody told which are.
    """

    features: Floats
    right: Flags
    short: Floats
    short_right: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One question with all its passages; `without` is the same less the right ones, None for an unanswerable one."""

    set: str
    answerable: bool
    full: Table
    without: Table | None


def of_set(questions: QuestionSet, work: Path, embedder: Embedder) -> Iterator[Example]:
    """Ask a library of the set's own documents."""
    settings = Settings(data_dir=work / questions.name)
    with Stores(settings) as stores:
        documents: tuple[Document, ...] = questions.documents
        Ingester(stores, embedder, settings).add(documents)
        tables = Tables(stores, embedder)
        for asked in questions.questions:

            def right(candidate: Candidate, asked=asked) -> bool:  # type: ignore[no-untyped-def]
                text = candidate.text.casefold()
                return asked.gold(candidate.passage) and any(answer.casefold() in text for answer in asked.answers)

            yield tables.example(questions.name, asked.question, asked.answers, right, answerable=True)


def of_gold(gold: Path, data: Path) -> Iterator[Example]:
    """Ask an existing library."""
    asked = read_gold(gold)
    with Pipeline.open(Settings(data_dir=data)) as pipeline:
        examination = Examination(pipeline, asked)
        tables = Tables(pipeline.stores, pipeline.embedder)
        for question in asked.questions:
            if question.history or question.type in ("said", "keywords") or question.answerable is None:
                continue  # these take other ways

            def right(candidate: Candidate, question: GoldQuestion = question) -> bool:
                return bool(question.answerable) and examination.is_right(question, candidate)

            told = question.answers or (None if question.answerable else ())
            yield tables.example(gold.stem, question.question, told, right, answerable=bool(question.answerable))


class Tables:
    """Makes the tables that the reader would score."""

    def __init__(self, stores: Stores, embedder: Embedder) -> None:
        self._embedder = embedder
        self._retriever = HybridRetriever(stores)
        self._sentences = LibrarySentences(stores.library)
        self._spans, self._listwise = SpanReader(), listwise_reader()
        self._first = in_order(load_weights()["first"])

    def example(
        self,
        name: str,
        question: str,
        answers: Sequence[str] | None,
        right: Callable[[Candidate], bool],
        *,
        answerable: bool,
    ) -> Example:
        retrieved = self._retriever.retrieve(question, self._embedder.embed_question(question), _RETRIEVED)
        pool = deepened(self._retriever, retrieved.first(PASSAGES))
        asked = self._sentences.asked(pool)
        first = first_look(pool, asked, PASSAGES)[0]
        passages = {passage.chunk.id: passage for passage in (*retrieved.passages, *first.passages)}
        by_id = dict(zip(passages, self._spans.read(question, list(passages.values())), strict=True))
        full = self._table(asked, first, by_id, answers, right)
        without = None
        if answerable:
            gone = {each.passage.chunk.id for each in self._candidates(asked, retrieved, by_id) if right(each)}
            left = _without(retrieved, gone)
            without = self._table(asked, left, by_id, (), lambda _: False) if left.chunks else None
        return Example(name, answerable, full, without)

    def _candidates(self, asked: QuestionFeatures, retrieved: Retrieved, read: Mapping[str, ReadPassage]) -> list[Candidate]:
        return self._sentences.candidates(retrieved, asked, [read[passage.chunk.id] for passage in retrieved.passages])

    def _table(  # type: ignore[no-untyped-def]
        self,
        asked: QuestionFeatures,
        retrieved: Retrieved,
        read: Mapping[str, ReadPassage],
        answers: Sequence[str] | None,
        right,
    ) -> Table:
        found = self._candidates(asked, retrieved, read)
        if found:
            scores = np.stack([each.features for each in found]) @ self._first
            order = self._sentences.order(retrieved.question, scores, found)
            found = with_second_look(retrieved.question, found, order, self._listwise)
        flags = np.array([right(each) for each in found], dtype=np.bool_)
        rows = np.array([each.features for each in found], dtype=np.float64).reshape(-1, len(FEATURES))
        likeliest = likeliest_answers(found)
        short = np.array([short_features(each, likeliest, asked, 0.0) for each in found]).reshape(-1, len(SHORT_FEATURES))
        judged = [_short_right(each, retrieved.question, answers) for each in found]
        return Table(rows, flags, short, np.array(judged, dtype=np.float64))


def _short_right(candidate: Candidate, question: str, answers: Sequence[str] | None) -> float:
    phrase = answer_phrase(candidate)
    if answers is None or not is_presentable(phrase, expected(question)):
        return float("nan")
    return float(any(agree(phrase, answer) for answer in answers))


def _without(retrieved: Retrieved, gone: set[str]) -> Retrieved:
    """The first passages as they would be retrieved from a library that lacks these.

    A passage's lexical score is a share of the query's best: as long as that best one isn't there, the shares tell that
    something better was, and the fit would learn to see what no reader can.
    """
    kept = [n for n, passage in enumerate(retrieved.passages) if passage.chunk.id not in gone]
    best = max((retrieved.chunks[n].lexical for n in kept), default=0.0) or 1.0
    chunks = {
        n: replace(chunk, lexical=chunk.lexical / best, score=fused(chunk.dense, chunk.nearest, chunk.lexical / best))
        for n, chunk in ((n, retrieved.chunks[n]) for n in kept)
    }
    first = sorted(kept, key=lambda n: -chunks[n].score)[:PASSAGES]
    return replace(retrieved, chunks=tuple(chunks[n] for n in first), passages=tuple(retrieved.passages[n] for n in first))
