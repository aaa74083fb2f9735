"""How often each may do something; and log-ins: so many wrong ones from one address, one at a time on a thread of their own.

Checking a password takes a processor some 50 ms, and anybody may ask for it. So log-ins share nothing with those who are logged
in already: a flood of them makes further log-ins wait or be refused, and nothing else.
"""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from ipaddress import IPv6Address, ip_address

from qa.service.api.errors import RefusedError
from qa.store.sql.accounts import Accounts
from qa.types.errors import AccessError

log = logging.getLogger(__name__)

# Keys remembered; the one longest quiet is forgotten first, which only fills its bucket.
_KEYS = 10_000
# What the line holds takes about a second.
_WAITING = 16
_RETRY_SECONDS = 5
# Wrong log-ins of one address, whatever the names: an office mistypes a few, who tries a password on all names many.
_FREE, _PER_MINUTE = 30, 6
_LOG_SECONDS = 60.0


class Buckets:
    """Up to `burst` at once, then `per_minute` a minute, for each key by itself. Belongs to one event loop."""

    def __init__(self, per_minute: float, burst: float, now: Callable[[], float] = time.monotonic) -> None:
        self._per_second = per_minute / 60
        self._burst = float(burst)
        self._now = now
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # what is left, when that was so

    def take(self, key: str) -> float:
        """Take one and return 0; where none is left, take nothing and return the seconds until the next."""
        left = self._left(key)
        self._keep(key, left - 1 if left >= 1 else left)
        return 0.0 if left >= 1 else (1 - left) / self._per_second

    def give_back(self, key: str) -> None:
        """Put one back: what was taken isn't to count."""
        self._keep(key, min(self._burst, self._left(key) + 1))

    def _left(self, key: str) -> float:
        now = self._now()
        left, since = self._buckets.get(key, (self._burst, now))
        return min(self._burst, left + (now - since) * self._per_second)

    def _keep(self, key: str, left: float) -> None:
        self._buckets[key] = (left, self._now())
        self._buckets.move_to_end(key)
        if len(self._buckets) > _KEYS:
            self._buckets.popitem(last=False)


class RateLimit:
    """`per_minute` calls a minute for each user, all of them at once if need be. Belongs to one event loop."""

    def __init__(self, per_minute: int, now: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._buckets = Buckets(per_minute, per_minute, now)

    def take(self, user: str) -> None:
        """Count a call. Raises RefusedError (429) with the seconds until the next is allowed."""
        if wait := self._buckets.take(user):
            raise RefusedError(
                429,
                "too_many_requests",
                f"more than {self._per_minute} requests a minute; wait a little",
                wait,
                setting="QA_REQUESTS_PER_MINUTE",
            )


class Seldom:
    """For log lines that an attacker could otherwise write thousands of: true at most once every `seconds` for each key."""

    def __init__(self, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self._buckets = Buckets(60 / seconds, 1, now)

    def __call__(self, key: str = "") -> bool:
        return self._buckets.take(key) == 0


def network_of(address: str) -> str:
    """What counts as one address: of IPv6 the /64, because one customer has a whole one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or f"{IPv6Address(int(parsed) >> 64 << 64)}/64")


class Logins:
    """Belongs to one event loop."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="log-in")
        self._inside = 0
        self._addresses = Buckets(_PER_MINUTE, _FREE)
        self._first = Seldom(_LOG_SECONDS)

    def count(self, address: str) -> None:
        """Count an attempt from this address, before anything of it is read; a right one doesn't count in the end.

        Raises RefusedError (429).
        """
        network = network_of(address)
        if wait := self._addresses.take(network):
            if self._first(network):
                log.warning("too many log-ins from %s, refused for now", address)
            raise RefusedError(429, "too_many_attempts", "too many log-ins from this address; try again in a minute", wait)

    async def log_in(self, name: str, password: str, address: str) -> str:
        """A session token. Raises AccessError, and RefusedError (503) where the line is full."""
        if self._inside > _WAITING:
            if self._first():
                log.warning("more log-ins at once than can be checked; further ones are refused for now")
            raise RefusedError(503, "overloaded", "too many log-ins at once; try again in a few seconds", _RETRY_SECONDS)
        self._inside += 1
        loop = asyncio.get_running_loop()
        checking = self._thread.submit(partial(_log_in, self._accounts, name, password, address))
        # Counted until it is done, also where the client hangs up before.
        checking.add_done_callback(lambda _: _soon(loop, self._leave))
        token = await asyncio.wrap_future(checking)
        self.forgive(address)
        return token

    def forgive(self, address: str) -> None:
        """The attempt that was counted was a right one."""
        self._addresses.give_back(network_of(address))

    async def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _leave(self) -> None:
        self._inside -= 1


def _log_in(accounts: Accounts, name: str, password: str, address: str) -> str:
    """Log in, with a line in the log as fail2ban reads it. What is no user's name isn't written: it may be a password."""
    try:
        token = accounts.log_in(name, password, address)
    except AccessError as exc:
        known = name if any(user.name == name for user in accounts.list()) else "an unknown name"
        log.warning("log-in failed for %s from %s: %s", known, address, exc, extra={"fields": {"address": address}})
        raise
    log.info("logged in: %s from %s", name, address, extra={"fields": {"user": name, "address": address}})
    return token


def _soon(loop: asyncio.AbstractEventLoop, callback: Callable[[], None]) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(callback)
