"""CitedQA as parts for LangChain: its steps, its retriever and its embedder; `langchain_store` is its index.

Here, in that, in the tools for agents beside them, and in the language model of `qa.pipeline.writing`, is all that imports
LangChain. docs/langchain.md shows each in use.
"""

from collections.abc import AsyncIterator, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableGenerator, RunnableLambda, RunnableSequence
from langchain_core.runnables.config import run_in_executor
from pydantic import ConfigDict, Field, field_validator

from qa.embedding import Embedder, embed_texts
from qa.pipeline.asking import Asking, returned
from qa.pipeline.steps import Steps
from qa.store.sql import Library, Passage
from qa.types import Answer, Event, Piece, Question, Scope, Span
from qa.types import Document as OwnDocument

# An answer at the end; before it its pieces, where it is streamed.
Chain = Runnable[Question | str, Answer]


def chain(steps: Steps) -> Chain:
    """understand | retrieve | read | cite; its `steps` are these parts. Streamed, it yields pieces, then the answer."""

    def cited(asking: Asking) -> Generator[Event | Answer, None, None]:
        yield (yield from steps.cite(asking))

    def pieces(askings: Iterator[Asking]) -> Iterator[Piece | Answer]:
        for asking in askings:
            with closing(cited(asking)) as events:
                yield from (event for event in events if isinstance(event, Piece | Answer))

    async def apieces(askings: AsyncIterator[Asking]) -> AsyncIterator[Piece | Answer]:
        async for asking in askings:
            found = pieces(iter([asking]))
            while (piece := await run_in_executor(None, next, found, None)) is not None:
                yield piece

    chained: Any = RunnableSequence(
        RunnableLambda(lambda given: returned(steps.asked(given)), name="understand"),
        RunnableLambda(lambda asking: returned(steps.retrieve(asking)), name="retrieve"),
        RunnableLambda(lambda asking: returned(steps.read(asking)), name="read"),
        RunnableGenerator(pieces, apieces, name="cite"),
        name="CitedQA",
    )
    return chained  # type: ignore[no-any-return]


class CitedRetriever(BaseRetriever):
    """The passages that suit a question. Their metadata: source, title, published, start, end, speaker, score, document_id.

    `start` and `end` are offsets into the stored text, where `page_content` stands word for word. `speaker` is set where one
    person alone speaks in the passage. `collections` are ids or names; a passage is of a document in at least one of them. A
    misspelt field and an empty list of them are refused: each would be a limit that silently isn't there.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid")

    pipeline: Any
    k: int = Field(default=8, ge=1)
    scope: Any = None
    collections: Sequence[str] = ()

    @field_validator("collections")
    @classmethod
    def _some(cls, given: Sequence[str]) -> Sequence[str]:
        """An empty list that was given would ask all documents."""
        if not given:
            raise ValueError("it is empty; name a collection, or leave it out to ask all documents")
        return given

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        del run_manager
        library, scope = self.pipeline.library, self.scope
        if self.collections:
            scope = replace(scope or Scope(), collections=library.collections.ids(self.collections))
        return as_documents(library, self.pipeline.find(query, self.k, scope))


class CitedEmbeddings(Embeddings):
    """The embedder of a pipeline."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [each.tolist() for each in embed_texts(self._embedder, texts)]

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._embedder.embed_question(text).tolist()
        return vector


def as_documents(library: Library, found: Sequence[tuple[Passage, float]]) -> list[Document]:
    """Turn passages into documents of LangChain's, in this order, with the metadata that `CitedRetriever` names."""
    ids = frozenset(passage.chunk.document_id for passage, _ in found)
    said = [each.statement for each in library.statements(documents=ids)] if ids else []
    documents = []
    for passage, score in found:
        chunk = passage.chunk
        speakers = {each.speaker for each in said if each.document_id == chunk.document_id and each.overlaps(chunk)}
        speaker = speakers.pop() if len(speakers) == 1 else None
        documents.append(_as_document(chunk.id, passage, chunk, speaker, score, chunk.document_id))
    return documents


def whole(document: OwnDocument) -> Document:
    """Return a document of ours with the same metadata."""
    return _as_document(document.id, document, Span(0, len(document.text)), None, 1.0, document.id)


def _as_document(
    id: str, of: Passage | OwnDocument, span: Span, speaker: str | None, score: float, document_id: str
) -> Document:
    metadata = {
        "source": of.source,
        "title": of.title,
        "published": of.published,
        "start": span.start,
        "end": span.end,
        "speaker": speaker,
        "score": score,
        "document_id": document_id,
    }
    return Document(id=id, page_content=of.text, metadata=metadata)
