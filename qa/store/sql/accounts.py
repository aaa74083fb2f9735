"""Accounts: who may log in, who is logged in, and the tokens of programs. Nothing here can be turned back into a secret."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from time import time

import sqlalchemy as sa

from qa.store.sql import moments, tables
from qa.store.sql.database import Database, Part
from qa.store.sql.paging import only
from qa.store.sql.passwords import MAX_PASSWORD_CHARACTERS, Cost, Passwords, attempt_key, count_attempt, forget_attempts
from qa.store.sql.users import PEOPLE, User, checked_name, insert_user, known_user, one_form, orphan_feedback, row_of, user_of
from qa.types.errors import AccountError, NotFoundError, TooManyAttemptsError, WrongPasswordError

MIN_PASSWORD_CHARACTERS = 8  # NIST SP 800-63B
SESSION_SECONDS = 14 * 24 * 3600.0
# A session in use is noted this often: not at each request, which would make every one of them write.
_SEEN_EVERY = 600.0
_TOKEN_PREFIX = "qa_"
_ID_CHARACTERS = 12


@dataclass(frozen=True, slots=True)
class TokenLabel:
    """What is told of a program's token: never the token. `created` is an ISO timestamp in UTC."""

    id: str
    user: str
    label: str
    created: str


class Accounts(Part):
    """All users of a library, in all processes that have it open."""

    def __init__(self, database: Database, *, cost: Cost | None = None, clock: Callable[[], float] = time) -> None:
        """`cost` is that of hashing a password."""
        super().__init__(database, clock=clock)
        self._passwords = Passwords(cost or Cost())

    def add(self, name: str, password: str, admin: bool = False, editor: bool = False) -> User:
        """Raises AccountError where the name is taken, or name or password can't be."""
        name = checked_name(name)
        hashed = self._passwords.hash(_checked_password(password))
        with self._database.writing() as connection:
            _check_free(connection, name)
            return insert_user(connection, User(name, admin, editor=editor), hashed)

    def check_new(self, name: str) -> None:
        """Raises AccountError where nobody can be added by this name."""
        with self._database.reading() as connection:
            _check_free(connection, checked_name(name))

    def set_password(self, name: str, password: str) -> None:
        """Logs the user out everywhere and revokes their tokens. Raises AccountError, NotFoundError."""
        hashed = self._passwords.hash(_checked_password(password))
        with self._database.writing() as connection:
            known_user(connection, name)
            _set_password(connection, name, hashed)

    def remove(self, name: str) -> User:
        """Remove this user with their sessions, tokens and conversations, for good; feedback stays. Raises NotFoundError."""
        with self._database.writing() as connection:
            user = known_user(connection, name)
            _remove(connection, user)
            return user

    def list(self) -> tuple[User, ...]:
        """All users, by name."""
        return tuple(User(*row) for row in self._database.rows(PEOPLE.order_by(tables.users.c.name)))

    def owner(self, name: str) -> str:
        """Return the id by which this user owns conversations and feedback; the name itself where there is no such account."""
        return self._database.value(sa.select(tables.users.c.id).where(tables.users.c.name == name)) or name

    def admit(self, setting: str) -> User:
        """Make the user of QA_AUTH, `user:password` or `user:$argon2id$…`, an admin. Raises AccountError.

        The user of an earlier QA_AUTH is removed, as `remove` does it. Where nothing has changed, sessions go on, too.
        """
        name, _, secret = setting.partition(":")
        name = checked_name(name)
        with self._database.reading() as connection:
            known = row_of(connection, name)
        same = known is not None and self._passwords.same(known.password, secret)
        hashed = known.password if known is not None and same else self._passwords.take(secret)
        with self._database.writing() as connection:
            table = tables.users.c
            replace_setting_user(connection, name)
            # Whom a provider knows by this name isn't whom the setting means.
            connection.execute(tables.identities.delete().where(tables.identities.c.user == name))
            row = row_of(connection, name)
            if row is None:
                return insert_user(connection, User(name, admin=True), hashed, from_setting=True)
            if row.password != hashed:
                _set_password(connection, name, hashed)
            connection.execute(tables.users.update().where(table.name == name).values(admin=True, from_setting=True))
        return User(name, admin=True, id=row.id)

    def admit_first(self, setting: str) -> None:
        """Do what `admit` does, but only if no QA_AUTH has made a user yet, so nobody is removed. Raises AccountError."""
        if not self._database.value(sa.select(sa.func.count()).where(tables.users.c.from_setting)):
            self.admit(setting)

    def log_in(self, name: str, password: str, address: str) -> str:
        """A session token. Raises WrongPasswordError, and TooManyAttemptsError after five wrong ones from one address.

        An unknown name takes the same work as a wrong password, and isn't told from it.
        """
        name = one_form(name)
        key = attempt_key(name, address)
        # Counted before it is checked, and not counted if right: a hundred guesses at once are a hundred guesses.
        with self._database.writing() as connection:
            wait = count_attempt(connection, key, self._clock())
        if wait > 0:
            raise TooManyAttemptsError(wait)
        with self._database.reading() as connection:
            known = row_of(connection, name)
        if not self._passwords.verify(None if known is None else known.password, password) or known is None:
            raise WrongPasswordError("wrong name or password")
        renewed = None if known.from_setting else self._passwords.renewed(known.password, password)
        token = secrets.token_urlsafe(32)
        with self._database.writing() as connection:
            now = self._clock()
            forget_attempts(connection, key)
            end_idle(connection, now)
            row = row_of(connection, name)
            if row is None or row.password != known.password:  # removed or changed while it was checked
                raise WrongPasswordError("wrong name or password")
            if renewed is not None:
                connection.execute(tables.users.update().where(tables.users.c.name == name).values(password=renewed))
            begin_session(connection, token, name, now, address)
        return token

    def session(self, token: str) -> User | None:
        """Who is logged in with this token; None where it is unknown, was not used for 14 days, or has run out."""
        table, now = tables.sessions.c, self._clock()
        query = PEOPLE.add_columns(table.seen, table.ends).join(tables.sessions).where(table.hash == hash_of(token))
        row = self._database.row(query)
        if row is None or row.seen < now - SESSION_SECONDS or (row.ends is not None and row.ends < now):
            return None
        if not now - _SEEN_EVERY <= row.seen <= now:  # later than now: the clock was set back since
            self._database.change(tables.sessions.update().where(table.hash == hash_of(token)).values(seen=now))
        return User(row.name, row.admin, row.id, row.editor)

    def log_out(self, token: str) -> None:
        """End the session of this token; an unknown one has none."""
        self._database.change(tables.sessions.delete().where(tables.sessions.c.hash == hash_of(token)))

    def create_token(self, name: str, label: str) -> str:
        """A bearer token with the rights of this user, told this once. Raises NotFoundError."""
        token = _TOKEN_PREFIX + secrets.token_urlsafe(32)
        with self._database.writing() as connection:
            known_user(connection, name)
            row = {"id": secrets.token_hex(4), "hash": hash_of(token), "user": name, "label": " ".join(label.split())[:80]}
            connection.execute(tables.tokens.insert().values(**row, created=moments.second()))
        return token

    def token(self, token: str) -> User | None:
        """The user whose bearer token this is; None where it is nobody's."""
        row = self._database.row(PEOPLE.join(tables.tokens).where(tables.tokens.c.hash == hash_of(token)))
        return None if row is None else User(*row)

    def tokens(self, name: str | None = None) -> tuple[TokenLabel, ...]:
        """Everybody's (or this user's), oldest first."""
        table = tables.tokens.c
        query = sa.select(table.id, table.user, table.label, table.created).where(only(table.user, name))
        return tuple(TokenLabel(*row) for row in self._database.rows(query.order_by(table.created, table.id)))

    def revoke(self, token_id: str, name: str | None = None) -> None:
        """Revoke the token with this id (of this user). Raises NotFoundError."""
        table = tables.tokens.c
        if self._database.change(tables.tokens.delete().where(table.id == token_id, only(table.user, name))) == 0:
            raise NotFoundError(f"no token {token_id!r}; `qa tokens list` shows ids")


