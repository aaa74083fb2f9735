"""The vector index against the library, and whether what is stored is found."""

import numpy as np

from qa.pipeline.health.finding import Finding
from qa.retrieval import HybridRetriever
from qa.store import Stores
from qa.types.errors import LibraryError, VectorIndexError

# Stored vectors that are searched for, and the share of them that an approximate index may miss.
_SEARCHED, _MAY_MISS = 100, 0.1
_ASKED = 5


def examine_index(stores: Stores, *, rebuild: bool) -> str | Finding:
    """Compares every id and vector; an index that differs is built anew. Raises VectorIndexError, LibraryError."""
    if not stores.kept:
        if rebuild:
            stores.rebuild()
            return Finding("vector index", "repaired", "the process that keeps it, a server or an ingest, builds it anew")
        due = stores.library.vectors.state().pending
        return f"kept by another process, a server or an ingest ({due} chunks to go); stop that to have it compared"
    filled = stores.rebuild() if rebuild else stores.catch_up()
    wrong = None if rebuild else _difference(stores)
    if wrong is not None:
        filled = stores.rebuild()
    if not stores.in_step:
        raise VectorIndexError("it can't be written; the library is searched without it, which takes longer")
    because = wrong or stores.rebuilt_because
    if rebuild or because:
        told = f": {because}" if because else ""
        return Finding("vector index", "repaired", f"built anew from the stored vectors, {filled} chunks{told}")
    if filled:
        return Finding("vector index", "repaired", f"was behind the library by {filled} chunks, and is in step now")
    return f"{stores.library.chunk_count} vectors, the library's own"


def examine_search(stores: Stores) -> str:
    """Whether chunks are found by their own words and vectors. Raises LibraryError."""
    rows = stores.library.vectors.indexed_sample(_ASKED)
    passages = stores.library.passages([row.chunk_id for row in rows])
    for row in rows:
        passage = passages[row.chunk_id]
        found = HybridRetriever(stores).retrieve(passage.text, row.vector, _ASKED).passages
        if passage.text not in [each.text for each in found]:
            raise LibraryError(f"a chunk of {passage.source} isn't found by its own words; run `qa doctor --rebuild`")
    return f"{len(rows)} chunks, from the oldest to the newest, are found by their own words"


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
