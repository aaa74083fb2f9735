"""Removed documents: nothing cites them, and for a day they can be restored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from qa.store.sql import moments, tables
from qa.store.sql.collections import leave_all
from qa.store.sql.database import Part
from qa.store.sql.document_files import drop
from qa.store.sql.document_list import DOCUMENTS
from qa.store.sql.rows import OF_A_DOCUMENT
from qa.types import Document
from qa.types.errors import NotFoundError

# After that the text goes with the next change of the documents.
RESTORABLE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RemovedDocument:
    """`removed` is an ISO timestamp in UTC."""

    id: str
    title: str
    source: str
    removed: str


class Trash(Part):
    """What can still be restored; `Ingester.restore` does it."""

    def list(self, limit: int | None = None) -> tuple[RemovedDocument, ...]:
        """The last removed first."""
        table = tables.removed.c
        query = sa.select(table.id, table.title, table.source, table.removed).where(table.removed >= _oldest())
        found = self._database.rows(query.order_by(table.removed.desc(), table.title).limit(limit))
        return tuple(RemovedDocument(*row) for row in found)

    def get(self, name: str) -> Document:
        """The removed document with this id or source, as it was. Raises NotFoundError."""
        table = tables.removed.c
        columns = [table[each] for each in (*OF_A_DOCUMENT, "author", "url")]
        query = sa.select(*columns).where(sa.or_(table.id == name, table.source == name), table.removed >= _oldest())
        row = self._database.row(query)
        if row is None:
            raise NotFoundError(f"no document {name!r} was removed within the last day; add it again from its file")
        return Document(**row._mapping)


def keep_removed(connection: sa.Connection, document_id: str) -> None:
    """Copy a document that is about to go."""
    forget(connection, [document_id])
    found = DOCUMENTS.add_columns(sa.literal(moments.millisecond()).label("removed")).where(
        tables.documents.c.id == document_id
    )
    connection.execute(tables.removed.insert().from_select(found.selected_columns.keys(), found))


def forget(connection: sa.Connection, document_ids: Sequence[str]) -> None:
    connection.execute(tables.removed.delete().where(tables.removed.c.id.in_(document_ids)))


def purge(connection: sa.Connection) -> None:
    """Let go of those whose day is over, of their files and layouts, and of the collections they were in."""
    table = tables.removed.c
    over = connection.execute(sa.select(table.id).where(table.removed < _oldest())).scalars().all()
    if over:
        leave_all(connection, over)
        for kept in (tables.files, tables.layouts):
            drop(connection, kept, over)
        connection.execute(tables.removed.delete().where(table.id.in_(over)))


def _oldest() -> str:
    return moments.millisecond(ago=RESTORABLE)
