"""Checks everything that the library promises of itself, in full, for `qa doctor`."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sqlalchemy as sa

from qa.store.sql import indexed_words, records, tables
from qa.store.sql.database import Part, recount
from qa.store.sql.migrations import missing_columns
from qa.store.sql.paging import batched
from qa.types import Citation
from qa.types.errors import DamagedTextError, LibraryError

_PAGE = 200  # documents whose texts and chunks are held at a time


@dataclass(frozen=True, slots=True)
class Damaged:
    """A document that isn't what was stored. `text`: its very text has changed; else only what follows from it."""

    id: str
    source: str
    what: str
    text: bool


class IntegrityChecks(Part):
    """What is looked at, each by itself. All but `verify_quotes` takes time in proportion to the library."""

    def structure(self) -> str | None:
        """What is wrong with the file itself, or None."""
        with self._database.reading() as connection:
            return self._database.engine.check(connection)

    def complete(self) -> list[str]:
        """Make what is missing of the schema, and remove triggers and views, which this program makes none of.

        Returns what was done, one thing each. Raises LibraryError where columns are missing that can't be made again.
        """
        engine = self._database.engine
        with self._database.reading() as connection:
            missing, strangers = missing_columns(connection), engine.strangers(connection)
        if not missing and not strangers:
            return []
        with self._database.writing() as connection:
            engine.set_up(connection)
            lost = [f"{table.name}.{column.name}" for table, column in missing_columns(connection)]
            if lost:
                raise LibraryError(f"{self._database.name} lacks {', '.join(lost)}; `qa restore` a backup")
            for name, kind in strangers.items():
                connection.exec_driver_sql(f"DROP {kind} {connection.dialect.identifier_preparer.quote_identifier(name)}")
        made = [f"made {table.name}.{column.name} again, empty" for table, column in missing]
        return made + [f"removed the {kind} {name}, which isn't this program's" for name, kind in strangers.items()]

    def words(self) -> str | None:
        """How the full-text index differs from the chunks and statements, or None."""
        with self._database.reading() as connection:
            return self._database.engine.check_words(connection)

    def index_words(self) -> None:
        """Fill the full-text index anew from chunks and statements."""
        with self._database.writing() as connection:
            self._database.engine.clear_words(connection)
            for words in indexed_words.of_all(connection):
                for index, held in words.items():
                    self._database.engine.add_words(connection, index, held)

    def recount(self) -> bool:
        """Count documents and chunks anew; whether that makes a difference."""
        with self._database.writing() as connection:
            return recount(connection)

    def damaged(self) -> Iterator[Damaged]:
        """Documents with a changed text, with offsets that don't resolve into it, or with vectors of the wrong size."""
        table = tables.documents.c
        with self._database.reading() as connection:
            ids = connection.execute(sa.select(table.id).order_by(table.id)).scalars().all()
            width = self._width(connection)
        for some in batched(ids, _PAGE):
            with self._database.reading() as connection:
                yield from _damaged(connection, some, width)

    def verify_quotes(self, citations: Sequence[Citation]) -> None:
        """Raises DamagedTextError where a cited document's text is not what was stored once, or isn't what is cited."""
        table = tables.documents.c
        cited = {citation.document_id for citation in citations}
        found = self._database.rows(sa.select(table.id, table.text, table.sha256).where(table.id.in_(cited)))
        texts = {row.id: row.text for row in found if is_sound(row.text, row.sha256)}
        for citation in citations:
            # One that was removed while the answer was made isn't damaged.
            stored = citation.document_id in {row.id for row in found}
            if stored and texts.get(citation.document_id, "")[citation.start : citation.end] != citation.quote:
                raise damaged_text(citation.source)

    def _width(self, connection: sa.Connection) -> int:
        """The length that most vectors have."""
        size = sa.func.length(tables.chunks.c.vector)
        found = connection.execute(sa.select(size).group_by(size).order_by(sa.func.count().desc()).limit(1)).scalar()
        return int(found or 0) // 4


def is_sound(text: str, sha256: str) -> bool:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest() == sha256


def damaged_text(source: str) -> DamagedTextError:
    return DamagedTextError(
        f"the stored text of {source} is damaged, so it isn't quoted; run `qa doctor`, "
        "then ingest it again or `qa restore` a backup"
    )


def _damaged(connection: sa.Connection, ids: Sequence[str], width: int) -> Iterator[Damaged]:
    table = tables.documents.c
    chunks, statements = (_by_document(connection, kind, ids) for kind in (tables.chunks, tables.statements))
    for document in connection.execute(
        sa.select(table.id, table.source, table.text, table.sha256).where(table.id.in_(ids)).order_by(table.id)
    ):
        sound = isinstance(document.text, str) and is_sound(document.text, document.sha256)
        what = (
            (None if sound else "its text isn't the one that was stored")
            or _wrong_chunk(document.text, chunks.get(document.id, ()), width)
            or _wrong_statement(document.text, statements.get(document.id, ()))
        )
        if what is not None:
            yield Damaged(document.id, document.source, what, text=not sound)


def _by_document(connection: sa.Connection, table: sa.Table, ids: Sequence[str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    query = sa.select(table).where(table.c.document_id.in_(ids)).order_by(table.c.document_id, table.c.number)
    for row in connection.execute(query).mappings():
        found.setdefault(row["document_id"], []).append(row)
    return found


def _wrong_chunk(text: str, chunks: Sequence[Any], width: int) -> str | None:
    if not chunks:
        return "it has no chunk"
    for row in chunks:
        start, end = row["start"], row["end"]
        if not 0 <= start < end <= len(text) or text[start:end] != row["text"]:
            return f"chunk {row['ordinal']} isn't the text at its place"
        if len(row["vector"]) != 4 * width or not np.isclose(np.linalg.norm(records.floats(row["vector"])), 1.0, atol=1e-3):
            return f"the vector of chunk {row['ordinal']} is damaged"
        if len(row["sentences"]) % 8:
            return f"the sentences of chunk {row['ordinal']} are damaged"
        spans = np.frombuffer(row["sentences"], dtype="<i4").reshape(-1, 2)
        flat = spans.ravel()
        if (
            not len(spans)
            or flat[0] < start
            or flat[-1] > end
            or (np.diff(flat) < 0).any()
            or (spans[:, 0] >= spans[:, 1]).any()
        ):
            return f"the sentences of chunk {row['ordinal']} aren't within it"
        vectors = row["sentence_vectors"]
        if len(vectors) != len(spans) * width * 2 or not np.isfinite(np.frombuffer(vectors, dtype="<f2")).all():
            return f"the sentences' vectors of chunk {row['ordinal']} are damaged"
    return None


def _wrong_statement(text: str, statements: Sequence[Any]) -> str | None:
    for row in statements:
        start, end = row["start"], row["end"]
        if not 0 <= row["context_start"] <= start < end <= row["context_end"] <= len(text):
            return f"the statement at {start} isn't within its text"
    return None
