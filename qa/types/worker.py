"""A thread that takes one step after another, until it is closed."""

import threading
from collections.abc import Callable
from logging import getLogger

from qa.types.errors import QAError

log = getLogger(__name__)


class Worker:
    """Takes its step every so many seconds from `start` on, and at once after `wake`.

    What goes wrong in a step is logged after `trouble`, an error that stays the same once; then the thread goes on.
    """

    def __init__(self, name: str, every: float, step: Callable[[], object], trouble: str) -> None:
        self._every = every
        self._step = step
        self._trouble = trouble
        self._awake, self._closing, self._starting = threading.Event(), threading.Event(), threading.Lock()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self.wake = self._awake.set
        self.closing = self._closing.is_set  # for a step that can end early

    @property
    def started(self) -> bool:
        return self._thread.ident is not None

    def start(self) -> None:
        with self._starting:
            if not self.started:
                self._thread.start()

    def stop(self) -> None:
        """Begin no other step."""
        self._closing.set()
        self.wake()

    def close(self, seconds: float | None = None) -> bool:
        """Stop, and wait so long for the step that is being taken; whether it has ended."""
        self.stop()
        if self.started:
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        logged = ""
        while not self.closing():
            self._awake.clear()
            try:
                self._step()
                logged = ""
            except QAError as exc:
                if str(exc) != logged:
                    log.warning("%s: %s", self._trouble, exc)
                logged = str(exc)
            except Exception:
                log.exception("%s", self._trouble)
            if not self.closing():
                self._awake.wait(self._every)
