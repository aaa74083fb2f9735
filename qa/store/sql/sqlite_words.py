"""Full-text search in a SQLite file, by FTS5."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from qa.english.words import stem, without_possessive
from qa.store.sql import indexed_words
from qa.store.sql.columns import CollatedText
from qa.store.sql.engine import LAST, LISTED, NUMBERS, TITLE_WEIGHT, Engine, rarest_words, written
from qa.store.sql.indexed_words import WordIndex

TOKENIZER = "porter unicode61 remove_diacritics 2"
# Each column of a full-text index with what stands in it.
_COLUMNS: dict[WordIndex, dict[str, str]] = {
    "chunk_words": {"rowid": ":number", "title": ":title", "body": ":body"},
    "statement_words": {"rowid": ":number", "who": ":who", "what": ":what"},
    "document_words": {"rowid": ":number", "words": ":words"},
}
# Contentless: the words are in `chunks` already. Deleting from such a table takes the very words that were put in.
VIRTUAL = {
    "chunk_words": f"fts5(title, body, content='', tokenize=\"{TOKENIZER}\")",
    "statement_words": f"fts5(who, what, content='', tokenize=\"{TOKENIZER}\")",
    "chunk_vocabulary": "fts5vocab(chunk_words, 'row')",
    # Which documents have an exact word, but not where. A row has the number of the document's first chunk.
    "document_words": "fts5(words, content='', detail=none, tokenize=\"ascii tokenchars '_^'\")",
}
# Which chunk has which term, each as it stands in the index, which a query would stem once more.
INSTANCES = "CREATE VIRTUAL TABLE temp.chunk_instances USING fts5vocab(main, chunk_words, instance)"
# The best are picked before `chunks` is looked into: to join each match takes three times as long. The plus keeps SQLite from
# asking the full-text index once for each row of a scope.
_SEARCH = (
    f"SELECT chunks.id, found.score FROM (SELECT rowid, -bm25(chunk_words, {TITLE_WEIGHT}, 1.0) AS score "
    "FROM chunk_words WHERE chunk_words MATCH :query {scope} ORDER BY score DESC, rowid LIMIT :limit) AS found "
    "JOIN chunks ON chunks.number = found.rowid ORDER BY found.score DESC, chunks.number"
)
_SCOPE = "AND +rowid IN (SELECT number FROM chunks WHERE document_id IN (SELECT value FROM json_each(:documents)))"
_SAID = "SELECT rowid AS number FROM statement_words WHERE statement_words MATCH :query"
_HOLDING = "SELECT rowid AS number FROM chunk_words WHERE chunk_words MATCH :query"
_WITH = (
    "SELECT documents.id, title, source, published FROM document_words "
    "CROSS JOIN main.chunks INDEXED BY ix_chunks_opening ON chunks.number = document_words.rowid AND chunks.ordinal = 0 "
    "CROSS JOIN main.documents INDEXED BY ix_documents_listed ON documents.id = chunks.document_id "
    "WHERE document_words MATCH :query"
)
_WITH_BEGINNING = "SELECT doc AS number FROM temp.chunk_instances WHERE term >= :start AND term < :after"


class SqliteWords(Engine):
    """The half of the engine that searches."""

    _vocabulary = sa.table("chunk_vocabulary", sa.column("term", CollatedText), sa.column("doc", sa.Integer))
    term, chunks = _vocabulary.c.term, _vocabulary.c.doc

    def check_words(self, connection: sa.Connection) -> str | None:
        """Compares each index with one made for the purpose, beside the library, of one moment of it."""
        connection.exec_driver_sql("BEGIN")
        index: WordIndex = "chunk_words"
        try:
            for index in _COLUMNS:
                declared = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).scalar_one()
                connection.exec_driver_sql(declared.replace(index, f"temp.expected_{index}", 1))
            for words in indexed_words.of_all(connection):
                for index, rows in words.items():
                    _put(connection, f"temp.expected_{index}", _COLUMNS[index], rows)
            for index in _COLUMNS:
                if (found := _difference(connection, index)) is not None:
                    return found
            return None
        except DatabaseError as exc:
            return f"{index}: {exc.orig}"
        finally:
            for index in _COLUMNS:
                for table in ("expected_terms", "indexed_terms", f"expected_{index}"):
                    connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{table}")

    def clear_words(self, connection: sa.Connection) -> None:
        for name, virtual in VIRTUAL.items():
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
            connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {name} USING {virtual}")

    def add_words(self, connection: sa.Connection, index: WordIndex, rows: Sequence[Mapping[str, Any]]) -> None:
        _put(connection, index, _COLUMNS[index], rows)

    def remove_words(self, connection: sa.Connection, index: WordIndex, rows: Sequence[Mapping[str, Any]]) -> None:
        _put(connection, index, {index: "'delete'", **_COLUMNS[index]}, rows)

    def documents_with(self, words: Sequence[str]) -> sa.Select[Any]:
        return written(_WITH, LISTED, query=_any_of(words))

    def search(
        self, connection: sa.Connection, words: Sequence[str], limit: int, documents: frozenset[str] | None
    ) -> Sequence[tuple[str, float]]:
        statement = sa.text(_SEARCH.format(scope="" if documents is None else _SCOPE))
        scope = {} if documents is None else {"documents": json.dumps(sorted(documents))}

        def best(words: Sequence[str], limit: int) -> Sequence[tuple[str, float]]:
            values = {"query": _any_of(words), "limit": limit, **scope}
            return [(row[0], row[1]) for row in connection.execute(statement, values)]

        chunks = self.frequencies(connection, {stem(word) for word in words})
        rarest = rarest_words([(word, chunks.get(stem(word), 0)) for word in words])
        # "Tansey's" is two words side by side; where no chunk has them, the bare name is looked for.
        bare = {word: without_possessive(word) for word in rarest}
        return best([word if word == bare[word] or best([word], 1) else bare[word] for word in rarest], limit)

    def chunks_with_prefix(self, start: str) -> sa.Select[Any]:
        return written(_WITH_BEGINNING, NUMBERS, start=start, after=start + LAST)

    def chunks_holding(self, forms: Sequence[Sequence[str]]) -> sa.Select[Any]:
        return written(_HOLDING, NUMBERS, query=" AND ".join(f"({_any_of(group)})" for group in forms))

    def statements_matching(self, who: Sequence[str], what: Sequence[str]) -> sa.Select[Any] | None:
        parts = [f"who : ({_any_of([word])})" for word in who]
        if what:
            parts.append(f"what : ({_any_of(what)})")
        return written(_SAID, NUMBERS, query=" AND ".join(parts)) if parts else None


def _put(connection: sa.Connection, table: str, columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        put = sa.text(f"INSERT INTO {table}({', '.join(columns)}) VALUES ({', '.join(columns.values())})")
        connection.execute(put, rows)


def _difference(connection: sa.Connection, index: WordIndex) -> str | None:
    """How the two differ in their rows, or in their terms, each with how often it stands in how many rows."""
    for table, indexed in (("expected_terms", f"temp', 'expected_{index}"), ("indexed_terms", f"main', '{index}")):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{table}")
        connection.exec_driver_sql(f"CREATE VIRTUAL TABLE temp.{table} USING fts5vocab('{indexed}', 'row')")
    rows = (f"SELECT id FROM temp.expected_{index}_docsize", f"SELECT id FROM {index}_docsize", "rows")
    terms = ("SELECT term, doc, cnt FROM temp.expected_terms", "SELECT term, doc, cnt FROM temp.indexed_terms", "words")
    for expected, held, kind in (rows, terms):
        missing, left_over = (
            connection.exec_driver_sql(f"SELECT count(*) FROM ({one} EXCEPT {other})").scalar_one()
            for one, other in ((expected, held), (held, expected))
        )
        if missing or left_over:
            return f"{index}: {missing} {kind} missing, {left_over} left over"
    return None


def _any_of(words: Sequence[str]) -> str:
    """Quoted, so that no word is taken for an operator of the query language."""
    return " OR ".join('"' + word.replace('"', '""') + '"' for word in words)
