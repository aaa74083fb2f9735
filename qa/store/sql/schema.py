"""The tables that all engines have; each adds its own full-text index."""

from typing import Any

import sqlalchemy as sa

from qa.store.sql.case_folding import fold

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

meta = sa.Table(
    "meta",
    metadata,
    sa.Column("key", Words, primary_key=True),
    sa.Column("value", Words, nullable=False),
)
documents = sa.Table(
    "documents",
    metadata,
    sa.Column("id", Words, primary_key=True),
    sa.Column("source", Words, nullable=False, unique=True),
    sa.Column("title", Words, nullable=False),
    sa.Column("text", Words, nullable=False),
    sa.Column("published", Words, index=True),
    sa.Column("sha256", Words, nullable=False),
    sa.Column("added", Words, nullable=False),
)
# What few documents declare.
details = sa.Table(
    "document_details",
    metadata,
    sa.Column("document_id", sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("author", Words),
    sa.Column("url", Words),
)
# Which file's content a document was read from, as `qa.documents` tells it: the same content needn't be parsed again.
originals = sa.Table(
    "document_originals",
    metadata,
    sa.Column("document_id", sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("fingerprint", Words, nullable=False),
)
# The PDFs and pictures whose pages are shown, each with the SHA-256 of the text that was read from it. A document is named by
# its id, as in collections: one that is removed keeps its file as long as it can be restored.
files = sa.Table(
    "document_files",
    metadata,
    sa.Column("document_id", Words, primary_key=True),
    sa.Column("sha256", Words, nullable=False),
    sa.Column("suffix", Words, nullable=False),
    sa.Column("words", Words, nullable=False),  # those that were recognised, with their places; "" where none had to be
    sa.Column("content", sa.LargeBinary, nullable=False),
)
# Which lines of a text are headings and captions, as `qa.documents.layout` packs them; of one version of it, as files are.
layouts = sa.Table(
    "document_layouts",
    metadata,
    sa.Column("document_id", Words, primary_key=True),
    sa.Column("sha256", Words, nullable=False),
    sa.Column("marks", Words, nullable=False),
)
# Title, source and author, in the form that `qa.store.sql.case_folding.fold` gives them: documents are searched and sorted by
# these.
names = sa.Table(
    "document_names",
    metadata,
    sa.Column("document_id", sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("folded", Words, nullable=False, index=True),
)
# Removed documents, until they can't be restored any more.
removed = sa.Table(
    "removed_documents",
    metadata,
    sa.Column("id", Words, primary_key=True),
    sa.Column("source", Words, nullable=False),
    sa.Column("title", Words, nullable=False),
    sa.Column("text", Words, nullable=False),
    sa.Column("published", Words),
    sa.Column("sha256", Words, nullable=False),
    sa.Column("author", Words),
    sa.Column("url", Words),
    sa.Column("removed", Words, nullable=False, index=True),
)
chunks = sa.Table(
    "chunks",
    metadata,
    sa.Column("number", Number, primary_key=True),  # that of its row in the full-text index
    sa.Column("id", Words, nullable=False, unique=True),
    sa.Column("document_id", sa.ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("ordinal", sa.Integer, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("text", Words, nullable=False),
    sa.Column("vector", sa.LargeBinary, nullable=False),  # float32
    sa.Column("sentences", sa.LargeBinary, nullable=False),  # int32 pairs: start, end
    sa.Column("sentence_vectors", sa.LargeBinary, nullable=False),  # float16: half the size, cosine off by < 0.001
)
# Vectors by another embedding model, which take the place of the chunks' when all are there; and the one row that says so.
next_vectors = sa.Table(
    "next_vectors",
    metadata,
    sa.Column("number", sa.ForeignKey("chunks.number", ondelete="CASCADE"), primary_key=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),
    sa.Column("sentence_vectors", sa.LargeBinary, nullable=False),
)
reembedding = sa.Table(
    "reembedding",
    metadata,
    sa.Column("id", Words, primary_key=True),
    sa.Column("setting", Words, nullable=False),  # what the model is opened by
    sa.Column("begun", Words, nullable=False),
    sa.Column("worker", Words, nullable=False),  # empty where nobody works on it
    sa.Column("seen", sa.Float, nullable=False),
    sa.Column("trouble", Words),
)
# Chunks that came or went since the vector index last heard of it; in the order in which they did.
unindexed = sa.Table(
    "unindexed_chunks",
    metadata,
    sa.Column("number", Number, primary_key=True),
    sa.Column("chunk_id", Words, nullable=False),
)
statements = sa.Table(
    "statements",
    metadata,
    sa.Column("number", Number, primary_key=True),
    sa.Column("document_id", sa.ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("kind", Words, nullable=False),
    sa.Column("speaker", Words, index=True),
    sa.Column("role", Words),
    sa.Column("addressee", Words),
    sa.Column("when", Words),
    sa.Column("context_start", sa.Integer, nullable=False),
    sa.Column("context_end", sa.Integer, nullable=False),
)
# Whom each name means in each document: names with one `person` are one person or body; `quotes` is how many of the statements
# stand in quote marks. `due` is the revision from which on it waits to be told apart from others; 0 where it doesn't.
speakers = sa.Table(
    "speakers",
    metadata,
    sa.Column("document_id", sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("name", Words, primary_key=True, index=True),
    sa.Column("person", Words, nullable=False, index=True),
    sa.Column("quotes", sa.Integer, nullable=False),
    sa.Column("due", sa.BigInteger, nullable=False, index=True),
)
# What is told around a name in a document: the mean of the sentence vectors, float16.
speaker_vectors = sa.Table(
    "speaker_vectors",
    metadata,
    sa.Column("document_id", sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("name", Words, primary_key=True, index=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),
)
# What names are called by their own words, and what else whoever has them may be called.
speaker_links = sa.Table(
    "speaker_links",
    metadata,
    sa.Column("link", Words, primary_key=True),
    sa.Column("name", Words, primary_key=True, index=True),
    sa.Column("own", sa.Boolean, nullable=False),
)
# Answers are kept whole as JSON, with the versions they were made by and the SHA-256 of each document they cite. `folded`
# columns hold what is searched, in the form that `qa.store.sql.case_folding.fold` gives it.
conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("id", Words, primary_key=True),
    sa.Column("owner", Words, nullable=False, index=True),
    sa.Column("title", Words, nullable=False),
    sa.Column("folded", Words, nullable=False),
    sa.Column("created", Words, nullable=False),
    sa.Column("updated", Words, nullable=False),
    sa.Column("share_token", Words, unique=True),
    sa.Column("shared_exchanges", sa.Integer, nullable=False, server_default="0"),
    sa.Column("deleted", Words, index=True),
)
exchanges = sa.Table(
    "exchanges",
    metadata,
    sa.Column("conversation_id", sa.ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("asked_at", Words, nullable=False),
    sa.Column("answer", Words, nullable=False),
    sa.Column("versions", Words, nullable=False),
    sa.Column("documents", Words, nullable=False),
    sa.Column("folded", Words, nullable=False),
)
feedback = sa.Table(
    "feedback",
    metadata,
    sa.Column("id", Words, primary_key=True),
    sa.Column("key", Words, nullable=False, unique=True),  # one verdict per person and answer
    sa.Column("owner", Words, nullable=False, index=True),
    sa.Column("given_at", Words, nullable=False),
    sa.Column("verdict", Words, nullable=False),
    sa.Column("note", Words, nullable=False),
    sa.Column("answer", Words, nullable=False),
    sa.Column("versions", Words, nullable=False),
    sa.Column("documents", Words, nullable=False),
)
# Tokens are random, so their plain SHA-256 is as safe as a slow hash; passwords have Argon2. Times are seconds since 1970.
# `id` stands for the person, as `owner` of what is theirs: a name that is free again may be another person's. None only while
# a library of format 1 is brought to format 2.
users = sa.Table(
    "users",
    metadata,
    sa.Column("name", Words, primary_key=True),
    sa.Column("id", Words, unique=True, index=True),
    sa.Column("password", Words, nullable=False),
    sa.Column("admin", sa.Boolean, nullable=False),
    sa.Column("from_setting", sa.Boolean, nullable=False),
    sa.Column("editor", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("added", Words, nullable=False),
)
sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("hash", Words, primary_key=True),
    sa.Column("user", sa.ForeignKey("users.name", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("seen", sa.Float, nullable=False, index=True),
    sa.Column("began", sa.Float),
    sa.Column("ends", sa.Float),  # at the latest, however much it is used; None of a log-in by password
    sa.Column("address", Words),
    # Of a log-in by OpenID Connect: what the provider calls its own session, and the token to log out there with.
    sa.Column("sid", Words),
    sa.Column("id_token", Words),
)
# Whom a provider of OpenID Connect vouched for: its name for a person, which nobody else ever has there, and theirs here.
identities = sa.Table(
    "identities",
    metadata,
    sa.Column("issuer", Words, primary_key=True),
    sa.Column("subject", Words, primary_key=True),
    sa.Column("user", sa.ForeignKey("users.name", ondelete="CASCADE"), nullable=False, index=True),
)
tokens = sa.Table(
    "tokens",
    metadata,
    sa.Column("id", Words, primary_key=True),
    sa.Column("hash", Words, nullable=False, unique=True),
    sa.Column("user", sa.ForeignKey("users.name", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("label", Words, nullable=False),
    sa.Column("created", Words, nullable=False),
)
attempts = sa.Table(
    "attempts",
    metadata,
    sa.Column("key", Words, primary_key=True),  # a hash: a password typed as a name must not stand here
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("last", sa.Float, nullable=False, index=True),
)
# Jobs that add documents; see `qa.store.sql.jobs`. A key is its owner's Idempotency-Key.
jobs = sa.Table(
    "jobs",
    metadata,
    sa.Column("id", Words, primary_key=True),
    sa.Column("owner", Words, nullable=False),
    sa.Column("key", Words),
    sa.Column("sent", Words, nullable=False),
    sa.Column("state", Words, nullable=False),
    sa.Column("created", Words, nullable=False),
    sa.Column("worker", Words, nullable=False),
    sa.Column("seen", sa.Float, nullable=False),
    sa.UniqueConstraint("owner", "key"),
)
job_items = sa.Table(
    "job_items",
    metadata,
    sa.Column("job_id", sa.ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("name", Words, nullable=False),
    sa.Column("state", Words, nullable=False),
    sa.Column("added", sa.Integer, nullable=False),
    sa.Column("updated", sa.Integer, nullable=False),
    sa.Column("unchanged", sa.Integer, nullable=False),
    sa.Column("failures", Words, nullable=False),
)
# The ids of the documents that an item became, as JSON. A table, so that a program of before reads the library still.
job_documents = sa.Table(
    "job_documents",
    metadata,
    sa.Column("job_id", sa.ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("ids", Words, nullable=False),
)
# The language model that an administrator has chosen in the app: one row, or none. `qa.store.secrets` encrypts its key.
model_choice = sa.Table(
    "model_choice",
    metadata,
    sa.Column("id", Words, primary_key=True),
    sa.Column("address", Words, nullable=False),
    sa.Column("model", Words, nullable=False),
    sa.Column("context", sa.Integer),  # None: as QA_LLM_CONTEXT says
    sa.Column("sealed_key", Words),
    sa.Column("chosen", Words, nullable=False),
)
# Named sets of documents. Who is in one is told by the document's id and not by its row: a document that is updated leaves
# the library for a moment, and one that is removed can be restored for a day, and both stay where they were.
collections = sa.Table(
    "collections",
    metadata,
    sa.Column("id", Words, primary_key=True),
    sa.Column("name", Words, nullable=False),
    sa.Column("folded", Words, nullable=False, unique=True),
    sa.Column("limited", sa.Boolean, nullable=False, server_default=sa.false()),
)
collected = sa.Table(
    "collected_documents",
    metadata,
    sa.Column("collection_id", sa.ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("document_id", Words, primary_key=True, index=True),
)
# Who may read a limited collection beside administrators, and who of them may change it. `who` is the id of a user, or a role:
# then `role` is set. That a collection is limited stands in its own row: it stays so when nobody is left here.
collection_rights = sa.Table(
    "collection_rights",
    metadata,
    sa.Column("collection_id", sa.ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("who", Words, primary_key=True),
    sa.Column("role", sa.Boolean, primary_key=True),
    sa.Column("changes", sa.Boolean, nullable=False),
)
# What a person keeps to ask about, by name; the one without a name is what they chose last. `scope` is JSON.
saved_scopes = sa.Table(
    "saved_scopes",
    metadata,
    sa.Column("id", Words, primary_key=True),
    sa.Column("owner", Words, nullable=False),
    sa.Column("name", Words, nullable=False),
    sa.Column("folded", Words, nullable=False),
    sa.Column("scope", Words, nullable=False),
    sa.UniqueConstraint("owner", "folded"),
)
# Folders and feeds that are watched; see `qa.store.sql.watches`. Times are seconds since 1970, `looked` is ISO; `collections`,
# `last` and `known` are JSON.
watched = sa.Table(
    "watched",
    metadata,
    sa.Column("id", Words, primary_key=True),
    sa.Column("kind", Words, nullable=False),
    sa.Column("place", Words, nullable=False),
    sa.Column("owner", Words, nullable=False),
    sa.Column("collections", Words, nullable=False),
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
