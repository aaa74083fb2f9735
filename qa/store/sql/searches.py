"""Reading the library: passages by word, id and document, statements by who and what; and where else words stand.

Syndicated articles carry one sentence in many documents: the full-text index knows those that have its rarest words, and their
text decides. So each look-up costs as much in a large library as in a small one.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from qa.english.words import content_words, stem, words
from qa.store.sql import records, tables
from qa.store.sql.columns import fold
from qa.store.sql.database import Database, Part
from qa.store.sql.paging import among, pages, within
from qa.store.sql.records import LexicalHit, Passage, StoredStatement, VectorRow, Vectors
from qa.types import Citation, Copy
from qa.types.text import place_of

# What `records.passage` makes a passage of.
_PASSAGES = sa.select(
    tables.chunks, tables.documents.c.title, tables.documents.c.source, tables.documents.c.published
).join_from(tables.chunks, tables.documents)
# A shorter sentence ("That is not true, he said.") stands in two documents by chance.
_FEWEST_WORDS = 6
# Chunks that hold this many of a sentence's rarest words are nearly always those that hold all of it.
_RAREST = 6
_MOST_CHUNKS = 200  # looked at for one sentence
_MOST = 50  # copies that are told of a sentence: enough to say that it is everywhere
# Letters of a word by which a document may be called so.
_SHORTEST_BEGINNING = 4
_BETWEEN = r"[\W_]+"
_OPENING, _CLOSING = r"[“\"‘'(\[]*", r"[.!?…]*[”\"’')\]]*"


class Searches(Database):
    """What questions read."""

    def search_words(self, words: Sequence[str], limit: int, documents: frozenset[str] | None = None) -> tuple[LexicalHit, ...]:
        """The best chunks that hold any of the words, by BM25 (Robertson & Zaragoza 2009; k1 = 1.2, b = 0.75)."""
        if not words or documents == frozenset():
            return ()
        with self.reading() as connection:
            return tuple(LexicalHit(*hit) for hit in self.engine.search(connection, words, limit, documents))

    def word_frequencies(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many chunks each stemmed word stands; absent where in none."""
        with self.reading() as connection:
            return self.engine.frequencies(connection, set(stems))

    def knows_like(self, stem: str, documents: frozenset[str] | None = None) -> bool:
        """Whether any word of the library, or of these documents, begins as this one does: all but its last two letters, four
        at the least.

        So that "Indian" is known where "India" is, and "COVID19" where "COVID" is. A word ends at its apostrophe.
        """
        start, chunk = _beginning(stem), tables.chunks.c
        with self.reading() as connection:
            if documents is None:
                return self.engine.has_beginning(connection, start)
            there = chunk.number.in_(self.engine.chunks_with_prefix(start)), among(chunk.document_id, documents)
            return connection.execute(sa.select(chunk.number).where(*there).limit(1)).first() is not None

    def is_called_like(self, stem: str) -> bool:
        """Whether a word of a document's title, or of the name of its file, begins as this one does; not of its folders."""
        start, document, name = fold(_beginning(stem)), tables.documents.c, tables.names.c
        if len(start) < _SHORTEST_BEGINNING:
            return False
        called = sa.select(document.title, document.source).join_from(tables.documents, tables.names)
        found = self.rows(called.where(name.folded.contains(start, autoescape=True)).limit(_MOST_CHUNKS))
        return any(
            word.startswith(start)
            for row in found
            for word in re.findall(r"[^\W_]+", fold(f"{row.title} {place_of(row.source)}"))
        )

    def terms_beginning(self, start: str) -> dict[str, int]:
        """The stemmed words that begin like this, each with the number of chunks that have it."""
        with self.reading() as connection:
            return self.engine.terms_beginning(connection, start)

    def passages(self, chunk_ids: Collection[str], width: int | None = None) -> dict[str, Passage]:
        """Stored chunks by id; ids the library doesn't know are left out.

        With `width`, so are those whose vector isn't of that many numbers: it is damaged until `qa doctor` has made it again.
        Raises LibraryError where a chunk's other parts don't fit each other.
        """
        chunk, query = tables.chunks.c, _PASSAGES
        if width is not None:
            query = query.where(sa.func.length(chunk.vector) == width * 4)
        found = self.rows(query.where(among(chunk.id, chunk_ids)))
        return {row.id: records.passage(row._mapping) for row in found}

    def passages_of(self, document_ids: Collection[str]) -> dict[str, tuple[Passage, ...]]:
        """All passages of these documents, by document and in reading order."""
        found: dict[str, list[Passage]] = {}
        with self.reading() as connection:
            query = _PASSAGES.where(among(tables.chunks.c.document_id, document_ids)).order_by(tables.chunks.c.ordinal)
            for row in connection.execute(query).mappings():
                found.setdefault(row["document_id"], []).append(records.passage(row))
        return {document_id: tuple(passages) for document_id, passages in found.items()}

    def beginnings(self, document_ids: Collection[str]) -> dict[str, str]:
        """The words of these documents' first passages."""
        return {row.document_id: row.text for row in first_chunks(self, document_ids)}

    def opening_vectors(self, document_ids: Collection[str]) -> dict[str, Vectors]:
        """Return the vector of the first passage of each of these documents by document id, each (d,), of length one."""
        return {row.document_id: records.floats(row.vector) for row in first_chunks(self, document_ids)}

    def texts(self, document_ids: Collection[str]) -> dict[str, str]:
        """Whole texts by document id; ids the library doesn't know are left out."""
        document = tables.documents.c
        found = self.rows(sa.select(document.id, document.text).where(among(document.id, document_ids)))
        return {row.id: row.text for row in found}

    def vector_rows(self) -> Iterator[list[VectorRow]]:
        """All chunks' vectors, in pages."""
        chunk = tables.chunks.c
        columns = sa.select(chunk.number, chunk.id, chunk.document_id, chunk.vector)
        with self.reading() as connection:
            for page in pages(connection, columns, chunk.number):
                yield [VectorRow(row.id, row.document_id, records.floats(row.vector)) for row in page]

    def document_ids(self) -> frozenset[str]:
        return frozenset(self.values(sa.select(tables.documents.c.id)))

    def chunk_ids(self) -> frozenset[str]:
        return frozenset(self.values(sa.select(tables.chunks.c.id)))

    def statements(
        self,
        *,
        who: Sequence[str] = (),
        what: Sequence[str] = (),
        documents: frozenset[str] | None = None,
        limit: int | None = None,
        newest: int | None = None,
    ) -> tuple[StoredStatement, ...]:
        """Who said what, by document and in article order; where `newest` is given, at most so many of the newest documents.

        `who`: all of these words stand in the speaker's name or role; `what`: at least one stands in the statement or its
        speech tag. Words match by stem.
        """
        said, document = tables.statements.c, tables.documents.c
        query = within(quoted_statements(), said.document_id, documents)
        if (numbers := self.engine.statements_matching(who, what)) is not None:
            query = query.where(said.number.in_(numbers))
        order = (document.published.nulls_first(), document.source, said.start, said.end)
        if newest is not None:
            # Found without looking at the texts, which can be as long as a book for each.
            few = sa.select(said.number).join_from(tables.statements, tables.documents)
            if query.whereclause is not None:
                few = few.where(query.whereclause)
            few = few.order_by(document.published.desc().nulls_last(), document.source, said.start).limit(newest)
            query = query.where(said.number.in_(few))
        return tuple(records.stored_statement(row._mapping) for row in self.rows(query.order_by(*order).limit(limit)))


