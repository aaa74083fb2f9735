"""What is added on the thread of the jobs: a file, a text or an address, written down so that a restart can go on with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from qa.documents.files import load
from qa.documents.outcome import Loaded
from qa.pipeline.ingestion.ingest import Ingester, Summary
from qa.types import Document
from qa.types.errors import LoadError

# A namesake is a file of the same name as an earlier one of the same request, with another text: it isn't added.
TaskKind = Literal["file", "namesake", "text", "url"]


@dataclass(frozen=True, slots=True)
class Task:
    """`kind` says what `what` is: a path below the job's folder, of a file or of a text as a .jsonl line; or an address.
    `collections` are ids, and so are `closed`: what is in these alone, who adds may not change."""

    name: str
    kind: TaskKind
    what: str
    collections: Sequence[str] = ()
    closed: Sequence[str] = ()


def perform(ingester: Ingester, max_file_mb: float, folder: Path, task: Task, tell: Callable[[int], bool]) -> Summary:
    """Add what the task of the job in this folder stands for, and tell how many documents of it are in; go no further where
    that returns False. Raises QAError."""
    if task.kind == "namesake":
        raise LoadError(f"{task.name}: another of these files has this name; rename one of them")
    if task.kind == "url":
        return ingester.ingest([task.what], collections=task.collections, closed=task.closed)
    path, source = folder / task.what, task.name if task.kind == "file" else None
    read = load(path, max_bytes=int(max_file_mb * 1_000_000))
    renamed = (_renamed(loaded, path, source) for loaded in read)
    return ingester.take(renamed, tell, collections=task.collections, closed=task.closed)


def _renamed(loaded: Loaded, path: Path, source: str | None) -> Loaded:
    """What was read, with `source` in the place of the path that the file has for the moment."""
    document = loaded.document
    if document is None:
        name = source or "text"
        return replace(loaded, source=name, error=LoadError(str(loaded.error).replace(str(path), name)))
    if source is None or document.source != str(path):
        # a line of a .jsonl file names its source itself
        return replace(loaded, named_at=loaded.named_at.replace(str(path), source or "text"))
    return replace(loaded, source=source, document=replace(document, source=source, id=Document.id_of(source)))
