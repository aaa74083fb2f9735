"""The steps from each format of a library to the next.

An older library is brought up to date in place, within the transaction of the first process that opens it. Tables and columns
that a later format has are made by `schema.set_up` before; the steps here change rows. To raise the format: add a step, raise
`schema.SCHEMA_VERSION`, and give the step a test in tests/qa/store/sql/test_migrations.py.
"""

import json
from collections.abc import Callable
from contextlib import suppress

import sqlalchemy as sa

from qa.store.sql import schema
from qa.store.sql.owners import LOCAL_NAME, feedback_key, new_id, orphan_feedback
from qa.store.sql.speaker_rows import name_speakers


def migrate(connection: sa.Connection, version: int) -> None:
    """Bring the rows of a library of this format to the present one."""
    for step in _STEPS[version - 1 :]:
        step(connection)


def _own_by_id(connection: sa.Connection) -> None:
    """1 → 2: conversations, feedback and jobs belong to the ids of accounts, no longer to their names."""
    users, feedback = schema.users, schema.feedback
    names = set(connection.execute(sa.select(users.c.name).where(users.c.id.is_(None))).scalars())
    # Who had a name before and is gone has left feedback under it; the person who has it now mustn't read that. Which of it is
    # whose can't be told any more, so it stays with the name where there is an account.
    for owner in connection.execute(sa.select(feedback.c.owner).distinct()).scalars().all():
        if owner not in names and owner != LOCAL_NAME:
            orphan_feedback(connection, owner, owner)
    for name in sorted(names):
        person = new_id(name)
        connection.execute(users.update().where(users.c.name == name).values(id=person))
        for table in (schema.conversations, schema.jobs):
            connection.execute(table.update().where(table.c.owner == name).values(owner=person))
        for row in connection.execute(sa.select(feedback.c.id, feedback.c.answer).where(feedback.c.owner == name)).all():
            values = {"owner": person}
            with suppress(ValueError, KeyError, TypeError):  # a damaged answer: its verdict can't be given anew anyway
                answer = json.loads(row.answer)
                values["key"] = feedback_key(person, answer["question"], answer["standalone_question"], answer["text"])
            connection.execute(feedback.update().where(feedback.c.id == row.id).values(values))


def _hold_a_model_choice(_connection: sa.Connection) -> None:
    """2 → 3: a table for the language model that is chosen in the app. Nobody has chosen one yet, so there are no rows to make.

    The number rises all the same: a program of before would move or restore such a library without its choice.
    """


def _hold_collections(_connection: sa.Connection) -> None:
    """3 → 4: tables for collections and saved scopes, which nobody has yet. The number rises for the same reason as to 3."""


def _hold_files(_connection: sa.Connection) -> None:
    """4 → 5: a table for files whose pages are shown; those of before show their text. The number rises as to 3."""


def _know_exact_words(_connection: sa.Connection) -> None:
    """5 → 6: an index of the exact words of documents, the engine's own: `Database` fills it. Rows stay as they are."""


def _hold_rights(_connection: sa.Connection) -> None:
    """6 → 7: collections can be limited to some people. None is yet. A program of before would show them to everybody."""


def _know_speakers(connection: sa.Connection) -> None:
    """7 → 8: whom each name means in each document."""
    name_speakers(connection)


def _hold_watched(_connection: sa.Connection) -> None:
    """8 → 9: a table for what is watched, which is nothing yet. The number rises as to 3."""


# The step at place n leads from format n + 1 to the next.
_STEPS: tuple[Callable[[sa.Connection], None], ...] = (
    _own_by_id,
    _hold_a_model_choice,
    _hold_collections,
    _hold_files,
    _know_exact_words,
    _hold_rights,
    _know_speakers,
    _hold_watched,
)
assert len(_STEPS) == schema.SCHEMA_VERSION - 1
