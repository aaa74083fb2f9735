"""Exact counts and lists over the whole library: which documents mention something, which are newest."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from qa.store.sql import rows, tables
from qa.store.sql.mentions import PLACES, Mentions, Place, placed, sentences_of
from qa.store.sql.paging import among, within
from qa.store.sql.records import Passage
from qa.store.sql.searches import PASSAGES
from qa.types import Sentence

# What has fewer words and opens a document is most often its author or its place.
_FEWEST_WORDS = 6
_SPREADSHEETS = (".csv", ".tsv", ".xlsx", ".xlsm")


class Census(Mentions):
    """Counts of a library, made anew at each call."""

    def count(self, documents: frozenset[str] | None = None) -> int:
        """How many documents there are."""
        return int(self._database.value(self._of(documents, sa.select(sa.func.count()).select_from(tables.documents))))

    def by_date(
        self, documents: frozenset[str] | None = None, *, oldest: bool = False, offset: int = 0, limit: int | None = None
    ) -> tuple[Place, ...]:
        """Documents by the day they were published, newest first, those without one last."""
        table = tables.documents.c
        order = table.published.asc() if oldest else table.published.desc()
        query = self._of(documents).order_by(table.published.is_(None), order, table.added.desc(), table.source)
        return self._places(query.offset(offset).limit(limit))

    def spreadsheets(self, documents: frozenset[str] | None = None) -> tuple[Place, ...]:
        """Documents whose source is a file of tables, by name."""
        table = tables.documents.c
        is_one = sa.or_(*(sa.func.lower(table.source).like(f"%{ending}") for ending in _SPREADSHEETS))
        return self._places(self._of(documents).where(is_one).order_by(table.source))

    def added_last(self, documents: frozenset[str] | None, offset: int, limit: int) -> tuple[Place, ...]:
        """Documents by when they were added, the last first."""
        table = tables.documents.c
        return self._places(self._of(documents).order_by(table.added.desc(), table.source).offset(offset).limit(limit))

    def opened(self, places: Sequence[Place]) -> tuple[Place, ...]:
        """The same documents; those without a sentence get their first one that is more than a name or a date line."""
        first = {
            row.document_id: _opening(row)
            for row in self._first_chunks(place.document_id for place in places if place.sentence is None)
        }
        return tuple(place if place.sentence else placed(place, first.get(place.document_id)) for place in places)

    def beginnings(self, document_ids: Collection[str]) -> dict[str, str]:
        """The words of these documents' first passages."""
        return {row.document_id: row.text for row in self._first_chunks(document_ids)}

    def opening_vectors(self, document_ids: Collection[str]) -> dict[str, NDArray[np.float32]]:
        """Return the vector of the first passage of each of these documents by document id, each (d,), of length one."""
        chunk = tables.chunks.c
        query = sa.select(chunk.document_id, chunk.vector).where(chunk.ordinal == 0)
        found = self._database.rows(query.where(among(chunk.document_id, list(document_ids))))
        return {row.document_id: rows.floats(row.vector) for row in found}

    def by_period(self, length: int) -> dict[str, int]:
        """How many documents there are of each period, in order; the first `length` characters of a date name it."""
        table = tables.documents.c
        # Written out: to PostgreSQL two parameters of one value are two things to group by.
        period = sa.func.substr(table.published, sa.literal_column("1"), sa.literal_column(str(int(length))))
        query = sa.select(period, sa.func.count()).where(table.published.is_not(None)).group_by(period).order_by(period)
        return {row[0]: row[1] for row in self._database.rows(query)}

    def passages_of(self, document_ids: Collection[str]) -> dict[str, tuple[Passage, ...]]:
        """All passages of these documents, by document and in reading order."""
        chunk = tables.chunks.c
        found: dict[str, list[Passage]] = {}
        with self._database.reading() as connection:
            query = PASSAGES.where(among(chunk.document_id, document_ids)).order_by(chunk.ordinal)
            for row in connection.execute(query).mappings():
                found.setdefault(row["document_id"], []).append(rows.passage(row))
        return {document_id: tuple(passages) for document_id, passages in found.items()}

    def _of(self, documents: frozenset[str] | None, query: sa.Select[Any] = PLACES) -> sa.Select[Any]:
        return within(query, tables.documents.c.id, documents)

    def _places(self, query: sa.Select[Any]) -> tuple[Place, ...]:
        return tuple(Place(*row) for row in self._database.rows(query))

    def _first_chunks(self, document_ids: Iterable[str]) -> Sequence[Any]:
        chunk = tables.chunks.c
        query = sa.select(chunk.document_id, chunk.start, chunk.text, chunk.sentences)
        return self._database.rows(query.where(chunk.ordinal == 0, among(chunk.document_id, list(document_ids))))


def _opening(row: Any) -> tuple[Sentence, str] | None:
    found = list(sentences_of(row))
    return next((each for each in found if len(each[1].split()) >= _FEWEST_WORDS), found[0] if found else None)
