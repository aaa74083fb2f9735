"""Hashing passwords with Argon2id; the only importer of argon2."""

import secrets
import unicodedata
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

# More is no password but an attempt to keep the machine busy.
MAX_PASSWORD_CHARACTERS = 1024


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
        return secret if _is_hash(secret) else self.hash(secret)

    def same(self, hashed: str, secret: str) -> bool:
        """Whether this password, or this hash, is what is stored already."""
        return hashed == secret if _is_hash(secret) else self.verify(hashed, secret)

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


def _is_hash(secret: str) -> bool:
    return secret.startswith("$")
