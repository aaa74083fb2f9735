"""The tables that all engines have; each adds its own full-text index."""

import unicodedata
from typing import Any

import sqlalchemy as sa

from qa.english.words import without_accents

# Raised with each step of `qa.store.sql.migrations`.
SCHEMA_VERSION = 9
# The first format that knows which exact words a document has.
EXACT_WORDS_SINCE = 6
# A title's word counts half of a body's. On every third question of nq-open the fused recall@1 is 0.860 at weight 0, 0.892 at
# 0.5, 0.894 at 1 and 0.897 at 2; but a headline stands over every chunk of an article: the more it counts, the less it tells
# them apart.
TITLE_WEIGHT = 0.5


class Words(sa.TypeDecorator[str]):
    """Text that is compared and sorted by code points in every engine. PostgreSQL can't hold NUL, so nothing holds it."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[str]:
        return dialect.type_descriptor(sa.TEXT(collation="C") if dialect.name == "postgresql" else sa.Text())

    def process_bind_param(self, value: str | None, _dialect: sa.Dialect) -> str | None:
        return value and value.replace("\0", "\ufffd")


Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")

metadata = sa.MetaData()


def _table(name: str, *columns: sa.schema.SchemaItem) -> sa.Table:
    return sa.Table(name, metadata, *columns)


def _id() -> sa.Column[str]:
    return sa.Column("id", Words, primary_key=True)


def _document() -> sa.Column[str]:
    """Of the row, or the rows, that a document has there as long as it is in the library."""
    return sa.Column("document_id", sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)


def _columns(kind: type[sa.types.TypeEngine[Any]], *names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    """Columns that are alike."""
    return [sa.Column(name, kind, nullable=nullable) for name in names]


meta = _table("meta", sa.Column("key", Words, primary_key=True), sa.Column("value", Words, nullable=False))
documents = _table(
    "documents",
    _id(),
    sa.Column("source", Words, nullable=False, unique=True),
    *_columns(Words, "title", "text"),
    sa.Column("published", Words, index=True),
    *_columns(Words, "sha256", "added"),
)
# What few documents declare.
details = _table("document_details", _document(), *_columns(Words, "author", "url", nullable=True))
# Which file's content a document was read from, as `qa.documents` tells it: the same content needn't be parsed again.
originals = _table("document_originals", _document(), sa.Column("fingerprint", Words, nullable=False))
# The PDFs and pictures whose pages are shown, each with the SHA-256 of the text that was read from it. A document is named by
# its id, as in collections: one that is removed keeps its file as long as it can be restored.
files = _table(
    "document_files",
    sa.Column("document_id", Words, primary_key=True),
    *_columns(Words, "sha256", "suffix"),
    sa.Column("words", Words, nullable=False),  # those that were recognised, with their places; "" where none had to be
    sa.Column("content", sa.LargeBinary, nullable=False),
)
# Which lines of a text are headings and captions, as `qa.documents.layout` packs them; of one version of it, as files are.
layouts = _table("document_layouts", sa.Column("document_id", Words, primary_key=True), *_columns(Words, "sha256", "marks"))
# Title, source and author, in the form that `fold` gives them: documents are searched and sorted by these.
names = _table("document_names", _document(), sa.Column("folded", Words, nullable=False, index=True))
# Removed documents, until they can't be restored any more.
removed = _table(
    "removed_documents",
    _id(),
    *_columns(Words, "source", "title", "text"),
    sa.Column("published", Words),
    sa.Column("sha256", Words, nullable=False),
    *_columns(Words, "author", "url", nullable=True),
    sa.Column("removed", Words, nullable=False, index=True),
)
chunks = _table(
    "chunks",
    sa.Column("number", Number, primary_key=True),  # that of its row in the full-text index
    sa.Column("id", Words, nullable=False, unique=True),
    sa.Column("document_id", sa.ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    *_columns(sa.Integer, "ordinal", "start", "end"),
    sa.Column("text", Words, nullable=False),
    sa.Column("vector", sa.LargeBinary, nullable=False),  # float32
    sa.Column("sentences", sa.LargeBinary, nullable=False),  # int32 pairs: start, end
    sa.Column("sentence_vectors", sa.LargeBinary, nullable=False),  # float16: half the size, cosine off by < 0.001
)
# Vectors by another embedding model, which take the place of the chunks' when all are there; and the one row that says so.
next_vectors = _table(
    "next_vectors",
    sa.Column("number", sa.ForeignKey("chunks.number", ondelete="CASCADE"), primary_key=True),
    *_columns(sa.LargeBinary, "vector", "sentence_vectors"),
)
reembedding = _table(
    "reembedding",
    _id(),
    sa.Column("setting", Words, nullable=False),  # what the model is opened by
    sa.Column("begun", Words, nullable=False),
    sa.Column("worker", Words, nullable=False),  # empty where nobody works on it
    sa.Column("seen", sa.Float, nullable=False),
    sa.Column("trouble", Words),
)
# Chunks that came or went since the vector index last heard of it; in the order in which they did.
unindexed = _table(
    "unindexed_chunks",
    sa.Column("number", Number, primary_key=True),
    sa.Column("chunk_id", Words, nullable=False),
)
statements = _table(
    "statements",
    sa.Column("number", Number, primary_key=True),
    sa.Column("document_id", sa.ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    *_columns(sa.Integer, "start", "end"),
    sa.Column("kind", Words, nullable=False),
    sa.Column("speaker", Words, index=True),
    *_columns(Words, "role", "addressee", "when", nullable=True),
    *_columns(sa.Integer, "context_start", "context_end"),
)
# Whom each name means in each document: names with one `person` are one person or body; `quotes` is how many of the statements
# stand in quote marks. `due` is the revision from which on it waits to be told apart from others; 0 where it doesn't.
speakers = _table(
    "speakers",
    _document(),
    sa.Column("name", Words, primary_key=True, index=True),
    sa.Column("person", Words, nullable=False, index=True),
    sa.Column("quotes", sa.Integer, nullable=False),
    sa.Column("due", sa.BigInteger, nullable=False, index=True),
)
# What is told around a name in a document: the mean of the sentence vectors, float16.
speaker_vectors = _table(
    "speaker_vectors",
    _document(),
    sa.Column("name", Words, primary_key=True, index=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),
)
# What names are called by their own words, and what else whoever has them may be called.
speaker_links = _table(
    "speaker_links",
    sa.Column("link", Words, primary_key=True),
    sa.Column("name", Words, primary_key=True, index=True),
    sa.Column("own", sa.Boolean, nullable=False),
)
# Answers are kept whole as JSON, with the versions they were made by and the SHA-256 of each document they cite. `folded`
# columns hold what is searched, in the form that `fold` gives it.
conversations = _table(
    "conversations",
    _id(),
    sa.Column("owner", Words, nullable=False, index=True),
    *_columns(Words, "title", "folded", "created", "updated"),
    sa.Column("share_token", Words, unique=True),
    sa.Column("shared_exchanges", sa.Integer, nullable=False, server_default="0"),
    sa.Column("deleted", Words, index=True),
)
exchanges = _table(
    "exchanges",
    sa.Column("conversation_id", sa.ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    *_columns(Words, "asked_at", "answer", "versions", "documents", "folded"),
)
feedback = _table(
    "feedback",
    _id(),
    sa.Column("key", Words, nullable=False, unique=True),  # one verdict per person and answer
    sa.Column("owner", Words, nullable=False, index=True),
    *_columns(Words, "given_at", "verdict", "note", "answer", "versions", "documents"),
)
# Tokens are random, so their plain SHA-256 is as safe as a slow hash; passwords have Argon2. Times are seconds since 1970.
# `id` stands for the person, as `owner` of what is theirs: a name that is free again may be another person's. None only while
# a library of format 1 is brought to format 2.
users = _table(
    "users",
    sa.Column("name", Words, primary_key=True),
    sa.Column("id", Words, unique=True, index=True),
    sa.Column("password", Words, nullable=False),
    *_columns(sa.Boolean, "admin", "from_setting"),
    sa.Column("editor", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("added", Words, nullable=False),
)
sessions = _table(
    "sessions",
    sa.Column("hash", Words, primary_key=True),
    sa.Column("user", sa.ForeignKey("users.name", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("seen", sa.Float, nullable=False, index=True),
    sa.Column("began", sa.Float),
    sa.Column("ends", sa.Float),  # at the latest, however much it is used; None of a log-in by password
    sa.Column("address", Words),
    # Of a log-in by OpenID Connect: what the provider calls its own session, and the token to log out there with.
    *_columns(Words, "sid", "id_token", nullable=True),
)
# Whom a provider of OpenID Connect vouched for: its name for a person, which nobody else ever has there, and theirs here.
identities = _table(
    "identities",
    sa.Column("issuer", Words, primary_key=True),
    sa.Column("subject", Words, primary_key=True),
    sa.Column("user", sa.ForeignKey("users.name", ondelete="CASCADE"), nullable=False, index=True),
)
tokens = _table(
    "tokens",
    _id(),
    sa.Column("hash", Words, nullable=False, unique=True),
    sa.Column("user", sa.ForeignKey("users.name", ondelete="CASCADE"), nullable=False, index=True),
    *_columns(Words, "label", "created"),
)
attempts = _table(
    "attempts",
    sa.Column("key", Words, primary_key=True),  # a hash: a password typed as a name must not stand here
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("last", sa.Float, nullable=False, index=True),
)
# Jobs that add documents; see `qa.store.sql.jobs`. A key is its owner's Idempotency-Key.
jobs = _table(
    "jobs",
    _id(),
    sa.Column("owner", Words, nullable=False),
    sa.Column("key", Words),
    *_columns(Words, "sent", "state", "created", "worker"),
    sa.Column("seen", sa.Float, nullable=False),
    sa.UniqueConstraint("owner", "key"),
)
job_items = _table(
    "job_items",
    sa.Column("job_id", sa.ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    *_columns(Words, "name", "state"),
    *_columns(sa.Integer, "added", "updated", "unchanged"),
    sa.Column("failures", Words, nullable=False),
)
# The ids of the documents that an item became, as JSON. A table, so that a program of before reads the library still.
job_documents = _table(
    "job_documents",
    sa.Column("job_id", sa.ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("ids", Words, nullable=False),
)
# The language model that an administrator has chosen in the app: one row, or none. `qa.store.secrets` encrypts its key.
model_choice = _table(
    "model_choice",
    _id(),
    *_columns(Words, "address", "model"),
    sa.Column("context", sa.Integer),  # None: as QA_LLM_CONTEXT says
    sa.Column("sealed_key", Words),
    sa.Column("chosen", Words, nullable=False),
)
# Named sets of documents. Who is in one is told by the document's id and not by its row: a document that is updated leaves
# the library for a moment, and one that is removed can be restored for a day, and both stay where they were.
collections = _table(
    "collections",
    _id(),
    sa.Column("name", Words, nullable=False),
    sa.Column("folded", Words, nullable=False, unique=True),
    sa.Column("limited", sa.Boolean, nullable=False, server_default=sa.false()),
)
collected = _table(
    "collected_documents",
    sa.Column("collection_id", sa.ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("document_id", Words, primary_key=True, index=True),
)
# Who may read a limited collection beside administrators, and who of them may change it. `who` is the id of a user, or a role:
# then `role` is set. That a collection is limited stands in its own row: it stays so when nobody is left here.
collection_rights = _table(
    "collection_rights",
    sa.Column("collection_id", sa.ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("who", Words, primary_key=True),
    sa.Column("role", sa.Boolean, primary_key=True),
    sa.Column("changes", sa.Boolean, nullable=False),
)
# What a person keeps to ask about, by name; the one without a name is what they chose last. `scope` is JSON.
saved_scopes = _table(
    "saved_scopes",
    _id(),
    *_columns(Words, "owner", "name", "folded", "scope"),
    sa.UniqueConstraint("owner", "folded"),
)
# Folders and feeds that are watched; see `qa.store.sql.watches`. Times are seconds since 1970, `looked` is ISO; `collections`,
# `last` and `known` are JSON.
watched = _table(
    "watched",
    _id(),
    *_columns(Words, "kind", "place", "owner", "collections"),
    sa.Column("paused", sa.Boolean, nullable=False),
    sa.Column("begun", Words, nullable=False),
    sa.Column("due", sa.Float, nullable=False),
    sa.Column("worker", Words, nullable=False),  # empty where nobody looks at it
    sa.Column("seen", sa.Float, nullable=False),
    sa.Column("looked", Words),
    sa.Column("came", sa.Integer, nullable=False),
    sa.Column("last", Words, nullable=False),
    sa.Column("trouble", Words),
    sa.Column("known", Words, nullable=False),
)


def rows_at_once(table: sa.Table) -> int:
    """How many rows of it fit well into the memory."""
    return 1 if table is files else 500


def set_up(connection: sa.Connection) -> None:
    """Make the tables, and columns of older tables, that aren't there yet."""
    for table, column in missing_columns(connection):
        # What SQLite and PostgreSQL can both add to a table that has rows.
        if column.nullable or column.server_default is not None:
            declared = sa.schema.CreateColumn(column).compile(dialect=connection.dialect)
            connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {declared}")
    for table in metadata.sorted_tables:
        connection.execute(sa.schema.CreateTable(table, if_not_exists=True))
        for index in table.indexes:
            connection.execute(sa.schema.CreateIndex(index, if_not_exists=True))
    name_documents(connection)


