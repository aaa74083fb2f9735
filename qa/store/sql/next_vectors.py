"""Vectors by another embedding model: made beside those that answer, until all are there and take their place."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from qa.store.sql import leases, moments, tables
from qa.store.sql.database import Part, bump, count_rows, get_meta, insert_all, set_meta, total
from qa.store.sql.records import Vectors, spans, vectors_row
from qa.store.sql.stored_vectors import begin_generation
from qa.types import Span
from qa.types.errors import ModelError

_THE_ONE = "embedding"


@dataclass(frozen=True, slots=True)
class Reembedding:
    """One that isn't done. `setting` is what the new model is opened by, `done` of `total` chunks have its vectors, `at_work`
    is whether a process works on it, `trouble` why none goes on. `begun` is an ISO timestamp in UTC."""

    setting: str
    begun: str
    done: int
    total: int
    at_work: bool
    trouble: str | None


@dataclass(frozen=True, slots=True)
class DueChunk:
    """What is embedded of a chunk: its text with its document's title, and its sentences as spans of the text."""

    number: int
    title: str
    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True, eq=False)
class NextVectors:
    """The new vectors of the chunk with this number: `vector` is (d,), `sentence_vectors` is (number of sentences, d)."""

    number: int
    vector: Vectors
    sentence_vectors: Vectors


class Reembeddings(Part):
    """One at a time, worked on by one process at a time. It says so with every page; one that hasn't for long has ended."""

    @property
    def setting(self) -> str | None:
        """What the library's model is opened by since it was changed last; None where it never was."""
        with self._database.reading() as connection:
            return get_meta(connection, "embedding_setting")

    def get(self) -> Reembedding | None:
        with self._database.reading() as connection:
            row = connection.execute(sa.select(tables.reembedding)).first()
            if row is None:
                return None
            done, every = count_rows(connection, tables.next_vectors), total(connection, tables.chunks)
            return Reembedding(row.setting, row.begun, done, every, leases.at_work(row, self._clock()), row.trouble)

    def begin(self, setting: str) -> None:
        """Have the chunks embedded by this model; one that was begun with it goes on. Raises ModelError beside another."""
        with self._database.writing() as connection:
            row = connection.execute(sa.select(tables.reembedding)).first()
            if row is not None and row.setting != setting:
                raise ModelError(f"the library is being embedded by {row.setting} already; cancel that first, or wait for it")
            if row is None:
                connection.execute(tables.next_vectors.delete())
                values = {"id": _THE_ONE, "setting": setting, "begun": moments.second()}
                connection.execute(tables.reembedding.insert().values(**values, worker="", seen=0.0))
            else:
                connection.execute(tables.reembedding.update().values(trouble=None))

    def cancel(self) -> bool:
        """Drop what was made of it, whoever works on it; whether there was one. The library stays as it is."""
        with self._database.writing() as connection:
            connection.execute(tables.next_vectors.delete())
            return connection.execute(tables.reembedding.delete()).rowcount > 0

    def take(self, worker: str) -> str | None:
        """Work on it from now on; what its model is opened by. None where none can go on, or another works on it."""
        with self._database.writing() as connection:
            row = connection.execute(sa.select(tables.reembedding)).first()
            if row is None or row.trouble is not None or leases.at_work(row, self._clock()):
                return None
            connection.execute(tables.reembedding.update().values(worker=worker, seen=self._clock()))
            return str(row.setting)

    def release(self, worker: str, trouble: str | None = None) -> None:
        """Another may go on; with `trouble` none does until it is begun again."""
        table = tables.reembedding
        self._database.change(table.update().where(table.c.worker == worker).values(worker="", seen=0.0, trouble=trouble))

    def due(self, limit: int) -> tuple[DueChunk, ...]:
        """Chunks without new vectors, the oldest first."""
        chunk = tables.chunks.c
        query = (
            sa.select(chunk.number, chunk.text, chunk.start, chunk.sentences, tables.documents.c.title)
            .join_from(tables.chunks, tables.documents)
            .where(_without_next())
            .order_by(chunk.number)
            .limit(limit)
        )
        found = self._database.rows(query)
        return tuple(
            # Sentences are stored by their places in the document; these are places in the chunk.
            DueChunk(
                row.number, row.title, row.text, tuple(Span(a - row.start, b - row.start) for a, b in spans(row.sentences))
            )
            for row in found
        )

    def put(self, worker: str, made: Sequence[NextVectors]) -> bool:
        """Keep these, unless their chunks are gone; False where it was cancelled or another works on it."""
        chunk = tables.chunks.c
        with self._database.writing() as connection:
            if not connection.execute(leases.still(tables.reembedding, worker, self._clock())).rowcount:
                return False
            numbers = [each.number for each in made]
            there = set(connection.execute(sa.select(chunk.number).where(chunk.number.in_(numbers))).scalars())
            new = [
                {"number": each.number, **vectors_row(each.vector, each.sentence_vectors)}
                for each in made
                if each.number in there
            ]
            insert_all(connection, tables.next_vectors, new)
            return True

    def switch(self, worker: str, model: str) -> bool:
        """Put the new vectors in the place of the old, in one transaction; `model` is the new one's name.

        False where a chunk came meanwhile that has none yet, or where it isn't this worker's any more. The vector index begins
        anew; until it has caught up, questions look at every vector.
        """
        with self._database.writing() as connection:
            row = connection.execute(sa.select(tables.reembedding)).first()
            due = connection.execute(sa.select(tables.chunks.c.number).where(_without_next()).limit(1)).first()
            if row is None or row.worker != worker or due is not None:
                return False
            made = tables.next_vectors.c
            taken = {
                column.name: sa.select(column).where(made.number == tables.chunks.c.number).scalar_subquery()
                for column in (made.vector, made.sentence_vectors)
            }
            connection.execute(tables.chunks.update().values(taken))
            connection.execute(tables.next_vectors.delete())
            connection.execute(tables.reembedding.delete())
            set_meta(connection, "embedding_model", model)
            set_meta(connection, "embedding_setting", row.setting)
            begin_generation(connection)
            bump(connection)
            return True


def _without_next() -> sa.ColumnElement[bool]:
    made = tables.next_vectors.c.number
    return ~sa.exists().where(made == tables.chunks.c.number)
