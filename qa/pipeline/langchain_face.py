"""CitedQA as parts for LangChain: its steps, its retriever, its embedder and its index.

Here, in the tools for agents beside it, and in the language model of `qa.pipeline.writing`, is all that imports LangChain.
docs/langchain.md shows each in use.
"""

from collections.abc import AsyncIterator, Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any, Protocol, TypeVar

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableGenerator, RunnableLambda, RunnableSequence
from langchain_core.runnables.config import run_in_executor
from langchain_core.vectorstores import VectorStore
from pydantic import ConfigDict

from qa.documents.loader_documents import LoaderDocument
from qa.embedding import Embedder, PassageText
from qa.pipeline.asking import Asking
from qa.pipeline.ingest import Summary
from qa.pipeline.steps import Steps
from qa.store import Stores
from qa.store.sql import Library, Passage
from qa.types import Answer, Event, Piece, Question, Scope
from qa.types import Document as OwnDocument
from qa.types.errors import LoadError, NotFoundError

_Given = TypeVar("_Given")
# An answer at the end; before it its pieces, where it is streamed.
Chain = Runnable[Question | str, Answer]


class Searchable(Protocol):
    """A pipeline, as far as its documents are needed here."""

    @property
    def stores(self) -> Stores: ...

    @property
    def embedder(self) -> Embedder: ...

    def find(self, query: str, limit: int, scope: Scope | None = None) -> Sequence[tuple[Passage, float]]: ...

    def add(self, documents: Iterable[OwnDocument | LoaderDocument]) -> Summary: ...


def chain(steps: Steps) -> Chain:
    """understand | retrieve | read | cite; its `steps` are these parts. Streamed, it yields pieces, then the answer."""

    def pieces(askings: Iterator[Asking]) -> Iterator[Piece | Answer]:
        for asking in askings:
            events = steps.cite(asking)
            try:
                while True:
                    if isinstance(event := next(events), Piece):
                        yield event
            except StopIteration as done:
                yield done.value
            finally:
                events.close()

    async def apieces(askings: AsyncIterator[Asking]) -> AsyncIterator[Piece | Answer]:
        async for asking in askings:
            found = pieces(iter([asking]))
            while (piece := await run_in_executor(None, next, found, None)) is not None:
                yield piece

    chained: Any = RunnableSequence(
        RunnableLambda(_step(steps.understand), name="understand"),
        RunnableLambda(_step(steps.retrieve), name="retrieve"),
        RunnableLambda(_step(steps.read), name="read"),
        RunnableGenerator(pieces, apieces, name="cite"),
        name="CitedQA",
    )
    return chained  # type: ignore[no-any-return]


def _step(step: Callable[[_Given], Generator[Event, None, Asking]]) -> Callable[[_Given], Asking]:
    def run(given: _Given) -> Asking:
        events = step(given)
        try:
            while True:
                next(events)
        except StopIteration as done:
            asking: Asking = done.value
            return asking

    return run


class CitedRetriever(BaseRetriever):
    """The passages that suit a question. Their metadata: source, title, published, start, end, speaker, score, document_id.

    `start` and `end` are offsets into the stored text, where `page_content` stands word for word. `speaker` is set where one
    person alone speaks in the passage. `collections` are ids or names; a passage is of a document in at least one of them.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    pipeline: Any
    k: int = 8
    scope: Any = None
    collections: Sequence[str] = ()

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        del run_manager
        library, scope = self.pipeline.stores.library, self.scope
        if self.collections:
            scope = replace(scope or Scope(), collections=library.collections.ids(self.collections))
        return _documents(library, self.pipeline.find(query, self.k, scope))


class CitedEmbeddings(Embeddings):
    """The embedder of a pipeline."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors = self._embedder.embed_passages([PassageText("", text, ()) for text in texts])
        return [each.chunk.tolist() for each in vectors]

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._embedder.embed_question(text).tolist()
        return vector


