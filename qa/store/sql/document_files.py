"""The files whose pages are shown: a PDF or a picture beside the text that was read from it."""

from collections.abc import Sequence

import sqlalchemy as sa

from qa.documents.outcome import Original
from qa.store.sql import schema
from qa.store.sql.database import Part
from qa.store.sql.records import StoredFile
from qa.types import Document

_files = schema.files.c


class DocumentFiles(Part):
    """One file a document at most. It belongs to one version of the text: another one's words stand elsewhere on its pages."""

    def holds(self, document: Document) -> bool:
        with self._database.reading() as connection:
            return _is_kept(connection, document)

    def get(self, document: Document) -> StoredFile | None:
        """The file that this very text was read from."""
        query = sa.select(_files.suffix, _files.words, _files.content)
        with self._database.reading() as connection:
            row = connection.execute(query.where(*_of(document))).first()
        return None if row is None else StoredFile(row.suffix, row.words, bytes(row.content))


def keep_file(connection: sa.Connection, document: Document, file: Original) -> None:
    """Keep a file beside a document that is stored with this very text and has none yet."""
    if _is_kept(connection, document):
        return
    content = file.content()
    if content is not None:
        drop_files(connection, [document.id])
        row = {"document_id": document.id, "sha256": document.sha256, "suffix": file.suffix, "words": file.words}
        connection.execute(schema.files.insert().values(**row, content=content))


def drop_files(connection: sa.Connection, document_ids: Sequence[str]) -> None:
    connection.execute(schema.files.delete().where(_files.document_id.in_(document_ids)))


def drop_other_versions(connection: sa.Connection, documents: Sequence[Document]) -> None:
    """Drop the files that other texts of these documents were read from. A restored document has its old text and file."""
    held = sa.select(_files.document_id, _files.sha256).where(_files.document_id.in_([each.id for each in documents]))
    texts = {each.id: each.sha256 for each in documents}
    old = [row.document_id for row in connection.execute(held) if row.sha256 != texts[row.document_id]]
    if old:
        drop_files(connection, old)


def _is_kept(connection: sa.Connection, document: Document) -> bool:
    return connection.execute(sa.select(_files.document_id).where(*_of(document))).first() is not None


def _of(document: Document) -> tuple[sa.ColumnElement[bool], ...]:
    return _files.document_id == document.id, _files.sha256 == document.sha256
