"""The library in a SQLite file: durability, the lock of its one writer, full disks."""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from filelock import FileLock, Timeout
from sqlalchemy.exc import DatabaseError

from qa.store.sql import migrations
from qa.store.sql.migrations import ALL_TABLES
from qa.store.sql.sqlite_words import INSTANCES, VIRTUAL, SqliteWords
from qa.types.errors import BusyError, DiskFullError, LibraryError

# Who is quoted in how many documents is counted in this index alone, which takes a third of the time. Older libraries get it
# when they are opened.
_QUOTED = "ix_speakers_quoted"
_INDEXES = (
    f"CREATE INDEX IF NOT EXISTS {_QUOTED} ON speakers (person, name, document_id, quotes)",
    "DROP INDEX IF EXISTS ix_speakers_person",
    "CREATE INDEX IF NOT EXISTS ix_statements_quoted ON statements (speaker, document_id, kind)",
    "DROP INDEX IF EXISTS ix_statements_speaker",
    # So that lists of documents are read without their texts, and first chunks without their vectors.
    "CREATE INDEX IF NOT EXISTS ix_documents_listed ON documents (id, title, source, published, added)",
    "CREATE INDEX IF NOT EXISTS ix_chunks_opening ON chunks (number, document_id) WHERE ordinal = 0",
    "CREATE INDEX IF NOT EXISTS ix_chunks_ordered ON chunks (document_id, ordinal)",
    "DROP INDEX IF EXISTS ix_chunks_document_id",  # the one before does its work as well
)

# Per connection: readers don't wait for the writer, and a commit is on the disk before it is acknowledged.
_SECURED = ("journal_mode=WAL", "synchronous=FULL")
_SCRATCH = ("journal_mode=MEMORY", "synchronous=OFF")
# How long a writer waits for others, in milliseconds. SQLite has no queue: who waits looks again ten times a second, and may
# find another at it each time. On a busy machine 10 s of that have been seen, beside one that wrote without a pause.
_PATIENCE = "busy_timeout=30000"
# A disk with less room is full: the file that SQLite puts beside an open library takes 32 KB.
_ROOM = 64_000
# What SQLite says on a full disk, and of a file without permission.
_FOR_WANT_OF_ROOM = ("disk I/O error", "attempt to write a readonly database", "unable to open database file")
# And of a damaged file.
_OF_DAMAGE = ("malformed", "not a database", "vtable constructor failed")
_UNCHANGED = "unchanged"


