"""What somebody sees of a library whose collections aren't all open to them: the database itself leaves the rest out.

On a veiled connection a temporary view stands before each table that tells of documents, under the table's own name, so every
query there is, and every one to come, finds only what may be read. Its tables can't be written through it. What names a
table's schema, as SQLite's INDEXED BY needs it, goes past the view: `_Veiled` leaves that out itself.
"""

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from qa.store.sql import tables
from qa.store.sql.engine import Engine
from qa.store.sql.migrations import ALL_TABLES
from qa.store.sql.sqlite_words import TOKENIZER
from qa.types.errors import LibraryError

# The column with document ids of each table that tells of documents, of tables to come too.
_TABLES = {"documents": "id", "removed_documents": "id"} | {
    table.name: "document_id" for table in ALL_TABLES if "document_id" in table.columns and table is not tables.collected
}
# A document is seen that is in no collection, or in at least one that isn't closed.
_SEEN = (
    "(NOT EXISTS (SELECT 1 FROM {base}.collected_documents AS c WHERE c.document_id = held.{column}) OR EXISTS "
    "(SELECT 1 FROM {base}.collected_documents AS c WHERE c.document_id = held.{column} "
    "AND c.collection_id NOT IN (SELECT id FROM {temp}.closed_collections)))"
)
# In how many of the chunks that are seen a word stands: a count of all would tell of the hidden ones.
_SQLITE_WORDS = (
    "SELECT held.term, held.doc - coalesce(hidden.doc, 0) AS doc FROM main.chunk_vocabulary AS held "
    "LEFT JOIN temp.hidden_vocabulary AS hidden ON hidden.term = held.term WHERE held.doc > coalesce(hidden.doc, 0)"
)
# The words of the chunks that are hidden, mostly few, are counted once a connection and state of the library.
_MAKE_HIDDEN = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.hidden_words USING fts5(title, body, content='', tokenize=\"{TOKENIZER}\")",
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.hidden_vocabulary USING fts5vocab('temp', 'hidden_words', 'row')",
    "CREATE TEMP TABLE IF NOT EXISTS hidden_state (state TEXT)",
)
_HIDDEN = "SELECT document_id FROM main.collected_documents AS held WHERE NOT " + _SEEN.format(
    base="main", temp="temp", column="document_id"
)
_STATE = (
    "SELECT (SELECT value FROM main.meta WHERE key = 'revision') || coalesce(group_concat(document_id), '') "
    f"FROM (SELECT DISTINCT document_id FROM ({_HIDDEN}) ORDER BY document_id)"
)
_COUNT_HIDDEN = (
    "INSERT INTO temp.hidden_words (hidden_words) VALUES ('delete-all')",
    "INSERT INTO temp.hidden_words (rowid, title, body) SELECT chunks.number, title, chunks.text FROM main.chunks "
    f"JOIN main.documents ON documents.id = chunks.document_id WHERE documents.id IN ({_HIDDEN})",
    "DELETE FROM temp.hidden_state",
    f"INSERT INTO temp.hidden_state {_STATE}",
)
_POSTGRESQL_WORDS = (
    "SELECT held.term, seen.chunks FROM {base}.chunk_vocabulary AS held CROSS JOIN LATERAL (SELECT count(*) AS chunks "
    "FROM {base}.chunk_words AS w JOIN pg_temp.chunks AS k ON k.number = w.number WHERE w.words @@ "
    "CAST('''' || replace(replace(held.term, '\\', '\\\\'), '''', '''''') || '''' AS tsquery)) AS seen WHERE seen.chunks > 0"
)
# `speakers.person` is worked out from all documents, hidden ones too. On a veiled connection each name is its own person.
_OWN_COLUMNS = {"speakers": "held.document_id, held.name, held.name AS person, held.quotes, held.due"}
_ID = re.compile(r"[\w-]{1,64}", re.ASCII)


class Veil:
    """The connections that see only some of a library, shared by all who do; `over` gives an engine for one of them."""

    def __init__(self, engine: Engine) -> None:
        # A veil over a veil stands before the bare engine, or the one behind would show again what this one hides.
        self._engine = engine.behind if isinstance(engine, _Veiled) else engine
        self._closed = engine.closed
        self._connections: sa.Engine | None = None
        self._opening = threading.Lock()

    def over(self, closed: frozenset[str]) -> Engine:
        """The library's engine for somebody to whom these collections (ids) are closed, beside those that are already."""
        if odd := [each for each in closed if not _ID.fullmatch(each)]:
            raise LibraryError(f"the collection {odd[0]!r} has an id that this program didn't give; run `qa doctor`")
        return _Veiled(self._engine, self, self._closed | closed)

    def open(self) -> sa.Engine:
        with self._opening:
            if self._connections is None:
                self._connections = self._engine.open()
            return self._connections

    def close(self) -> None:
        if self._connections is not None:
            self._connections.dispose()


def _behind(name: str, *, counting: bool = False) -> Any:
    """A method that is the one of the engine behind the veil; `counting`: once the words of what is hidden are counted."""

    def method(veiled: "_Veiled", *given: Any, **named: Any) -> Any:
        if counting:
            _count_hidden(given[0])
        return getattr(veiled.behind, name)(*given, **named)

    return method


