"""Each part in turn."""

from collections.abc import Callable, Iterator

from qa.embedding import Embedder, open_embedder
from qa.pipeline.health.finding import Finding, look_at
from qa.pipeline.health.index import examine_index, examine_search
from qa.pipeline.health.library import examine_documents, examine_words
from qa.pipeline.library_model import LibraryModel
from qa.settings import Settings
from qa.store import Stores
from qa.types.errors import BusyError, LibraryError, QAError


def examine(
    settings: Settings, *, rebuild: bool = False, open_model: Callable[[Settings], Embedder] = open_embedder
) -> Iterator[Finding]:
    """Look at every part in turn; a broken one doesn't hide those that don't rest on it. Never raises QAError."""
    yield Finding("settings", "ok", f"data directory {settings.data_dir}")
    embedder, found = _open_model(settings, open_model)
    yield found
    try:
        stores = Stores(settings, attach=False)
    except QAError as exc:
        yield Finding("library" if isinstance(exc, LibraryError) else "vector index", "wrong", str(exc))
        return
    with stores:
        yield from _examine_stores(stores, settings, embedder, rebuild=rebuild)


def _open_model(settings: Settings, open_model: Callable[[Settings], Embedder]) -> tuple[Embedder | None, Finding]:
    try:
        embedder = open_model(settings)
    except QAError as exc:
        return None, Finding("embedding model", "wrong", str(exc))
    return embedder, Finding("embedding model", "ok", embedder.name)


def _examine_stores(stores: Stores, settings: Settings, embedder: Embedder | None, *, rebuild: bool) -> Iterator[Finding]:
    library = stores.library
    file = look_at("library", lambda: _file(stores))
    yield file
    if file.state == "wrong":
        return  # what rests on damaged pages is not to be written to
    if embedder is not None:
        try:
            embedder = LibraryModel(library, settings, embedder)
        except QAError as exc:
            yield Finding("embedding model", "wrong", str(exc))
            embedder = None
    yield look_at("documents", lambda: examine_documents(stores, settings, embedder))
    yield look_at("full-text index", lambda: examine_words(library))
    yield look_at("vector index", lambda: examine_index(stores, rebuild=rebuild))
    yield look_at("search", lambda: examine_search(stores))


def _file(stores: Stores) -> str | Finding:
    try:
        trouble = stores.library.checks.structure()
    except BusyError:
        raise
    except LibraryError as exc:
        trouble = str(exc)
    if trouble is not None:
        raise LibraryError(
            f"{stores.library.name} is damaged: {trouble}; `qa restore` a backup, or ingest into a new QA_DATA_DIR. "
            "Nothing was changed"
        )
    if done := stores.library.checks.complete():
        return Finding("library", "repaired", f"{stores.library.name}: {'; '.join(done)}")
    return f"{stores.library.name}, {stores.library.document_count} documents, {stores.library.chunk_count} chunks, whole"
