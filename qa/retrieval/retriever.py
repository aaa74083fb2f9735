"""Question → ranked chunks: by nearest vectors and best words, fused, or by words alone; docs/extending.md adds one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from qa.embedding import Reranker
from qa.english.words import content_words
from qa.retrieval.question_time import QuestionTime
from qa.store import Searchable
from qa.store.sql import Library, Passage
from qa.types import Scope, ScoredChunk

Vector = NDArray[np.float32]
# Candidates taken from each side before fusion.
_CANDIDATES = 50
# The passage's cosine, its best sentence's, and its BM25 over the query's best. Chosen where recall@5 was best or near it on
# the held-out questions of all three training sets: nq-open 0.992, qamr 0.757 and covid-qa 0.710, against 0.988, 0.750 and
# 0.697 for 0.7 cosine + 0.3 BM25 without the sentences.
_DENSE, _NEAREST, _LEXICAL = 0.3, 0.45, 0.25
# What it costs a passage to be four years older than the newest one found, where the question asks for what is new. With it and
# what it costs in `qa.reading.evidence` the first three citations answer 41 of 97 such questions of news quizzes instead of 38
_BEHIND = 0.1
# Passages that a reranker reads: each costs it as much as embedding one.
_RERANKED = 20
# Of so many of the first documents, so many further chunks are read.
_DEEPENED, _FURTHER = 2, 3
# Of these documents' chunks so many of the best are looked at for them.
_WITHIN = 30


@dataclass(frozen=True, slots=True, eq=False)
class Retrieved:
    """`chunks` and `passages` run in parallel, best first; `vector` is the question's."""

    question: str
    vector: Vector
    chunks: tuple[ScoredChunk, ...]
    passages: tuple[Passage, ...]

    def first(self, limit: int) -> "Retrieved":
        return replace(self, chunks=self.chunks[:limit], passages=self.passages[:limit])


class Retriever(Protocol):
    def retrieve(self, question: str, vector: Vector, limit: int, scope: Scope | None = None) -> Retrieved:
        """At most `limit` chunks, best first; `vector` is the question's. Raises LibraryError, VectorIndexError."""
        ...


@runtime_checkable
class Deepening(Protocol):
    """What a retriever may offer as well; where it doesn't, its choice stands."""

    def deepened(self, retrieved: Retrieved) -> Retrieved:
        """The same chunks, and behind them the best further ones of the first documents. Raises as `retrieve` does."""
        ...


@runtime_checkable
class Movable(Protocol):
    """What a retriever may offer as well; where it doesn't, people to whom collections are closed get the settings' one."""

    def over_stores(self, stores: Searchable) -> Retriever:
        """One like this that searches these stores, and has nothing from any others."""
        ...


def offers(part: object, method: str) -> bool:
    """Whether the class of the object has the method; one that only hands on to another by `__getattr__` has it not."""
    return hasattr(type(part), method)


def deepened(retriever: Retriever, retrieved: Retrieved) -> Retrieved:
    """What a `Deepening` retriever makes of it; unchanged by any other."""
    return retriever.deepened(retrieved) if isinstance(retriever, Deepening) and offers(retriever, "deepened") else retrieved


def ranked(
    question: str, vector: Vector, passages: Sequence[Passage], scores: Mapping[str, float], lexical: Mapping[str, float]
) -> Retrieved:
    """These passages in this order, with their scores; `scores` and `lexical` are by chunk id.

    A chunk's cosine and its best sentence's are computed from the stored vectors.
    """
    chunks = [
        ScoredChunk(
            passage.chunk,
            scores[passage.chunk.id],
            rank,
            float(passage.vector @ vector),
            nearest_sentence(passage, vector),
            lexical.get(passage.chunk.id, 0.0),
        )
        for rank, passage in enumerate(passages)
    ]
    return Retrieved(question, vector, tuple(chunks), tuple(passages))


def nearest_sentence(passage: Passage, vector: Vector) -> float:
    return float((passage.sentence_vectors @ vector).max(initial=-1.0))


