"""What the client gives that isn't the product's own: how far a job is, a conversation, what went wrong."""

from dataclasses import dataclass
from typing import Literal

from qa.types import Answer, StatementKind
from qa.types.errors import QAError


class ServiceError(QAError):
    """The service refused, failed or couldn't be reached (then `status` is 0). `code` is for programs."""

    def __init__(self, message: str, status: int = 0, code: str = "unreachable") -> None:
        super().__init__(message)
        self.status = status
        self.code = code


@dataclass(frozen=True, slots=True)
class Quoted:
    """Who said what: `start` and `end` are offsets into the document's text."""

    document_id: str
    source: str
    start: int
    end: int
    quote: str
    speaker: str | None
    role: str | None
    kind: StatementKind


@dataclass(frozen=True, slots=True)
class Failure:
    """What didn't become a document, and why."""

    source: str
    cause: str


@dataclass(frozen=True, slots=True)
class Item:
    """How far one file, text or address of a job has got."""

    name: str
    state: Literal["waiting", "working", "done", "failed"]
    added: int
    updated: int
    unchanged: int
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """What is being added. `done` when nothing of it is left to do, also where items failed."""

    id: str
    state: Literal["waiting", "working", "done"]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Conversation:
    """`exchanges` is how many there are; times are ISO timestamps in UTC."""

    id: str
    title: str
    created: str
    updated: str
    exchanges: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """A kept question with its answer, numbered from 1."""

    number: int
    answer: Answer