class Sqlite(SqliteWords):
    """A file, and beside it the file that its writers lock."""

    def __init__(self, path: Path, *, scratch: bool = False) -> None:
        """`scratch`: the file is thrown away if anything goes wrong before it is done, so nothing is secured meanwhile."""
        self.path = path
        self._pragmas = _SCRATCH if scratch else _SECURED
        self.name = str(path)
        self._file: tuple[int, int] | None = None
        self._lock = FileLock(path.with_name("write.lock"), mode=0o600)

    def open(self) -> sa.Engine:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as exc:
            raise LibraryError(
                f"the data directory {self.path.parent} can't be made: {exc.strerror}; "
                "set QA_DATA_DIR to a folder you can write to"
            ) from exc
        make_private(self.path)
        engine = sa.create_engine(sa.URL.create("sqlite", database=str(self.path)))
        sa.event.listen(engine, "do_connect", self._choose)
        sa.event.listen(engine, "connect", self._prepare)
        sa.event.listen(engine, "checkin", _let_go)
        return engine

    def _choose(self, _dialect: Any, record: Any, given: list[Any], named: dict[str, Any]) -> None:
        """On a full disk SQLite can't make the file that all connections share. If nobody has the library open, and its log is
        empty, it is opened as a file that nobody changes, so that it can at least be read."""
        if self._is_full() and not any(_size(f"{self.path}{beside}") for beside in ("-shm", "-wal")):
            given[0], named["uri"] = f"{self.path.absolute().as_uri()}?immutable=1", True
            record.info[_UNCHANGED] = True

    def _is_full(self) -> bool:
        return shutil.disk_usage(self.path.parent).free < _ROOM and _size(self.path) > 0

    def reading(self, engine: sa.Engine) -> sa.Connection:
        self._check_file()
        return engine.connect()

    def begin_writing(self, connection: sa.Connection) -> None:
        self._check_file()
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def _prepare(self, connection: Any, record: Any) -> None:
        cursor = connection.cursor()
        pragmas = () if _UNCHANGED in record.info else self._pragmas
        for pragma in (_PATIENCE, "foreign_keys=ON", *pragmas):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.execute(INSTANCES)
        cursor.close()

    def _check_file(self) -> None:
        """A file that was deleted can be read and written as long as it is open, and all that is written to it is lost."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            found = None
        except OSError:
            return  # SQLite says what is wrong
        if self._file is None:
            self._file = None if found is None else (found.st_dev, found.st_ino)
        elif found is None or (found.st_dev, found.st_ino) != self._file:
            raise LibraryError(
                f"the library {self.name} was deleted or replaced while it was open; stop what has it open, `qa restore` a "
                "backup, and start it again"
            )

    @contextmanager
    def locked(self, _engine: sa.Engine) -> Iterator[None]:
        try:
            with self._lock.acquire(timeout=0):
                yield
        except Timeout as exc:
            raise BusyError(
                "another process is writing to this library; wait until its ingest has finished and try again"
            ) from exc

    def is_set_up(self, connection: sa.Connection) -> bool:
        there = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
        return {_QUOTED, *VIRTUAL, *(table.name for table in ALL_TABLES)} <= there

    def set_up(self, connection: sa.Connection) -> None:
        migrations.set_up(connection)
        for name, virtual in VIRTUAL.items():
            connection.exec_driver_sql(f"CREATE VIRTUAL TABLE IF NOT EXISTS {name} USING {virtual}")
        for statement in _INDEXES:
            connection.exec_driver_sql(statement)

    def check(self, connection: sa.Connection) -> str | None:
        """The first thing that is wrong with the file's pages and references, or None."""
        try:
            verdict = str(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one())
            orphan = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        except DatabaseError as exc:
            return str(exc.orig)
        if verdict != "ok":
            return " ".join(verdict.split())
        return None if orphan is None else f"a row of {orphan[0]} belongs to no row of {orphan[2]}"

    def strangers(self, connection: sa.Connection) -> dict[str, str]:
        """A trigger changes rows without anybody's knowing."""
        query = "SELECT name, type FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name"
        return {str(name): str(kind) for name, kind in connection.exec_driver_sql(query)}

    def continue_numbers(self, connection: sa.Connection) -> None:
        """SQLite takes the number after the highest by itself."""

    def trouble(self, exc: Exception) -> LibraryError:
        cause = str(getattr(exc, "orig", None) or exc).splitlines()[0]
        if cause == "database is locked":
            return BusyError(f"another process is writing to the library {self.name}; try again when it has finished")
        if cause == "database or disk is full" or (cause in _FOR_WANT_OF_ROOM and self._is_full()):
            return DiskFullError(
                f"the disk of the library {self.name} is full; what was stored is safe, make room and try again"
            )
        if (folder := self.path.parent).is_dir() and not os.access(folder, os.W_OK):
            return LibraryError(
                f"the library {self.name} can't be used: its folder can't be written to; make it writable, or set QA_DATA_DIR "
                "to a folder that is"
            )
        beside = (self.path.with_name(f"{self.path.name}{ending}") for ending in ("", "-wal", "-shm"))
        closed = next((each for each in beside if each.exists() and not os.access(each, os.R_OK | os.W_OK)), None)
        if closed is not None and cause in _FOR_WANT_OF_ROOM:
            return LibraryError(
                f"the library {self.name} can't be used: you have no permission to read and write {closed.name}; run qa as the "
                f"user whose file it is, or give yourself that permission: chmod u+rw {closed}"
            )
        if any(words in cause for words in _OF_DAMAGE):
            return LibraryError(
                f"the library {self.name} is damaged ({cause}); run `qa doctor`, then `qa restore` a backup or ingest again"
            )
        return LibraryError(f"the library {self.name} can't be used: {cause}; run `qa doctor`")


def _let_go(_connection: Any, record: Any) -> None:
    """Somebody may change the file after all before it is read again."""
    if _UNCHANGED in record.info:
        record.invalidate()


def _size(path: str | Path) -> int:
    return os.stat(path).st_size if os.path.exists(path) else 0


def make_private(path: Path) -> None:
    """Make the file of a library its owner's alone: it holds conversations and hashes of passwords. SQLite gives the files
    that it puts beside it the same permissions.

    One that others can read since before is taken from them; a group that may write in it goes on sharing it.
    """
    with suppress(OSError):  # not this user's, or it can't be made: SQLite says so
        try:
            # Never opened where it is there: closing it again would free the locks that SQLite has on it in this process.
            os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            for file in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
                mode = stat.S_IMODE(file.stat().st_mode)
                kept = mode & (0o660 if mode & stat.S_IWGRP else 0o600)
                if mode != kept:
                    file.chmod(kept)