class WordRetriever:
    """BM25 by itself; a chunk without any word of the question is never found. The score is the share of the query's best."""

    def __init__(self, stores: Searchable) -> None:
        self._stores = stores

    def retrieve(self, question: str, vector: Vector, limit: int, scope: Scope | None = None) -> Retrieved:
        library = self._stores.library
        scores = _by_words(library, question, limit, library.in_scope(scope or Scope()))
        passages = library.passages(scores.keys(), width=len(vector))
        return ranked(question, vector, [passages[chunk_id] for chunk_id in scores if chunk_id in passages], scores, scores)

    def over_stores(self, stores: Searchable) -> "WordRetriever":
        return WordRetriever(stores)


def _by_words(library: Library, question: str, limit: int, documents: frozenset[str] | None) -> dict[str, float]:
    """The chunks with most of the question's words, best first, each with its BM25 as a share of the best one's."""
    hits = library.search_words(content_words(question), limit, documents)
    return {hit.chunk_id: hit.score / max(hits[0].score, 1e-9) for hit in hits}


class HybridRetriever:
    """Hybrid retrieval over one pair of stores. A reranker changes the order only; scores stay those of the fusion."""

    def __init__(self, stores: Searchable, reranker: Reranker | None = None) -> None:
        self._stores = stores
        self.reranker = reranker

    def retrieve(self, question: str, vector: Vector, limit: int, scope: Scope | None = None) -> Retrieved:
        library = self._stores.library
        documents = library.in_scope(scope or Scope())
        near = [hit.chunk_id for hit in self._stores.search(vector, _CANDIDATES, documents)]
        lexical = _by_words(library, question, _CANDIDATES, documents)
        # Only the library knows what is in it now: an id that it doesn't know belongs to a version that is gone.
        passages = library.passages({*near, *lexical}, width=len(vector))
        behind = QuestionTime.of(question).behind([each.published for each in passages.values()])
        scores = {
            chunk_id: fused(float(each.vector @ vector), nearest_sentence(each, vector), lexical.get(chunk_id, 0.0))
            - _BEHIND * years
            for (chunk_id, each), years in zip(passages.items(), behind, strict=True)
        }
        best = sorted(scores, key=lambda chunk_id: (-scores[chunk_id], chunk_id))
        if self.reranker is not None:
            best = best[: max(limit, _RERANKED)]
            texts = [f"{passages[chunk_id].title}\n{passages[chunk_id].text}" for chunk_id in best]
            reranked = dict(zip(best, self.reranker.score(question, texts), strict=True))
            best.sort(key=lambda chunk_id: -reranked[chunk_id])
        return ranked(question, vector, [passages[chunk_id] for chunk_id in best[:limit]], scores, lexical)

    def over_stores(self, stores: Searchable) -> "HybridRetriever":
        return HybridRetriever(stores, self.reranker)

    def deepened(self, retrieved: Retrieved) -> Retrieved:
        """Add further chunks of the first two documents, for news tells one thing in one article.

        On 150 questions about news the right article was among the first two for nine of ten, its right chunk among the first
        eight for eight.
        """
        if not retrieved.chunks:
            return retrieved  # a scope of no documents would be the whole library
        first = tuple(dict.fromkeys(chunk.chunk.document_id for chunk in retrieved.chunks))[:_DEEPENED]
        known = {chunk.chunk.id for chunk in retrieved.chunks}
        # `retrieve` divides BM25 by the best of these two documents, the first search by the best of all.
        best = max((chunk.lexical for chunk in retrieved.chunks if chunk.chunk.document_id in first), default=0.0)
        within = self.retrieve(retrieved.question, retrieved.vector, _WITHIN, Scope(documents=first))
        chunks, passages = list(retrieved.chunks), list(retrieved.passages)
        left = dict.fromkeys(first, _FURTHER)
        for chunk, passage in zip(within.chunks, within.passages, strict=True):
            document = chunk.chunk.document_id
            if chunk.chunk.id not in known and left[document]:
                left[document] -= 1
                lexical = chunk.lexical * best
                score = chunk.score - _LEXICAL * (chunk.lexical - lexical)
                chunks.append(replace(chunk, lexical=lexical, score=score, rank=len(chunks)))
                passages.append(passage)
        return replace(retrieved, chunks=tuple(chunks), passages=tuple(passages))


def fused(dense: float, nearest: float, lexical: float) -> float:
    """One score of a chunk's cosine, its best sentence's, and its share of the query's best BM25."""
    return _DENSE * dense + _NEAREST * nearest + _LEXICAL * lexical