class CitedVectorStore(VectorStore):
    """The library and its vector index: nearest chunks only, without the words that `CitedRetriever` counts as well.

    What is added is a whole document, cut into chunks here; its id is what `delete` takes. Chunks found have ids of their own.
    """

    def __init__(self, pipeline: Searchable) -> None:
        self._pipeline = pipeline

    @property
    def embeddings(self) -> Embeddings:
        return CitedEmbeddings(self._pipeline.embedder)

    def add_texts(
        self, texts: Iterable[str], metadatas: list[dict[str, Any]] | None = None, *, ids: list[str] | None = None, **_: Any
    ) -> list[str]:
        """Ids of the documents. A text without a "source" in its metadata is named by its id, or else by its content."""
        texts = list(texts)
        documents = []
        for number, text in enumerate(texts):
            metadata = dict(metadatas[number]) if metadatas else {}
            named = ids[number] if ids else f"text:{sha256(text.encode()).hexdigest()[:16]}"
            documents.append(Document(page_content=text, metadata={"source": named, **metadata}))
        return self.add_documents(documents)

    def add_documents(self, documents: list[Document], **_: Any) -> list[str]:
        """Ids of the documents. Raises LoadError for the first that can't be added; the others are."""
        failures = self._pipeline.add(documents).failures
        if failures:
            raise LoadError(failures[0].cause)
        sources = dict.fromkeys(str(each.metadata.get("source") or each.id) for each in documents)
        return [OwnDocument.id_of(source) for source in sources]

    def delete(self, ids: list[str] | None = None, **_: Any) -> bool:
        """Remove documents by their ids or sources; whether all were there."""
        found = True
        for each in ids or ():
            try:
                self._pipeline.stores.remove(each)
            except NotFoundError:
                found = False
        return found

    def get_by_ids(self, ids: Sequence[str], /) -> list[Document]:
        """Chunks by their ids; unknown ones are left out."""
        passages = self._pipeline.stores.library.passages(ids)
        found = [(passages[each], 1.0) for each in ids if each in passages]
        return _documents(self._pipeline.stores.library, found)

    def similarity_search(self, query: str, k: int = 4, **kwargs: Any) -> list[Document]:
        return [document for document, _ in self.similarity_search_with_score(query, k, **kwargs)]

    def similarity_search_with_score(self, query: str, k: int = 4, **_: Any) -> list[tuple[Document, float]]:
        """Scores are cosines, higher is better."""
        return self._nearest(self._pipeline.embedder.embed_question(query), k)

    def similarity_search_by_vector(self, embedding: list[float], k: int = 4, **_: Any) -> list[Document]:
        import numpy as np

        return [document for document, _ in self._nearest(np.array(embedding, dtype=np.float32), k)]

    def _nearest(self, vector: Any, k: int) -> list[tuple[Document, float]]:
        library = self._pipeline.stores.library
        hits = self._pipeline.stores.search(vector, k)
        passages = library.passages([hit.chunk_id for hit in hits])
        found = [(passages[hit.chunk_id], hit.score) for hit in hits if hit.chunk_id in passages][:k]
        return list(zip(_documents(library, found), [score for _, score in found], strict=True))

    def _select_relevance_score_fn(self) -> Callable[[float], float]:
        return lambda cosine: max(0.0, cosine)

    @classmethod
    def from_texts(
        cls,
        texts: list[str],
        embedding: Embeddings,
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        **kwargs: Any,
    ) -> "CitedVectorStore":
        """Add the texts to `pipeline`, which must be given. Its own embedder is used, whatever `embedding` is."""
        del embedding
        if "pipeline" not in kwargs:
            raise TypeError("CitedVectorStore.from_texts needs pipeline=Pipeline.open(…); its embedder is the pipeline's")
        store = cls(kwargs["pipeline"])
        store.add_texts(texts, metadatas, ids=ids)
        return store


def _documents(library: Library, found: Sequence[tuple[Passage, float]]) -> list[Document]:
    ids = frozenset(passage.chunk.document_id for passage, _ in found)
    said = [each.statement for each in library.statements(documents=ids)] if ids else []
    documents = []
    for passage, score in found:
        chunk = passage.chunk
        speakers = {each.speaker for each in said if each.document_id == chunk.document_id and each.overlaps(chunk)}
        metadata = {
            "source": passage.source,
            "title": passage.title,
            "published": passage.published,
            "start": chunk.start,
            "end": chunk.end,
            "speaker": speakers.pop() if len(speakers) == 1 else None,
            "score": score,
            "document_id": chunk.document_id,
        }
        documents.append(Document(id=chunk.id, page_content=passage.text, metadata=metadata))
    return documents
