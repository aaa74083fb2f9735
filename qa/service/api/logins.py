"""Log-ins: so many wrong ones from one address, one at a time on a thread of their own.

Checking a password takes a processor some 50 ms, and anybody may ask for it. So log-ins share nothing with those who are logged
in already: a flood of them makes further log-ins wait or be refused, and nothing else.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from qa.service.api.errors import RefusedError
from qa.service.api.rate_limits import Buckets, Seldom
from qa.store.sql.accounts import Accounts
from qa.store.sql.passwords import network_of
from qa.types.errors import AccessError

log = logging.getLogger(__name__)

# What the line holds takes about a second.
_WAITING = 16
_RETRY_SECONDS = 5
# Wrong log-ins of one address, whatever the names: an office mistypes a few, who tries a password on all names many.
_FREE, _PER_MINUTE = 30, 6
_LOG_SECONDS = 60.0


class Logins:
    """Belongs to one event loop."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="log-in")
        self._inside = 0
        self._addresses = Buckets(_PER_MINUTE, _FREE)
        self._first = Seldom(_LOG_SECONDS)

    def count(self, address: str) -> None:
        """Count an attempt before it is read; a right one doesn't count in the end. Raises RefusedError (429)."""
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
