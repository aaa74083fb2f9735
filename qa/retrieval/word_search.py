"""Question → the chunks that hold most of its words: for names, codes and quotations, and where the meaning misleads."""

from qa.english.words import content_words
from qa.retrieval.retriever import Retrieved, Vector, ranked
from qa.store import Stores
from qa.types import Scope


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
