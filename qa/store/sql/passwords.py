"""Hashes passwords with Argon2id, which it alone imports, and bounds how often a wrong one may be tried.

Log-ins that failed are counted in the database, each name and address by itself, so that a restart forgives nothing.
"""

import secrets
import unicodedata
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher
from hashlib import sha256
from ipaddress import IPv6Address, ip_address
from math import ceil

import sqlalchemy as sa

from qa.store.sql import tables

# More is no password but an attempt to keep the machine busy.
MAX_PASSWORD_CHARACTERS = 1024
FREE_ATTEMPTS = 5
_FIRST_WAIT, _LONGEST_WAIT = 30.0, 900.0
# After this long without an attempt the count starts anew.
_FORGOTTEN_AFTER = 2 * _LONGEST_WAIT


@dataclass(frozen=True, slots=True)
class Cost:
    """What one hash takes: passes over this much memory (KiB). The default is what OWASP's password storage sheet asks for."""

    passes: int = 2
    memory: int = 19 * 1024


class Passwords:
    """Safe to share between threads. One password at a time, so that no flood of log-ins takes the memory or all processors."""

    def __init__(self, cost: Cost) -> None:
        self._cost = cost
        self._one_at_a_time = Lock()
        self._hasher: PasswordHasher | None = None
        self._nobody = ""

    def hash(self, password: str) -> str:
        hasher = self._ready()
        with self._one_at_a_time:
            return hasher.hash(_one_form(password))

    def take(self, secret: str) -> str:
        """The hash of a password; or the secret itself where it is a hash, which `Settings` has checked."""
        return secret if secret.startswith("$") else self.hash(secret)

    def same(self, hashed: str, secret: str) -> bool:
        """Whether this password, or this hash, is what is stored already."""
        return hashed == secret if secret.startswith("$") else self.verify(hashed, secret)

    def verify(self, hashed: str | None, password: str) -> bool:
        """Whether this is the password; for nobody (None) the same work is done for nothing."""
        from argon2.exceptions import Argon2Error, InvalidHashError

        hasher = self._ready()
        password = password[: MAX_PASSWORD_CHARACTERS + 1]
        try:
            with self._one_at_a_time:
                right = hasher.verify(hashed or self._nobody, _one_form(password))
        except (Argon2Error, InvalidHashError, UnicodeEncodeError):
            return False
        return right and hashed is not None and len(password) <= MAX_PASSWORD_CHARACTERS

    def renewed(self, hashed: str, password: str) -> str | None:
        """A hash at today's cost where this one was made at another."""
        return self.hash(password) if self._ready().check_needs_rehash(hashed) else None

    def _ready(self) -> "PasswordHasher":
        """Made when first needed: `qa ask` and `qa --help` have no use for it."""
        with self._one_at_a_time:
            if self._hasher is None:
                from argon2 import PasswordHasher

                hasher = PasswordHasher(time_cost=self._cost.passes, memory_cost=self._cost.memory, parallelism=1)
                self._nobody = hasher.hash(secrets.token_hex(16))
                self._hasher = hasher
            return self._hasher


def _one_form(password: str) -> str:
    """Keyboards differ in how they send an accented letter (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


def network_of(address: str) -> str:
    """What counts as one address: of IPv6 the /64, because one customer has a whole one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or f"{IPv6Address(int(parsed) >> 64 << 64)}/64")


def attempt_key(name: str, address: str) -> str:
    """A hash, because what is typed as a name may be a password."""
    return sha256(f"{network_of(address)}\0{name}".encode(errors="replace")).hexdigest()


def count_attempt(connection: sa.Connection, key: str, now: float) -> int:
    """Count an attempt and allow it (0), or say how many seconds it must wait; one that must wait isn't counted."""
    table = tables.attempts.c
    connection.execute(tables.attempts.delete().where(table.last < now - _FORGOTTEN_AFTER))
    row = connection.execute(sa.select(table.failures, table.last).where(table.key == key)).first()
    failures = 0 if row is None else row.failures
    if row is not None:
        if row.last > now:  # The clock was set back: the wait begins now, once, and isn't begun anew by each attempt.
            connection.execute(tables.attempts.update().where(table.key == key).values(last=now))
        left: float = min(row.last, now) + _wait(failures) - now
        if left > 0:
            return ceil(left)
        connection.execute(tables.attempts.delete().where(table.key == key))
    connection.execute(tables.attempts.insert().values(key=key, failures=failures + 1, last=now))
    return 0


def forget_attempts(connection: sa.Connection, key: str) -> None:
    """The password was right."""
    connection.execute(tables.attempts.delete().where(tables.attempts.c.key == key))


def _wait(failures: int) -> float:
    """No wait after the first four, then 30 s, doubling up to a quarter of an hour."""
    if failures < FREE_ATTEMPTS:
        return 0.0
    return float(min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(failures - FREE_ATTEMPTS, 10)))
