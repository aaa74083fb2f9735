"""A whole library copied: a file of ours while it is in use, by SQLite's online backup; one of unknown origin row by row; and
all rows of all tables from one database into another, from a file to a server, or back.

A file that somebody else made can hold more than rows: triggers that bring a removed admin back, views in the place of tables,
an index that doesn't say what the rows say. So nothing is taken from it but rows of tables and columns that this program knows.
"""

import hashlib
import re
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from qa.store.sql import tables
from qa.store.sql.accounts import replace_setting_user
from qa.store.sql.database import Database, count_rows, get_meta, get_number, recount, set_meta
from qa.store.sql.integrity import IntegrityChecks
from qa.store.sql.migrations import ALL_TABLES, SCHEMA_VERSION, migrate, name_documents
from qa.store.sql.records import OnProgress
from qa.store.sql.speaker_rows import name_speakers
from qa.store.sql.sqlite import Sqlite, make_private
from qa.store.sql.stored_vectors import begin_generation
from qa.store.sql.users import new_id
from qa.types.errors import BusyError, DiskFullError, LibraryError

# Between two looks at how far it is: 8 MB.
_PAGES = 2048
_SECONDS_TO_WAIT = 60.0
# What belongs to a moment, not to the library: who was logged in, who guessed passwords, which jobs ran, what the vector index
# had yet to hear of, which vectors were half made; and whom names mean, which is found anew.
_OF_A_MOMENT = frozenset(
    "sessions attempts jobs job_items job_documents unindexed_chunks next_vectors reembedding speakers speaker_links"
    " speaker_vectors".split()
)
# Where passages are sent, and what is read of this machine's disk, is said here, not by a file that may be somebody else's.
_OF_THIS_PLACE = frozenset({"model_choice", "watched"})
_COPIED = tuple(table for table in ALL_TABLES if table.name not in {*_OF_A_MOMENT, *_OF_THIS_PLACE, "meta"})
# What it remembers of itself, and what each must look like.
_REMEMBERED = {
    "identity": re.compile(r"[0-9a-f]{32}"),
    "revision": re.compile(r"[0-9]{1,15}"),
    "index_generation": re.compile(r"[0-9]{1,15}"),
    "embedding_model": re.compile(r"[^\n]{1,1000}"),
}
# `meta` is merged; what the vector index has yet to hear of is begun anew, and so is a change of the embedding model.
_NOT_MOVED = frozenset({"meta", "unindexed_chunks", "next_vectors", "reembedding"})
_MOVED = tuple(table for table in ALL_TABLES if table.name not in _NOT_MOVED)
_OF_ITS_OWN = frozenset({"schema", "index_stamp"})
# What makes a library worth something: where there are any of these, nothing is copied over them.
_HOLDINGS = ("documents", "conversations", "feedback", "removed_documents", "tokens")
_MODULUS = 1 << 128


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
    """Number a copy so that every process which has `present` open notices when the copy has taken its place."""
    revision = generation = 0
    if present is not None:
        with present.reading() as connection:
            revision, generation = get_number(connection, "revision"), get_number(connection, "index_generation")
    with copy.writing() as connection:
        set_meta(connection, "revision", str(max(revision, get_number(connection, "revision")) + 1))
        begin_generation(connection, generation)


