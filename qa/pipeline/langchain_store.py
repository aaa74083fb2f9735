"""The library as a vector store of LangChain."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore
from langchain_core.vectorstores.utils import maximal_marginal_relevance

from qa.documents.loader_documents import load_documents
from qa.documents.outcome import DocumentChecks
from qa.pipeline.langchain_face import CitedEmbeddings, as_documents, whole
from qa.store.sql import Passage
from qa.types import Document as OwnDocument
from qa.types.errors import LibraryError, LoadError, NotFoundError, QuestionError

if TYPE_CHECKING:
    from qa.pipeline.answering import Pipeline

# What a `filter` may name, and which field of a document that is: what all of its chunks have alike.
_FILTERED = {"source": "source", "document_id": "id", "title": "title", "published": "published"}
_Found = tuple[Passage, float]
_Filter = Mapping[str, Any] | None
_Metadatas = list[dict[str, Any]] | None
_Ids = list[str] | None


class CitedVectorStore(VectorStore):
    """The library and its vector index: nearest chunks only, without the words that `CitedRetriever` counts as well.

    What is added is a whole document, cut into chunks here. Documents, whose ids `add_*` returns, and chunks, which are found,
    have ids of their own; `get_by_ids` and `delete` take both. A search takes `k`, and a `filter` of `source`, `document_id`,
    `title` and `published`: what a document must have, or a list of which it must have one. Other arguments are refused:
    a misspelt one would be a limit that silently isn't there. Raises QAError.
    """

    def __init__(self, pipeline: "Pipeline") -> None:
        self._pipeline = pipeline

    @property
    def embeddings(self) -> Embeddings:
        return CitedEmbeddings(self._pipeline.embedder)

    def add_texts(self, texts: Iterable[str], metadatas: _Metadatas = None, *, ids: _Ids = None, **_: Any) -> list[str]:
        """Add texts and return the ids of their documents.

        A text without a "source" in its metadata has its id as source, or else one by its content.
        """
        texts = list(texts)
        _check_one_each("metadatas", metadatas, texts)
        told = zip(texts, metadatas or repeat({}), strict=False)
        return self.add_documents(
            [Document(page_content=text, metadata=dict(metadata or {})) for text, metadata in told],
            ids=ids or [f"text:{sha256(text.encode()).hexdigest()[:16]}" for text in texts],
        )

    def add_documents(self, documents: list[Document], *, ids: _Ids = None, **_: Any) -> list[str]:
        """Add documents and return the ids of ours: those in a row with one source are one.

        One of `ids`, or else a document's own, is its source where its metadata names none. Raises LoadError for the first that
        can't be one; then none is added, unless it is one that holds no sentence.
        """
        documents = list(documents)
        _check_one_each("ids", ids, documents)
        if ids:
            documents = [
                each.model_copy(update={"id": id}) if id is not None and isinstance(each, Document) else each
                for each, id in zip(documents, ids, strict=True)
            ]
        loaded = [*map(DocumentChecks().checked, load_documents(documents))]
        if wrong := next((each.error for each in loaded if each.error is not None), None):
            raise wrong
        if failures := self._pipeline.add(documents).failures:
            raise LoadError(failures[0].cause)
        return list(dict.fromkeys(OwnDocument.id_of(each.source) for each in loaded))

    def delete(self, ids: _Ids = None, **_: Any) -> bool:
        """Remove documents by their ids or sources, or by the ids of their chunks; return whether all were there."""
        if ids is None:
            raise QuestionError("delete was given no ids; name the documents to remove: a library isn't emptied all at once")
        given: Any = ids  # callers give one id, or an iterator, too
        named = [given] if isinstance(given, str) else list(given)
        chunks = self._pipeline.library.passages(named)
        found = {chunks[each].chunk.document_id if each in chunks else self._document_id(each) for each in named}
        return len(self._pipeline.stores.remove_all([each for each in found if each is not None])) == len(found)

    def _document_id(self, name: str) -> str | None:
        try:
            return self._pipeline.library.document_list.get(name).summary.id
        except NotFoundError:
            return None

    def get_by_ids(self, ids: Sequence[str], /) -> list[Document]:
        """Return chunks by their ids, and whole documents by their ids or sources; unknown ones are left out."""
        library = self._pipeline.library
        chunks, found = library.passages(ids), []
        for each in ids:
            if each in chunks:
                found += as_documents(library, [(chunks[each], 1.0)])
                continue
            try:
                found.append(whole(library.document(each)))
            except NotFoundError:
                continue
        return found

    def similarity_search(self, query: str, k: int = 4, filter: _Filter = None, **unknown: Any) -> list[Document]:
        return [document for document, _ in self.similarity_search_with_score(query, k, filter, **unknown)]

    def similarity_search_with_score(
        self, query: str, k: int = 4, filter: _Filter = None, **unknown: Any
    ) -> list[tuple[Document, float]]:
        """Scores are cosines, higher is better."""
        found = self._nearest(self._pipeline.embedder.embed_question(query), k, filter, unknown)
        return list(zip(self._shown(found), [score for _, score in found], strict=True))

    def similarity_search_by_vector(
        self, embedding: list[float], k: int = 4, filter: _Filter = None, **unknown: Any
    ) -> list[Document]:
        return self._shown(self._nearest(embedding, k, filter, unknown))

    def max_marginal_relevance_search(
        self, query: str, k: int = 4, fetch_k: int = 20, lambda_mult: float = 0.5, filter: _Filter = None, **unknown: Any
    ) -> list[Document]:
        """Choose `k` of the `fetch_k` nearest chunks that differ from each other, as LangChain does."""
        vector = self._pipeline.embedder.embed_question(query).tolist()
        return self.max_marginal_relevance_search_by_vector(vector, k, fetch_k, lambda_mult, filter, **unknown)

    def max_marginal_relevance_search_by_vector(
        self,
        embedding: list[float],
        k: int = 4,
        fetch_k: int = 20,
        lambda_mult: float = 0.5,
        filter: _Filter = None,
        **unknown: Any,
    ) -> list[Document]:
        found = self._nearest(embedding, max(fetch_k, k) if k >= 1 else k, filter, unknown)
        vectors = [passage.vector.tolist() for passage, _ in found]
        chosen = maximal_marginal_relevance(np.array(embedding), vectors, lambda_mult, k) if found else []
        return self._shown([found[each] for each in chosen])

    def _nearest(self, vector: Any, k: int, wanted: Mapping[str, Any] | None, unknown: Mapping[str, Any]) -> list[_Found]:
        if unknown:
            raise QuestionError(
                f"a search doesn't know {', '.join(unknown)}; it takes k, filter and, for mmr, fetch_k, lambda_mult"
            )
        if self._pipeline.searched.closed:
            raise LibraryError("this pipeline is closed; open another")
        if not isinstance(k, (int, np.integer)) or isinstance(k, bool):
            raise QuestionError(f"k is a {type(k).__name__}; give a whole number of chunks")
        if k < 1:
            raise QuestionError(f"k is {k}; ask for 1 chunk or more")
        k = min(int(k), max(1, self._pipeline.library.chunk_count))
        if len(vector) != (right := self._pipeline.embedder.dimensions):
            raise QuestionError(f"the vector has {len(vector)} numbers, this library's have {right}; embed by `embeddings`")
        hits = self._pipeline.searched.search(np.array(vector, dtype=np.float32), k, self._within(wanted))
        passages = self._pipeline.library.passages([hit.chunk_id for hit in hits])
        return [(passages[hit.chunk_id], hit.score) for hit in hits if hit.chunk_id in passages][:k]

    def _within(self, wanted: Mapping[str, Any] | None) -> frozenset[str] | None:
        """Return the ids of the documents that a filter leaves in; None where it leaves all in."""
        if not wanted:
            return None
        if not isinstance(wanted, Mapping):
            raise QuestionError(f"filter is a {type(wanted).__name__}; give a dict of {', '.join(_FILTERED)}")
        values = {name: value if isinstance(value, list | tuple | set) else (value,) for name, value in wanted.items()}
        if strange := [name for name in values if name not in _FILTERED]:
            raise QuestionError(f"filter can't ask for {', '.join(map(str, strange))}; it can for {', '.join(_FILTERED)}")
        if any(isinstance(each, Mapping) for allowed in values.values() for each in allowed):
            raise QuestionError("filter knows no operators; give each name its value, or a list of values")
        documents = self._pipeline.library.documents()
        return frozenset(
            each.id for each in documents if all(getattr(each, _FILTERED[name]) in allowed for name, allowed in values.items())
        )

    def _shown(self, found: Sequence[_Found]) -> list[Document]:
        return as_documents(self._pipeline.library, found)

    def _select_relevance_score_fn(self) -> Callable[[float], float]:
        return lambda cosine: max(0.0, cosine)

    @classmethod
    def from_texts(
        cls, texts: list[str], embedding: Embeddings, metadatas: _Metadatas = None, *, ids: _Ids = None, **kwargs: Any
    ) -> "CitedVectorStore":
        """Add the texts to `pipeline`, which must be given. Its own embedder is used, whatever `embedding` is."""
        del embedding
        if "pipeline" not in kwargs:
            raise TypeError("CitedVectorStore.from_texts needs pipeline=Pipeline.open(…); its embedder is the pipeline's")
        store = cls(kwargs["pipeline"])
        store.add_texts(texts, metadatas, ids=ids)
        return store


def _check_one_each(name: str, given: Sequence[object] | None, texts: Sequence[object]) -> None:
    if given and len(given) != len(texts):
        raise LoadError(f"{len(texts)} texts were given and {len(given)} {name}; give one for each text, or none")
