"""The SQLite file: opening it, transactions, and what it remembers about itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from qa.errors import BusyError, LibraryError, ModelError
from qa.library import schema


class Database:
    """One file. Close it, or use it in a `with` block. Safe to share between threads."""

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
        with self.reading() as connection:
            ready = schema.is_set_up(connection)
        if not ready:
            with self.writing() as connection:
                self._set_up(connection)
        with self.reading() as connection:
            self._check_version(connection)

    @classmethod
    def open(cls, data_dir: Path) -> Self:
        """The library of this data directory."""
        return cls(data_dir / "library.sqlite")

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def claim_model(self, name: str) -> None:
        """Bind an empty library to this embedding model. Raises ModelError where it holds another's vectors."""
        with self.writing() as connection:
            known = get_meta(connection, "embedding_model")
            empty = connection.execute(sa.select(schema.chunks.c.number).limit(1)).first() is None
            if known is None or (empty and known != name):
                set_meta(connection, "embedding_model", name)
            elif known != name:
                raise ModelError(
                    f"this library was embedded with {known}, the setting asks for {name}; set QA_EMBEDDING_MODEL back, or "
                    f"re-embed: point QA_DATA_DIR at a new folder and run `qa ingest` on your documents again"
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
            return int(get_meta(connection, "revision") or 0)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as exc:
            raise self._trouble(exc) from exc

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction of the only writer from its first look on, so that what it reads is still so when it writes."""
        try:
            with self._engine.begin() as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                yield connection
        except SQLAlchemyError as exc:
            raise self._trouble(exc) from exc

    def _set_up(self, connection: sa.Connection) -> None:
        """Another process may have been here first, or be of an older version: what is there stays as it is."""
        if sa.inspect(connection).has_table("meta"):
            self._check_version(connection)
        schema.set_up(connection)
        if get_meta(connection, "schema") is None:
            set_meta(connection, "schema", schema.SCHEMA_VERSION)
            set_meta(connection, "identity", uuid4().hex)

    def _check_version(self, connection: sa.Connection) -> None:
        version = get_meta(connection, "schema")
        if version is not None and version != schema.SCHEMA_VERSION:
            raise LibraryError(
                f"{self.path} has format {version}, this program reads {schema.SCHEMA_VERSION}; "
                "set QA_DATA_DIR to a new folder and ingest again"
            )

    def _trouble(self, exc: SQLAlchemyError) -> LibraryError:
        cause = str(getattr(exc, "orig", None) or exc).splitlines()[0]
        if cause == "database is locked":
            return BusyError(f"another process is writing to the library {self.path}; try again when it has finished")
        if cause == "database or disk is full":
            return LibraryError(f"the disk of the library {self.path} is full; nothing is lost, make room and try again")
        return LibraryError(f"the library {self.path} can't be used: {cause}; run `qa doctor`")


def get_meta(connection: sa.Connection, key: str) -> str | None:
    value = connection.execute(sa.select(schema.meta.c.value).where(schema.meta.c.key == key)).scalar_one_or_none()
    return None if value is None else str(value)


def set_meta(connection: sa.Connection, key: str, value: str) -> None:
    connection.execute(schema.meta.delete().where(schema.meta.c.key == key))
    connection.execute(schema.meta.insert().values(key=key, value=value))


def bump(connection: sa.Connection) -> None:
    set_meta(connection, "revision", str(int(get_meta(connection, "revision") or 0) + 1))
