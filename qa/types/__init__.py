"""The values that flow between the rooms (`values`); beside them the error tree (`errors`) and saved answers (`saved`)."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.types.values import (
        ABSTAINED,
        Answer,
        Answered,
        Chunk,
        Citation,
        CitedCell,
        Claim,
        Confidence,
        Copy,
        Document,
        DocumentSummary,
        Event,
        Paragraph,
        Piece,
        Question,
        Rewritten,
        Scope,
        ScoredChunk,
        Sentence,
        Span,
        Stage,
        Statement,
        StatementKind,
        Status,
        Turn,
        Verdict,
        Working,
    )

__all__ = [
    "ABSTAINED",
    "Answer",
    "Answered",
    "Chunk",
    "Citation",
    "CitedCell",
    "Claim",
    "Confidence",
    "Copy",
    "Document",
    "DocumentSummary",
    "Event",
    "Paragraph",
    "Piece",
    "Question",
    "Rewritten",
    "Scope",
    "ScoredChunk",
    "Sentence",
    "Span",
    "Stage",
    "Statement",
    "StatementKind",
    "Status",
    "Turn",
    "Verdict",
    "Working",
]

if not TYPE_CHECKING:  # for a type checker, a module with a `__getattr__` has every name

    def __getattr__(name: str) -> object:
        """The values are loaded when they are first used: `qa --help` needs none."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        values = import_module("qa.types.values")
        globals().update({each: getattr(values, each) for each in __all__ if hasattr(values, each)})
        return globals()[name]
