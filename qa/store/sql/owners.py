"""Whose conversations and feedback are whose: the owner is a person's id, since a name may be another person's one day."""

import hashlib
import secrets

import sqlalchemy as sa

from qa.store.sql import schema

# Everybody where nobody logs in; also the id of an account of this name, so that who gets it keeps what was asked before.
LOCAL_NAME = "local"


def new_id(name: str) -> str:
    """The id of a new account with this name."""
    return LOCAL_NAME if name == LOCAL_NAME else secrets.token_hex(8)


def shown(owner: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """What people are told of an owner: the name of the account with this id, or what stands there."""
    name = sa.select(schema.users.c.name).where(schema.users.c.id == owner).scalar_subquery()
    return sa.func.coalesce(name, owner)


def feedback_key(owner: str, question: str, standalone_question: str, text: str) -> str:
    """One verdict per person and answer has this key."""
    return hashlib.sha256("\0".join((owner, question, standalone_question, text)).encode()).hexdigest()


def orphan_feedback(connection: sa.Connection, owner: str, name: str) -> None:
    """Feedback stays when its author is removed, under a name that no account can have, so that nobody sees it as their own."""
    table = schema.feedback
    connection.execute(table.update().where(table.c.owner == owner).values(owner=f"{name} (removed)"))
