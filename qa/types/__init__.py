"""The frozen values that flow between the rooms; beside them the error tree (`errors`) and saved answers (`saved`)."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.types.answers import (
        ABSTAINED,
        LIKELY,
        PERHAPS,
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

else:  # for a type checker, a module with a `__getattr__` has every name

    def __getattr__(name: str) -> object:
        """The values are loaded when they are first used: `qa --help` needs none."""
        for module in ("answers", "documents", "questions"):
            if hasattr(found := import_module(f"qa.types.{module}"), name):
                return globals().setdefault(name, getattr(found, name))
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
