"""Documents into the tables and out of them, within a transaction of the library."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import sqlalchemy as sa

from qa.documents.chunking import Segment
from qa.store.sql import indexed_words, moments, records, speaker_rows, tables
from qa.store.sql.columns import name_row
from qa.store.sql.database import bump, insert_all, insert_numbered
from qa.store.sql.document_files import forget, keep_beside, purge
from qa.store.sql.engine import Engine
from qa.store.sql.records import NewDocument, Outcome
from qa.store.sql.stored_vectors import note
from qa.types import Document, Statement

_Version = tuple[str | None, ...]

_documents, _details = tables.documents.c, tables.details.c
# Made once: to make such a query takes four times as long as to ask it.
_VERSIONS = sa.select(
    _documents.id, _documents.sha256, _documents.title, _documents.published, _details.author, _details.url
).outerjoin_from(tables.documents, tables.details)
_ONE = _VERSIONS.where(_documents.id == sa.bindparam("id"))
_SOME = _VERSIONS.where(_documents.id.in_(sa.bindparam("ids", expanding=True)))


def holds(connection: sa.Connection, document: Document) -> bool:
    """Whether this very version of the document, title and date included, is stored."""
    row = connection.execute(_ONE, {"id": document.id}).first()
    return row is not None and tuple(row[1:]) == _version(document)


def reads_as(connection: sa.Connection, document_id: str, chunks: Sequence[Segment], statements: Sequence[Statement]) -> bool:
    """Whether the stored document is cut into these chunks and sentences, and has these statements."""
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
    held = _versions(connection, [new.document for new in arrivals])
    outcomes = [_outcome(held.get(new.document.id), new) for new in arrivals]
    fresh = [new for new, outcome in zip(arrivals, outcomes, strict=True) if outcome != "unchanged"]
    if fresh:
        ids = [new.document.id for new in fresh]
        since = _added(connection, [new.document.id for new in fresh if new.reread])
        left = sum(erase(engine, connection, known) for known in ids if known in held)
        purge(connection)
        forget(connection, ids)  # there is nothing to restore where it is added again
        _insert(engine, connection, fresh, since)
        keep_beside(connection, fresh)
        chunks = sum(len(new.chunks) for new in fresh)
        bump(connection, documents=sum(new not in held for new in ids), chunks=chunks - left)
    return outcomes


def _insert(engine: Engine, connection: sa.Connection, fresh: Sequence[NewDocument], since: Mapping[str, str]) -> None:
    """`since` says of some by id when they were added: of what is only read anew."""
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
    chunks = [
        (new.document.title, records.chunk_row(chunk, chunk.chunk.of(new.document.text)))
        for new in fresh
        for chunk in new.chunks
    ]
    numbers = insert_numbered(connection, tables.chunks, [row for _, row in chunks])
    first = {row["document_id"]: number for number, (_, row) in zip(numbers, chunks, strict=True) if row["ordinal"] == 0}
    said = [(new.document.text, records.statement_row(each)) for new in fresh for each in new.statements]
    said_numbers = insert_numbered(connection, tables.statements, [row for _, row in said])
    speaker_rows.add(connection, [new.document.id for new in fresh])
    words: indexed_words.WordRows = {
        "chunk_words": [
            indexed_words.chunk_row(number, title, row["text"]) for number, (title, row) in zip(numbers, chunks, strict=True)
        ],
        "statement_words": [
            indexed_words.statement_row(number, row, text) for number, (text, row) in zip(said_numbers, said, strict=True)
        ],
        "document_words": [_exact_words(new, first[new.document.id]) for new in fresh if new.document.id in first],
    }
    for index, added in words.items():
        engine.add_words(connection, index, added)
    note(connection, [row["id"] for _, row in chunks])


def _exact_words(new: NewDocument, number: int) -> dict[str, Any]:
    told = chain.from_iterable(
        indexed_words.told_in(each.chunk.start, [(sentence.start, sentence.end) for sentence in each.sentences])
        for each in new.chunks
    )
    return indexed_words.document_row(new.document.id, number, new.document.title, new.document.text, told)


def _versions(connection: sa.Connection, documents: Sequence[Document]) -> dict[str, _Version]:
    """What is stored of these, by id."""
    found = connection.execute(_SOME, {"ids": [document.id for document in documents]})
    return {row[0]: tuple(row[1:]) for row in found}


def _added(connection: sa.Connection, document_ids: Sequence[str]) -> dict[str, str]:
    """When they were added, by id."""
    if not document_ids:
        return {}
    found = connection.execute(sa.select(_documents.id, _documents.added).where(_documents.id.in_(document_ids)))
    return {row.id: row.added for row in found}


def _version(document: Document) -> _Version:
    return document.sha256, document.title, document.published, document.author or None, document.url or None


def _outcome(held: _Version | None, new: NewDocument) -> Outcome:
    if held is None:
        return "added"
    return "unchanged" if held == _version(new.document) and not new.reread else "updated"
