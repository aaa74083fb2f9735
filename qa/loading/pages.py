"""HTML → main text, title and date, read by trafilatura in a process of its own.

Markup can be written so that reading it takes minutes (40,000 sibling <b> tags in 360 kB: over a minute; 200,000
attributes on one tag: the same inside libxml2, where Python can't interrupt) or all memory. So a helper process reads,
one page after another, and is ended when a page takes too long. An idle helper is ended too.
"""

import atexit
import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

# A 5 MB page of 50,000 paragraphs takes 6 s on 2 cores; a usual article 20 ms.
SECONDS_A_PAGE = 30.0
SECONDS_IDLE = 30.0
WORKER = Path(__file__).with_name("page_worker.py")


class Page(NamedTuple):
    """What a page holds; `title` and `date` are as the page declares them, or None."""

    text: str
    title: str | None
    date: str | None


class _Reader:
    """Owns the helper process. One page at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._idle: threading.Timer | None = None

    def read(self, markup: str) -> Page:
        with self._lock:
            if self._idle:
                self._idle.cancel()
            process = self._running()
            given_up = threading.Event()

            def give_up() -> None:
                given_up.set()
                process.kill()

            slow = _timer(SECONDS_A_PAGE, give_up)
            try:
                answer = self._exchange(process, markup)
            except (OSError, ValueError) as exc:
                cause = f"took over {SECONDS_A_PAGE:g} s" if given_up.is_set() else "ended the HTML reader"
                self._end()
                raise ValueError(f"its markup {cause}; save the article as .txt") from exc
            finally:
                slow.cancel()
                slow.join()
                if given_up.is_set():  # perhaps just after the answer came
                    self._end()
                self._idle = _timer(SECONDS_IDLE, self.close)
        if "error" in answer:
            raise ValueError(answer["error"])
        return Page(answer["text"], answer["title"], answer["date"])

    def close(self) -> None:
        with self._lock:
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            # -P: the folder that the user happens to be in isn't searched for modules
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(WORKER)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def _exchange(self, process: subprocess.Popen[bytes], markup: str) -> dict[str, Any]:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(markup).encode() + b"\n")
        process.stdin.flush()
        answer: dict[str, Any] = json.loads(process.stdout.readline())
        return answer

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):  # what was still to be written has no reader any more
                    pipe.close()


def _timer(seconds: float, then: Callable[[], object]) -> threading.Timer:
    timer = threading.Timer(seconds, then)
    timer.daemon = True
    timer.start()
    return timer


_reader: _Reader | None = None
_making = threading.Lock()


def read_page(markup: str) -> Page:
    """The main text of a page, in bounded time; ValueError with the cause where there is none."""
    global _reader
    with _making:
        if _reader is None:
            _reader = _Reader()
            atexit.register(_reader.close)
    return _reader.read(markup)
