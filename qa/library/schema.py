"""Tables, and the SQLite ways of full-text search and durability."""

from typing import Any

import sqlalchemy as sa

from qa.library.folding import fold

SCHEMA_VERSION = "1"

metadata = sa.MetaData()

meta = sa.Table(
    "meta",
    metadata,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)
documents = sa.Table(
    "documents",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("source", sa.String, nullable=False, unique=True),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("published", sa.String, index=True),
    sa.Column("sha256", sa.String, nullable=False),
    sa.Column("added", sa.String, nullable=False),
)
# What few documents declare.
details = sa.Table(
    "document_details",
    metadata,
    sa.Column("document_id", sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("author", sa.String),
    sa.Column("url", sa.String),
)
# Which file's content a document was read from, as `qa.loading` tells it: the same content needn't be parsed again.
originals = sa.Table(
    "document_originals",
    metadata,
    sa.Column("document_id", sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("fingerprint", sa.String, nullable=False),
)
# Title, source and author, in the form that `qa.library.folding.fold` gives them: what documents are searched and sorted by.
names = sa.Table(
    "document_names",
    metadata,
    sa.Column("document_id", sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("folded", sa.Text, nullable=False, index=True),
)
# Removed documents, until they can't be restored any more.
removed = sa.Table(
    "removed_documents",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("published", sa.String),
    sa.Column("sha256", sa.String, nullable=False),
    sa.Column("author", sa.String),
    sa.Column("url", sa.String),
    sa.Column("removed", sa.String, nullable=False, index=True),
)
chunks = sa.Table(
    "chunks",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),  # the row number of the full-text index
    sa.Column("id", sa.String, nullable=False, unique=True),
    sa.Column("document_id", sa.ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("ordinal", sa.Integer, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("vector", sa.LargeBinary, nullable=False),  # float32
    sa.Column("sentences", sa.LargeBinary, nullable=False),  # int32 pairs: start, end
    sa.Column("sentence_vectors", sa.LargeBinary, nullable=False),  # float16: half the size, cosine off by < 0.001
)
statements = sa.Table(
    "statements",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("document_id", sa.ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("speaker", sa.String, index=True),
    sa.Column("role", sa.String),
    sa.Column("addressee", sa.String),
    sa.Column("when", sa.String),
    sa.Column("context_start", sa.Integer, nullable=False),
    sa.Column("context_end", sa.Integer, nullable=False),
)
# Answers are kept whole as JSON, with the versions they were made by and the SHA-256 of each document they cite. `folded`
# columns hold what is searched, in the form that `qa.library.folding.fold` gives it.
conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("owner", sa.String, nullable=False, index=True),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("folded", sa.String, nullable=False),
    sa.Column("created", sa.String, nullable=False),
    sa.Column("updated", sa.String, nullable=False),
    sa.Column("share_token", sa.String, unique=True),
    sa.Column("shared_exchanges", sa.Integer, nullable=False, server_default="0"),
    sa.Column("deleted", sa.String, index=True),
)
exchanges = sa.Table(
    "exchanges",
    metadata,
    sa.Column("conversation_id", sa.ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("asked_at", sa.String, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("versions", sa.Text, nullable=False),
    sa.Column("documents", sa.Text, nullable=False),
    sa.Column("folded", sa.Text, nullable=False),
)
feedback = sa.Table(
    "feedback",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("key", sa.String, nullable=False, unique=True),  # one verdict per person and answer
    sa.Column("owner", sa.String, nullable=False, index=True),
    sa.Column("given_at", sa.String, nullable=False),
    sa.Column("verdict", sa.String, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("versions", sa.Text, nullable=False),
    sa.Column("documents", sa.Text, nullable=False),
)
# Tokens are random, so their plain SHA-256 is as safe as a slow hash; passwords have Argon2. Times are seconds since 1970.
users = sa.Table(
    "users",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("password", sa.String, nullable=False),
    sa.Column("admin", sa.Boolean, nullable=False),
    sa.Column("from_setting", sa.Boolean, nullable=False),
    sa.Column("added", sa.String, nullable=False),
)
sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("hash", sa.String, primary_key=True),
    sa.Column("user", sa.ForeignKey("users.name", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("seen", sa.Float, nullable=False, index=True),
)
tokens = sa.Table(
    "tokens",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("hash", sa.String, nullable=False, unique=True),
    sa.Column("user", sa.ForeignKey("users.name", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("label", sa.String, nullable=False),
    sa.Column("created", sa.String, nullable=False),
)
attempts = sa.Table(
    "attempts",
    metadata,
    sa.Column("key", sa.String, primary_key=True),  # a hash: a password typed as a name must not stand here
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("last", sa.Float, nullable=False, index=True),
)

# Contentless: the words are in `chunks` already. Deleting from such a table takes the very words that were put in.
# A title's word counts half of a body's. On every third question of nq-open the fused recall@1 is 0.860 at weight 0, 0.892 at
# 0.5, 0.894 at 1 and 0.897 at 2; but a headline stands over every chunk of an article: the more it counts, the less it tells
# them apart.
FULL_TEXT = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS chunk_words "
    "USING fts5(title, body, content='', tokenize=\"porter unicode61 remove_diacritics 2\")"
)
FULL_TEXT_ADD = sa.text("INSERT INTO chunk_words(rowid, title, body) VALUES (:number, :title, :body)")
FULL_TEXT_DELETE = sa.text("INSERT INTO chunk_words(chunk_words, rowid, title, body) VALUES ('delete', :number, :title, :body)")
# The best are picked before `chunks` is looked into: to join each match takes three times as long. The plus keeps SQLite from
# asking the full-text index once for each row of a scope.
FULL_TEXT_SEARCH = (
    "SELECT chunks.id, found.score FROM (SELECT rowid, -bm25(chunk_words, 0.5, 1.0) AS score FROM chunk_words "
    "WHERE chunk_words MATCH :query {scope} ORDER BY score DESC, rowid LIMIT :limit) AS found "
    "JOIN chunks ON chunks.number = found.rowid ORDER BY found.score DESC, chunks.number"
)
FULL_TEXT_SCOPE = "AND +rowid IN (SELECT number FROM chunks WHERE document_id IN :documents)"
# The same, for who said it (name and role) and what was said with its speech tag.
STATEMENT_WORDS = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS statement_words "
    "USING fts5(who, what, content='', tokenize=\"porter unicode61 remove_diacritics 2\")"
)
STATEMENT_ADD = sa.text("INSERT INTO statement_words(rowid, who, what) VALUES (:number, :who, :what)")
STATEMENT_DELETE = sa.text(
    "INSERT INTO statement_words(statement_words, rowid, who, what) VALUES ('delete', :number, :who, :what)"
)
STATEMENT_SEARCH = "SELECT rowid FROM statement_words WHERE statement_words MATCH :query"
VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS chunk_vocabulary USING fts5vocab(chunk_words, 'row')"


def set_up(connection: sa.Connection) -> None:
    """Make what isn't there yet: everything in a new file, later versions' tables in an older one."""
    for table in metadata.sorted_tables:
        connection.execute(sa.schema.CreateTable(table, if_not_exists=True))
        for index in table.indexes:
            connection.execute(sa.schema.CreateIndex(index, if_not_exists=True))
    for virtual in (FULL_TEXT, STATEMENT_WORDS, VOCABULARY):
        connection.exec_driver_sql(virtual)
    _name_documents(connection)


def _name_documents(connection: sa.Connection) -> None:
    """Those of a library from before `document_names`."""
    unnamed = (
        sa.select(documents.c.id, documents.c.title, documents.c.source, details.c.author)
        .outerjoin_from(documents, details)
        .where(documents.c.id.not_in(sa.select(names.c.document_id)))
    )
    for row in connection.execute(unnamed).all():
        connection.execute(names.insert().values(name_row(*row)))


def name_row(document_id: str, title: str, source: str, author: str | None) -> dict[str, str]:
    return {"document_id": document_id, "folded": fold(f"{title} {source} {author or ''}")}


def is_set_up(connection: sa.Connection) -> bool:
    virtual = {"chunk_words", "statement_words", "chunk_vocabulary"}
    return (virtual | set(metadata.tables)) <= set(sa.inspect(connection).get_table_names())


def prepare_connection(connection: Any, _record: Any) -> None:
    """Per connection: readers don't wait for the writer, and a commit is on the disk before it is acknowledged."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
