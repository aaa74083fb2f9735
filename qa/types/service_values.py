"""What the service tells: collections, their readers, who is quoted, conversations, documents coming in, what is watched."""

from dataclasses import dataclass
from typing import Literal

from qa.types.answers import Answer
from qa.types.documents import StatementKind


@dataclass(frozen=True, slots=True)
class DocumentCollection:
    """`documents` is how many of the library's documents are in it. `limited`: only some people may read it."""

    id: str
    name: str
    documents: int
    limited: bool = False


@dataclass(frozen=True, slots=True)
class Rights:
    """`readers` and `editors` are names of users, or `role:reader` and `role:editor`; who may change it may read it.

    Administrators may do both, and so may whoever uses the machine that the library lies on. `limited`: nobody else may.
    """

    limited: bool
    readers: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quoted:
    """Who said what: `start` and `end` are offsets into the document's text.

    What stands in quote marks in a `mixed` statement follows it, as `direct` ones. `likely` is the probability, 0 to 1, that it
    is the speaker's; None where nobody or a label names them, or an earlier version added the document.
    """

    document_id: str
    source: str
    start: int
    end: int
    quote: str
    speaker: str | None
    role: str | None
    kind: StatementKind
    likely: float | None = None


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


JobState = Literal["waiting", "working", "done"]
ItemState = Literal["waiting", "working", "done", "failed"]


@dataclass(frozen=True, slots=True)
class Failure:
    """One file, line or address that didn't become a document, and why."""

    source: str
    cause: str


@dataclass(frozen=True, slots=True)
class Item:
    """One file, text or address of a job. `failed` where nothing of it got in; a .jsonl file can be done and have failures.
    As long as it is `working`, `added` is how many of its documents are in.

    `documents` are the ids of what it became or was already, the first 1,000.
    """

    name: str
    state: ItemState = "waiting"
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    failures: tuple[Failure, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """`done` when nothing of it is left to do, also where items failed. `created` is an ISO timestamp in UTC."""

    id: str
    state: JobState
    created: str
    items: tuple[Item, ...]


WatchedKind = Literal["folder", "feed"]


@dataclass(frozen=True, slots=True)
class Watched:
    """A folder or feed that is watched. `looked` is when the last look ended (ISO, UTC); it `added`, `updated` and `removed`
    so many documents, and `failed` couldn't be read. `came` counts since the beginning. `looking`: now, or next.

    `place` is a path or an address, `collections` are ids; `trouble` says what is wrong, with one document or with the whole.
    """

    id: str
    kind: WatchedKind
    place: str
    collections: tuple[str, ...]
    paused: bool
    begun: str
    looked: str | None
    looking: bool
    came: int
    added: int
    updated: int
    removed: int
    failed: int
    trouble: str