def missing_columns(connection: sa.Connection) -> list[tuple[sa.Table, sa.Column[Any]]]:
    """The columns that are missing in tables that are there."""
    inspector = sa.inspect(connection)
    there = set(inspector.get_table_names())
    tables = [table for table in metadata.sorted_tables if table.name in there]
    held = {table.name: {column["name"] for column in inspector.get_columns(table.name)} for table in tables}
    return [(table, column) for table in tables for column in table.columns if column.name not in held[table.name]]


def name_documents(connection: sa.Connection) -> None:
    """Name the documents of a library from before `document_names`."""
    unnamed = (
        sa.select(documents.c.id, documents.c.title, documents.c.source, details.c.author)
        .outerjoin_from(documents, details)
        .where(documents.c.id.not_in(sa.select(names.c.document_id)))
    )
    for row in connection.execute(unnamed).all():
        connection.execute(names.insert().values(name_row(*row)))


def name_row(document_id: str, title: str, source: str, author: str | None) -> dict[str, str]:
    return {"document_id": document_id, "folded": fold(f"{title} {source} {author or ''}")}


def fold(text: str) -> str:
    """The text without case, accents or runs of white space, so that "cafe" finds "Café"."""
    return " ".join(unicodedata.normalize("NFKC", without_accents(text).casefold()).split())
