"""Exact counts and lists over the whole library: which documents mention something, which are newest, who is quoted most."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sqlalchemy as sa

from qa.english.wanted import Phrase, Wanted, mentions
from qa.store.sql import rows, schema
from qa.store.sql.database import Database
from qa.store.sql.records import Passage, StoredStatement
from qa.store.sql.searches import quoted_statements
from qa.types import Sentence

# Rows read at a time; also what one statement may hold as variables.
_PAGE = 5000
# What has fewer words and opens a document is most often its author or its place.
_FEWEST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Place:
    """A document, and one sentence of it with its words; None where it has none that could be meant."""

    document_id: str
    title: str
    source: str
    published: str | None
    sentence: Sentence | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """How many statements of a speaker stand in quote marks, and in how many documents."""

    speaker: str
    statements: int
    documents: int


class Census:
    """Counts of a library, made anew at each call."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def mentioning(self, wanted: Wanted, documents: frozenset[str] | None = None) -> tuple[Place, ...]:
        """The documents that mention it, newest first, each with its first sentence that does; without one where only the title
        does."""
        found: list[dict[str, Place]] = [self._mentioning(phrase, documents) for phrase in wanted.phrases]
        together = set(found[0]).union(*found) if wanted.any_of else set(found[0]).intersection(*found)
        places = [next(each[document_id] for each in found if document_id in each) for document_id in together]
        return tuple(sorted(places, key=lambda place: (place.published or "", place.source), reverse=True))

    def count(self, documents: frozenset[str] | None = None, since: str | None = None, until: str | None = None) -> int:
        """How many documents there are."""
        with self._database.reading() as connection:
            found = self._published(sa.select(sa.func.count()).select_from(schema.documents), documents, since, until)
            return int(connection.execute(found).scalar_one())

    def by_date(
        self,
        documents: frozenset[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        *,
        oldest: bool = False,
        offset: int = 0,
        limit: int | None = None,
    ) -> tuple[Place, ...]:
        """Documents by the day they were published, newest first, those without one last."""
        table = schema.documents.c
        query = self._published(sa.select(table.id, table.title, table.source, table.published), documents, since, until)
        order = table.published.asc() if oldest else table.published.desc()
        query = query.order_by(table.published.is_(None), order, table.added.desc(), table.source).offset(offset).limit(limit)
        with self._database.reading() as connection:
            found = [Place(*row) for row in connection.execute(query)]
            return tuple(found)

    def added_last(self, documents: frozenset[str] | None, offset: int, limit: int) -> tuple[Place, ...]:
        """Documents by when they were added, the last first."""
        table = schema.documents.c
        query = self._published(sa.select(table.id, table.title, table.source, table.published), documents, None, None)
        query = query.order_by(table.added.desc(), table.source).offset(offset).limit(limit)
        with self._database.reading() as connection:
            return tuple(Place(*row) for row in connection.execute(query))

    def opened(self, places: Sequence[Place]) -> tuple[Place, ...]:
        """The same documents, those without a sentence with their first one that is more than a name or a date line."""
        chunk = schema.chunks.c
        bare = [place.document_id for place in places if place.sentence is None]
        query = sa.select(chunk.document_id, chunk.start, chunk.text, chunk.sentences).where(
            chunk.ordinal == 0, self._database.engine.among(chunk.document_id, bare)
        )
        with self._database.reading() as connection:
            first = {row.document_id: _opening(row) for row in connection.execute(query)}
        return tuple(_placed(place, first.get(place.document_id)) for place in places)

    def passages_of(self, document_ids: Collection[str]) -> dict[str, tuple[Passage, ...]]:
        """All passages of these documents, by document and in reading order."""
        chunk, document = schema.chunks.c, schema.documents.c
        query = sa.select(schema.chunks, document.title, document.source, document.published).join_from(
            schema.chunks, schema.documents
        )
        found: dict[str, list[Passage]] = {}
        with self._database.reading() as connection:
            query = query.where(self._database.engine.among(chunk.document_id, document_ids)).order_by(chunk.ordinal)
            for row in connection.execute(query).mappings():
                found.setdefault(row["document_id"], []).append(rows.passage(row))
        return {document_id: tuple(passages) for document_id, passages in found.items()}

    def quoted_most(
        self, what: Sequence[str] = (), documents: frozenset[str] | None = None, limit: int | None = None
    ) -> tuple[Quoted, ...]:
        """Speakers by how many documents quote them in quote marks; with `what`, in statements with all of these words."""
        said = schema.statements.c
        number, in_documents = sa.func.count(), sa.func.count(said.document_id.distinct())
        query = self._said(sa.select(said.speaker, number, in_documents), what, documents)
        query = query.where(said.speaker.is_not(None)).group_by(said.speaker)
        with self._database.reading() as connection:
            found = connection.execute(query.order_by(in_documents.desc(), number.desc(), said.speaker).limit(limit))
            return tuple(Quoted(*row) for row in found)

    def newest_quote(
        self, speaker: str, what: Sequence[str] = (), documents: frozenset[str] | None = None
    ) -> StoredStatement | None:
        """What this speaker, named like this, said last in quote marks."""
        said, document = schema.statements.c, schema.documents.c
        query = quoted_statements()
        query = self._said(query, what, documents).where(said.speaker == speaker)
        query = query.order_by(document.published.is_(None), document.published.desc(), document.source, said.start).limit(1)
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().first()
            return rows.stored_statement(row) if row is not None else None

    def _said(self, query: sa.Select[Any], what: Sequence[str], documents: frozenset[str] | None) -> sa.Select[Any]:
        said = schema.statements.c
        query = query.where(said.kind != "indirect")
        if documents is not None:
            query = query.where(self._database.engine.among(said.document_id, documents))
        for word in what:
            if (numbers := self._database.engine.said((), [word])) is not None:
                query = query.where(said.number.in_(numbers))
        return query

    def _published(
        self, query: sa.Select[Any], documents: frozenset[str] | None, since: str | None, until: str | None
    ) -> sa.Select[Any]:
        table = schema.documents.c
        if documents is not None:
            query = query.where(self._database.engine.among(table.id, documents))
        if since:
            query = query.where(table.published >= since)
        if until:
            query = query.where(table.published <= until)
        return query

    def _mentioning(self, phrase: Phrase, documents: frozenset[str] | None) -> dict[str, Place]:
        """By document id. The full-text index finds what may mention it, and the text itself decides."""
        pattern = phrase.pattern()
        chunk = schema.chunks.c
        query = sa.select(chunk.number, chunk.document_id, chunk.ordinal)
        query = query.where(chunk.number.in_(self._database.engine.holding(phrase.forms)))
        if documents is not None:
            query = query.where(self._database.engine.among(chunk.document_id, documents))
        candidates: dict[str, list[tuple[int, int]]] = {}
        with self._database.reading() as connection:
            for number, document_id, ordinal in connection.execute(query):
                candidates.setdefault(document_id, []).append((ordinal, number))
            found: dict[str, tuple[Sentence, str]] = {}
            # Nearly always the first chunk that may mention it does.
            first = [min(places)[1] for places in candidates.values()]
            self._read(connection, pattern, first, found)
            open_ones = candidates.keys() - found.keys()
            self._read(connection, pattern, [number for each in open_ones for _, number in sorted(candidates[each])], found)
            named = self._named(connection, candidates.keys())
        return {
            document_id: _placed(place, found.get(document_id))
            for document_id, place in named.items()
            if document_id in found or mentions(pattern, place.title)
        }

    def _read(
        self,
        connection: sa.Connection,
        pattern: Any,
        numbers: Sequence[int],
        found: dict[str, tuple[Sentence, str]],
    ) -> None:
        """Note the first sentence that mentions it, of each document."""
        chunk = schema.chunks.c
        columns = sa.select(chunk.document_id, chunk.ordinal, chunk.start, chunk.text, chunk.sentences)
        best: dict[str, tuple[int, tuple[Sentence, str]]] = {}
        for some in _batched(numbers):
            for row in connection.execute(columns.where(chunk.number.in_(some))):
                if row.document_id in best and best[row.document_id][0] < row.ordinal:
                    continue
                if mentions(pattern, row.text):
                    sentence = next((each for each in _sentences(row) if mentions(pattern, each[1])), None)
                    if sentence is not None:
                        best[row.document_id] = (row.ordinal, sentence)
        found |= {document_id: sentence for document_id, (_, sentence) in best.items()}

    def _named(self, connection: sa.Connection, document_ids: Collection[str]) -> dict[str, Place]:
        table = schema.documents.c
        columns = sa.select(table.id, table.title, table.source, table.published)
        found: dict[str, Place] = {}
        for some in _batched(sorted(document_ids)):
            query = columns.where(self._database.engine.among(table.id, some))
            found |= {row.id: Place(*row) for row in connection.execute(query)}
        return found


def _sentences(row: Any) -> Iterator[tuple[Sentence, str]]:
    """The sentences of a chunk with their words, in order."""
    for start, end in np.frombuffer(row.sentences, dtype="<i4").reshape(-1, 2):
        yield Sentence(int(start), int(end)), row.text[start - row.start : end - row.start]


def _opening(row: Any) -> tuple[Sentence, str] | None:
    found = list(_sentences(row))
    return next((each for each in found if len(each[1].split()) >= _FEWEST_WORDS), found[0] if found else None)


def _placed(place: Place, sentence: tuple[Sentence, str] | None) -> Place:
    if sentence is None:
        return place
    return Place(place.document_id, place.title, place.source, place.published, *sentence)


def _batched(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (values[first : first + _PAGE] for first in range(0, len(values), _PAGE))
