"""How often each user may call: a token bucket for each."""

import time
from collections import OrderedDict
from collections.abc import Callable

from qa.service.api.errors import RefusedError

# Users remembered; the one longest quiet is forgotten first, which only fills their bucket.
_USERS = 10_000


class RateLimit:
    """`per_minute` calls a minute for each user, all of them at once if need be. Belongs to one event loop."""

    def __init__(self, per_minute: int, now: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._now = now
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # calls left, when that was so

    def take(self, user: str) -> None:
        """Count a call. Raises RefusedError (429) with the seconds until the next is allowed."""
        now = self._now()
        left, since = self._buckets.pop(user, (float(self._per_minute), now))
        left = min(float(self._per_minute), left + (now - since) * self._per_minute / 60)
        self._buckets[user] = (left - 1 if left >= 1 else left, now)
        if len(self._buckets) > _USERS:
            self._buckets.popitem(last=False)
        if left < 1:
            raise RefusedError(
                429,
                "too_many_requests",
                f"more than {self._per_minute} requests a minute; wait a little, or raise QA_REQUESTS_PER_MINUTE",
                (1 - left) * 60 / self._per_minute,
            )
