"""A function that answers in a process of its own, which can be ended, and whose work keeps no thread of this one waiting.

Questions and answers are pickled. The process ends as soon as its input does, whatever it is doing: when the one that started
it closes it, ends, or is killed.
"""

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import import_module
from queue import SimpleQueue
from typing import IO, Any

from qa.types.deadline import started_timer

# Questions that the process works on, where more than one is sent, so that the end of one leaves no core without work.
_AT_ONCE = 2

_Answers = SimpleQueue[Future[object]]


class ChildEndedError(Exception):
    """No answer came. `late` where the process was ended because it took too long; `code` is what it ended with."""

    def __init__(self, *, late: bool = False, code: int | None = None) -> None:
        super().__init__(late, code)
        self.late = late
        self.code = code


class ChildProcess:
    """Runs from the first question on; a process that has ended is replaced. `ask` is for one thread at a time.

    `begin` is imported there by its module and name, and called with the strings `given`; what it returns answers questions.
    With `only_text`, an answer that is anything but text, numbers and lists of them counts as none: unpickling calls what it
    names, and a process that reads what strangers wrote may have become theirs.
    """

    def __init__(
        self,
        begin: Callable[..., Callable[..., object]],
        *given: str,
        only_text: bool = False,
        stderr: int | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        # -P: the folder that the user happens to be in isn't searched for modules
        self._command = [sys.executable, "-P", "-m", __name__, begin.__module__, begin.__qualname__, *given]
        self._only_text = only_text
        self._stderr = stderr
        self._environment = environment
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def id(self) -> int | None:
        process = self.process
        return process.pid if process is not None and process.poll() is None else None

    def start(self) -> "subprocess.Popen[bytes]":
        """Return the process, begun where none runs. Raises OSError where it can't be."""
        if self.process is None or self.process.poll() is not None:
            self.close()
            self.process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._stderr,
                env=self._environment,
                process_group=None if os.name == "nt" else 0,  # Ctrl-C goes to this process, which ends that one
            )
        return self.process

    def ask(self, *question: object, seconds: float) -> Any:
        """Return the answer, or raise it if it is an error; ChildEndedError after `seconds`, or if the process ends before."""
        process, late = self.start(), threading.Event()

        def give_up() -> None:
            late.set()
            process.kill()

        timer = started_timer(seconds, give_up)
        try:
            self.send(*question)
            answer = self.receive()
        except BaseException as exc:
            self.close()  # whoever asks next would take this answer for theirs
            if isinstance(exc, Exception):
                raise ChildEndedError(late=late.is_set(), code=process.returncode) from exc
            raise
        finally:
            timer.cancel()
            timer.join()
            if late.is_set():  # perhaps just after the answer came
                self.close()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def send(self, *question: object) -> None:
        """Several may be sent; they are answered in their order. Raises OSError where the process has ended."""
        assert self.process is not None
        assert self.process.stdin is not None
        pickle.dump(question, self.process.stdin)
        self.process.stdin.flush()

    def receive(self) -> Any:
        """Return the next answer, which may be an error. Raises EOFError where the process ended, others where it is none."""
        assert self.process is not None
        assert self.process.stdout is not None
        return _TextUnpickler(self.process.stdout).load() if self._only_text else pickle.load(self.process.stdout)

    def kill(self) -> None:
        """End the process now, whatever it is doing; whoever waits for its answer gets an error."""
        if (process := self.process) is not None:
            process.kill()

    def close(self) -> bool:
        """End the process now, whatever it is doing; whether there was one."""
        process, self.process = self.process, None
        if process is None:
            return False
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):  # what was still to be written has no reader any more
                    pipe.close()
        return True


class _TextUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str, /) -> Any:
        raise pickle.UnpicklingError(f"an answer names {module}.{name}")


def _serve(module: str, name: str, *given: str) -> None:
    """Be that process. Whatever goes wrong but in an answer ends it without a word: the process that asked tells of it."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for who asked
        answering = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)  # nothing that a library prints gets among the answers
        answer: Callable[..., object] = getattr(import_module(module), name)(*given)
        answers: _Answers = SimpleQueue()
        threading.Thread(target=_write, args=(answers, answering), daemon=True).start()
        pool = ThreadPoolExecutor(_AT_ONCE)
        while True:
            answers.put(pool.submit(answer, *pickle.load(sys.stdin.buffer)))
    finally:
        os._exit(0)  # also where nobody asks any more: what is under way is for nobody


def _write(answers: _Answers, answering: IO[bytes]) -> None:
    try:
        while True:
            try:
                answer = answers.get().result()
            except Exception as exc:  # noqa: BLE001 - whoever asked raises it
                answer = exc
            pickle.dump(answer, answering)
            answering.flush()
    finally:
        os._exit(0)


if __name__ == "__main__":
    _serve(*sys.argv[1:])