def hash_password(password: str) -> str:
    """What may stand in QA_AUTH in place of the password. Raises AccountError."""
    return Passwords(Cost()).hash(_checked_password(password))


def replace_setting_user(connection: sa.Connection, name: str) -> None:
    """Remove whom an earlier QA_AUTH made an admin, unless it is this one."""
    table = tables.users.c
    for row in connection.execute(PEOPLE.where(table.from_setting, table.name != name)).all():
        _remove(connection, User(*row))


def _remove(connection: sa.Connection, user: User) -> None:
    right = tables.collection_rights.c
    for table in (tables.conversations, tables.saved_scopes):
        connection.execute(table.delete().where(table.c.owner == user.id))
    # What they could read stays limited to the others.
    connection.execute(tables.collection_rights.delete().where(right.who == user.id, right.role.is_(False)))
    orphan_feedback(connection, user.id, user.name)
    connection.execute(tables.users.delete().where(tables.users.c.name == user.name))


def _check_free(connection: sa.Connection, name: str) -> None:
    if user_of(connection, name) is not None:
        raise AccountError(f"there is a user {name!r} already; choose another name, or remove that one first")


def _set_password(connection: sa.Connection, name: str, password: str) -> None:
    connection.execute(tables.users.update().where(tables.users.c.name == name).values(password=password))
    end_access(connection, name)


