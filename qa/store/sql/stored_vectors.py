"""The stored vectors: exact search among them, and which of them the vector index has yet to hear of."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from qa.store.sql import records, tables
from qa.store.sql.database import Part, count_rows, get_number, insert_all, set_meta
from qa.store.sql.paging import among, pages, within
from qa.store.sql.records import VectorRow

# So many vectors tell the usual length, which the others' is compared with.
_OTHERS = 9


@dataclass(frozen=True, slots=True)
class IndexState:
    """What the library knows of its vector index: `generation` counts the indexes that were begun (0: none yet), `stamp` the
    pages that this one has taken, and `pending` chunks came or went since."""

    generation: int
    stamp: int
    pending: int


@dataclass(frozen=True, slots=True, eq=False)
class PendingChunks:
    """The next page for the index: chunks to put in, and ids to take out. `numbers` are those that `acknowledge` takes."""

    numbers: tuple[int, ...]
    present: tuple[VectorRow, ...]
    gone: tuple[str, ...]


class StoredVectors(Part):
    """The vectors of a library; every change of its chunks is noted here in the change's own transaction."""

    def state(self) -> IndexState:
        """Takes no longer on a large library than on a small one.

        Where a page is acknowledged between the queries, it still counts as pending: a stamp from before it with nothing
        pending would be that of a lost index. The generation and its stamp come from one query, so that they belong together.
        """
        meta = tables.meta.c
        told = sa.select(meta.key, meta.value).where(meta.key.in_(("index_generation", "index_stamp")))
        with self._database.reading() as connection:
            due = count_rows(connection, tables.unindexed)
            known = {row.key: int(row.value or 0) for row in connection.execute(told)}
        return IndexState(known.get("index_generation", 0), known.get("index_stamp", 0), due)

    def pending(self, limit: int) -> PendingChunks:
        """The chunks that changed first; empty when the index has heard of all."""
        noted, chunk = tables.unindexed.c, tables.chunks.c
        query = (
            sa.select(noted.number, noted.chunk_id, chunk.id, chunk.document_id, chunk.vector)
            .outerjoin_from(tables.unindexed, tables.chunks, chunk.id == noted.chunk_id)
            .order_by(noted.number)
            .limit(limit)
        )
        with self._database.reading() as connection:
            found = connection.execute(query).all()
            others = connection.execute(sa.select(chunk.vector).order_by(chunk.number).limit(_OTHERS)).scalars().all()
        # A vector of another length than most is damage, which `qa doctor` tells of; the index would take it for ruin.
        sizes = Counter(len(vector) for vector in (*others, *(row.vector for row in found if row.id is not None)))
        usual = max(sizes, key=lambda size: sizes[size], default=0)
        present = {
            row.id: VectorRow(row.id, row.document_id, records.floats(row.vector))
            for row in found
            if row.id is not None and len(row.vector) == usual
        }
        gone = {row.chunk_id for row in found} - present.keys()
        return PendingChunks(tuple(row.number for row in found), tuple(present.values()), tuple(sorted(gone)))

    def acknowledge(self, due: PendingChunks, generation: int, stamp: int) -> bool:
        """Note that the index holds this page; False where another index has been begun since."""
        with self._database.writing() as connection:
            if get_number(connection, "index_generation") != generation:
                return False
            connection.execute(tables.unindexed.delete().where(among(tables.unindexed.c.number, due.numbers)))
            set_meta(connection, "index_stamp", str(stamp))
            return True

    def new_generation(self) -> int:
        """Make every chunk due for an index that is empty yet; returns the number of its generation."""
        with self._database.writing() as connection:
            return begin_generation(connection)

    def invalidate(self, generation: int) -> None:
        """This index has failed: whoever opens it next begins a new one."""
        with self._database.writing() as connection:
            if get_number(connection, "index_generation") == generation:
                set_meta(connection, "index_stamp", "-1")

    def indexed_sample(self, size: int) -> tuple[VectorRow, ...]:
        """At most `size` chunks that the index has heard of, from the oldest to the newest."""
        chunk, noted = tables.chunks.c, tables.unindexed.c
        columns = sa.select(chunk.id, chunk.document_id, chunk.vector).order_by(chunk.number).limit(1)
        with self._database.reading() as connection:
            low, high = connection.execute(sa.select(sa.func.min(chunk.number), sa.func.max(chunk.number))).one()
            if low is None:
                return ()
            places = {low + (high - low) * step // max(size - 1, 1) for step in range(size)}
            found = {row.id: row for place in places for row in connection.execute(columns.where(chunk.number >= place))}
            due = set(connection.execute(sa.select(noted.chunk_id).where(noted.chunk_id.in_(found))).scalars())
            return tuple(
                VectorRow(row.id, row.document_id, records.floats(row.vector)) for row in found.values() if row.id not in due
            )

    def nearest(
        self, vector: NDArray[np.float32], limit: int, documents: frozenset[str] | None = None, *, due_only: bool = False
    ) -> tuple[tuple[str, float], ...]:
        """(chunk id, cosine) of the nearest chunks, best first, by looking at every one, or at every one that is due."""
        chunk, width, best = tables.chunks.c, len(vector), list[tuple[str, float]]()
        query = within(sa.select(chunk.number, chunk.id, chunk.vector), chunk.document_id, documents)
        if due_only:
            query = query.where(chunk.id.in_(sa.select(tables.unindexed.c.chunk_id)))
        with self._database.reading() as connection:
            for page in pages(connection, query, chunk.number):
                # A vector of another length is damage, which `qa doctor` tells of.
                sound = [row for row in page if len(row.vector) == 4 * width]
                matrix = np.frombuffer(b"".join(row.vector for row in sound), dtype="<f4").reshape(len(sound), width)
                # Not `@`: BLAS would take every core for it, and keep them turning for some time afterwards.
                scores = np.nan_to_num(np.einsum("ij,j->i", matrix, vector), nan=-1.0)
                top = np.argpartition(-scores, limit - 1)[:limit] if len(sound) > limit else range(len(sound))
                best += [(sound[place].id, float(scores[place])) for place in top]
                best = sorted(best, key=lambda hit: (-hit[1], hit[0]))[:limit]
        return tuple(best)


def note(connection: sa.Connection, chunk_ids: Sequence[str]) -> None:
    """Note that these chunks came or went."""
    insert_all(connection, tables.unindexed, [{"chunk_id": chunk_id} for chunk_id in chunk_ids])


def begin_generation(connection: sa.Connection, after: int = 0) -> int:
    """Every chunk is due for a new index, whose number follows that of the last one and `after`; returns it."""
    generation = max(after, get_number(connection, "index_generation")) + 1
    set_meta(connection, "index_generation", str(generation))
    set_meta(connection, "index_stamp", "0")
    connection.execute(tables.unindexed.delete())
    every = sa.select(tables.chunks.c.id).order_by(tables.chunks.c.number)
    connection.execute(tables.unindexed.insert().from_select(["chunk_id"], every))
    return generation
