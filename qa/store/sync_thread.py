"""A thread that brings the index into step with what this and other processes commit."""

import threading
from collections.abc import Callable
from logging import getLogger

from qa.types.errors import QAError

log = getLogger(__name__)

_SECONDS = 0.5


class IndexSyncThread:
    """Calls `catch_up` at once, and then twice a second or when it is woken."""

    def __init__(self, catch_up: Callable[[], object]) -> None:
        self._catch_up = catch_up
        self._told = ""
        self._awake = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="index", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        self._awake.set()

    def close(self) -> None:
        self._closing = True
        self._awake.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._closing:
            try:
                self._catch_up()
                self._told = ""
            except QAError as exc:
                if str(exc) != self._told:
                    log.warning("%s", exc)
                self._told = str(exc)
            except Exception:
                log.exception("Keeping the index in step failed")
            self._awake.wait(_SECONDS)
            self._awake.clear()
