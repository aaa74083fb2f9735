"""What is looked at in a SQLite file: are its pages whole, does its full-text index hold the words of chunks and statements."""

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from qa.store.sql import document_words

# What each full-text index is filled from; that of whole documents is filled with what `document_words` gives.
_WORDS = {
    "chunk_words": (
        "(rowid, title, body) SELECT chunks.number, documents.title, chunks.text "
        "FROM chunks JOIN documents ON documents.id = chunks.document_id"
    ),
    "statement_words": (
        "(rowid, who, what) SELECT number, coalesce(speaker, '') || ' ' || coalesce(role, ''), "
        "substr(text, context_start + 1, context_end - context_start) "
        "FROM statements JOIN documents ON documents.id = statements.document_id"
    ),
    "document_words": None,
}


def structure(connection: sa.Connection) -> str | None:
    """The first thing that is wrong with the file's pages and references, or None."""
    try:
        verdict = str(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one())
        orphan = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    except DatabaseError as exc:
        return str(exc.orig)
    if verdict != "ok":
        return " ".join(verdict.split())
    return None if orphan is None else f"a row of {orphan[0]} belongs to no row of {orphan[2]}"


def strangers(connection: sa.Connection) -> dict[str, str]:
    """Triggers and views, by name: this program makes none, and a trigger changes rows without anybody's knowing."""
    found = connection.exec_driver_sql("SELECT name, type FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name")
    return {str(name): str(kind) for name, kind in found}


def words(connection: sa.Connection) -> str | None:
    """Compares each index with one made for the purpose, beside the library, of one moment of it."""
    connection.exec_driver_sql("BEGIN")
    for name, source in _WORDS.items():
        try:
            if (found := _difference(connection, name, source)) is not None:
                return found
        except DatabaseError as exc:
            return f"{name}: {exc.orig}"
    return None


def _difference(connection: sa.Connection, name: str, source: str | None) -> str | None:
    """How the two differ in their rows, or in their terms, each with how often it stands in how many rows."""
    declared = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).scalar_one()
    try:
        connection.exec_driver_sql(declared.replace(name, "temp.expected", 1))
        if source is not None:
            connection.exec_driver_sql(f"INSERT INTO temp.expected{source}")
        else:
            for page in document_words.of_all(connection):
                spelled = [(each["number"], " ".join(each["words"])) for each in page]
                connection.exec_driver_sql("INSERT INTO temp.expected(rowid, words) VALUES (?, ?)", spelled)
        for table, indexed in (("expected_terms", "temp', 'expected"), ("indexed_terms", f"main', '{name}")):
            connection.exec_driver_sql(f"CREATE VIRTUAL TABLE temp.{table} USING fts5vocab('{indexed}', 'row')")
        rows = ("SELECT id FROM temp.expected_docsize", f"SELECT id FROM {name}_docsize", "rows")
        terms = ("SELECT term, doc, cnt FROM temp.expected_terms", "SELECT term, doc, cnt FROM temp.indexed_terms", "words")
        for expected, indexed, kind in (rows, terms):
            missing, left_over = (
                connection.exec_driver_sql(f"SELECT count(*) FROM ({one} EXCEPT {other})").scalar_one()
                for one, other in ((expected, indexed), (indexed, expected))
            )
            if missing or left_over:
                return f"{name}: {missing} {kind} missing, {left_over} left over"
        return None
    finally:
        for table in ("expected_terms", "indexed_terms", "expected"):
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{table}")
