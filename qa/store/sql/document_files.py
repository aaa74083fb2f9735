"""What is kept beside a document's text: the file whose pages are shown, and which lines are headings and captions;
and removed documents, which nothing cites, and which can be restored for a day.

Files and lines belong to one version of the text: another one's words stand elsewhere. A removed document keeps both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from qa.store.sql import moments, tables
from qa.store.sql.database import Part, insert_all
from qa.store.sql.document_list import DOCUMENTS
from qa.store.sql.records import OF_A_DOCUMENT, NewDocument, StoredFile
from qa.types import Document
from qa.types.errors import NotFoundError

_files, _layouts = tables.files.c, tables.layouts.c
# After that the text goes with the next change of the documents.
RESTORABLE = timedelta(days=1)


class DocumentFiles(Part):
    """PDFs and pictures, one a document at most; and the layouts of documents."""

    def holds(self, document: Document) -> bool:
        return self._database.row(sa.select(_files.document_id).where(*_of(tables.files, document))) is not None

    def get(self, document: Document) -> StoredFile | None:
        """The file that this very text was read from."""
        row = self._database.row(sa.select(_files.suffix, _files.words, _files.content).where(*_of(tables.files, document)))
        return None if row is None else StoredFile(row.suffix, row.words, bytes(row.content))

    def layout(self, document: Document) -> str:
        """Which lines of this very text are headings and captions, as `qa.documents.layout` packs them; empty where unknown."""
        return self._database.value(sa.select(_layouts.marks).where(*_of(tables.layouts, document))) or ""


def keep_beside(connection: sa.Connection, arrivals: Sequence[NewDocument]) -> None:
    """Keep the files and layouts of documents that are stored just now.

    A restored document comes without, and keeps what it had with its old text.
    """
    texts = {new.document.id: new.document.sha256 for new in arrivals}
    for table in (tables.files, tables.layouts):
        held = sa.select(table.c.document_id, table.c.sha256).where(table.c.document_id.in_(texts))
        old = [row.document_id for row in connection.execute(held) if row.sha256 != texts[row.document_id]]
        drop(connection, table, old)
    drop(connection, tables.layouts, [new.document.id for new in arrivals if new.reread or new.layout])
    marks = [(new.document, new.layout) for new in arrivals if new.layout]
    rows = [{"document_id": each.id, "sha256": each.sha256, "marks": layout} for each, layout in marks]
    insert_all(connection, tables.layouts, rows)
    for new in arrivals:
        file = new.file
        # None is read that the document has with this very text already.
        held = sa.select(_files.document_id).where(*_of(tables.files, new.document))
        if file is None or connection.execute(held).first() is not None or (content := file.content()) is None:
            continue
        row = {"document_id": new.document.id, "sha256": new.document.sha256, "suffix": file.suffix, "words": file.words}
        connection.execute(tables.files.insert().values(**row, content=content))


def drop(connection: sa.Connection, table: sa.Table, document_ids: Sequence[str]) -> None:
    if document_ids:
        connection.execute(table.delete().where(table.c.document_id.in_(document_ids)))


def _of(table: sa.Table, document: Document) -> tuple[sa.ColumnElement[bool], ...]:
    return table.c.document_id == document.id, table.c.sha256 == document.sha256


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
    """Delete those whose day is over, with their files, their layouts and their places in collections."""
    table = tables.removed.c
    over = connection.execute(sa.select(table.id).where(table.removed < _oldest())).scalars().all()
    if over:
        for kept in (tables.collected, tables.files, tables.layouts):
            drop(connection, kept, over)
        connection.execute(tables.removed.delete().where(table.id.in_(over)))


def _oldest() -> str:
    return moments.millisecond(ago=RESTORABLE)
