"""Accounts of people whom a provider of OpenID Connect vouches for."""

import secrets
from dataclasses import dataclass

import sqlalchemy as sa

from qa.store.sql import tables
from qa.store.sql.accounts import begin_session, end_access, end_idle, hash_of
from qa.store.sql.database import Part
from qa.store.sql.paging import only
from qa.store.sql.users import MAX_NAME_CHARACTERS, Role, User, checked_name, insert_user, known_user
from qa.types.errors import AccountError, SignOnError, with_setting

# Stands in the place of a password's hash; no password has it.
_NO_PASSWORD = "!"


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a provider means: `subject` is its name for a person and never another's, `names` those here, the best first."""

    issuer: str
    subject: str
    names: tuple[str, ...]


class Identities(Part):
    """A person is known again by issuer and subject. A name alone proves nothing: who has an account by password keeps it."""

    def log_in(
        self, identity: Identity, role: Role, address: str, seconds: float, sid: str | None = None, id_token: str | None = None
    ) -> tuple[User, str]:
        """The account, made at the first log-in, with this role from now on; and a session token for so many seconds.

        `sid` is what the provider calls its session, `id_token` shows it which one is to end. Raises SignOnError.
        """
        token, admin, editor = secrets.token_urlsafe(32), role == "admin", role == "editor"
        with self._database.writing() as connection:
            now = self._clock()
            end_idle(connection, now)
            name = _name_of(connection, identity)
            if name is None:
                name = insert_user(connection, User(_new_name(connection, identity), admin, editor=editor), _NO_PASSWORD).name
                row = {"issuer": identity.issuer, "subject": identity.subject, "user": name}
                connection.execute(tables.identities.insert().values(**row))
            users = tables.users
            connection.execute(users.update().where(users.c.name == name).values(admin=admin, editor=editor))
            begin_session(connection, token, name, now, address, now + seconds, sid=sid, id_token=id_token)
            return known_user(connection, name), token

    def shut_out(self, identity: Identity) -> str | None:
        """Log out everywhere who may not come in any more, and make their tokens worthless; their name, if they had one."""
        with self._database.writing() as connection:
            name = _name_of(connection, identity)
            if name is not None:
                end_access(connection, name)
                users = tables.users
                connection.execute(users.update().where(users.c.name == name).values(admin=False, editor=False))
        return name

    def id_token(self, token: str) -> str | None:
        """What the provider vouched with for the session of this token; None of a log-in by password."""
        table = tables.sessions.c
        found: str | None = self._database.value(sa.select(table.id_token).where(table.hash == hash_of(token)))
        return found

    def log_out(self, issuer: str, subject: str | None, sid: str | None) -> int:
        """End the sessions that go with one at the provider, or without `sid` all of this person; how many those were.

        One of the two is given. Their tokens stay: those are of programs.
        """
        table, vouched = tables.sessions.c, tables.identities.c
        who = sa.select(vouched.user).where(vouched.issuer == issuer, only(vouched.subject, subject))
        return self._database.change(tables.sessions.delete().where(table.user.in_(who), only(table.sid, sid)))


def _name_of(connection: sa.Connection, identity: Identity) -> str | None:
    table = tables.identities.c
    where = (table.issuer == identity.issuer) & (table.subject == identity.subject)
    name: str | None = connection.execute(sa.select(table.user).where(where)).scalar_one_or_none()
    return name


def _new_name(connection: sa.Connection, identity: Identity) -> str:
    """The first of the names that can be one. Raises SignOnError where it is taken: by whom can't be told from here."""
    for given in identity.names:
        try:
            name = checked_name("-".join(given.split())[:MAX_NAME_CHARACTERS])
        except AccountError:
            continue
        if connection.execute(sa.select(tables.users.c.name).where(tables.users.c.name == name)).first():
            raise SignOnError(
                f"there is an account {name} already that isn't the provider's; log in with its password, "
                "or ask an administrator to remove it"
            )
        return name
    raise SignOnError(
        "the provider told no name that an account can have; ask an administrator",
        with_setting("no name in what the provider told", "QA_OIDC_NAME_CLAIM"),
    )