def end_access(connection: sa.Connection, name: str) -> None:
    for table in (tables.sessions, tables.tokens):
        connection.execute(table.delete().where(table.c.user == name))


def end_idle(connection: sa.Connection, now: float) -> None:
    table = tables.sessions.c
    connection.execute(tables.sessions.delete().where((table.seen < now - SESSION_SECONDS) | (table.ends < now)))


def _checked_password(password: str) -> str:
    if not MIN_PASSWORD_CHARACTERS <= len(password) <= MAX_PASSWORD_CHARACTERS:
        counted = "1 character" if len(password) == 1 else f"{len(password)} characters"
        raise AccountError(f"the password has {counted}; {MIN_PASSWORD_CHARACTERS} to {MAX_PASSWORD_CHARACTERS} are allowed")
    if any("\ud800" <= char <= "\udfff" for char in password):
        raise AccountError("the password has characters that can't be written as UTF-8; choose another")
    return password


def begin_session(
    connection: sa.Connection, token: str, name: str, now: float, address: str, ends: float | None = None, **vouched: str | None
) -> None:
    row = {"hash": hash_of(token), "user": name, "seen": now, "began": now, "ends": ends, "address": address}
    connection.execute(tables.sessions.insert().values(**row, **vouched))


def hash_of(token: str) -> str:
    return sha256(token.encode(errors="replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class Session:
    """`id` is the beginning of a hash. Times are ISO timestamps in UTC; `began` and `address` are None of an old session."""

    id: str
    user: str
    began: str | None
    seen: str
    ends: str | None
    address: str | None


class Sessions(Part):
    """The sessions of all users, in all processes that have the library open."""

    def list(self, user: str | None = None) -> tuple[Session, ...]:
        """Everybody's (or this user's), the one used last first."""
        table = tables.sessions.c
        query = sa.select(tables.sessions).where(only(table.user, user)).order_by(table.seen.desc(), table.hash)
        with self._database.writing() as connection:
            end_idle(connection, self._clock())
            return tuple(
                Session(
                    each.hash[:_ID_CHARACTERS], each.user, _iso(each.began), str(_iso(each.seen)), _iso(each.ends), each.address
                )
                for each in connection.execute(query)
            )

    def end(self, session_id: str, user: str | None = None) -> None:
        """Log out the session with this id (of this user). Raises NotFoundError."""
        table = tables.sessions.c
        meant = sa.func.substr(table.hash, 1, _ID_CHARACTERS) == session_id
        if self._database.change(tables.sessions.delete().where(meant, only(table.user, user))) == 0:
            raise NotFoundError(f"no session {session_id!r}; `qa sessions list` shows ids")

    def end_all(self, user: str) -> int:
        """Log this user out everywhere; how many sessions that were."""
        return self._database.change(tables.sessions.delete().where(tables.sessions.c.user == user))


def session_id(token: str) -> str:
    return hash_of(token)[:_ID_CHARACTERS]


def _iso(seconds: float | None) -> str | None:
    return None if seconds is None else moments.of_seconds(seconds)
