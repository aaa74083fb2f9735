"""Everything `qa doctor` looks at, and what it repairs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from qa.embedding import open_embedder
from qa.errors import LibraryError, QAError, VectorIndexError
from qa.settings import Settings
from qa.stores import Stores

# Stored vectors that are searched for, and the share of them that an approximate index may miss.
_SEARCHED, _MAY_MISS = 100, 0.1


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
        stores = Stores(settings, attach=False)
    except QAError as exc:
        yield Finding("library" if isinstance(exc, LibraryError) else "vector index", "wrong", str(exc))
        return
    with stores:
        yield from _examine_library(stores, name)
        yield _examine_index(stores, rebuild)


def _examine_library(stores: Stores, model: str | None) -> Iterator[Finding]:
    def contents() -> str:
        trouble = stores.library.checks.structure()
        if trouble is not None:
            raise LibraryError(f"{stores.library.path} is damaged: {trouble}; restore a copy, or ingest into a new folder")
        return f"{stores.library.document_count} documents, {stores.library.chunk_count} chunks, sound"

    yield _try("library", contents)[0]
    bound = stores.library.embedding_model
    if model is not None and bound is not None and bound != model and stores.library.chunk_count:
        yield Finding("embedding model", "wrong", f"the library was embedded with {bound}, the setting asks for {model}")


def _examine_index(stores: Stores, rebuild: bool) -> Finding:
    if not stores.kept:
        if rebuild:
            stores.rebuild()
            return Finding("vector index", "repaired", "the process that keeps it, a server or an ingest, builds it anew")
        return Finding("vector index", "ok", "another process keeps it, a server or an ingest; stop that to have it compared")
    try:
        filled = stores.rebuild() if rebuild else stores.catch_up()
        wrong = None if rebuild else _difference(stores)
        if wrong is not None:
            filled = stores.rebuild()
    except QAError as exc:
        return Finding("vector index", "wrong", str(exc))
    if not stores.in_step:
        return Finding("vector index", "wrong", "it can't be written; the library is searched without it, which is slower")
    because = wrong or stores.rebuilt_because
    if rebuild or because:
        told = f": {because}" if because else ""
        return Finding("vector index", "repaired", f"built anew from the stored vectors, {filled} chunks{told}")
    if filled:
        return Finding("vector index", "repaired", f"was behind the library: {filled} chunks brought into step")
    return Finding("vector index", "ok", f"{stores.library.chunk_count} vectors, those of the library")


def _difference(stores: Stores) -> str | None:
    """How the index differs from the library in ids or vectors, or in what it finds."""
    index = stores.index
    if index is None:
        return None
    try:
        left_over = len(index.ids() - stores.library.chunk_ids())
        missing = changed = 0
        for page in stores.library.vector_rows():
            held = index.vectors([row.chunk_id for row in page])
            missing += len(page) - len(held)
            changed += sum(not np.allclose(row.vector, held[row.chunk_id], atol=1e-5) for row in page if row.chunk_id in held)
        rows = stores.library.vectors.indexed_sample(_SEARCHED)
        lost = sum(all(hit.score < 0.99 for hit in index.search(row.vector, 1)) for row in rows)
    except VectorIndexError as exc:
        return str(exc)
    if not (missing or left_over or changed or lost > len(rows) * _MAY_MISS):
        return None
    return f"{missing} vectors missing, {left_over} left over, {changed} changed; {lost} of {len(rows)} searches missed"


def _try(part: str, look: Callable[[], str]) -> tuple[Finding, str | None]:
    try:
        message = look()
    except QAError as exc:
        return Finding(part, "wrong", str(exc)), None
    return Finding(part, "ok", message), message
