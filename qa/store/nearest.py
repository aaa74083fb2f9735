"""The nearest chunks of all, or of some documents, by an index that may lag a little behind the library."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.documents.chunking import document_of
from qa.store.sql import Library
from qa.store.vectors import VectorIndex


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When looking at every vector is faster than the index, and how many the index is asked for; all in chunks."""

    # Up to so many chunks a single question looks at every vector, and Chroma isn't even imported: `qa ask` takes 1.0 s
    # instead of 1.4 with 3,000 chunks, 1.4 instead of 1.9 with 50,000, and as long with 250,000.
    single: int = 100_000
    # With more than this waiting, looking at every vector is faster than asking an index that is being written.
    waiting: int = 5000
    # The index is asked for as many more as are waiting, since some may be gone; not for more than this.
    gone: int = 500
    # The least that the index is asked for where only some documents' chunks are wanted. With 302,000 vectors it takes 11 ms
    # for 500, 72 for 5,700.
    least: int = 500


USUAL = Thresholds()


def nearest_chunks(
    library: Library,
    index: VectorIndex,
    due: int,
    vector: NDArray[np.float32],
    limit: int,
    documents: frozenset[str] | None,
    thresholds: Thresholds = USUAL,
) -> tuple[tuple[str, float], ...] | None:
    """(chunk id, cosine), best first; a few more than `limit` where some of them are gone.

    `due` chunks have come or gone since the index last heard. None where looking at every vector is faster, or where the index
    knows of too few that are of these documents. Raises LibraryError, VectorIndexError.
    """
    asked = [limit] if documents is None else _asked_within(library, documents, limit, thresholds.least)
    if not asked or due > thresholds.waiting:
        return None
    # Looked at before the index: what leaves this list meanwhile is in the index.
    waiting = library.vectors.nearest(vector, limit, documents, due_only=True) if due else ()
    more = min(due, thresholds.gone)
    for number in asked:
        scores = {hit.chunk_id: hit.score for hit in index.search(vector, number + more)}
        if documents is not None:
            scores = {chunk: score for chunk, score in scores.items() if document_of(chunk) in documents}
        if documents is None or len(scores) >= limit:
            scores |= dict(waiting)
            return tuple(sorted(scores.items(), key=lambda hit: (-hit[1], hit[0]))[: limit + more])
    return None


def _asked_within(library: Library, documents: frozenset[str], limit: int, least: int) -> list[int]:
    """How many of the nearest to ask the index for: enough that twice as many as are wanted should be of these documents, and
    if they aren't, eight times as many. None where the documents have no more chunks than that: to look at the vector of one
    takes about as long as to ask for one.
    """
    share = len(documents) / max(library.document_count, 1)
    first = max(least, math.ceil(2 * limit / share)) if share else 0
    return [first, 8 * first] if share * library.chunk_count > first else []
