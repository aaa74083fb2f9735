"""PostgreSQL's full-text search made to find what SQLite's finds, in the same order.

SQLite's tokenizer makes the terms of both, so both match the same chunks. PostgreSQL ranks without knowing how rare a word is,
so BM25 (Robertson & Zaragoza 2009; k1 = 1.2, b = 0.75, as in FTS5) is worked out here from each term's number of chunks.
"""

import math
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR

from qa.english.words import without_possessive, words
from qa.store.sql.columns import CollatedText
from qa.store.sql.engine import LISTED, NUMBERS, TITLE_WEIGHT, Engine, rarest_words, written
from qa.store.sql.indexed_words import WordIndex
from qa.store.sql.paging import among
from qa.store.sql.sqlite_words import TOKENIZER

# Longer terms are cut: PostgreSQL takes none of more than 2,046 bytes, and nobody asks for one.
_MOST_CHARACTERS = 120
TABLES = sa.MetaData()
# A term has as many positions in `words` as it counts: two for each time in the body, one in the title (its weight is a half).
# `length` is the number of tokens of both together.
_chunk_words = sa.Table(
    "chunk_words",
    TABLES,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("length", sa.Integer, nullable=False),
    sa.Column("words", TSVECTOR, nullable=False),
    # Without the list of changes that are still to be put in: every question would have to read through it.
    sa.Index("ix_chunk_words", "words", postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
)
_statement_words = sa.Table(
    "statement_words",
    TABLES,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("who", TSVECTOR, nullable=False),
    sa.Column("what", TSVECTOR, nullable=False),
    sa.Index("ix_statement_words_who", "who", postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
    sa.Index("ix_statement_words_what", "what", postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
)
# Which documents have an exact word. Nothing reads the words but the index.
_document_words = sa.Table(
    "document_words",
    TABLES,
    sa.Column("document_id", CollatedText, primary_key=True),
    sa.Column("words", TSVECTOR, nullable=False),
    sa.Index("ix_document_words", "words", postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
)
_vocabulary = sa.Table(
    "chunk_vocabulary",
    TABLES,
    sa.Column("term", CollatedText, primary_key=True),
    sa.Column("chunks", sa.BigInteger, nullable=False),
    postgresql_with={"fillfactor": 60},  # common terms change with every document
)
# One row: how many chunks there are, and tokens in all of them.
_totals = sa.Table(
    "chunk_totals",
    TABLES,
    sa.Column("chunks", sa.BigInteger, nullable=False),
    sa.Column("tokens", sa.BigInteger, nullable=False),
)
_K1, _B = 1.2, 0.75
_TITLE_COUNT = 1
_BODY_COUNT = round(_TITLE_COUNT / TITLE_WEIGHT)
# PostgreSQL keeps no more positions of a term, and no larger tsvector than 1 MB.
_MOST_POSITIONS = 255
_MOST_BYTES = 900_000
_MOST_TOKENS = 16_000
# How to read a term's n positions off ts_rank, which gives (1 + 1/4 + 1/9 + … + 1/n²) / (π²/6): the steps between these values.
_RANKS = [sum(1 / each**2 for each in range(1, n + 1)) / 1.64493406685 for n in range(_MOST_POSITIONS + 1)]
_STEPS = "{" + ",".join(f"{(low + high) / 2:.9f}" for low, high in pairwise(_RANKS)) + "}"
_COUNT_IN = sa.text(
    "INSERT INTO chunk_vocabulary(term, chunks) SELECT lexeme, count(*) FROM chunk_words, unnest(words) "
    "WHERE number = ANY(CAST(:numbers AS bigint[])) GROUP BY lexeme "
    "ON CONFLICT (term) DO UPDATE SET chunks = chunk_vocabulary.chunks + excluded.chunks"
)
_COUNT_OUT = sa.text(
    "UPDATE chunk_vocabulary SET chunks = chunks - gone.number FROM (SELECT lexeme, count(*) AS number FROM chunk_words, "
    "unnest(words) WHERE number = ANY(CAST(:numbers AS bigint[])) GROUP BY lexeme) AS gone WHERE term = gone.lexeme "
    "RETURNING term, chunks"
)
_HOLDING = "SELECT number FROM chunk_words WHERE words @@ CAST(:query AS tsquery)"


class Tokenizer:
    """A full-text table in memory that texts are put into and read back from, token by token. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._table = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._table.execute(f"CREATE VIRTUAL TABLE spoken USING fts5(text, content='', tokenize=\"{TOKENIZER}\")")
        self._table.execute("CREATE VIRTUAL TABLE heard USING fts5vocab(spoken, 'instance')")

    def tokens(self, text: str) -> list[str]:
        """All of them, in order."""
        return self._heard([text])[0]

    def term(self, word: str) -> str:
        """What a word of a question is looked for as: a token, or a compound as of `compounds`; empty where it is neither."""
        return " ".join(self.tokens(word))

    def compounds(self, text: str) -> list[str]:
        """Words that are several tokens ("Biden's", "O'Brien"), as one term each: a question looks for them as phrases."""
        return [" ".join(tokens) for tokens in self._heard(words(text)) if len(tokens) > 1]

    def _heard(self, texts: Sequence[str]) -> list[list[str]]:
        found: list[list[str]] = [[] for _ in texts]
        with self._lock, self._table:
            self._table.execute("BEGIN")
            self._table.executemany("INSERT INTO spoken(rowid, text) VALUES (?, ?)", enumerate(texts))
            for number, term in self._table.execute("SELECT doc, term FROM heard ORDER BY doc, offset"):
                found[number].append(term[:_MOST_CHARACTERS])
            self._table.execute("INSERT INTO spoken(spoken) VALUES ('delete-all')")
        return found


class PostgresqlWords(Engine):
    """The half of the engine that searches."""

    term, chunks = _vocabulary.c.term, _vocabulary.c.chunks

    def __init__(self) -> None:
        self._tokenizer = Tokenizer()

    def add_words(self, connection: sa.Connection, index: WordIndex, rows: Sequence[Mapping[str, Any]]) -> None:
        if not rows:
            return
        held = [self._held(index, row) for row in rows]
        connection.execute(TABLES.tables[index].insert(), held)
        if index == "chunk_words":
            tokens = sum(row["length"] for row in held)
            connection.execute(_COUNT_IN, {"numbers": [row["number"] for row in rows]})
            if not _count(connection, len(rows), tokens):
                connection.execute(_totals.insert().values(chunks=len(rows), tokens=tokens))

    def _held(self, index: WordIndex, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row of this index that stands for what `indexed_words` gives."""
        if index == "chunk_words":
            return {"number": row["number"], **self._counted(row["title"], row["body"])}
        if index == "statement_words":
            return {"number": row["number"], "who": self._placed(row["who"]), "what": self._placed(row["what"])}
        return {"document_id": row["document_id"], "words": _vector((word, ()) for word in row["words"].split())}

    def remove_words(self, connection: sa.Connection, index: WordIndex, rows: Sequence[Mapping[str, Any]]) -> None:
        if not rows:
            return
        table = TABLES.tables[index]
        (key,) = table.primary_key.columns
        gone = table.delete().where(among(key, [row[key.name] for row in rows]))
        if index != "chunk_words":
            connection.execute(gone)
            return
        left = connection.execute(_COUNT_OUT, {"numbers": [row["number"] for row in rows]})
        unused = [row.term for row in left if row.chunks <= 0]
        if unused:
            connection.execute(_vocabulary.delete().where(among(_vocabulary.c.term, unused)))
        lengths = connection.execute(gone.returning(_chunk_words.c.length)).scalars().all()
        _count(connection, -len(lengths), -sum(lengths))

    def documents_with(self, words: Sequence[str]) -> sa.Select[Any]:
        sql = "SELECT id, title, source, published FROM documents JOIN document_words ON document_id = id "
        return written(f"{sql} WHERE words @@ CAST(:query AS tsquery)", LISTED, query=_one_of(words))

    def search(
        self, connection: sa.Connection, words: Sequence[str], limit: int, documents: frozenset[str] | None
    ) -> Sequence[tuple[str, float]]:
        told = [(self._tokenizer.term(word), self._tokenizer.term(without_possessive(word))) for word in words]
        frequencies = self.frequencies(connection, {term for each in told for term in each})
        # "Tansey's" is a compound; where no chunk has it, the bare name is looked for.
        terms = [term if term in frequencies else bare for term, bare in told]
        terms = rarest_words([(term, frequencies[term]) for term in terms if term in frequencies])
        totals = connection.execute(sa.select(_totals)).first()
        if not terms or totals is None:
            return []
        values: dict[str, Any] = {"limit": limit, "steps": _STEPS, "query": _one_of(terms)}
        counts, scores = [], []
        for number, term in enumerate(terms):
            rank = f"ts_rank('{{1, 1, 1, 1}}', words, CAST(:term{number} AS tsquery))"
            counts.append(f"width_bucket({rank}, CAST(:steps AS float8[])) / CAST({_BODY_COUNT} AS float8) AS n{number}")
            holding = frequencies[term]
            # As in FTS5: what more than half of the chunks hold counts next to nothing.
            idf = f"CAST({max(math.log((totals.chunks - holding + 0.5) / (holding + 0.5)), 1e-6)!r} AS float8)"
            scores.append(f"{idf} * n{number} * CAST({_K1 + 1!r} AS float8) / (n{number} + room)")
            values[f"term{number}"] = _quoted(term)
        room = f"{_K1!r} * ({1 - _B!r} + {_B!r} * length / CAST({totals.tokens / totals.chunks!r} AS float8))"
        scope = ""
        if documents is not None:
            scope = "AND number IN (SELECT number FROM chunks WHERE document_id = ANY(CAST(:documents AS text[])))"
            values["documents"] = sorted(documents)
        # OFFSET 0 keeps the counts from being worked out anew for each place they are used in.
        statement = (
            f"WITH counted AS (SELECT number, CAST({room} AS float8) AS room, {', '.join(counts)} "
            f"FROM chunk_words WHERE words @@ CAST(:query AS tsquery) {scope} OFFSET 0), "
            f"best AS (SELECT number, {' + '.join(scores)} AS score FROM counted ORDER BY score DESC, number LIMIT :limit) "
            "SELECT chunks.id, best.score FROM best JOIN chunks USING (number) ORDER BY best.score DESC, number"
        )
        return [(row[0], row[1]) for row in connection.execute(sa.text(statement), values)]

    def chunks_with_prefix(self, start: str) -> sa.Select[Any]:
        return written(_HOLDING, NUMBERS, query=f"{_quoted(start)}:*")

    def chunks_holding(self, forms: Sequence[Sequence[str]]) -> sa.Select[Any]:
        groups = [[term for word in group if (term := self._tokenizer.term(word))] for group in forms]
        query = " & ".join(f"({_one_of(group)})" for group in groups if group)
        return written(_HOLDING, NUMBERS, query=query)

    def statements_matching(self, who: Sequence[str], what: Sequence[str]) -> sa.Select[Any] | None:
        values = {"who": " & ".join(filter(None, map(self._phrase, who)))} if who else {}
        if what:
            values["what"] = " | ".join(filter(None, map(self._phrase, what)))
        matching = " AND ".join(f"{column} @@ CAST(:{column} AS tsquery)" for column in values)
        return written(f"SELECT number FROM statement_words WHERE {matching}", NUMBERS, **values) if values else None

    def _counted(self, title: str, body: str) -> dict[str, Any]:
        """The number of tokens, and a tsvector with a term's weight as its number of positions."""
        length = 0
        counts: Counter[str] = Counter()
        for text, weight in ((title, _TITLE_COUNT), (body, _BODY_COUNT)):
            tokens = self._tokenizer.tokens(text)
            length += len(tokens)
            for term in (*tokens, *self._tokenizer.compounds(text)):
                counts[term] += weight
        places = {term: range(1, min(count, _MOST_POSITIONS) + 1) for term, count in counts.items()}
        return {"length": length, "words": _vector(places.items())}

    def _placed(self, text: str) -> str:
        """A tsvector with the tokens where they stand, for phrases."""
        places: dict[str, list[int]] = {}
        for place, token in enumerate(self._tokenizer.tokens(text)[:_MOST_TOKENS], start=1):
            places.setdefault(token, []).append(place)
        return _vector(places.items())

    def _phrase(self, word: str) -> str:
        return " <-> ".join(map(_quoted, self._tokenizer.tokens(word)))


def _count(connection: sa.Connection, chunks: int, tokens: int) -> int:
    """Count so many more; 0 where nothing has been counted yet."""
    totals = _totals.c
    return connection.execute(_totals.update().values(chunks=totals.chunks + chunks, tokens=totals.tokens + tokens)).rowcount


def _vector(given: Iterable[tuple[str, Iterable[int]]]) -> str:
    """Terms with their places, if any, in PostgreSQL's notation. What doesn't fit into a tsvector is left out."""
    room, parts = _MOST_BYTES, []
    for term, positions in given:
        places = ",".join(map(str, positions))
        part = f"{_quoted(term)}:{places}" if places else _quoted(term)
        room -= len(part.encode())
        if room < 0:
            break
        parts.append(part)
    return " ".join(parts)


def _one_of(terms: Iterable[str]) -> str:
    return " | ".join(map(_quoted, terms))


def _quoted(term: str) -> str:
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"
