"""The tables of documents and of what is found in them, which all engines have; each adds its own full-text index."""

import sqlalchemy as sa

from qa.store.sql.columns import CollatedText, Number, columns, document_id, key, own_id, part_of, table

meta = table("meta", key("key"), sa.Column("value", CollatedText, nullable=False))
documents = table(
    "documents",
    own_id(),
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
    own_id(),
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
    own_id(),
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
    own_id(),
    sa.Column("name", CollatedText, nullable=False),
    sa.Column("folded", CollatedText, nullable=False, unique=True),
    sa.Column("limited", sa.Boolean, nullable=False, server_default=sa.false()),
)
collected = table("collected_documents", part_of("collection_id", "collections.id", key=True), key("document_id", index=True))


def rows_at_once(table: sa.Table) -> int:
    """How many rows of it fit well into the memory."""
    return 1 if table is files else 500
