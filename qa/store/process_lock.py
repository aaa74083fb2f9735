"""Locks between processes. Only one may open the embedded vector index; a running server has precedence."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from qa.types.errors import BusyError

# Others try the server's lock for a moment, to see whether it is taken.
_SECONDS_TO_START = 2.0


@contextmanager
def alone(lock: Path, busy: str) -> Iterator[None]:
    """Hold this lock meanwhile. Raises BusyError with the words of `busy` where another process does."""
    try:
        with FileLock(lock, mode=0o600).acquire(timeout=0):
            yield
    except Timeout as exc:
        raise BusyError(busy) from exc


class IndexLock:
    """Locks that the system takes back when a process ends, however it ends."""

    def __init__(self, folder: Path, *, serving: bool) -> None:
        """Raises BusyError where another server runs on this folder already."""
        # The owner's alone: whoever can read the file of a lock can take it, and keep everybody out.
        self._index = FileLock(folder / "index.lock", mode=0o600, thread_local=False)
        self._server = FileLock(folder / "serve.lock", mode=0o600, thread_local=False)
        self._serving = serving
        if serving:
            try:
                self._server.acquire(timeout=_SECONDS_TO_START)
            except Timeout as exc:
                raise BusyError(
                    f"another server is serving {folder} already; use that one, stop it, or set QA_DATA_DIR to another folder"
                ) from exc

    def take(self) -> bool:
        """Whether the index is this process's to open; where a server runs, it is the server's."""
        if not self._serving and self.served():
            self.leave()
            return False
        if not self._index.is_locked:
            try:
                self._index.acquire(timeout=0)
            except (Timeout, OSError):
                return False
        return True

    def leave(self) -> None:
        with suppress(OSError):
            self._index.release(force=True)

    def close(self) -> None:
        self.leave()
        if self._serving:
            self._server.release(force=True)

    def served(self) -> bool:
        """Whether a server runs on this folder, this process or another."""
        if self._server.is_locked:
            return True
        try:
            self._server.acquire(timeout=0)
        except Timeout:
            return True
        except OSError:
            return False
        self._server.release()
        return False
