"""Reading the library: chunks by word and by id, statements by who and what."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

import sqlalchemy as sa

from qa.library import rows, schema
from qa.library.database import Database
from qa.library.records import LexicalHit, Passage, StoredStatement, VectorRow
from qa.words import stem

# BM25 takes a microsecond a match. In a library where a question's words together match more than this, its most common words
# are left out: they tell least, and the passages that have them are ranked by the others and by their vectors.
_MOST_MATCHES = 100_000
# SQLite allows 32,766 variables a statement; other engines fewer.
_PAGE = 5000


class Searches(Database):
    """What questions read."""

    def search_words(self, words: Sequence[str], limit: int, documents: frozenset[str] | None = None) -> tuple[LexicalHit, ...]:
        """The best chunks that hold any of the words, by BM25 (Robertson & Zaragoza 2009; k1 = 1.2, b = 0.75)."""
        if not words or documents == frozenset():
            return ()
        statement = sa.text(schema.FULL_TEXT_SEARCH.format(scope="" if documents is None else schema.FULL_TEXT_SCOPE))
        parameters: dict[str, Any] = {"limit": limit}
        if documents is not None:
            statement = statement.bindparams(sa.bindparam("documents", expanding=True))
            parameters["documents"] = sorted(documents)
        with self.reading() as connection:
            parameters["query"] = _any_of(_affordable(words, _frequencies(connection, map(stem, words))))
            return tuple(LexicalHit(chunk_id, score) for chunk_id, score in connection.execute(statement, parameters))

    def word_frequencies(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many chunks each stemmed word stands; absent where in none."""
        with self.reading() as connection:
            return _frequencies(connection, stems)

    def knows_like(self, stem: str) -> bool:
        """Whether any word of the library begins as this one does: all but its last two letters, four at the least.

        So that "Indian" is known where "India" is, and "COVID19" where "COVID" is.
        """
        start = stem[: max(4, len(stem) - 2)]
        query = sa.text("SELECT 1 FROM chunk_vocabulary WHERE term >= :start AND term < :after LIMIT 1")
        with self.reading() as connection:
            return connection.execute(query, {"start": start, "after": start + "\U0010ffff"}).first() is not None

    def passages(self, chunk_ids: Sequence[str]) -> dict[str, Passage]:
        """Stored chunks by id; ids the library doesn't know are left out."""
        chunk, document = schema.chunks.c, schema.documents.c
        query = sa.select(schema.chunks, document.title, document.source, document.published).join_from(
            schema.chunks, schema.documents
        )
        with self.reading() as connection:
            found = connection.execute(query.where(chunk.id.in_(chunk_ids))).mappings()
            return {row["id"]: rows.passage(row) for row in found}

    def vector_rows(self, chunk_ids: Sequence[str] | None = None) -> Iterator[list[VectorRow]]:
        """All chunks' vectors (or those of `chunk_ids`), in pages, to fill the vector index from."""
        chunk = schema.chunks.c
        columns = sa.select(chunk.number, chunk.id, chunk.document_id, chunk.vector).order_by(chunk.number)
        with self.reading() as connection:
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
        with self.reading() as connection:
            return frozenset(connection.execute(sa.select(schema.chunks.c.id)).scalars())

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
        with self.reading() as connection:
            found = connection.execute(query.order_by(document.published, document.source, said.start, said.end).limit(limit))
            return tuple(rows.stored_statement(row) for row in found.mappings())


def _frequencies(connection: sa.Connection, stems: Iterable[str]) -> dict[str, int]:
    query = sa.text("SELECT term, doc FROM chunk_vocabulary WHERE term = :term")
    found = (connection.execute(query, {"term": each}).first() for each in set(stems))
    return {row[0]: row[1] for row in found if row is not None}


def _affordable(words: Sequence[str], frequencies: Mapping[str, int]) -> list[str]:
    """The rarest words that together stand in no more than _MOST_MATCHES chunks, and the rarest one in any case."""
    rarest = sorted(words, key=lambda word: frequencies.get(stem(word), 0))
    sums = accumulate(frequencies.get(stem(word), 0) for word in rarest)
    return [word for place, (word, total) in enumerate(zip(rarest, sums, strict=True)) if not place or total <= _MOST_MATCHES]


def _any_of(words: Sequence[str]) -> str:
    """Quoted, so that no word is taken for an operator of the query language."""
    return " OR ".join('"' + word.replace('"', '""') + '"' for word in words)


def _match_statement(who: Sequence[str], what: Sequence[str]) -> str:
    parts = [f"who : ({_any_of([word])})" for word in who]
    if what:
        parts.append(f"what : ({_any_of(what)})")
    return " AND ".join(parts)
