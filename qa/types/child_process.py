"""A process that does what can't be interrupted, in bounded time."""

import contextlib
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO, TypeVar

T = TypeVar("T")


class ChildEndedError(Exception):
    """No answer came. `late` where the process was ended because it took too long; `code` is what it ended with."""

    def __init__(self, *, late: bool, code: int | None) -> None:
        super().__init__(late, code)
        self.late = late
        self.code = code


class ChildProcess:
    """Runs a module with `python -m`, from the first question on; one that has ended is replaced. One question at a time."""

    def __init__(self, module: str, *arguments: str, stderr: int | None = None) -> None:
        # -P: the folder that the user happens to be in isn't searched for modules
        self._command = [sys.executable, "-P", "-m", module, *arguments]
        self._stderr = stderr
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def id(self) -> int | None:
        """The process's number, while it runs."""
        process = self.process
        return process.pid if process is not None and process.poll() is None else None

    def ask(self, exchange: Callable[[IO[bytes], IO[bytes]], T], seconds: float) -> T:
        """What `exchange` makes of the process's input and output. Raises ChildEndedError where it takes longer than `seconds`
        or the process ends before its answer."""
        process, late = self._running(), threading.Event()
        assert process.stdin is not None
        assert process.stdout is not None

        def give_up() -> None:
            late.set()
            process.kill()

        timer = started_timer(seconds, give_up)
        try:
            return exchange(process.stdin, process.stdout)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError) as exc:
            self.close()
            raise ChildEndedError(late=late.is_set(), code=process.returncode) from exc
        finally:
            timer.cancel()
            timer.join()
            if late.is_set():  # perhaps just after the answer came
                self.close()

    def close(self) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):  # what was still to be written has no reader any more
                    pipe.close()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self.process is None or self.process.poll() is not None:
            self.close()
            self.process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._stderr)
        return self.process


def started_timer(seconds: float, then: Callable[[], object]) -> threading.Timer:
    timer = threading.Timer(seconds, then)
    timer.daemon = True
    timer.start()
    return timer
