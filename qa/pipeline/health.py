"""Everything that `qa doctor` looks at, and what it repairs: each part in turn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from qa.embedding import Embedder, open_embedder
from qa.pipeline.ingestion.ingest import Ingester
from qa.pipeline.library_model import LibraryModel
from qa.retrieval import HybridRetriever
from qa.settings import Settings
from qa.store import Stores
from qa.store.sql import Damaged, Library
from qa.types.errors import BusyError, LibraryError, QAError, VectorIndexError

# Damaged documents that are named.
_NAMED = 5
# Stored vectors that are searched for, and the share of them that an approximate index may miss.
_SEARCHED, _MAY_MISS = 100, 0.1
# Chunks that are searched for by their own words.
_ASKED = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    part: str
    state: Literal["ok", "repaired", "wrong"]
    message: str


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
        yield _wrong("library" if isinstance(exc, LibraryError) else "vector index", exc)
        return
    with stores:
        yield from _examine_stores(stores, settings, embedder, rebuild=rebuild)


def _open_model(settings: Settings, open_model: Callable[[Settings], Embedder]) -> tuple[Embedder | None, Finding]:
    try:
        embedder = open_model(settings)
    except QAError as exc:
        return None, _wrong("embedding model", exc)
    return embedder, Finding("embedding model", "ok", embedder.name)


def _examine_stores(stores: Stores, settings: Settings, embedder: Embedder | None, *, rebuild: bool) -> Iterator[Finding]:
    library = stores.library
    file = _look_at("library", lambda: _file(stores))
    yield file
    if file.state == "wrong":
        return  # what rests on damaged pages is not to be written to
    if embedder is not None:
        try:
            embedder = LibraryModel(library, settings, embedder)
        except QAError as exc:
            yield Finding("embedding model", "wrong", str(exc))
            embedder = None
    yield _look_at("documents", lambda: examine_documents(stores, settings, embedder))
    yield _look_at("full-text index", lambda: examine_words(library))
    yield _look_at("vector index", lambda: examine_index(stores, rebuild=rebuild))
    yield _look_at("search", lambda: _examine_search(stores))


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


def examine_documents(stores: Stores, settings: Settings, embedder: Embedder | None) -> str | Finding:
    """Check the offsets, hashes and vectors of each document; make again from a sound text what follows from it."""
    damaged = tuple(stores.library.checks.damaged())
    if not damaged and stores.library.checks.recount():
        return Finding("documents", "repaired", "counted anew: the numbers of documents and chunks were off")
    if not damaged:
        return "every text is the one that was stored; chunks, sentences and statements lie within them"
    lost = [each for each in damaged if each.text]
    mended = [each for each in damaged if not each.text]
    if lost or embedder is None:
        raise LibraryError(f"{_damage(lost or mended)}; ingest them again, or `qa restore` a backup")
    ingester = Ingester(stores, embedder, settings)
    for each in mended:
        stores.remove(each.id)  # its text is kept where this ends half-way
        if not ingester.restore_all([each.id]):
            raise LibraryError(f"{_damage([each])}, and it can't be made again; ingest it again, or `qa restore` a backup")
    stores.library.checks.recount()
    return Finding("documents", "repaired", f"{_damage(mended)}; made again from the stored text")


def examine_words(library: Library) -> str | Finding:
    wrong = library.checks.words()
    if wrong is None:
        return "the words of all chunks and statements"
    library.checks.index_words()
    return Finding("full-text index", "repaired", f"filled anew from the chunks and statements: {wrong}")


def _damage(damaged: list[Damaged]) -> str:
    named = ", ".join(f"{each.source} ({each.what})" for each in damaged[:_NAMED])
    more = f" and {len(damaged) - _NAMED} more" if len(damaged) > _NAMED else ""
    return f"{len(damaged)} damaged: {named}{more}"


def examine_index(stores: Stores, *, rebuild: bool) -> str | Finding:
    """Compares every id and vector; an index that differs is built anew. Raises VectorIndexError, LibraryError."""
    if not stores.keeper.kept:
        if rebuild:
            stores.keeper.rebuild()
            return Finding("vector index", "repaired", "the process that keeps it, a server or an ingest, builds it anew")
        due = stores.library.vectors.state().pending
        return f"kept by another process, a server or an ingest ({due} chunks to go); stop that to have it compared"
    filled = stores.keeper.rebuild() if rebuild else stores.catch_up()
    wrong = None if rebuild else _difference(stores)
    if wrong is not None:
        filled = stores.keeper.rebuild()
    if not stores.keeper.in_step:
        told = f": {stores.keeper.rebuilt_because}. The" if stores.keeper.rebuilt_because else "; the"
        raise VectorIndexError(f"it can't be written{told} library is searched without it, which takes longer")
    because = wrong or stores.keeper.rebuilt_because
    if rebuild or because:
        told = f": {because}" if because else ""
        return Finding("vector index", "repaired", f"built anew from the stored vectors, {filled} chunks{told}")
    if filled:
        return Finding("vector index", "repaired", f"was behind the library by {filled} chunks, and is in step now")
    return f"{stores.library.chunk_count} vectors, the library's own"


def _examine_search(stores: Stores) -> str:
    """Whether chunks are found by their own words and vectors. Raises LibraryError."""
    rows = stores.library.vectors.indexed_sample(_ASKED)
    passages = stores.library.passages
    for row in rows:
        for chunk, passage in passages([row.chunk_id]).items():
            found = HybridRetriever(stores).retrieve(passage.text, row.vector, _ASKED).passages
            now = passages([chunk]).get(chunk)  # another process may have removed or changed it meanwhile
            if now is not None and now.text == passage.text and now.text not in [each.text for each in found]:
                raise LibraryError(f"a chunk of {passage.source} isn't found by its own words; run `qa doctor --rebuild`")
    return f"{len(rows)} chunks, from the oldest to the newest, are found by their own words"


def _difference(stores: Stores) -> str | None:
    """Tell how the index differs from the library in ids or vectors, or in what it finds."""
    index = stores.keeper.index
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


def _wrong(part: str, exc: QAError) -> Finding:
    """What a part's error says, but not to run what is running."""
    return Finding(part, "wrong", str(exc).removesuffix("; run `qa doctor`").replace("run `qa doctor`, then ", ""))


def _look_at(part: str, look: Callable[[], str | Finding]) -> Finding:
    """Return what was found, or the error that looking ended in."""
    try:
        found = look()
    except QAError as exc:
        return _wrong(part, exc)
    except ValueError as exc:  # what is stored isn't of the form that it must have
        return Finding(part, "wrong", f"what is stored is damaged ({exc}); `qa restore` a backup, or ingest again")
    return found if isinstance(found, Finding) else Finding(part, "ok", found)
