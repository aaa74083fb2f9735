"""A whole library, all rows of all tables, from one database into another: from a file to a server, or back."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from qa.store.sql import tables
from qa.store.sql.database import Database, count_rows, get_number, recount, set_meta
from qa.store.sql.integrity import IntegrityChecks
from qa.store.sql.migrations import ALL_TABLES
from qa.store.sql.records import OnProgress
from qa.store.sql.stored_vectors import begin_generation
from qa.types.errors import LibraryError

# `meta` is merged; what the vector index has yet to hear of is begun anew, and so is a change of the embedding model.
_NOT_COPIED = frozenset({"meta", "unindexed_chunks", "next_vectors", "reembedding"})
_COPIED = tuple(table for table in ALL_TABLES if table.name not in _NOT_COPIED)
_OF_ITS_OWN = frozenset({"schema", "index_stamp"})
# What makes a library worth something: where there are any of these, nothing is copied over them.
_HOLDINGS = ("documents", "conversations", "feedback", "removed_documents", "tokens")
_MODULUS = 1 << 128


def transfer(source: Database, target: Database, progress: OnProgress | None = None) -> dict[str, int]:
    """Copy every row of `source` into the empty `target`, in one transaction; returns the number of rows by table.

    Nobody writes to either meanwhile. Each table is read back and compared before anything counts. Raises LibraryError.
    """
    with source.writing() as old, target.writing() as new:
        refuse_what_holds_anything(target, new)
        total = sum(count_rows(old, table) for table in _COPIED)
        counts: dict[str, int] = {}
        for table in reversed(_COPIED):
            new.execute(table.delete())
        for table in _COPIED:
            counts[table.name] = _copy(old, new, table)
            if progress is not None:
                progress(sum(counts.values()), total)
        _remember(old, new)
        target.engine.continue_numbers(new)
        for counted in (tables.documents, tables.chunks):
            recount(new, counted)
    IntegrityChecks(target).index_words()
    return counts


def refuse_what_holds_anything(target: Database, connection: sa.Connection) -> None:
    held = {table.name: count_rows(connection, table) for table in _COPIED if table.name in _HOLDINGS}
    told = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in held.items() if count)
    if told:
        raise LibraryError(f"{target.name} holds {told} already; name an empty one, nothing was changed")


def _copy(old: sa.Connection, new: sa.Connection, table: sa.Table) -> int:
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
