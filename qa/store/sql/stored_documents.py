"""Documents into the tables and out of them, in a transaction of the library; and what is kept beside a document's text: the
file whose pages are shown, and which lines are headings and captions.

Files and lines belong to one version of the text: another one's words stand elsewhere. Removed documents, which nothing cites,
keep both, and can be restored for a day.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from qa.store.sql import indexed_words, moments, records, speaker_rows, tables
from qa.store.sql.columns import name_row
from qa.store.sql.database import Part, bump, insert_all
from qa.store.sql.document_list import DOCUMENTS
from qa.store.sql.engine import Engine
from qa.store.sql.records import OF_A_DOCUMENT, NewDocument, Outcome, StoredFile
from qa.store.sql.stored_vectors import note
from qa.types import Document, Statement
from qa.types.documents import Segment
from qa.types.errors import NotFoundError

_files, _layouts = tables.files.c, tables.layouts.c
_Version = tuple[str | None, ...]

_documents, _details = tables.documents.c, tables.details.c
# Made once: to make such a query takes four times as long as to ask it.
_SOME = (
    sa.select(*(_documents[name] for name in ("id", "added", "sha256", "title", "published")), _details.author, _details.url)
    .outerjoin_from(tables.documents, tables.details)
    .where(_documents.id.in_(sa.bindparam("ids", expanding=True)))
)


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
    """Keep files and layouts of documents stored just now; a restored one comes without, and keeps those of its old text."""
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
        query = sa.select(table.id, table.title, table.source, table.removed).where(table.removed >= moments.restorable_since())
        found = self._database.rows(query.order_by(table.removed.desc(), table.title).limit(limit))
        return tuple(RemovedDocument(*row) for row in found)

    def get(self, name: str) -> Document:
        """The removed document with this id or source, as it was. Raises NotFoundError."""
        table = tables.removed.c
        columns = [table[each] for each in (*OF_A_DOCUMENT, "author", "url")]
        named = sa.or_(table.id == name, table.source == name)
        row = self._database.row(sa.select(*columns).where(named, table.removed >= moments.restorable_since()))
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
    over = connection.execute(sa.select(table.id).where(table.removed < moments.restorable_since())).scalars().all()
    if over:
        for kept in (tables.collected, tables.files, tables.layouts):
            drop(connection, kept, over)
        connection.execute(tables.removed.delete().where(table.id.in_(over)))


def holds(connection: sa.Connection, document: Document) -> bool:
    return _is_held(document, _held(connection, [document]))


def reads_as(connection: sa.Connection, document_id: str, chunks: Sequence[Segment], statements: Sequence[Statement]) -> bool:
    chunk, said = tables.chunks.c, tables.statements.c
    cut = sa.select(chunk.start, chunk.end, chunk.sentences).where(chunk.document_id == document_id).order_by(chunk.ordinal)
    kept = [(row.start, row.end, bytes(row.sentences)) for row in connection.execute(cut)]
    if kept != [(each.chunk.start, each.chunk.end, records.places(each.sentences)) for each in chunks]:
        return False
    columns = [column for column in tables.statements.c if column.name != "number"]
    told = connection.execute(sa.select(*columns).where(said.document_id == document_id).order_by(said.number))
    return [dict(row) for row in told.mappings()] == [records.statement_row(each) for each in statements]


def store(engine: Engine, connection: sa.Connection, arrivals: Iterable[NewDocument]) -> list[Outcome]:
    """What became of each; a document that comes twice is updated by the second."""
    return [outcome for group in _apart(arrivals) for outcome in _store(engine, connection, group)]


def erase(engine: Engine, connection: sa.Connection, document_id: str) -> int:
    """Take out a document with all that belongs to it; how many chunks left with it."""
    for index, held in indexed_words.of_documents(connection, [document_id]).items():
        engine.remove_words(connection, index, held)
    chunk = tables.chunks.c
    chunks = connection.execute(sa.select(chunk.id).where(chunk.document_id == document_id)).scalars().all()
    speaker_rows.leave(connection, document_id)
    connection.execute(tables.documents.delete().where(_documents.id == document_id))
    note(connection, chunks)
    return len(chunks)


def _apart(arrivals: Iterable[NewDocument]) -> Iterator[list[NewDocument]]:
    """The arrivals in groups that hold no document twice."""
    group: dict[str, NewDocument] = {}
    for new in arrivals:
        if new.document.id in group:
            yield list(group.values())
            group = {}
        group[new.document.id] = new
    if group:
        yield list(group.values())


def _store(engine: Engine, connection: sa.Connection, arrivals: Sequence[NewDocument]) -> list[Outcome]:
    """One statement a table for all of them: with one a document, asking took longer than writing."""
    held = _held(connection, [new.document for new in arrivals])
    fresh = [new for new in arrivals if new.reread or not _is_held(new.document, held)]
    if fresh:
        ids = [new.document.id for new in fresh]
        left = sum(erase(engine, connection, known) for known in ids if known in held)
        forget(connection, ids)  # there is nothing to restore where it is added again
        # What is only read anew keeps the moment that it was added in.
        since = {new.document.id: held[new.document.id][0] for new in fresh if new.reread and new.document.id in held}
        _insert(engine, connection, fresh, since)
        keep_beside(connection, fresh)
        chunks = sum(len(new.chunks) for new in fresh)
        bump(connection, documents=sum(new not in held for new in ids), chunks=chunks - left)
    changed: dict[str, Outcome] = {new.document.id: "updated" if new.document.id in held else "added" for new in fresh}
    return [changed.get(new.document.id, "unchanged") for new in arrivals]


def _insert(engine: Engine, connection: sa.Connection, fresh: Sequence[NewDocument], since: Mapping[str, str]) -> None:
    """`since` maps the ids of documents that are only read anew to when they were added."""
    now = moments.second()
    documents = [new.document for new in fresh]
    insert_all(connection, tables.documents, [records.document_row(each, since.get(each.id, now)) for each in documents])
    insert_all(connection, tables.names, [name_row(each.id, each.title, each.source, each.author) for each in documents])
    declared = [each for each in documents if each.author or each.url]
    insert_all(
        connection, tables.details, [{"document_id": each.id, "author": each.author, "url": each.url} for each in declared]
    )
    insert_all(
        connection,
        tables.originals,
        [{"document_id": new.document.id, "fingerprint": new.fingerprint} for new in fresh if new.fingerprint is not None],
    )
    chunks = [records.chunk_row(each, each.chunk.of(new.document.text)) for new in fresh for each in new.chunks]
    insert_all(connection, tables.chunks, chunks)
    insert_all(connection, tables.statements, [records.statement_row(each) for new in fresh for each in new.statements])
    ids = [each.id for each in documents]
    speaker_rows.add(connection, ids)
    for index, added in indexed_words.of_documents(connection, ids).items():
        engine.add_words(connection, index, added)
    note(connection, [row["id"] for row in chunks])


def _held(connection: sa.Connection, documents: Sequence[Document]) -> dict[str, tuple[str, _Version]]:
    """When each of those that are stored was added, and in which version, by id."""
    found = connection.execute(_SOME, {"ids": [document.id for document in documents]})
    return {row[0]: (row[1], tuple(row[2:])) for row in found}


def _is_held(document: Document, held: Mapping[str, tuple[str, _Version]]) -> bool:
    version = document.sha256, document.title, document.published, document.author or None, document.url or None
    return document.id in held and held[document.id][1] == version
