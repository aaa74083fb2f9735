"""Everything `qa doctor` looks at, and what it repairs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from qa.embedding import open_embedder
from qa.errors import LibraryError, QAError
from qa.settings import Settings
from qa.stores import Stores


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    part: str
    state: Literal["ok", "repaired", "wrong"]
    message: str


def examine(settings: Settings, *, rebuild: bool = False) -> tuple[Finding, ...]:
    """Look at every part in turn; a broken one doesn't hide the others. Never raises QAError."""
    return tuple(_examine(settings, rebuild))


def _examine(settings: Settings, rebuild: bool) -> Iterator[Finding]:
    yield Finding("settings", "ok", f"data directory {settings.data_dir}")
    model, name = _try("embedding model", lambda: open_embedder(settings).name)
    yield model
    try:
        stores = Stores(settings, repair=False)
    except QAError as exc:
        yield Finding("library" if isinstance(exc, LibraryError) else "vector index", "wrong", str(exc))
        return
    with stores:
        yield from _examine_library(stores, name)
        yield _examine_index(stores, rebuild)


def _examine_library(stores: Stores, model: str | None) -> Iterator[Finding]:
    def contents() -> str:
        trouble = stores.library.check()
        if trouble is not None:
            raise LibraryError(f"{stores.library.name} is damaged: {trouble}; restore a copy, or ingest into a new folder")
        return f"{stores.library.document_count} documents, {stores.library.chunk_count} chunks, sound"

    yield _try("library", contents)[0]
    bound = stores.library.embedding_model
    if model is not None and bound is not None and bound != model and stores.library.chunk_count:
        yield Finding("embedding model", "wrong", f"the library was embedded with {bound}, the setting asks for {model}")


def _examine_index(stores: Stores, rebuild: bool) -> Finding:
    def repair() -> str:
        with stores.locked():
            done = stores.sync(rebuild=rebuild)
        if done.rebuilt:
            return f"built anew from the stored embeddings, {done.added} vectors"
        if done.added or done.removed:
            return f"was out of step: {done.added} vectors added, {done.removed} removed"
        return ""

    finding, message = _try("vector index", repair)
    if finding.state == "wrong":
        return finding
    if message:
        return Finding("vector index", "repaired", message)
    return Finding("vector index", "ok", f"{stores.index.count()} vectors, in step with the library")


def _try(part: str, look: Callable[[], str]) -> tuple[Finding, str | None]:
    try:
        message = look()
    except QAError as exc:
        return Finding(part, "wrong", str(exc)), None
    return Finding(part, "ok", message), message
