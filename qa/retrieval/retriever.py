"""What every retriever offers, and one that goes by words alone; docs/extending.md adds one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qa.english.words import content_words
from qa.store import Stores
from qa.store.sql import Passage
from qa.types import Scope, ScoredChunk

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Retrieved:
    """`chunks` and `passages` run in parallel, best first; `vector` is the question's."""

    question: str
    vector: Vector
    chunks: tuple[ScoredChunk, ...]
    passages: tuple[Passage, ...]

    def first(self, limit: int) -> "Retrieved":
        """The best `limit` of them."""
        return replace(self, chunks=self.chunks[:limit], passages=self.passages[:limit])


class Retriever(Protocol):
    def retrieve(self, question: str, vector: Vector, limit: int, scope: Scope | None = None) -> Retrieved:
        """At most `limit` chunks, best first; `vector` is the question's. Raises LibraryError, VectorIndexError."""
        ...


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
    """The cosine of the passage's best sentence."""
    return float((passage.sentence_vectors @ vector).max(initial=-1.0))


class WordRetriever:
    """BM25 by itself; a chunk without any word of the question is never found. The score is the share of the query's best."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    def retrieve(self, question: str, vector: Vector, limit: int, scope: Scope | None = None) -> Retrieved:
        """At most `limit` chunks, best first. Raises LibraryError."""
        library = self._stores.library
        documents = library.in_scope(scope) if scope is not None else None
        hits = library.search_words(content_words(question), limit, documents)
        passages = library.passages([hit.chunk_id for hit in hits], width=len(vector))
        scores = {hit.chunk_id: hit.score / max(hits[0].score, 1e-9) for hit in hits if hit.chunk_id in passages}
        return ranked(question, vector, [passages[chunk_id] for chunk_id in scores], scores, scores)
