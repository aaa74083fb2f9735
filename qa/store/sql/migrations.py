"""How the tables are made, and what changes in the rows of a library of an earlier format.

An older library is brought up to date in place, within the transaction of the first process that opens it. Tables and columns
that a later format has are made by `set_up` before.

Most formats change no row. Format 3 made room for the language model that is chosen in the app, 4 for collections and saved
scopes, 5 for files whose pages are shown, 6 for exact words (`Database` fills them in), 7 for rights, 9 for what is watched, 10
for how likely a statement is its speaker's.
Their numbers rose all the same: a program of before would move or restore such a library without these, and show limited
collections to everybody.

To raise the format: change rows in `migrate` if any change, raise `SCHEMA_VERSION`, and give the format a test in
tests/qa/store/sql/test_migrations.py.
"""

import json
from contextlib import suppress
from typing import Any

import sqlalchemy as sa

from qa.store.sql import tables
from qa.store.sql.columns import metadata, name_row
from qa.store.sql.speaker_rows import name_speakers
from qa.store.sql.users import LOCAL_NAME, feedback_key, new_id, orphan_feedback

# Raised with each step here.
SCHEMA_VERSION = 10
# The first format that knows which exact words a document has.
EXACT_WORDS_SINCE = 6
# Those of `tables`, which are declared when it is imported.
ALL_TABLES = tuple(metadata.sorted_tables)


def set_up(connection: sa.Connection) -> None:
    """Make the tables, and columns of older tables, that aren't there yet."""
    for table, column in missing_columns(connection):
        # What SQLite and PostgreSQL can both add to a table that has rows.
        if column.nullable or column.server_default is not None:
            declared = sa.schema.CreateColumn(column).compile(dialect=connection.dialect)
            connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {declared}")
    for table in ALL_TABLES:
        connection.execute(sa.schema.CreateTable(table, if_not_exists=True))
        for index in table.indexes:
            connection.execute(sa.schema.CreateIndex(index, if_not_exists=True))
    name_documents(connection)


def missing_columns(connection: sa.Connection) -> list[tuple[sa.Table, sa.Column[Any]]]:
    inspector = sa.inspect(connection)
    there = set(inspector.get_table_names())
    old = [table for table in ALL_TABLES if table.name in there]
    held = {table.name: {column["name"] for column in inspector.get_columns(table.name)} for table in old}
    return [(table, column) for table in old for column in table.columns if column.name not in held[table.name]]


def name_documents(connection: sa.Connection) -> None:
    """Name the documents of a library from before `document_names`."""
    unnamed = (
        sa.select(tables.documents.c.id, tables.documents.c.title, tables.documents.c.source, tables.details.c.author)
        .outerjoin_from(tables.documents, tables.details)
        .where(tables.documents.c.id.not_in(sa.select(tables.names.c.document_id)))
    )
    for row in connection.execute(unnamed).all():
        connection.execute(tables.names.insert().values(name_row(*row)))


def migrate(connection: sa.Connection, version: int) -> None:
    """Bring the rows of a library of this format to the present one."""
    if version < 2:
        _own_by_id(connection)
    if version < 8:
        name_speakers(connection)


def _own_by_id(connection: sa.Connection) -> None:
    """1 → 2: conversations, feedback and jobs belong to the ids of accounts, no longer to their names."""
    users, feedback = tables.users, tables.feedback
    names = set(connection.execute(sa.select(users.c.name).where(users.c.id.is_(None))).scalars())
    # Who had a name before and is gone has left feedback under it; the person who has it now mustn't read that. Which of it is
    # whose can't be told any more, so it stays with the name where there is an account.
    for owner in connection.execute(sa.select(feedback.c.owner).distinct()).scalars().all():
        if owner not in names and owner != LOCAL_NAME:
            orphan_feedback(connection, owner, owner)
    for name in sorted(names):
        person = new_id(name)
        connection.execute(users.update().where(users.c.name == name).values(id=person))
        for table in (tables.conversations, tables.jobs):
            connection.execute(table.update().where(table.c.owner == name).values(owner=person))
        for row in connection.execute(sa.select(feedback.c.id, feedback.c.answer).where(feedback.c.owner == name)).all():
            values = {"owner": person}
            with suppress(ValueError, KeyError, TypeError):  # a damaged answer: its verdict can't be given anew anyway
                answer = json.loads(row.answer)
                values["key"] = feedback_key(person, answer["question"], answer["standalone_question"], answer["text"])
            connection.execute(feedback.update().where(feedback.c.id == row.id).values(values))
