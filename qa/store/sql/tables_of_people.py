"""The tables of people: who they are, what they ask, add, watch and keep, and what they may read."""

import sqlalchemy as sa

from qa.store.sql.columns import CollatedText, columns, key, own_id, part_of, table

# Answers are kept whole as JSON, with the versions they were made by and the SHA-256 of each document they cite. `folded`
# columns hold what is searched, in the form that `fold` gives it.
conversations = table(
    "conversations",
    own_id(),
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
    own_id(),
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
    own_id(),
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
    own_id(),
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
    own_id(),
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
    "saved_scopes", own_id(), *columns(CollatedText, "owner", "name", "folded", "scope"), sa.UniqueConstraint("owner", "folded")
)
# Folders and feeds that are watched; see `qa.store.sql.watches`. Times are seconds since 1970, `looked` is ISO; `collections`,
# `last` and `known` are JSON; `worker` is empty where nobody looks at it.
watched = table(
    "watched",
    own_id(),
    *columns(CollatedText, "kind", "place", "owner", "collections", "begun", "worker", "last", "known"),
    *columns(CollatedText, "looked", "trouble", nullable=True),
    *columns(sa.Float, "due", "seen"),
    sa.Column("paused", sa.Boolean, nullable=False),
    sa.Column("came", sa.Integer, nullable=False),
)
