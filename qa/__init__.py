"""CitedQA: questions answered from your own documents, every citation an exact span of a stored text.

The public API in one import: `from qa import Pipeline, load_settings`. Names are loaded when they are first used, so that
`import qa` reads nothing else. All errors are `QAError`s; `qa.types.errors` draws their tree.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.documents.formats.registry import Extract, reads, reads_many
    from qa.embedding import Embedder, PassageText, PassageVectors, Reranker
    from qa.pipeline import Pipeline
    from qa.pipeline.ingestion.ingest import Ingester, Summary, add
    from qa.pipeline.langchain_face import CitedEmbeddings, CitedRetriever
    from qa.pipeline.langchain_store import CitedVectorStore
    from qa.pipeline.langchain_tools import answer_tool, library_tools
    from qa.pipeline.writing.model import LanguageModel
    from qa.pipeline.writing.writer import Writer
    from qa.reading import Candidate, Evidence, Reader, Reading
    from qa.retrieval import Retrieved, Retriever, ranked
    from qa.service.client import Client, ServiceError
    from qa.settings import Settings, load_settings
    from qa.store import Searchable, Stores
    from qa.store.vectors import VectorHit, VectorIndex
    from qa.types import (
        Answer,
        Answered,
        Chunk,
        Citation,
        Claim,
        Document,
        DocumentSummary,
        Event,
        Piece,
        Question,
        Rewritten,
        Scope,
        ScoredChunk,
        Sentence,
        Span,
        Statement,
        Turn,
        Working,
    )
    from qa.types.errors import LoadError, NotFoundError, QAError, QuestionError, VectorIndexLostError

__all__ = [
    "Answer",
    "Answered",
    "Candidate",
    "Chunk",
    "Citation",
    "CitedEmbeddings",
    "CitedRetriever",
    "CitedVectorStore",
    "Claim",
    "Client",
    "Document",
    "DocumentSummary",
    "Embedder",
    "Event",
    "Evidence",
    "Extract",
    "Ingester",
    "LanguageModel",
    "LoadError",
    "NotFoundError",
    "PassageText",
    "PassageVectors",
    "Piece",
    "Pipeline",
    "QAError",
    "Question",
    "QuestionError",
    "Reader",
    "Reading",
    "Reranker",
    "Retrieved",
    "Retriever",
    "Rewritten",
    "Scope",
    "ScoredChunk",
    "Searchable",
    "Sentence",
    "ServiceError",
    "Settings",
    "Span",
    "Statement",
    "Stores",
    "Summary",
    "Turn",
    "VectorHit",
    "VectorIndex",
    "VectorIndexLostError",
    "Working",
    "Writer",
    "add",
    "answer_tool",
    "library_tools",
    "load_settings",
    "ranked",
    "reads",
    "reads_many",
]

# Where names live, unless they are of `qa.types`.
_HOMES = {
    "qa.documents.formats.registry": "Extract reads reads_many",
    "qa.embedding": "Embedder PassageText PassageVectors Reranker",
    "qa.pipeline": "Pipeline",
    "qa.pipeline.ingestion.ingest": "Ingester Summary add",
    "qa.pipeline.langchain_face": "CitedEmbeddings CitedRetriever",
    "qa.pipeline.langchain_store": "CitedVectorStore",
    "qa.pipeline.langchain_tools": "answer_tool library_tools",
    "qa.pipeline.writing.model": "LanguageModel",
    "qa.pipeline.writing.writer": "Writer",
    "qa.reading": "Candidate Evidence Reader Reading",
    "qa.retrieval": "Retrieved Retriever ranked",
    "qa.service.client": "Client ServiceError",
    "qa.settings": "Settings load_settings",
    "qa.store": "Searchable Stores",
    "qa.store.vectors": "VectorHit VectorIndex",
    "qa.types.errors": "LoadError NotFoundError QAError QuestionError VectorIndexLostError",
}
_MODULES = {name: module for module, names in _HOMES.items() for name in names.split()}

if not TYPE_CHECKING:  # for a type checker, a module with a `__getattr__` has every name

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_MODULES.get(name, "qa.types")), name)

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