class _Veiled(Engine):
    """An engine that shows less than the one behind it. Each method is here: a new one shows nothing until it is, too."""

    def __init__(self, engine: Engine, veil: Veil, closed: frozenset[str]) -> None:
        self.name, self.term, self.chunks, self.closed = engine.name, engine.term, engine.chunks, closed
        self.behind = engine
        self._veil = veil

    # These look after all of the library, as nobody does who sees less, and show nothing of its documents.
    locked, trouble, strangers = _behind("locked"), _behind("trouble"), _behind("strangers")
    is_set_up, set_up, continue_numbers = _behind("is_set_up"), _behind("set_up"), _behind("continue_numbers")
    check, check_words, clear_words = _behind("check"), _behind("check_words"), _behind("clear_words")
    add_words, remove_words = _behind("add_words"), _behind("remove_words")
    # These give numbers, which are looked up in a view.
    chunks_holding, chunks_with_prefix = _behind("chunks_holding"), _behind("chunks_with_prefix")
    statements_matching = _behind("statements_matching")
    # These tell how often words stand in what is seen.
    frequencies, terms_beginning = _behind("frequencies", counting=True), _behind("terms_beginning", counting=True)
    has_beginning = _behind("has_beginning", counting=True)

    def open(self) -> sa.Engine:
        return self._veil.open()

    @contextmanager
    def reading(self, engine: sa.Engine) -> Iterator[sa.Connection]:
        with self.behind.reading(engine) as connection:
            _hide(connection, self.closed)
            yield connection

    def begin_writing(self, connection: sa.Connection) -> None:
        _hide(connection, self.closed)
        self.behind.begin_writing(connection)

    def search(
        self, connection: sa.Connection, words: Sequence[str], limit: int, documents: frozenset[str] | None
    ) -> Sequence[tuple[str, float]]:
        """The best are picked by the index before a document is looked at, so it is told which there are."""
        if documents is None:
            documents = frozenset(connection.execute(sa.select(tables.documents.c.id)).scalars())
        _count_hidden(connection)
        return self.behind.search(connection, words, limit, documents)

    def documents_with(self, words: Sequence[str]) -> sa.Select[Any]:
        """The indexes that find them know no view, so documents that aren't seen are left out here."""
        found = self.behind.documents_with(words)
        return found.where(found.selected_columns["id"].in_(sa.select(tables.documents.c.id)))


def _hide(connection: sa.Connection, closed: frozenset[str]) -> None:
    """Kept with the connection, which whoever comes next may use for somebody else."""
    info = connection.info
    if info.get("closed") == closed:
        return
    info.pop("closed", None)  # should what follows fail half-way
    postgresql = connection.dialect.name == "postgresql"
    if "base" not in info:
        info["base"] = connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one() if postgresql else "main"
    base, temp = info["base"], "pg_temp" if postgresql else "temp"
    ids = ", ".join(f"'{each}'" for each in sorted(closed)) or "''"
    _make(connection, "closed_collections", f"SELECT id FROM {base}.collections WHERE id IN ({ids})")
    if not info.get("veiled"):
        for table, column in _TABLES.items():
            seen = _SEEN.format(base=base, temp=temp, column=column)
            columns = _OWN_COLUMNS.get(table, "held.*")
            _make(connection, table, f"SELECT {columns} FROM {base}.{table} AS held WHERE {seen}")
        shut = f"SELECT * FROM {base}.collections WHERE id NOT IN (SELECT id FROM {temp}.closed_collections)"
        _make(connection, "collections", shut)
        # Without the totals, which are of all documents: what is seen is counted.
        _make(connection, "meta", f"SELECT * FROM {base}.meta WHERE key NOT IN ('total_documents', 'total_chunks')")
        if postgresql:
            _make(connection, "chunk_vocabulary", _POSTGRESQL_WORDS.format(base=base))
        else:
            for each in _MAKE_HIDDEN:
                connection.exec_driver_sql(each)
            _make(connection, "chunk_vocabulary", _SQLITE_WORDS)
        info["veiled"] = True
    info["closed"] = closed


def _count_hidden(connection: sa.Connection) -> None:
    """Count the words of what is hidden, where that changed since. What is read next is of the same state of the library: a
    transaction is begun, which ends when the connection is given back."""
    if connection.dialect.name == "postgresql":
        return
    within = connection.connection.dbapi_connection.in_transaction  # type: ignore[union-attr]
    while True:
        if not within:
            connection.exec_driver_sql("BEGIN")
        if connection.exec_driver_sql(f"SELECT state IS ({_STATE}) FROM temp.hidden_state").scalar():
            return
        for each in _COUNT_HIDDEN:
            connection.exec_driver_sql(each)
        if within:
            return
        connection.exec_driver_sql("COMMIT")  # or it would be undone with the transaction


def _make(connection: sa.Connection, name: str, query: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"CREATE OR REPLACE TEMPORARY VIEW {name} AS {query}")
        return
    connection.exec_driver_sql(f"DROP VIEW IF EXISTS temp.{name}")
    connection.exec_driver_sql(f"CREATE TEMP VIEW {name} AS {query}")
