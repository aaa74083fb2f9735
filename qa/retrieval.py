"""Question → ranked chunks: nearest vectors and best words, fused."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qa.embedding import Reranker
from qa.library import Passage
from qa.stores import Stores
from qa.types import Scope, ScoredChunk
from qa.words import content_words

Vector = NDArray[np.float32]

# Candidates taken from each side before fusion.
_CANDIDATES = 50
# 0.7 cosine + 0.3 BM25 over the query's best BM25: at or near the top on both Wikipedia questions (xquad-en-dev) and
# search questions (nq-open), where dense alone or BM25 alone is ahead on one and behind on the other.
_DENSE_WEIGHT = 0.7
# Passages that a reranker reads: each costs it as much as embedding one.
_RERANKED = 20


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


class Retriever:
    """Hybrid retrieval over one pair of stores. A reranker changes the order only; scores stay those of the fusion."""

    def __init__(self, stores: Stores, reranker: Reranker | None = None) -> None:
        self._stores = stores
        self._reranker = reranker

    def retrieve(self, question: str, vector: Vector, limit: int, scope: Scope | None = None) -> Retrieved:
        """At most `limit` chunks, best first; `vector` is the question's. Raises LibraryError, VectorIndexError."""
        library = self._stores.library
        documents = library.in_scope(scope) if scope is not None else None
        dense = {hit.chunk_id: hit.score for hit in self._stores.search(vector, _CANDIDATES, documents)}
        hits = library.search_words(content_words(question), _CANDIDATES, documents)
        lexical = {hit.chunk_id: hit.score / max(hits[0].score, 1e-9) for hit in hits}
        # Only the library knows what is in it now: an id that it doesn't know belongs to a version that is gone.
        # One whose vector is of another length is damaged, and passed over until `qa doctor` has made it again.
        stored = {
            row.chunk_id: row.vector
            for page in library.vector_rows(sorted(dense.keys() | lexical.keys()))
            for row in page
            if len(row.vector) == len(vector)
        }
        for chunk_id in stored.keys() - dense.keys():
            dense[chunk_id] = float(stored[chunk_id] @ vector)
        scores = {chunk_id: fused(dense[chunk_id], lexical.get(chunk_id, 0.0)) for chunk_id in stored}
        best = sorted(scores, key=lambda chunk_id: (-scores[chunk_id], chunk_id))
        best = best[: limit if self._reranker is None else max(limit, _RERANKED)]
        passages = library.passages(best)
        best = [chunk_id for chunk_id in best if chunk_id in passages]  # one may have gone in between
        if self._reranker is not None:
            texts = [f"{passages[chunk_id].title}\n{passages[chunk_id].text}" for chunk_id in best]
            reranked = dict(zip(best, self._reranker.score(question, texts), strict=True))
            best.sort(key=lambda chunk_id: -reranked[chunk_id])
        best = best[:limit]
        return Retrieved(
            question=question,
            vector=vector,
            chunks=tuple(
                ScoredChunk(passages[chunk_id].chunk, scores[chunk_id], rank, dense[chunk_id], lexical.get(chunk_id, 0.0))
                for rank, chunk_id in enumerate(best)
            ),
            passages=tuple(passages[chunk_id] for chunk_id in best),
        )


def fused(dense: float, lexical: float) -> float:
    """One score of a chunk's cosine and its share of the query's best BM25."""
    return _DENSE_WEIGHT * dense + (1 - _DENSE_WEIGHT) * lexical
