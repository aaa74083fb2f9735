"""The frozen values that flow between the rooms (`values`), the error tree (`errors`), saved answers read back (`saved`)."""

from importlib import import_module
from typing import TYPE_CHECKING

from qa.types.errors import (
    AccessError,
    AccountError,
    BackupError,
    BusyError,
    DamagedTextError,
    FetchError,
    LanguageModelError,
    LibraryError,
    LoadError,
    ModelError,
    NotFoundError,
    QAError,
    QuestionError,
    SavedError,
    SettingsError,
    TooManyAttemptsError,
    VectorIndexError,
    VectorIndexLostError,
    WrongPasswordError,
)

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
    "AccessError",
    "AccountError",
    "Answer",
    "Answered",
    "BackupError",
    "BusyError",
    "Chunk",
    "Citation",
    "CitedCell",
    "Claim",
    "Confidence",
    "Copy",
    "DamagedTextError",
    "Document",
    "DocumentSummary",
    "Event",
    "FetchError",
    "LanguageModelError",
    "LibraryError",
    "LoadError",
    "ModelError",
    "NotFoundError",
    "Paragraph",
    "Piece",
    "QAError",
    "Question",
    "QuestionError",
    "Rewritten",
    "SavedError",
    "Scope",
    "ScoredChunk",
    "Sentence",
    "SettingsError",
    "Span",
    "Stage",
    "Statement",
    "StatementKind",
    "Status",
    "TooManyAttemptsError",
    "Turn",
    "VectorIndexError",
    "VectorIndexLostError",
    "Verdict",
    "Working",
    "WrongPasswordError",
]

if not TYPE_CHECKING:  # for a type checker, a module with a `__getattr__` has every name

    def __getattr__(name: str) -> object:
        """The values are loaded when they are first used: `qa --help` needs errors only."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        values = import_module("qa.types.values")
        globals().update({each: getattr(values, each) for each in __all__ if hasattr(values, each)})
        return globals()[name]
