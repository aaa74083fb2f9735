"""CitedQA: questions answered from your own documents, every citation an exact span of a stored text.

The public API in one import: `from qa import Pipeline, load_settings`. Names are loaded when they are first used, so that
`import qa` reads nothing else. All errors are `QAError`s; `qa.types.errors` draws their tree.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.pipeline import Pipeline
    from qa.pipeline.ingest import Ingester, Summary
    from qa.service.client import Client
    from qa.settings import Settings, load_settings
    from qa.store import Stores
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
        QAError,
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

__all__ = [
    "Answer",
    "Answered",
    "Chunk",
    "Citation",
    "Claim",
    "Client",
    "Document",
    "DocumentSummary",
    "Event",
    "Ingester",
    "Piece",
    "Pipeline",
    "QAError",
    "Question",
    "Rewritten",
    "Scope",
    "ScoredChunk",
    "Sentence",
    "Settings",
    "Span",
    "Statement",
    "Stores",
    "Summary",
    "Turn",
    "Working",
    "load_settings",
]

# Where a name lives, unless it is one of `qa.types`.
_MODULES = {
    "Client": "qa.service.client",
    "Ingester": "qa.pipeline.ingest",
    "Pipeline": "qa.pipeline",
    "Settings": "qa.settings",
    "Stores": "qa.store",
    "Summary": "qa.pipeline.ingest",
    "load_settings": "qa.settings",
}

if not TYPE_CHECKING:  # for a type checker, a module with a `__getattr__` has every name

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_MODULES.get(name, "qa.types")), name)

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