def rebuild_library(source: Path, target: Path) -> None:
    """Make `target` a new library of the rows in `source`, which nobody writes, in today's format. Raises LibraryError."""
    engine = sa.create_engine(f"sqlite:///{source.absolute().as_uri()}?mode=ro&immutable=1&uri=true")
    sa.event.listen(engine, "connect", _distrust)
    try:
        with engine.connect() as old, Database(Sqlite(target, scratch=True)) as new:
            version = _version_of(old)
            with new.writing() as connection:
                for table in _COPIED:
                    _copy(old, connection, table)
                for key, form in _REMEMBERED.items():
                    if form.fullmatch(value := get_meta(old, key) or ""):
                        set_meta(connection, key, value)
                name_documents(connection)
                migrate(connection, version)
                name_speakers(connection)
                recount(connection)
            IntegrityChecks(new).index_words()
    except SQLAlchemyError as exc:
        raise LibraryError(f"it can't be read: {str(getattr(exc, 'orig', exc)).splitlines()[0]}") from exc
    except (TypeError, ValueError, AttributeError, OverflowError) as exc:  # a value of another kind than its column's
        raise LibraryError(f"it holds something that isn't of the form it must have ({type(exc).__name__})") from exc
    finally:
        engine.dispose()


def keep_setting_user(present: Database, copy: Database) -> None:
    """Let the user of QA_AUTH, who administers the present library, log in to the copy as before, and stay logged in."""
    users, sessions = tables.users.c, tables.sessions.c
    with present.reading() as connection:
        admin = connection.execute(sa.select(tables.users).where(users.from_setting)).mappings().first()
        if admin is None:
            return
        open_ = connection.execute(sa.select(tables.sessions).where(sessions.user == admin["name"])).mappings().all()
    with copy.writing() as connection:
        replace_setting_user(connection, admin["name"])
        known = connection.execute(sa.select(users.id).where(users.name == admin["name"])).scalar_one_or_none()
        if known is None:
            taken = connection.execute(sa.select(users.name).where(users.id == admin["id"])).first()
            person = admin["id"] if taken is None else new_id(admin["name"])
            connection.execute(tables.users.insert().values({**admin, "id": person}))
        else:
            connection.execute(tables.users.update().where(users.name == admin["name"]).values({**admin, "id": known}))
        for row in open_:
            connection.execute(tables.sessions.insert().values(dict(row)))


def keep_choices(present: Database, copy: Database) -> None:
    """Give the copy the present library's language model, what is watched and what waits to be added; and, if both have the
    same embedding model, what that is opened by. A folder with a model can bring code, so no backup names one."""
    of_here = (tables.model_choice, tables.watched, tables.jobs, tables.job_items, tables.job_documents)
    with present.reading() as connection:
        chosen = [(table, dict(row)) for table in of_here for row in connection.execute(sa.select(table)).mappings()]
        model, setting = get_meta(connection, "embedding_model"), get_meta(connection, "embedding_setting")
    with copy.writing() as connection:
        if setting is not None and get_meta(connection, "embedding_model") == model:
            set_meta(connection, "embedding_setting", setting)
        for table, row in chosen:
            # What the feeds have brought may be missing in the copy: they are looked at as if for the first time.
            again = {"due": 0.0, "known": "{}", "worker": ""} if table is tables.watched else {}
            connection.execute(table.insert().values({**row, **again}))


def _copy(old: sa.Connection, new: sa.Connection, table: sa.Table) -> None:
    held = _columns(old, table.name)
    columns = [column for column in table.columns if column.name in held]
    if not columns:
        return
    names = ", ".join(f'"{column.name}"' for column in columns)
    # NOT INDEXED: an index of a foreign file may hold other rows than its table.
    query = f'SELECT {names} FROM "{table.name}" NOT INDEXED'
    result = old.execution_options(stream_results=True).exec_driver_sql(query)
    while page := result.fetchmany(tables.rows_at_once(table)):
        new.execute(table.insert(), [dict(zip([column.key for column in columns], row, strict=True)) for row in page])


def _columns(connection: sa.Connection, table: str) -> set[str]:
    """The plain columns of a plain table; none where there is no such table. Raises LibraryError."""
    found = connection.exec_driver_sql("SELECT type, sql FROM sqlite_master WHERE name = ?", (table,)).first()
    if found is None:
        return set()
    if found.type != "table" or not re.match(r"(?i)create\s+table\b", str(found.sql)):
        raise LibraryError(f"its {table} is no table")
    # The last value is 0 for a column that is stored, and tells of one that is worked out when it is read.
    return {row[1] for row in connection.exec_driver_sql(f'PRAGMA table_xinfo("{table}")') if row[6] == 0}


