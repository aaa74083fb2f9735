"""The sessions of people who are logged in: listed, and ended before their time. An id is the beginning of a hash."""

from dataclasses import dataclass

import sqlalchemy as sa

from qa.store.sql import moments
from qa.store.sql import tables_of_people as people
from qa.store.sql.accounts import end_idle, hash_of
from qa.store.sql.database import Part
from qa.store.sql.paging import only
from qa.types.errors import NotFoundError

_ID_CHARACTERS = 12


@dataclass(frozen=True, slots=True)
class Session:
    """Times are ISO timestamps in UTC; `began` and `address` are None of a session from before they were kept."""

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
        table = people.sessions.c
        query = sa.select(people.sessions).where(only(table.user, user)).order_by(table.seen.desc(), table.hash)
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
        table = people.sessions.c
        meant = sa.func.substr(table.hash, 1, _ID_CHARACTERS) == session_id
        if self._database.change(people.sessions.delete().where(meant, only(table.user, user))) == 0:
            raise NotFoundError(f"no session {session_id!r}; `qa sessions list` shows ids")

    def end_all(self, user: str) -> int:
        """Log this user out everywhere; how many sessions that were."""
        return self._database.change(people.sessions.delete().where(people.sessions.c.user == user))


def session_id(token: str) -> str:
    """The id of the session that this token is of."""
    return hash_of(token)[:_ID_CHARACTERS]


def _iso(seconds: float | None) -> str | None:
    return None if seconds is None else moments.of_seconds(seconds)
