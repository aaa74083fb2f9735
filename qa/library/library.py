"""The library: every document goes in, changes and leaves in one transaction."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from qa.errors import NotFoundError
from qa.library import rows, schema
from qa.library.accounts import Accounts
from qa.library.checking import Checks, damaged_text, is_sound
from qa.library.conversations import Conversations
from qa.library.database import bump, insert_all, total
from qa.library.engine import Engine
from qa.library.feedback import Feedback
from qa.library.jobs import JobRecords
from qa.library.records import NewChunk, Outcome
from qa.library.removals import Removals, forget, keep_removed, purge
from qa.library.searching import Searches
from qa.library.shelf import Shelf, summaries
from qa.library.vectors import Vectors, note
from qa.types import Document, DocumentSummary, Scope, Statement


class Library(Searches):
    """The documents of one data directory, and what people did with them.

    Open with `Library.of(settings)`.
    """

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.conversations = Conversations(self)
        self.feedback = Feedback(self)
        self.accounts = Accounts(self)
        self.shelf = Shelf(self)
        self.removals = Removals(self)
        self.vectors = Vectors(self)
        self.checks = Checks(self)
        self.jobs = JobRecords(self)

    def put(
        self,
        document: Document,
        new_chunks: Sequence[NewChunk],
        new_statements: Sequence[Statement],
        fingerprint: str | None = None,
    ) -> tuple[Outcome, tuple[str, ...]]:
        """Store a document with all that belongs to it, in one transaction; the old version, if any, is gone with it.

        `fingerprint` is of the file it was read from. Returns what happened and the ids of the chunks that left.
        """
        with self.writing() as connection:
            if self._holds(connection, document):
                return "unchanged", ()
            left = self._delete(connection, document.id)
            known = left is not None
            purge(connection)
            forget(connection, document.id)  # there is nothing to restore where it is added again
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
            name = schema.name_row(document.id, document.title, document.source, document.author)
            connection.execute(schema.names.insert().values(name))
            if document.author or document.url:
                connection.execute(
                    schema.details.insert().values(document_id=document.id, author=document.author, url=document.url)
                )
            if fingerprint is not None:
                connection.execute(schema.originals.insert().values(document_id=document.id, fingerprint=fingerprint))
            stored = [rows.chunk_row(new, new.chunk.of(document.text)) for new in new_chunks]
            self.engine.add_words(
                connection,
                [
                    {"number": number, "title": document.title, "body": row["text"]}
                    for number, row in zip(insert_all(connection, schema.chunks, stored), stored, strict=True)
                ],
            )
            said = [rows.statement_row(each) for each in new_statements]
            self.engine.add_said(
                connection,
                [
                    rows.statement_words(number, row, document.text)
                    for number, row in zip(insert_all(connection, schema.statements, said), said, strict=True)
                ],
            )
            note(connection, [new.chunk.id for new in new_chunks])
            bump(connection, documents=0 if known else 1, chunks=len(new_chunks) - len(left or ()))
            return ("updated" if known else "added"), (left or ())

    def holds(self, document: Document) -> bool:
        """Whether this very version of the document, title and date included, is stored."""
        with self.reading() as connection:
            return self._holds(connection, document)

    def holds_original(self, source: str, fingerprint: str) -> bool:
        """Whether the document of this source was read from a file of this very content."""
        table, original = schema.documents.c, schema.originals.c
        query = sa.select(original.fingerprint).join_from(schema.documents, schema.originals).where(table.source == source)
        with self.reading() as connection:
            return connection.execute(query).scalar_one_or_none() == fingerprint

    def note_original(self, document_id: str, fingerprint: str) -> None:
        """Of a stored document whose file has another form now, or was never noted."""
        table = schema.originals
        with self.writing() as connection:
            connection.execute(table.delete().where(table.c.document_id == document_id))
            connection.execute(table.insert().values(document_id=document_id, fingerprint=fingerprint))

    def remove(self, name: str) -> tuple[DocumentSummary, tuple[str, ...]]:
        """Remove the document with this id or source; returns it and its chunks' ids. Raises NotFoundError.

        `removals` keeps its text for a day, so that it can be restored.
        """
        with self.writing() as connection:
            purge(connection)
            summary = self._summary(connection, name)
            keep_removed(connection, summary.id)
            left = self._delete(connection, summary.id) or ()
            bump(connection, documents=-1, chunks=-len(left))
            return summary, left

    def documents(self) -> tuple[DocumentSummary, ...]:
        """All documents, by title."""
        with self.reading() as connection:
            found = connection.execute(summaries().order_by(schema.documents.c.title, schema.documents.c.source))
            return tuple(DocumentSummary(**row) for row in found.mappings())

    def document(self, name: str) -> Document:
        """The document with this id or source. Raises NotFoundError; LibraryError where its text isn't what was stored."""
        with self.reading() as connection:
            table, details = schema.documents.c, schema.details.c
            row = (
                connection.execute(
                    sa.select(table.id, table.title, table.text, table.source, table.published, table.sha256)
                    .add_columns(details.author, details.url)
                    .outerjoin_from(schema.documents, schema.details)
                    .where(sa.or_(table.id == name, table.source == name))
                )
                .mappings()
                .first()
            )
            if row is None:
                raise _unknown(name)
            if not is_sound(row["text"], row["sha256"]):
                raise damaged_text(row["source"])
            return Document(**row)

    def pages_of(self, places: Collection[tuple[str, int]]) -> dict[tuple[str, int], int]:
        """The page, from 1, of each place (document id, offset) that is in a document with pages."""
        table = schema.documents.c
        paged = sa.select(table.id, table.text).where(
            table.id.in_({document_id for document_id, _ in places}), table.text.contains("\f")
        )
        with self.reading() as connection:
            texts = {row.id: row.text for row in connection.execute(paged)}
        return {place: 1 + texts[place[0]].count("\f", 0, place[1]) for place in places if place[0] in texts}

    @property
    def document_count(self) -> int:
        with self.reading() as connection:
            return total(connection, schema.documents)

    @property
    def chunk_count(self) -> int:
        with self.reading() as connection:
            return total(connection, schema.chunks)

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
        row = connection.execute(
            sa.select(table.sha256, table.title, table.published, schema.details.c.author, schema.details.c.url)
            .outerjoin_from(schema.documents, schema.details)
            .where(table.id == document.id)
        ).first()
        wanted = (document.sha256, document.title, document.published, document.author or None, document.url or None)
        return row is not None and tuple(row) == wanted

    def _delete(self, connection: sa.Connection, document_id: str) -> tuple[str, ...] | None:
        """The ids of the chunks that left, or None where there was no such document."""
        table = schema.documents.c
        old = connection.execute(sa.select(table.title, table.text).where(table.id == document_id)).first()
        if old is None:
            return None
        chunk = schema.chunks.c
        found = connection.execute(sa.select(chunk.number, chunk.id, chunk.text).where(chunk.document_id == document_id)).all()
        self.engine.remove_words(connection, [{"number": row.number, "title": old.title, "body": row.text} for row in found])
        said = connection.execute(sa.select(schema.statements).where(schema.statements.c.document_id == document_id)).mappings()
        self.engine.remove_said(connection, [rows.statement_words(each["number"], each, old.text) for each in said])
        connection.execute(schema.documents.delete().where(table.id == document_id))
        note(connection, [row.id for row in found])
        return tuple(row.id for row in found)

    def _summary(self, connection: sa.Connection, name: str) -> DocumentSummary:
        table = schema.documents.c
        row = connection.execute(summaries().where(sa.or_(table.id == name, table.source == name))).mappings().first()
        if row is None:
            raise _unknown(name)
        return DocumentSummary(**row)


def _unknown(name: str) -> NotFoundError:
    return NotFoundError(f"no document {name!r} in the library; `qa documents list` shows ids and sources")