def _version_of(old: sa.Connection) -> int:
    for table in ("meta", "documents", "chunks"):
        if not _columns(old, table):
            raise LibraryError(f"it has no {table}")
    version = str(get_meta(old, "schema"))
    if not re.fullmatch(r"[0-9]{1,9}", version):
        raise LibraryError("it doesn't say which format it has")
    if not 1 <= int(version) <= SCHEMA_VERSION:
        raise LibraryError(
            f"it has format {version}, this program reads up to {SCHEMA_VERSION}: a later version of it wrote that; "
            "update this program"
        )
    return int(version)


def _distrust(connection: Any, _record: Any) -> None:
    for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON"):
        connection.execute(f"PRAGMA {pragma}")


def transfer(source: Database, target: Database, progress: OnProgress | None = None) -> dict[str, int]:
    """Copy every row of `source` into the empty `target`, in one transaction; returns the number of rows by table.

    Nobody writes to either meanwhile. Each table is read back and compared before anything counts. Raises LibraryError.
    """
    with source.writing() as old, target.writing() as new:
        _refuse_what_holds_anything(target, new)
        total = sum(count_rows(old, table) for table in _MOVED)
        counts: dict[str, int] = {}
        for table in reversed(_MOVED):
            new.execute(table.delete())
        for table in _MOVED:
            counts[table.name] = _move(old, new, table)
            if progress is not None:
                progress(sum(counts.values()), total)
        _remember(old, new)
        target.engine.continue_numbers(new)
        recount(new)
    IntegrityChecks(target).index_words()
    return counts


def _refuse_what_holds_anything(target: Database, connection: sa.Connection) -> None:
    held = {table.name: count_rows(connection, table) for table in _MOVED if table.name in _HOLDINGS}
    told = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in held.items() if count)
    if told:
        raise LibraryError(f"{target.name} holds {told} already; name an empty one, nothing was changed")


def _move(old: sa.Connection, new: sa.Connection, table: sa.Table) -> int:
    written = read = 0, 0
    for page in _pages(old, table):
        new.execute(table.insert(), [dict(zip(table.columns.keys(), row, strict=True)) for row in page])
        written = _added(written, page)
    for page in _pages(new, table):
        read = _added(read, page)
    if read != written:
        raise LibraryError(f"the {written[1]:,} rows of {table.name} don't come back as they were sent; nothing was changed")
    return written[1]


def _pages(connection: sa.Connection, table: sa.Table) -> Iterator[Sequence[Any]]:
    with connection.execute(sa.select(table).execution_options(yield_per=tables.rows_at_once(table))) as result:
        yield from result.partitions()


def _added(so_far: tuple[int, int], rows: Sequence[Any]) -> tuple[int, int]:
    """A sum over rows in whichever order they come, and their number."""
    plain = (tuple(bytes(value) if isinstance(value, memoryview | bytearray) else value for value in row) for row in rows)
    digests = (hashlib.sha256(repr(row).encode()).digest() for row in plain)
    return (so_far[0] + sum(int.from_bytes(digest[:16]) for digest in digests)) % _MODULUS, so_far[1] + len(rows)


def _remember(old: sa.Connection, new: sa.Connection) -> None:
    """All that the library knows of itself; its vector index is filled anew, and whoever has it open sees that it changed."""
    revision, generation = get_number(new, "revision"), get_number(new, "index_generation")
    for key, value in old.execute(sa.select(tables.meta.c.key, tables.meta.c.value)).all():
        if key not in _OF_ITS_OWN:
            set_meta(new, key, value)
    set_meta(new, "revision", str(max(revision, get_number(new, "revision")) + 1))
    begin_generation(new, generation)
