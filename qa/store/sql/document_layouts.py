"""Which lines of a document are headings and captions, beside the text that they are lines of."""

from collections.abc import Sequence

import sqlalchemy as sa

from qa.store.sql import schema
from qa.store.sql.database import Part, insert_all
from qa.types import Document

_layouts = schema.layouts.c


class DocumentLayouts(Part):
    """Each document has one layout at most, which belongs to one version of its text."""

    def get(self, document: Document) -> str:
        """The layout that was given with this very text; empty where none was."""
        query = sa.select(_layouts.marks).where(_layouts.document_id == document.id, _layouts.sha256 == document.sha256)
        with self._database.reading() as connection:
            return connection.execute(query).scalar_one_or_none() or ""


def keep_layouts(connection: sa.Connection, given: Sequence[tuple[Document, str]]) -> None:
    """Keep the layouts of documents that are stored just now. A restored document comes without one and keeps what it had."""
    held = sa.select(_layouts.document_id, _layouts.sha256).where(_layouts.document_id.in_([each.id for each, _ in given]))
    now = {document.id: (document.sha256, layout) for document, layout in given}
    old = [row.document_id for row in connection.execute(held) if now[row.document_id] != (row.sha256, "")]
    drop_layouts(connection, old)
    rows = [{"document_id": each.id, "sha256": each.sha256, "marks": layout} for each, layout in given if layout]
    insert_all(connection, schema.layouts, rows)


def drop_layouts(connection: sa.Connection, document_ids: Sequence[str]) -> None:
    if document_ids:
        connection.execute(schema.layouts.delete().where(_layouts.document_id.in_(document_ids)))
