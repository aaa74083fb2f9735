"""Users and their rows, within a transaction of the library; and what belongs to whom.

The owner of a conversation or of feedback is a person's id, since a name may be another person's one day.
"""

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import sqlalchemy as sa

from qa.store.sql import moments, tables
from qa.types.errors import AccountError, NotFoundError

MAX_NAME_CHARACTERS = 64
# Everybody where nobody logs in; also the id of an account of this name, so that who gets it keeps what was asked before.
LOCAL_NAME = "local"

Role = Literal["reader", "editor", "admin"]


@dataclass(frozen=True, slots=True)
class User:
    """Who asks. Editors and admins change the library. `id` owns what is theirs, and is nobody else's when their name is."""

    name: str
    admin: bool
    id: str = field(default="", compare=False)
    editor: bool = False

    @property
    def edits(self) -> bool:
        return self.admin or self.editor

    @property
    def role(self) -> Role:
        return "admin" if self.admin else "editor" if self.editor else "reader"


# Everybody, where no QA_AUTH is set: `qa serve` is then reachable from this machine alone.
LOCAL = User(LOCAL_NAME, admin=True, id=LOCAL_NAME)
# What a `User` is made of.
PEOPLE = sa.select(tables.users.c.name, tables.users.c.admin, tables.users.c.id, tables.users.c.editor)


def row_of(connection: sa.Connection, name: str) -> sa.Row[Any] | None:
    """The user's whole row, with the hash of the password."""
    return connection.execute(sa.select(tables.users).where(tables.users.c.name == name)).first()


def user_of(connection: sa.Connection, name: str) -> User | None:
    row = connection.execute(PEOPLE.where(tables.users.c.name == name)).first()
    return None if row is None else User(*row)


def known_user(connection: sa.Connection, name: str) -> User:
    """Raises NotFoundError."""
    user = user_of(connection, name)
    if user is None:
        raise NotFoundError(f"no user {name!r}; `qa users list` shows names")
    return user


def insert_user(connection: sa.Connection, user: User, password: str, *, from_setting: bool = False) -> User:
    """Store the user under a new id. `password` is a hash, or what no password has."""
    user = replace(user, id=new_id(user.name))
    row = {"name": user.name, "id": user.id, "admin": user.admin, "editor": user.editor, "added": moments.second()}
    connection.execute(tables.users.insert().values(**row, password=password, from_setting=from_setting))
    return user


def one_form(name: str) -> str:
    """Keyboards differ in how they send an accented letter; half a surrogate pair can't be stored."""
    return unicodedata.normalize("NFC", name.encode(errors="replace").decode())


def checked_name(name: str) -> str:
    """The name in the form that it is kept in. Raises AccountError where it can't be a name."""
    bad = [char for char in name if char.isspace() or char == ":" or not char.isprintable()]
    if not name or len(name) > MAX_NAME_CHARACTERS or bad:
        raise AccountError(
            f"{name[:80]!r} is no user name; one has 1 to {MAX_NAME_CHARACTERS} printable characters without spaces and colons"
        )
    return one_form(name)


def new_id(name: str) -> str:
    return LOCAL_NAME if name == LOCAL_NAME else secrets.token_hex(8)


def shown(owner: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """What people are told of an owner: the name of the account with this id, or what stands there."""
    name = sa.select(tables.users.c.name).where(tables.users.c.id == owner).scalar_subquery()
    return sa.func.coalesce(name, owner)


def feedback_key(owner: str, question: str, standalone_question: str, text: str) -> str:
    """One verdict per person and answer has this key."""
    return hashlib.sha256("\0".join((owner, question, standalone_question, text)).encode()).hexdigest()


def orphan_feedback(connection: sa.Connection, owner: str, name: str) -> None:
    """Feedback stays when its author is removed, under a name that no account can have, so that nobody sees it as their own."""
    table = tables.feedback
    connection.execute(table.update().where(table.c.owner == owner).values(owner=f"{name} (removed)"))
