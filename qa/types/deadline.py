"""Whether an answer has taken too long, or nobody waits for it any more: whatever may take long looks here."""

import threading
from collections.abc import Callable
from contextvars import ContextVar
from time import monotonic

from qa.types.errors import DeadlineError


class Stopping:
    """Any thread may set it, once. Work that looks at it ends, and what is registered is called, say to cut a connection."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._set = False
        self._callbacks: list[Callable[[], None]] = []

    def is_set(self) -> bool:
        return self._set

    def set(self) -> None:
        with self._lock:
            self._set = True
            callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            callback()

    def call(self, callback: Callable[[], None]) -> None:
        """Call this when it is set, or at once where it is set already."""
        with self._lock:
            if not self._set:
                self._callbacks.append(callback)
                return
        callback()

    def forget(self, callback: Callable[[], None]) -> None:
        with self._lock:
            if callback in self._callbacks:
                self._callbacks.remove(callback)


_stopping: ContextVar[Stopping | None] = ContextVar("stopping", default=None)
# Deadlines that are made from here on, in this context, pass when what this is given is set.
stopped_by = _stopping.set


class Deadline:
    """Passes after so many seconds, or when nobody waits any more."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._until = monotonic() + seconds
        self.stopping = _stopping.get() or Stopping()

    @property
    def left(self) -> float:
        """Seconds, 0 at least."""
        return max(0.0, self._until - monotonic())

    def share(self, part: float) -> "Deadline":
        """Return a deadline that passes after this part of what is left."""
        shorter = Deadline(self.left * part)
        shorter.stopping = self.stopping
        return shorter

    def check(self) -> None:
        """Raises DeadlineError once it has passed."""
        if self.stopping.is_set():
            raise DeadlineError("the question was given up; ask it again")
        if not self.left:
            raise DeadlineError(
                f"the answer took over {self._seconds:g} s; ask again later, or about fewer documents",
                setting="QA_ANSWER_TIMEOUT",
            )


def started_timer(seconds: float, then: Callable[[], object]) -> threading.Timer:
    timer = threading.Timer(seconds, then)
    timer.daemon = True
    timer.start()
    return timer
