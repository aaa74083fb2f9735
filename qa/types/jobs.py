"""Documents being added as a job: as the library keeps it, as the service tells it and as a client reads it."""

from dataclasses import dataclass
from typing import Literal

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
