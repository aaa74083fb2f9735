"""Work that one process at a time has: its row says which (`worker`, empty where none has), and when that was `seen` at it.

A job's folder is locked as well (`qa.service.api.jobs`): where the process has ended, a restart on its machine goes on at once.
"""

from typing import Any

import sqlalchemy as sa

# A process notes this often that it still works; one that hasn't for much longer has ended. Both in seconds.
SEEN_EVERY, LOST_AFTER = 20.0, 120.0


def alive(table: sa.Table, now: float) -> sa.ColumnElement[bool]:
    """The rows whose process may still work on them."""
    return sa.and_(table.c.worker != "", table.c.seen >= now - LOST_AFTER)


def still(table: sa.Table, worker: str, now: float) -> sa.Update:
    return table.update().where(table.c.worker == worker).values(seen=now)


def at_work(row: sa.Row[Any], now: float) -> bool:
    return row.worker != "" and bool(row.seen >= now - LOST_AFTER)
