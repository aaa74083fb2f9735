"""How often each may do something: call, try to log in, have a line written to the log."""

import time
from collections import OrderedDict
from collections.abc import Callable

from qa.service.api.errors import RefusedError

# Keys remembered; the one longest quiet is forgotten first, which only fills its bucket.
_KEYS = 10_000


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
