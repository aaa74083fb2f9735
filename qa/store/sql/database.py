"""The database: opening it, transactions, and what it remembers about itself."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from time import time
from typing import Any, Self
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from qa.settings import Settings
from qa.store.sql import indexed_words, tables
from qa.store.sql.engine import Engine
from qa.store.sql.migrations import EXACT_WORDS_SINCE, SCHEMA_VERSION, migrate
from qa.store.sql.sqlite import Sqlite
from qa.store.sql.veil import Veil
from qa.types.errors import LibraryError, ModelError

_SET_META = sa.text("INSERT INTO meta(key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
# One statement for all three: of what a document costs to store, three took a fifth.
_BUMP = sa.text(
    "UPDATE meta SET value = CAST(CAST(value AS BIGINT) + CASE key WHEN 'revision' THEN 1 "
    "WHEN 'total_documents' THEN :documents ELSE :chunks END AS TEXT) "
    "WHERE key IN ('revision', 'total_documents', 'total_chunks')"
)
_COUNTED = 3


class Database:
    """Close it, or use it in a `with` block. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        """Makes what is missing, a file and its folder too. Raises LibraryError."""
        self.engine = engine
        self.name = engine.name  # what messages call it: a path, or an address without user and password
        self.closed = engine.closed
        self._veil = Veil(engine)
        self._connections = engine.open()
        if self.closed:
            return  # whoever sees all of it has set it up
        try:
            with self.reading() as connection:
                ready = engine.is_set_up(connection) and _version(connection) in (SCHEMA_VERSION, None)
            if not ready:
                with self.writing() as connection:
                    self._set_up(connection)
        except LibraryError:
            self._connections.dispose()
            raise

    @classmethod
    def open(cls, data_dir: Path) -> Self:
        return cls(Sqlite(data_dir / "library.sqlite"))

    @classmethod
    def of(cls, settings: Settings) -> Self:
        if settings.database_url is None:
            return cls.open(settings.data_dir)
        from qa.store.sql.postgresql import Postgresql

        return cls(Postgresql(settings.database_url))

    @property
    def path(self) -> Path:
        """Its file. Raises LibraryError for a database on a server."""
        if not isinstance(self.engine, Sqlite):
            raise LibraryError(f"the library {self.name} has no file of its own")
        return self.engine.path

    def seen_without(self, closed: frozenset[str]) -> Self:
        """The same without what is only in these collections (ids), which somebody may not read. It is closed with this one."""
        return type(self)(self._veil.over(closed))

    def close(self) -> None:
        self._veil.close()
        self._connections.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def locked(self) -> AbstractContextManager[None]:
        """Be the only process to fill a shared vector index. Raises BusyError where another does."""
        return self.engine.locked(self._connections)

    def claim_model(self, name: str) -> None:
        """Bind an empty library to this embedding model. Raises ModelError where it holds another's vectors."""
        with self.writing() as connection:
            known = get_meta(connection, "embedding_model")
            empty = connection.execute(sa.select(tables.chunks.c.number).limit(1)).first() is None
            if known is None or (empty and known != name):
                set_meta(connection, "embedding_model", name)
                connection.execute(tables.meta.delete().where(tables.meta.c.key == "embedding_setting"))
            elif known != name:
                raise ModelError(
                    f"this library was embedded with {known}, the setting asks for {name}; set QA_EMBEDDING_MODEL back, or "
                    "have it embedded anew with `qa reindex --model`, while it goes on answering"
                )

    @property
    def identity(self) -> str:
        """Tells this library from all others, wherever its file is moved."""
        with self.reading() as connection:
            return get_meta(connection, "identity") or ""

    @property
    def embedding_model(self) -> str | None:
        with self.reading() as connection:
            return get_meta(connection, "embedding_model")

    @property
    def revision(self) -> int:
        """Rises with every change, by whatever process."""
        with self.reading() as connection:
            return get_number(connection, "revision")

    def rows(self, query: sa.Select[Any]) -> "Sequence[sa.Row[*tuple[Any, ...]]]":
        with self.reading() as connection:
            return connection.execute(query).all()

    def row(self, query: sa.Select[Any]) -> "sa.Row[*tuple[Any, ...]] | None":
        with self.reading() as connection:
            return connection.execute(query).first()

    def values(self, query: sa.Select[Any]) -> Sequence[Any]:
        """What the rows of one query have in their first column."""
        with self.reading() as connection:
            return connection.execute(query).scalars().all()

    def value(self, query: sa.Select[Any]) -> Any:
        """What the first row of one query has in its first column; None where there is no row."""
        with self.reading() as connection:
            return connection.execute(query).scalar()

    def change(self, statement: sa.UpdateBase) -> int:
        """A transaction of one statement; how many rows it changed."""
        with self.writing() as connection:
            return connection.execute(statement).rowcount

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        try:
            with self.engine.reading(self._connections) as connection:
                yield connection
        except (SQLAlchemyError, OSError) as exc:
            raise self.engine.trouble(exc) from exc

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction of the only writer from its first look on, so that what it reads is still so when it writes."""
        try:
            with self._connections.begin() as connection:
                self.engine.begin_writing(connection)
                yield connection
        except (SQLAlchemyError, OSError) as exc:
            raise self.engine.trouble(exc) from exc

    def _set_up(self, connection: sa.Connection) -> None:
        """Another process may have been here first, or an older version of this program: its library is brought up to date."""
        version = None
        if sa.inspect(connection).has_table("meta"):
            self._check_version(connection)
            version = _version(connection)
        self.engine.set_up(connection)
        if version is None:
            set_meta(connection, "identity", uuid4().hex)
        else:
            migrate(connection, version)
            if version < EXACT_WORDS_SINCE:
                for words in indexed_words.of_all(connection):
                    self.engine.add_words(connection, "document_words", words["document_words"])
        set_meta(connection, "schema", str(SCHEMA_VERSION))

    def _check_version(self, connection: sa.Connection) -> None:
        version = get_meta(connection, "schema")
        if version is not None and _version(connection) not in range(1, SCHEMA_VERSION + 1):
            raise LibraryError(
                f"{self.name} has format {version}, this program reads up to {SCHEMA_VERSION}: a later version of it "
                "wrote that library; update this program, or set QA_DATA_DIR to another folder"
            )


class Part:
    """What a library has of one kind: its conversations, its accounts, …"""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time) -> None:
        """`clock` gives seconds since 1970."""
        self._database = database
        self._clock = clock


def _version(connection: sa.Connection) -> int | None:
    """The format; None in a new library, 0 where what stands there is no number."""
    version = get_meta(connection, "schema")
    return None if version is None else int(version) if version.isascii() and version.isdigit() else 0


def get_meta(connection: sa.Connection, key: str) -> str | None:
    value = connection.execute(sa.select(tables.meta.c.value).where(tables.meta.c.key == key)).scalar_one_or_none()
    return None if value is None else str(value)


def get_number(connection: sa.Connection, key: str) -> int:
    """0 where nothing is there yet."""
    return int(get_meta(connection, key) or 0)


def set_meta(connection: sa.Connection, key: str, value: str) -> None:
    connection.execute(_SET_META, {"key": key, "value": value})


def insert_all(connection: sa.Connection, table: sa.Table, values: Sequence[Mapping[str, Any]]) -> None:
    if values:
        connection.execute(table.insert(), values)


def bump(connection: sa.Connection, documents: int = 0, chunks: int = 0) -> None:
    """Note that the documents have changed, and by how many documents and chunks there are more."""
    if connection.execute(_BUMP, {"documents": documents, "chunks": chunks}).rowcount == _COUNTED:
        return
    # A new library, or one from before there were totals.
    set_meta(connection, "revision", str(get_number(connection, "revision") + 1))
    recount(connection)


def total(connection: sa.Connection, table: sa.Table) -> int:
    """How many rows: as counted with each change, since counting 250,000 takes a question's time."""
    known = get_meta(connection, _total_of(table))
    return count_rows(connection, table) if known is None else int(known)


def recount(connection: sa.Connection) -> bool:
    """Count documents and chunks anew; whether that makes a difference."""
    differs = False
    for table in (tables.documents, tables.chunks):
        known, counted = get_meta(connection, _total_of(table)), count_rows(connection, table)
        set_meta(connection, _total_of(table), str(counted))
        differs |= known is not None and int(known) != counted
    return differs


def count_rows(connection: sa.Connection, table: sa.Table) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


def _total_of(table: sa.Table) -> str:
    return f"total_{table.name}"
