"""The library: one SQLite file. Every document goes in, changes and leaves in one transaction."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from qa.errors import LibraryError, ModelError, NotFoundError
from qa.library import rows, schema
from qa.library.records import LexicalHit, NewChunk, Outcome, Passage, StoredStatement, VectorRow
from qa.types import Document, DocumentSummary, Scope, Statement

# SQLite allows 32,766 variables a statement; other engines fewer.
_PAGE = 5000


class Library:
    """Open with `Library(path)`; close it, or use it in a `with` block. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Makes the file and its folder when missing. Raises LibraryError."""
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as exc:
            raise LibraryError(
                f"the data directory {path.parent} can't be made: {exc.strerror}; set QA_DATA_DIR to a folder you can write to"
            ) from exc
        self._engine = sa.create_engine(f"sqlite:///{path}")
        sa.event.listen(self._engine, "connect", schema.prepare_connection)
        with self._writing() as connection:
            schema.metadata.create_all(connection)
            connection.exec_driver_sql(schema.FULL_TEXT)
            connection.exec_driver_sql(schema.STATEMENT_WORDS)
            connection.exec_driver_sql(schema.VOCABULARY)
            version = _get_meta(connection, "schema")
            if version is None:
                _set_meta(connection, "schema", schema.SCHEMA_VERSION)
            elif version != schema.SCHEMA_VERSION:
                raise LibraryError(
                    f"{path} has format {version}, this program reads {schema.SCHEMA_VERSION}; "
                    "set QA_DATA_DIR to a new folder and ingest again"
                )

    @classmethod
    def open(cls, data_dir: Path) -> "Library":
        """The library of this data directory."""
        return cls(data_dir / "library.sqlite")

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    # -- what the library remembers about itself ---------------------------------------------------------------------

    def claim_model(self, name: str) -> None:
        """Bind an empty library to this embedding model. Raises ModelError where it holds another's vectors."""
        with self._writing() as connection:
            known = _get_meta(connection, "embedding_model")
            empty = connection.execute(sa.select(schema.chunks.c.number).limit(1)).first() is None
            if known is None or (empty and known != name):
                _set_meta(connection, "embedding_model", name)
            elif known != name:
                raise ModelError(
                    f"this library was embedded with {known}, the setting asks for {name}; set QA_EMBEDDING_MODEL back, or "
                    f"re-embed: point QA_DATA_DIR at a new folder and run `qa ingest` on your documents again"
                )

    @property
    def embedding_model(self) -> str | None:
        with self._reading() as connection:
            return _get_meta(connection, "embedding_model")

    @property
    def revision(self) -> int:
        """Rises with every change, by whatever process."""
        with self._reading() as connection:
            return int(_get_meta(connection, "revision") or 0)

    @property
    def indexed_revision(self) -> int:
        """The revision that the vector index is known to hold in full."""
        with self._reading() as connection:
            return int(_get_meta(connection, "indexed_revision") or 0)

    def mark_indexed(self, revision: int) -> None:
        with self._writing() as connection:
            _set_meta(connection, "indexed_revision", str(revision))

    def check(self) -> str | None:
        """What SQLite finds wrong with the file, or None."""
        with self._reading() as connection:
            verdict = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
            return None if verdict == "ok" else str(verdict)

    # -- documents ---------------------------------------------------------------------------------------------------

    def put(
        self, document: Document, new_chunks: Sequence[NewChunk], new_statements: Sequence[Statement]
    ) -> tuple[Outcome, tuple[str, ...]]:
        """Store a document with all that belongs to it, in one transaction; the old version, if any, is gone with it.

        Returns what happened and the ids of the chunks that left.
        """
        with self._writing() as connection:
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
            _bump(connection)
            return ("updated" if known else "added"), (left or ())

    def holds(self, document: Document) -> bool:
        """Whether this very version of the document, title and date included, is stored."""
        with self._reading() as connection:
            return self._holds(connection, document)

    def remove(self, name: str) -> tuple[DocumentSummary, tuple[str, ...]]:
        """Remove the document with this id or source; returns it and its chunks' ids. Raises NotFoundError."""
        with self._writing() as connection:
            summary = self._summary(connection, name)
            left = self._delete(connection, summary.id) or ()
            _bump(connection)
            return summary, left

    def documents(self) -> tuple[DocumentSummary, ...]:
        """All documents, by title."""
        with self._reading() as connection:
            found = connection.execute(_summaries().order_by(schema.documents.c.title, schema.documents.c.source))
            return tuple(DocumentSummary(**row) for row in found.mappings())

    def document(self, name: str) -> Document:
        """The document with this id or source. Raises NotFoundError."""
        with self._reading() as connection:
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
        with self._reading() as connection:
            return int(connection.execute(sa.select(sa.func.count()).select_from(schema.documents)).scalar_one())

    @property
    def chunk_count(self) -> int:
        with self._reading() as connection:
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
        with self._reading() as connection:
            return frozenset(connection.execute(query).scalars())

    # -- chunks ------------------------------------------------------------------------------------------------------

    def search_words(self, words: Sequence[str], limit: int, documents: frozenset[str] | None = None) -> tuple[LexicalHit, ...]:
        """The best chunks that hold any of the words, by BM25 (Robertson & Zaragoza 2009; k1 = 1.2, b = 0.75)."""
        if not words or documents == frozenset():
            return ()
        query = _any_of(words)
        scope = "" if documents is None else "AND chunks.document_id IN :documents"
        statement = sa.text(schema.FULL_TEXT_SEARCH.format(scope=scope))
        parameters: dict[str, Any] = {"query": query, "limit": limit}
        if documents is not None:
            statement = statement.bindparams(sa.bindparam("documents", expanding=True))
            parameters["documents"] = sorted(documents)
        with self._reading() as connection:
            return tuple(LexicalHit(chunk_id, score) for chunk_id, score in connection.execute(statement, parameters))

    def word_frequencies(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many chunks each stemmed word stands; absent where in none."""
        with self._reading() as connection:
            query = sa.text("SELECT term, doc FROM chunk_vocabulary WHERE term = :term")
            found = (connection.execute(query, {"term": stem}).first() for stem in set(stems))
            return {row[0]: row[1] for row in found if row is not None}

    def knows_like(self, stem: str) -> bool:
        """Whether any word of the library begins as this one does: all but its last two letters, four at the least.

        So that "Indian" is known where "India" is, and "COVID19" where "COVID" is.
        """
        start = stem[: max(4, len(stem) - 2)]
        query = sa.text("SELECT 1 FROM chunk_vocabulary WHERE term >= :start AND term < :after LIMIT 1")
        with self._reading() as connection:
            return connection.execute(query, {"start": start, "after": start + "\U0010ffff"}).first() is not None

    def passages(self, chunk_ids: Sequence[str]) -> dict[str, Passage]:
        """Stored chunks by id; ids the library doesn't know are left out."""
        chunk, document = schema.chunks.c, schema.documents.c
        query = sa.select(schema.chunks, document.title, document.source, document.published).join_from(
            schema.chunks, schema.documents
        )
        with self._reading() as connection:
            found = connection.execute(query.where(chunk.id.in_(chunk_ids))).mappings()
            return {row["id"]: rows.passage(row) for row in found}

    def vector_rows(self, chunk_ids: Sequence[str] | None = None) -> Iterator[list[VectorRow]]:
        """All chunks' vectors (or those of `chunk_ids`), in pages, to fill the vector index from."""
        chunk = schema.chunks.c
        columns = sa.select(chunk.number, chunk.id, chunk.document_id, chunk.vector).order_by(chunk.number)
        with self._reading() as connection:
            if chunk_ids is not None:
                for first in range(0, len(chunk_ids), _PAGE):
                    page = connection.execute(columns.where(chunk.id.in_(chunk_ids[first : first + _PAGE]))).all()
                    yield [VectorRow(row.id, row.document_id, rows.floats(row.vector)) for row in page]
                return
            last = 0
            while page := connection.execute(columns.where(chunk.number > last).limit(_PAGE)).all():
                yield [VectorRow(row.id, row.document_id, rows.floats(row.vector)) for row in page]
                last = page[-1].number

    def chunk_ids(self) -> frozenset[str]:
        with self._reading() as connection:
            return frozenset(connection.execute(sa.select(schema.chunks.c.id)).scalars())

    # -- statements --------------------------------------------------------------------------------------------------

    def statements(
        self,
        *,
        who: Sequence[str] = (),
        what: Sequence[str] = (),
        documents: frozenset[str] | None = None,
        limit: int | None = None,
    ) -> tuple[StoredStatement, ...]:
        """Who said what, by document and in article order.

        `who`: all of these words stand in the speaker's name or role; `what`: at least one stands in the statement or its
        speech tag. Words match by stem.
        """
        said, document = schema.statements.c, schema.documents.c
        query = sa.select(
            schema.statements,
            sa.func.substr(document.text, said.start + 1, said.end - said.start).label("quote"),
            sa.func.substr(document.text, said.context_start + 1, said.context_end - said.context_start).label("around"),
            document.title,
            document.source,
            document.published,
        ).join_from(schema.statements, schema.documents)
        if documents is not None:
            query = query.where(said.document_id.in_(documents))
        if match := _match_statement(who, what):
            matching = sa.text(schema.STATEMENT_SEARCH).bindparams(query=match).columns(sa.column("rowid", sa.Integer))
            query = query.where(said.number.in_(matching.scalar_subquery()))
        with self._reading() as connection:
            found = connection.execute(query.order_by(document.published, document.source, said.start, said.end).limit(limit))
            return tuple(rows.stored_statement(row) for row in found.mappings())

    # -- inside ------------------------------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as exc:
            raise self._trouble(exc) from exc

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as exc:
            raise self._trouble(exc) from exc

    def _trouble(self, exc: SQLAlchemyError) -> LibraryError:
        cause = str(getattr(exc, "orig", None) or exc).splitlines()[0]
        return LibraryError(f"the library {self.path} can't be used: {cause}; run `qa doctor`")

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


def _any_of(words: Sequence[str]) -> str:
    """Quoted, so that no word is taken for an operator of the query language."""
    return " OR ".join('"' + word.replace('"', '""') + '"' for word in words)


def _match_statement(who: Sequence[str], what: Sequence[str]) -> str:
    parts = [f"who : ({_any_of([word])})" for word in who]
    if what:
        parts.append(f"what : ({_any_of(what)})")
    return " AND ".join(parts)


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


def _get_meta(connection: sa.Connection, key: str) -> str | None:
    value = connection.execute(sa.select(schema.meta.c.value).where(schema.meta.c.key == key)).scalar_one_or_none()
    return None if value is None else str(value)


def _set_meta(connection: sa.Connection, key: str, value: str) -> None:
    connection.execute(schema.meta.delete().where(schema.meta.c.key == key))
    connection.execute(schema.meta.insert().values(key=key, value=value))


def _bump(connection: sa.Connection) -> None:
    _set_meta(connection, "revision", str(int(_get_meta(connection, "revision") or 0) + 1))
