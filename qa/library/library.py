"""The library: every document goes in, changes and leaves in one transaction."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from qa.errors import NotFoundError
from qa.library import rows, schema
from qa.library.database import bump
from qa.library.records import NewChunk, Outcome
from qa.library.searching import Searches
from qa.types import Document, DocumentSummary, Scope, Statement


class Library(Searches):
    """The documents of one data directory; open with `Library.open(folder)`."""

    def put(
        self, document: Document, new_chunks: Sequence[NewChunk], new_statements: Sequence[Statement]
    ) -> tuple[Outcome, tuple[str, ...]]:
        """Store a document with all that belongs to it, in one transaction; the old version, if any, is gone with it.

        Returns what happened and the ids of the chunks that left.
        """
        with self.writing() as connection:
            if self._holds(connection, document):
                return "unchanged", ()
            left = self._delete(connection, document.id)
            known = left is not None
            connection.execute(
                schema.documents.insert().values(
                    id=document.id,
                    source=document.source,
                    title=document.title,
                    text=document.text,
                    published=document.published,
                    sha256=document.sha256,
                    added=datetime.now(UTC).isoformat(timespec="seconds"),
                )
            )
            for new in new_chunks:
                body = new.chunk.of(document.text)
                number = connection.execute(schema.chunks.insert().values(rows.chunk_row(new, body))).inserted_primary_key
                assert number is not None
                connection.execute(schema.FULL_TEXT_ADD, {"number": number[0], "title": document.title, "body": body})
            for said in new_statements:
                row = rows.statement_row(said)
                number = connection.execute(schema.statements.insert().values(row)).inserted_primary_key
                assert number is not None
                connection.execute(schema.STATEMENT_ADD, rows.statement_words(number[0], row, document.text))
            bump(connection)
            return ("updated" if known else "added"), (left or ())

    def holds(self, document: Document) -> bool:
        """Whether this very version of the document, title and date included, is stored."""
        with self.reading() as connection:
            return self._holds(connection, document)

    def remove(self, name: str) -> tuple[DocumentSummary, tuple[str, ...]]:
        """Remove the document with this id or source; returns it and its chunks' ids. Raises NotFoundError."""
        with self.writing() as connection:
            summary = self._summary(connection, name)
            left = self._delete(connection, summary.id) or ()
            bump(connection)
            return summary, left

    def documents(self) -> tuple[DocumentSummary, ...]:
        """All documents, by title."""
        with self.reading() as connection:
            found = connection.execute(_summaries().order_by(schema.documents.c.title, schema.documents.c.source))
            return tuple(DocumentSummary(**row) for row in found.mappings())

    def document(self, name: str) -> Document:
        """The document with this id or source. Raises NotFoundError."""
        with self.reading() as connection:
            table = schema.documents.c
            row = (
                connection.execute(
                    sa.select(table.id, table.title, table.text, table.source, table.published, table.sha256).where(
                        sa.or_(table.id == name, table.source == name)
                    )
                )
                .mappings()
                .first()
            )
            if row is None:
                raise _unknown(name)
            return Document(**row)

    @property
    def document_count(self) -> int:
        with self.reading() as connection:
            return int(connection.execute(sa.select(sa.func.count()).select_from(schema.documents)).scalar_one())

    @property
    def chunk_count(self) -> int:
        with self.reading() as connection:
            return int(connection.execute(sa.select(sa.func.count()).select_from(schema.chunks)).scalar_one())

    def in_scope(self, scope: Scope) -> frozenset[str] | None:
        """The ids of the documents in `scope`, or None where it leaves all in."""
        if scope == Scope():
            return None
        table = schema.documents.c
        query = sa.select(table.id)
        if scope.documents:
            query = query.where(table.id.in_(scope.documents))
        if scope.sources:
            query = query.where(table.source.in_(scope.sources))
        if scope.since:
            query = query.where(table.published >= scope.since)
        if scope.until:
            query = query.where(table.published <= scope.until)
        with self.reading() as connection:
            return frozenset(connection.execute(query).scalars())

    def _holds(self, connection: sa.Connection, document: Document) -> bool:
        table = schema.documents.c
        row = connection.execute(sa.select(table.sha256, table.title, table.published).where(table.id == document.id)).first()
        return row is not None and tuple(row) == (document.sha256, document.title, document.published)

    def _delete(self, connection: sa.Connection, document_id: str) -> tuple[str, ...] | None:
        """The ids of the chunks that left, or None where there was no such document."""
        table = schema.documents.c
        old = connection.execute(sa.select(table.title, table.text).where(table.id == document_id)).first()
        if old is None:
            return None
        chunk = schema.chunks.c
        found = connection.execute(sa.select(chunk.number, chunk.id, chunk.text).where(chunk.document_id == document_id)).all()
        for row in found:
            connection.execute(schema.FULL_TEXT_DELETE, {"number": row.number, "title": old.title, "body": row.text})
        for said in connection.execute(
            sa.select(schema.statements).where(schema.statements.c.document_id == document_id)
        ).mappings():
            connection.execute(schema.STATEMENT_DELETE, rows.statement_words(said["number"], said, old.text))
        connection.execute(schema.documents.delete().where(table.id == document_id))
        return tuple(row.id for row in found)

    def _summary(self, connection: sa.Connection, name: str) -> DocumentSummary:
        table = schema.documents.c
        row = connection.execute(_summaries().where(sa.or_(table.id == name, table.source == name))).mappings().first()
        if row is None:
            raise _unknown(name)
        return DocumentSummary(**row)


def _unknown(name: str) -> NotFoundError:
    return NotFoundError(f"no document {name!r} in the library; `qa documents list` shows ids and sources")


def _summaries() -> sa.Select[Any]:
    table = schema.documents.c
    chunk_total = (
        sa.select(sa.func.count()).where(schema.chunks.c.document_id == table.id).correlate(schema.documents)
    ).scalar_subquery()
    return sa.select(
        table.id,
        table.title,
        table.source,
        table.published,
        table.sha256,
        table.added,
        sa.func.length(table.text).label("characters"),
        chunk_total.label("chunks"),
    )
