"""Who is quoted, and conversations, as a client of the service reads them."""

from dataclasses import dataclass

from qa.types.answers import Answer
from qa.types.documents import StatementKind


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
class PersonQuoted:
    """Somebody whose own words stand in so many documents, so many times."""

    name: str
    documents: int
    quotations: int


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
