"""The library: every document goes in, changes and leaves in one transaction."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from qa.store.sql import tables
from qa.store.sql.accounts import Accounts, Sessions
from qa.store.sql.census import Census
from qa.store.sql.choices import ModelChoiceRecord, SavedScopes
from qa.store.sql.collections import CollectionRights, Collections, place
from qa.store.sql.conversations import Conversations
from qa.store.sql.database import bump, get_meta, total
from qa.store.sql.document_list import DOCUMENTS, DocumentList, has_name, narrowed, summaries, unknown
from qa.store.sql.engine import Engine
from qa.store.sql.feedback import Feedback
from qa.store.sql.identities import Identities
from qa.store.sql.integrity import IntegrityChecks, damaged_text, is_sound
from qa.store.sql.jobs import JobRecords
from qa.store.sql.next_vectors import Reembeddings
from qa.store.sql.records import NewChunk, NewDocument, Outcome
from qa.store.sql.searches import Copies, Searches
from qa.store.sql.speakers import Speakers
from qa.store.sql.stored_documents import DocumentFiles, Trash, erase, holds, keep_beside, keep_removed, purge, reads_as, store
from qa.store.sql.stored_vectors import StoredVectors
from qa.store.sql.watches import Watches
from qa.types import Document, DocumentSummary, Scope, Statement
from qa.types.documents import Original, Segment
from qa.types.errors import ModelChangedError, NotFoundError


class Library(Searches):
    """The documents of one data directory, and what people did with them. Open with `Library.of(settings)`."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.conversations = Conversations(self)
        self.feedback = Feedback(self)
        self.accounts = Accounts(self)
        self.identities = Identities(self)
        self.sessions = Sessions(self)
        self.census = Census(self)
        self.collections = Collections(self)
        self.rights = CollectionRights(self)
        self.copies = Copies(self)
        self.document_list = DocumentList(self)
        self.files = DocumentFiles(self)
        self.trash = Trash(self)
        self.vectors = StoredVectors(self)
        self.checks = IntegrityChecks(self)
        self.jobs = JobRecords(self)
        self.model_choice = ModelChoiceRecord(self)
        self.reembeddings = Reembeddings(self)
        self.scopes = SavedScopes(self)
        self.speakers = Speakers(self)
        self.watches = Watches(self)

    def put(
        self, document: Document, chunks: Sequence[NewChunk], statements: Sequence[Statement], fingerprint: str | None = None
    ) -> Outcome:
        """`put_all` of one."""
        return self.put_all([NewDocument(document, chunks, statements, fingerprint)])[0]

    def put_all(
        self,
        arrivals: Sequence[NewDocument],
        collections: Sequence[str] = (),
        model: str | None = None,
        limited: Collection[str] = (),
    ) -> list[Outcome]:
        """Store documents with all that belongs to them, in one transaction; their old versions, if any, are gone with it.

        What became of each, in order; a document that comes twice is updated by the second. They are in the collections (ids),
        unless one is deleted meanwhile, from the first moment on: it may be limited to some people. Stores nothing, and raises
        ModelChangedError, where the library has another embedding model than this one by now; and NotFoundError where one of
        the collections that were `limited` is gone, for its documents would be open to all.
        """
        if not arrivals:
            return []
        with self.writing() as connection:
            if model is not None and get_meta(connection, "embedding_model") != model:
                raise ModelChangedError(f"the library isn't embedded by {model} any more; add the documents again")
            purge(connection)  # first: it takes documents that were removed long ago out of their collections
            for each in collections:
                if not place(connection, each, [new.document.id for new in arrivals]) and each in limited:
                    raise NotFoundError(
                        "the collection that these documents go into was limited to some people, and is deleted; "
                        "choose another one and add them again"
                    )
            return store(self.engine, connection, arrivals)

    def holds(self, document: Document) -> bool:
        """Whether this very version of the document, title and date included, is stored."""
        with self.reading() as connection:
            return holds(connection, document)

    def reads_as(self, document: Document, chunks: Sequence[Segment], statements: Sequence[Statement]) -> bool:
        """Whether the stored document is cut into these chunks and sentences, and has these statements."""
        with self.reading() as connection:
            return reads_as(connection, document.id, chunks, statements)

    def holds_original(self, source: str, fingerprint: str) -> bool:
        """Whether the document of this source was read from a file of this very content."""
        table, original = tables.documents.c, tables.originals.c
        query = sa.select(original.fingerprint).join_from(tables.documents, tables.originals).where(table.source == source)
        return bool(self.value(query) == fingerprint)

    def note_original(self, document: Document, fingerprint: str, file: Original | None = None, layout: str = "") -> None:
        """Note the file of a stored document that has another form now or was never noted; `file` where its pages can be shown.

        `layout` is as of a `NewDocument`, and takes the place of the one there was.
        """
        table = tables.originals
        with self.writing() as connection:
            if not holds(connection, document):
                return  # removed or changed meanwhile
            connection.execute(table.delete().where(table.c.document_id == document.id))
            connection.execute(table.insert().values(document_id=document.id, fingerprint=fingerprint))
            keep_beside(connection, [NewDocument(document, (), (), fingerprint, file, layout, reread=True)])

    def remove(self, name: str) -> DocumentSummary:
        """Remove the document with this id or source; `trash` keeps its text for a day. Raises NotFoundError."""
        with self.writing() as connection:
            purge(connection)
            row = connection.execute(summaries().where(has_name(name))).first()
            if row is None:
                raise unknown(name)
            summary = DocumentSummary(*row)
            keep_removed(connection, summary.id)
            bump(connection, documents=-1, chunks=-erase(self.engine, connection, summary.id))
            return summary

    def documents(self) -> tuple[DocumentSummary, ...]:
        """All documents, by title."""
        found = self.rows(summaries().order_by(tables.documents.c.title, tables.documents.c.source))
        return tuple(DocumentSummary(*row) for row in found)

    def document(self, name: str) -> Document:
        """The document with this id or source. Raises NotFoundError; LibraryError where its text isn't what was stored."""
        row = self.row(DOCUMENTS.where(has_name(name)))
        if row is None:
            raise unknown(name)
        if not is_sound(row.text, row.sha256):
            raise damaged_text(row.source)
        return Document(**row._mapping)

    def pages_of(self, places: Collection[tuple[str, int]]) -> dict[tuple[str, int], int]:
        """The page, from 1, of each place (document id, offset) that is in a document with pages."""
        table = tables.documents.c
        paged = sa.select(table.id, table.text).where(
            table.id.in_({document_id for document_id, _ in places}), table.text.contains("\f")
        )
        texts = {row.id: row.text for row in self.rows(paged)}
        return {place: 1 + texts[place[0]].count("\f", 0, place[1]) for place in places if place[0] in texts}

    @property
    def document_count(self) -> int:
        with self.reading() as connection:
            return total(connection, tables.documents)

    @property
    def chunk_count(self) -> int:
        with self.reading() as connection:
            return total(connection, tables.chunks)

    def in_scope(self, scope: Scope) -> frozenset[str] | None:
        """The ids of the documents in `scope`, or None where it leaves all in."""
        if scope == Scope():
            return None
        table = tables.documents.c
        query = narrowed(sa.select(table.id), scope.since, scope.until, scope.collections, scope.sources)
        return frozenset(self.values(query.where(table.id.in_(scope.documents)) if scope.documents else query))