def first_chunks(database: Database, document_ids: Collection[str]) -> Sequence[sa.Row[Any]]:
    chunk = tables.chunks.c
    columns = sa.select(chunk.document_id, chunk.start, chunk.text, chunk.sentences, chunk.vector)
    return database.rows(columns.where(chunk.ordinal == 0, among(chunk.document_id, document_ids)))


def quoted_statements() -> sa.Select[Any]:
    """What a `StoredStatement` is made of: each statement with its words, those around it, and its document."""
    said, document = tables.statements.c, tables.documents.c
    return sa.select(
        tables.statements,
        sa.func.substr(document.text, said.start + 1, said.end - said.start).label("quote"),
        sa.func.substr(document.text, said.context_start + 1, said.context_end - said.context_start).label("around"),
        document.title,
        document.source,
        document.published,
    ).join_from(tables.statements, tables.documents)


def is_telling(sentence: str) -> bool:
    """Whether it is so long that the same words elsewhere are no chance."""
    return len(words(sentence)) >= _FEWEST_WORDS


class Copies(Part):
    """Finds the other documents of a library that have the same words."""

    def of(self, citations: Sequence[Citation], documents: frozenset[str] | None = None) -> tuple[tuple[Copy, ...], ...]:
        """For each citation where else its words stand, newest first; the case, punctuation and line breaks may differ."""
        # Function words tell nothing, and the index takes longest to count them.
        asked = [content_words(citation.quote) if is_telling(citation.quote) else [] for citation in citations]
        with self._database.reading() as connection:
            known = self._database.engine.frequencies(connection, {stem(word) for found in asked for word in found})
            return tuple(
                self._of(connection, citation, _rarest(found, known), documents) if found else ()
                for citation, found in zip(citations, asked, strict=True)
            )

    def _of(
        self, connection: sa.Connection, citation: Citation, rarest: Sequence[str], documents: frozenset[str] | None
    ) -> tuple[Copy, ...]:
        chunk, document = tables.chunks.c, tables.documents.c
        # Asked by itself: in one query with what follows, SQLite goes through all documents.
        holding = self._database.engine.chunks_holding([[word] for word in rarest])
        numbers = connection.execute(holding.limit(_MOST_CHUNKS)).scalars().all()
        # With what follows the chunk: a quote may go on behind the chunk that it begins in.
        text = sa.func.substr(document.text, chunk.start + 1, chunk.end - chunk.start + len(citation.quote))
        query = within(
            sa.select(chunk.document_id, document.title, document.source, document.published, chunk.start, text.label("text"))
            .join_from(tables.chunks, tables.documents)
            .where(chunk.number.in_(numbers), chunk.document_id != citation.document_id)
            .order_by(chunk.number),
            chunk.document_id,
            documents,
        )
        pattern = _pattern(citation.quote)
        found: dict[str, Copy] = {}
        for row in connection.execute(query) if len(numbers) > 1 else ():
            if row.document_id not in found and (match := pattern.search(row.text)) is not None:
                place = (row.start + match.start(), row.start + match.end())
                found[row.document_id] = Copy(row.document_id, row.title, row.source, row.published, *place)
        newest = sorted(found.values(), key=lambda copy: (copy.published or "", copy.source), reverse=True)
        return tuple(newest[:_MOST])


def _rarest(found: Sequence[str], known: Mapping[str, int]) -> list[str]:
    """The rarest of the words that the index has in the form that they have here."""
    there = [word for word in found if stem(word) in known]
    return sorted(there, key=lambda word: known[stem(word)])[:_RAREST] or list(found[:_RAREST])


def _beginning(stem: str) -> str:
    return stem[: max(4, len(stem) - 2)].partition("'")[0]


def _pattern(quote: str) -> re.Pattern[str]:
    """The quote's words, with whatever stands between them."""
    telling = _BETWEEN.join(re.sub("['’]", "['’]", re.escape(word)) for word in words(quote))
    return re.compile(rf"{_OPENING}(?<!\w){telling}(?!\w){_CLOSING}", re.IGNORECASE)
