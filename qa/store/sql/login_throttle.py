"""Counting log-ins that failed: each name and address by itself, in the database, so that a restart forgives nothing."""

from hashlib import sha256
from ipaddress import IPv6Address, IPv6Network, ip_address
from math import ceil

import sqlalchemy as sa

from qa.store.sql import tables_of_people as people

FREE_ATTEMPTS = 5
_FIRST_WAIT, _LONGEST_WAIT = 30.0, 900.0
# After this long without an attempt the count starts anew.
_FORGOTTEN_AFTER = 2 * _LONGEST_WAIT


def key_of(name: str, address: str) -> str:
    """A hash, because what is typed as a name may be a password. One IPv6 customer has a whole /64 of addresses."""
    try:
        parsed = ip_address(address)
    except ValueError:
        parsed = None
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        address = str(mapped) if mapped else str(IPv6Network((int(parsed) >> 64 << 64, 64)))
    return sha256(f"{address}\0{name}".encode(errors="replace")).hexdigest()


def count(connection: sa.Connection, key: str, now: float) -> int:
    """Count an attempt and allow it (0), or say how many seconds it must wait; one that must wait isn't counted."""
    table = people.attempts.c
    connection.execute(people.attempts.delete().where(table.last < now - _FORGOTTEN_AFTER))
    row = connection.execute(sa.select(table.failures, table.last).where(table.key == key)).first()
    failures = 0 if row is None else row.failures
    if row is not None:
        if row.last > now:  # The clock was set back: the wait begins now, once, and isn't begun anew by each attempt.
            connection.execute(people.attempts.update().where(table.key == key).values(last=now))
        left: float = min(row.last, now) + _wait(failures) - now
        if left > 0:
            return ceil(left)
        connection.execute(people.attempts.delete().where(table.key == key))
    connection.execute(people.attempts.insert().values(key=key, failures=failures + 1, last=now))
    return 0


def forget(connection: sa.Connection, key: str) -> None:
    """The password was right."""
    connection.execute(people.attempts.delete().where(people.attempts.c.key == key))


def _wait(failures: int) -> float:
    """No wait after the first four, then 30 s, doubling up to a quarter of an hour."""
    if failures < FREE_ATTEMPTS:
        return 0.0
    return float(min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(failures - FREE_ATTEMPTS, 10)))
