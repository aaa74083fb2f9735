"""The frozen values that flow between the rooms; beside them the error tree (`errors`) and saved answers (`saved`)."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.types.answers import (
        ABSTAINED,
        LIKELY,
        PERHAPS,
        UNLIKELY,
        Answer,
        Answered,
        Citation,
        CitedCell,
        Claim,
        Confidence,
        Copy,
        Event,
        Item,
        Piece,
        Rewritten,
        Stage,
        Status,
        Verdict,
        Working,
    )
    from qa.types.documents import (
        Chunk,
        Document,
        DocumentSummary,
        Paragraph,
        ScoredChunk,
        Sentence,
        Span,
        Statement,
        StatementKind,
    )
    from qa.types.questions import Question, Scope, Turn

__all__ = [
    "ABSTAINED",
    "LIKELY",
    "PERHAPS",
    "UNLIKELY",
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
    "Item",
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

_MODULES = ("answers", "documents", "questions")

if not TYPE_CHECKING:  # for a type checker, a module with a `__getattr__` has every name

    def __getattr__(name: str) -> object:
        """The values are loaded when they are first used: `qa --help` needs none."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        for module in (import_module(f"qa.types.{each}") for each in _MODULES):
            globals().update({each: getattr(module, each) for each in __all__ if hasattr(module, each)})
        return globals()[name]
