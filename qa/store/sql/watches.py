"""Folders and feeds that are watched: what is looked at, by which process, and what the last look brought."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from qa.store.sql import leases, moments, tables
from qa.store.sql.database import Part, count_rows
from qa.store.sql.paging import only
from qa.types.errors import NameTakenError, NotFoundError
from qa.types.service_values import Watched, WatchedKind

# More than these nobody reads, and one worker looks at them all.
MOST = 100
# As `due`: somebody asked for a look, also at what is paused; and that look was taken, so that a later wish is told apart.
_NOW, _TAKEN = 0.0, -1.0
_FRESH = {"paused": False, "due": _NOW, "worker": "", "seen": 0.0, "came": 0, "last": "{}", "known": "{}"}
_COUNTS = ("added", "updated", "removed", "failed")
_AS_KEPT = ("id", "kind", "place", "paused", "begun", "looked", "came")


@dataclass(frozen=True, slots=True)
class Look:
    """What a look did. `again` is in how many seconds the next one is due; `known` replaces what was known of the feed.

    `more`: it left some files for the next look, which is due also where it is paused.
    """

    again: float
    added: int = 0
    updated: int = 0
    removed: int = 0
    failed: int = 0
    trouble: str = ""
    known: Mapping[str, int] = field(default_factory=dict)
    pause: bool = False
    more: bool = False


class Watches(Part):
    """All that is watched. `take` gives each to one process at a time."""

    def list(self, owner: str | None = None) -> tuple[Watched, ...]:
        """Folders first, by place; this owner's, or everybody's."""
        table = tables.watched.c
        query = sa.select(tables.watched).where(only(table.owner, owner)).order_by(table.kind.desc(), table.place)
        return tuple(self._watched(row) for row in self._database.rows(query))

    def get(self, watch_id: str, owner: str | None = None) -> Watched:
        """Raises NotFoundError, also for one that isn't this owner's, where one is given."""
        with self._database.reading() as connection:
            return self._watched(_row(connection, watch_id, owner))

    def begin(self, kind: WatchedKind, place: str, owner: str, collections: Sequence[str] = ()) -> Watched:
        """It is due at once. Raises NameTakenError where this owner has it watched already, or too much is."""
        table, watch_id = tables.watched, secrets.token_hex(8)
        with self._database.writing() as connection:
            same = sa.select(table.c.id).where(table.c.place == place, table.c.owner == owner)
            if connection.execute(same).first() is not None:
                raise NameTakenError(f"{place} is watched already; it is in the list")
            if count_rows(connection, table) >= MOST:
                raise NameTakenError(f"{MOST} folders and feeds are watched already; remove one before you add another")
            row = {"id": watch_id, "kind": kind, "place": place, "owner": owner, "collections": json.dumps(list(collections))}
            connection.execute(table.insert().values(row | _FRESH | {"begun": moments.second()}))
            return self._watched(_row(connection, watch_id))

    def look_soon(self, watch_id: str) -> Watched:
        """Look at it next, also if it is paused. Raises NotFoundError."""
        return self._change(watch_id, due=_NOW)

    def pause(self, watch_id: str) -> Watched:
        """Raises NotFoundError."""
        return self._change(watch_id, paused=True)

    def go_on(self, watch_id: str, owner: str) -> Watched:
        """Look at it again; from now on this `owner` answers for it. Raises NotFoundError."""
        return self._change(watch_id, paused=False, owner=owner, due=_NOW)

    def remove(self, watch_id: str) -> Watched:
        """Watch it no more; what came in stays. Raises NotFoundError."""
        with self._database.writing() as connection:
            known = self._watched(_row(connection, watch_id))
            connection.execute(tables.watched.delete().where(tables.watched.c.id == watch_id))
            return known

    def take(self, worker: str) -> tuple[Watched, str, dict[str, int]] | None:
        """The one that is due for longest, which no other process looks at from now on, its owner, and what is known of it."""
        table, now = tables.watched.c, self._clock()
        due = sa.or_(table.due <= _NOW, sa.and_(table.due <= now, table.paused.is_(False)))
        query = sa.select(tables.watched).where(due, ~leases.alive(tables.watched, now)).order_by(table.due, table.id).limit(1)
        if self._database.row(query) is None:
            return None
        with self._database.writing() as connection:
            row = connection.execute(query).first()
            if row is None:
                return None
            connection.execute(
                tables.watched.update()
                .where(table.id == row.id)
                .values(worker=worker, seen=now, due=_TAKEN if row.due <= _NOW else row.due)
            )
            return self._watched(row), row.owner, _numbers(row.known)

    def note(self, watch_id: str, worker: str, look: Look) -> None:
        """Note what the look of this worker did; nothing happens where it was removed meanwhile.

        Another look that was asked for meanwhile is due at once. Then this one pauses nothing: somebody else may answer for it.
        """
        table, now = tables.watched.c, self._clock()
        mine = sa.and_(table.id == watch_id, table.worker == worker)
        asked_again = table.due == _NOW
        at_once = sa.or_(asked_again, table.paused.is_(True)) if look.more else asked_again
        last = {name: getattr(look, name) for name in _COUNTS}
        values = {
            "worker": "",
            "due": sa.case((at_once, _NOW), else_=now + look.again),
            "looked": moments.of_seconds(now),
            "came": table.came + look.added,
            "last": json.dumps(last),
            "trouble": look.trouble,
            "known": json.dumps(dict(look.known)),
            **({"paused": sa.case((asked_again, table.paused), else_=sa.true())} if look.pause else {}),
        }
        self._database.change(tables.watched.update().where(mine).values(values))

    def still_looking(self, worker: str) -> None:
        """Note that this process still looks; call it every `leases.SEEN_EVERY` seconds."""
        self._database.change(leases.still(tables.watched, worker, self._clock()))

    def _change(self, watch_id: str, **values: Any) -> Watched:
        with self._database.writing() as connection:
            connection.execute(tables.watched.update().where(tables.watched.c.id == watch_id).values(values))
            return self._watched(_row(connection, watch_id))

    def _watched(self, row: sa.Row[Any]) -> Watched:
        kept: dict[str, Any] = {name: row._mapping[name] for name in _AS_KEPT}
        # A later version of this program may have counted more.
        kept |= dict.fromkeys(_COUNTS, 0) | {name: each for name, each in _numbers(row.last).items() if name in _COUNTS}
        return Watched(
            **kept,
            collections=tuple(map(str, json.loads(row.collections))),
            looking=leases.at_work(row, self._clock()) or row.due <= _NOW,
            trouble=row.trouble or "",
        )


def _row(connection: sa.Connection, watch_id: str, owner: str | None = None) -> sa.Row[Any]:
    row = connection.execute(sa.select(tables.watched).where(tables.watched.c.id == watch_id)).first()
    if row is None or owner not in (None, row.owner):
        raise NotFoundError(f"nothing with the id {watch_id!r} is watched; it may have been removed since")
    return row


def _numbers(kept: str) -> dict[str, int]:
    return {str(name): int(number) for name, number in json.loads(kept).items()}
