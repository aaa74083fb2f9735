"""The tables: of documents and what is found in them, then of people, who they are, what they ask, add, watch and keep, and
what they may read. All engines have these; each adds its own full-text index."""

import sqlalchemy as sa

from qa.store.sql.columns import CollatedText, Number, columns, document_id, key, part_of, table

meta = table("meta", key("key"), sa.Column("value", CollatedText, nullable=False))
documents = table(
    "documents",
    key("id"),
    sa.Column("source", CollatedText, nullable=False, unique=True),
    *columns(CollatedText, "title", "text"),
    sa.Column("published", CollatedText, index=True),
    *columns(CollatedText, "sha256", "added"),
)
# What few documents declare.
details = table("document_details", document_id(), *columns(CollatedText, "author", "url", nullable=True))
# Which file's content a document was read from, as `qa.documents` tells it: the same content needn't be parsed again.
originals = table("document_originals", document_id(), sa.Column("fingerprint", CollatedText, nullable=False))
# The PDFs and pictures whose pages are shown, each with the SHA-256 of the text that was read from it. A document is named by
# its id, as in collections: one that is removed keeps its file as long as it can be restored. `words` are those that were
# recognised, with their places; "" where none had to be.
files = table(
    "document_files",
    key("document_id"),
    *columns(CollatedText, "sha256", "suffix", "words"),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
# Which lines of a text are headings and captions, as `qa.documents.layout` packs them; of one version of it, as files are.
layouts = table("document_layouts", key("document_id"), *columns(CollatedText, "sha256", "marks"))
# Title, source and author, in the form that `fold` gives them: documents are searched and sorted by these.
names = table("document_names", document_id(), sa.Column("folded", CollatedText, nullable=False, index=True))
# Removed documents, until they can't be restored any more.
removed = table(
    "removed_documents",
    key("id"),
    *columns(CollatedText, "source", "title", "text", "sha256"),
    *columns(CollatedText, "published", "author", "url", nullable=True),
    sa.Column("removed", CollatedText, nullable=False, index=True),
)
chunks = table(
    "chunks",
    sa.Column("number", Number, primary_key=True),  # that of its row in the full-text index
    sa.Column("id", CollatedText, nullable=False, unique=True),
    part_of("document_id", "documents.id"),
    *columns(sa.Integer, "ordinal", "start", "end"),
    sa.Column("text", CollatedText, nullable=False),
    # float32; int32 pairs: start, end; float16: half the size, cosine off by < 0.001.
    *columns(sa.LargeBinary, "vector", "sentences", "sentence_vectors"),
)
# Vectors by another embedding model, which take the place of the chunks' when all are there; and the one row that says so.
# `setting` is what the model is opened by; `worker` is empty where nobody works on it.
next_vectors = table(
    "next_vectors", part_of("number", "chunks.number", key=True), *columns(sa.LargeBinary, "vector", "sentence_vectors")
)
reembedding = table(
    "reembedding",
    key("id"),
    *columns(CollatedText, "setting", "begun", "worker"),
    sa.Column("seen", sa.Float, nullable=False),
    sa.Column("trouble", CollatedText),
)
# Chunks that came or went since the vector index last heard of it; in the order in which they did.
unindexed = table(
    "unindexed_chunks", sa.Column("number", Number, primary_key=True), sa.Column("chunk_id", CollatedText, nullable=False)
)
statements = table(
    "statements",
    sa.Column("number", Number, primary_key=True),
    part_of("document_id", "documents.id"),
    *columns(sa.Integer, "start", "end"),
    sa.Column("kind", CollatedText, nullable=False),
    sa.Column("speaker", CollatedText, index=True),
    *columns(CollatedText, "role", "addressee", "when", nullable=True),
    *columns(sa.Integer, "context_start", "context_end"),
    sa.Column("likely", sa.Float),
)
# Whom each name means in each document: names with one `person` are one person or body; `quotes` is how many of the statements
# stand in quote marks. `due` is the revision from which on it waits to be told apart from others; 0 where it doesn't.
speakers = table(
    "speakers",
    document_id(),
    key("name", index=True),
    sa.Column("person", CollatedText, nullable=False, index=True),
    sa.Column("quotes", sa.Integer, nullable=False),
    sa.Column("due", sa.BigInteger, nullable=False, index=True),
)
# What is told around a name in a document: the mean of the sentence vectors, float16.
speaker_vectors = table(
    "speaker_vectors", document_id(), key("name", index=True), sa.Column("vector", sa.LargeBinary, nullable=False)
)
# What names are called by their own words, and what else whoever has them may be called.
speaker_links = table("speaker_links", key("link"), key("name", index=True), sa.Column("own", sa.Boolean, nullable=False))
# Named sets of documents. Who is in one is told by the document's id and not by its row: a document that is updated leaves
# the library for a moment, and one that is removed can be restored for a day, and both stay where they were.
collections = table(
    "collections",
    key("id"),
    sa.Column("name", CollatedText, nullable=False),
    sa.Column("folded", CollatedText, nullable=False, unique=True),
    sa.Column("limited", sa.Boolean, nullable=False, server_default=sa.false()),
)
collected = table("collected_documents", part_of("collection_id", "collections.id", key=True), key("document_id", index=True))
# Answers are kept whole as JSON, with the versions they were made by and the SHA-256 of each document they cite. `folded`
# columns hold what is searched, in the form that `fold` gives it.
conversations = table(
    "conversations",
    key("id"),
    sa.Column("owner", CollatedText, nullable=False, index=True),
    *columns(CollatedText, "title", "folded", "created", "updated"),
    sa.Column("share_token", CollatedText, unique=True),
    sa.Column("shared_exchanges", sa.Integer, nullable=False, server_default="0"),
    sa.Column("deleted", CollatedText, index=True),
)
exchanges = table(
    "exchanges",
    part_of("conversation_id", "conversations.id", key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    *columns(CollatedText, "asked_at", "answer", "versions", "documents", "folded"),
)
feedback = table(
    "feedback",
    key("id"),
    sa.Column("key", CollatedText, nullable=False, unique=True),  # one verdict per person and answer
    sa.Column("owner", CollatedText, nullable=False, index=True),
    *columns(CollatedText, "given_at", "verdict", "note", "answer", "versions", "documents"),
)
# Tokens are random, so their plain SHA-256 is as safe as a slow hash; passwords have Argon2. Times are seconds since 1970.
# `id` stands for the person, as `owner` of what is theirs: a name that is free again may be another person's. None only while
# a library of format 1 is brought to format 2.
users = table(
    "users",
    key("name"),
    sa.Column("id", CollatedText, unique=True, index=True),
    sa.Column("password", CollatedText, nullable=False),
    *columns(sa.Boolean, "admin", "from_setting"),
    sa.Column("editor", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("added", CollatedText, nullable=False),
)
sessions = table(
    "sessions",
    key("hash"),
    part_of("user", "users.name"),
    sa.Column("seen", sa.Float, nullable=False, index=True),
    *columns(sa.Float, "began", "ends", nullable=True),  # ends at the latest, however much it is used; None: by password
    # Of a log-in by OpenID Connect: what the provider calls its own session, and the token to log out there with.
    *columns(CollatedText, "address", "sid", "id_token", nullable=True),
)
# Whom a provider of OpenID Connect vouched for: its name for a person, which nobody else ever has there, and theirs here.
identities = table("identities", key("issuer"), key("subject"), part_of("user", "users.name"))
tokens = table(
    "tokens",
    key("id"),
    sa.Column("hash", CollatedText, nullable=False, unique=True),
    part_of("user", "users.name"),
    *columns(CollatedText, "label", "created"),
)
attempts = table(
    "attempts",
    key("key"),  # a hash: a password typed as a name must not stand here
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("last", sa.Float, nullable=False, index=True),
)
# Jobs that add documents; see `qa.store.sql.jobs`. A key is its owner's Idempotency-Key.
jobs = table(
    "jobs",
    key("id"),
    sa.Column("owner", CollatedText, nullable=False),
    sa.Column("key", CollatedText),
    *columns(CollatedText, "sent", "state", "created", "worker"),
    sa.Column("seen", sa.Float, nullable=False),
    sa.UniqueConstraint("owner", "key"),
)
job_items = table(
    "job_items",
    part_of("job_id", "jobs.id", key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    *columns(CollatedText, "name", "state"),
    *columns(sa.Integer, "added", "updated", "unchanged"),
    sa.Column("failures", CollatedText, nullable=False),
)
# The ids of the documents that an item became, as JSON. A table, so that a program of before reads the library still.
job_documents = table(
    "job_documents",
    part_of("job_id", "jobs.id", key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("ids", CollatedText, nullable=False),
)
# The language model that an administrator has chosen in the app: one row, or none. `qa.store.keys` encrypts its key.
model_choice = table(
    "model_choice",
    key("id"),
    *columns(CollatedText, "address", "model"),
    sa.Column("context", sa.Integer),  # None: as QA_LLM_CONTEXT says
    sa.Column("sealed_key", CollatedText),
    sa.Column("chosen", CollatedText, nullable=False),
)
# Who may read a limited collection beside administrators, and who of them may change it. `who` is the id of a user, or a role:
# then `role` is set. That a collection is limited stands in its own row: it stays so when nobody is left here.
collection_rights = table(
    "collection_rights",
    part_of("collection_id", "collections.id", key=True),
    key("who"),
    sa.Column("role", sa.Boolean, primary_key=True),
    sa.Column("changes", sa.Boolean, nullable=False),
)
# What a person keeps to ask about, by name; the one without a name is what they chose last. `scope` is JSON.
saved_scopes = table(
    "saved_scopes",
    key("id"),
    *columns(CollatedText, "owner", "name", "folded", "scope"),
    sa.UniqueConstraint("owner", "folded"),
)
# Folders and feeds that are watched; see `qa.store.sql.watches`. Times are seconds since 1970, `looked` is ISO; `collections`,
# `last` and `known` are JSON; `worker` is empty where nobody looks at it.
watched = table(
    "watched",
    key("id"),
    *columns(CollatedText, "kind", "place", "owner", "collections", "begun", "worker", "last", "known"),
    *columns(CollatedText, "looked", "trouble", nullable=True),
    *columns(sa.Float, "due", "seen"),
    sa.Column("paused", sa.Boolean, nullable=False),
    sa.Column("came", sa.Integer, nullable=False),
)


def rows_at_once(table: sa.Table) -> int:
    """How many rows of it fit well into the memory."""
    return 1 if table is files else 500
