"""A whole library file copied while it is in use, by SQLite's online backup."""

import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

from qa.store.sql.database import Database, get_number, set_meta
from qa.store.sql.records import OnProgress
from qa.store.sql.sqlite import Sqlite, make_private
from qa.store.sql.stored_vectors import begin_generation
from qa.types.errors import BusyError, DiskFullError, LibraryError

# Between two looks at how far it is: 8 MB.
_PAGES = 2048
_SECONDS_TO_WAIT = 60.0


def copy_library(source: Path, target: Path, progress: OnProgress | None = None) -> None:
    """Make `target` what `source` is at this moment, in one transaction: whoever has either open goes on reading meanwhile, and
    sees what was there before, or all of what is there then. Raises LibraryError; BusyError where `target` is being written."""
    seen, since = -1, time.monotonic()

    def step(_status: int, left: int, total: int) -> None:
        nonlocal seen, since
        if left != seen:
            seen, since = left, time.monotonic()
        elif time.monotonic() - since > _SECONDS_TO_WAIT:
            raise BusyError("another process is writing to this library; try again when it has finished")
        if progress is not None:
            progress(total - left, total)

    make_private(target)
    try:
        with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target)) as writing:
            reading.execute("BEGIN")  # the moment: what others commit while it is being copied isn't in it
            reading.execute("SELECT count(*) FROM meta")
            reading.backup(writing, pages=_PAGES, progress=step)
    except LibraryError:
        raise
    except Exception as exc:
        if str(exc) == "database or disk is full":
            raise DiskFullError(f"the disk of {target} is full; what was there is safe, make room and try again") from exc
        raise LibraryError(f"the library {source} can't be copied to {target}: {exc}; run `qa doctor`") from exc


def damage_of(file: Path) -> str | None:
    """What is wrong with the pages of a library file, or None; it is left as it is.

    Raises LibraryError where that can't be told, because the disk is full or another process writes, say: this is no damage.
    """
    try:
        with closing(sqlite3.connect(file)) as connection:
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            return None if verdict == "ok" else " ".join(str(verdict).split())
    except sqlite3.DatabaseError as exc:
        if getattr(exc, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            return str(exc)
        raise Sqlite(file).trouble(exc) from exc


def shrink_log(file: Path) -> None:
    """Give back the room that a copy which didn't succeed has taken beside a library."""
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def prepare_successor(copy: Database, present: Database | None) -> None:
    """Have a copy that is about to take the place of `present` be recognised as something new by all that have it open."""
    revision = generation = 0
    if present is not None:
        with present.reading() as connection:
            revision, generation = get_number(connection, "revision"), get_number(connection, "index_generation")
    with copy.writing() as connection:
        set_meta(connection, "revision", str(max(revision, get_number(connection, "revision")) + 1))
        begin_generation(connection, generation)
