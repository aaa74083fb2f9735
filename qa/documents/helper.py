"""Bytes of a format that takes a parser → text and metadata, read in a process of its own.

A file can be written so that reading it takes minutes (HTML: 40,000 sibling <b> tags in 360 kB take over a minute; 200,000
attributes on one tag the same, inside libxml2 where Python can't interrupt), all memory (a zip bomb), or the process with it
(PDFium is C++). So a helper process reads, one document after another, and is ended when one takes too long. An idle helper
is ended too.
"""

import atexit
import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

from qa.documents.formats.registry import Extract, Read

# A 5 MB page of 50,000 paragraphs takes 6 s on 2 cores; a usual article 20 ms; a PDF of 565 pages 1.8 s.
SECONDS_A_DOCUMENT = 30.0
SECONDS_IDLE = 30.0


class _Helper:
    """Owns the helper process. One document at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._idle: threading.Timer | None = None

    def read(self, reader: Read, raw: bytes, url: str | None, name: str) -> Extract:
        with self._lock:
            if self._idle:
                self._idle.cancel()
            process = self._running()
            given_up = threading.Event()

            def give_up() -> None:
                given_up.set()
                process.kill()

            slow = _timer(SECONDS_A_DOCUMENT, give_up)
            request = {"module": reader.__module__, "function": reader.__qualname__, "name": name, "size": len(raw), "url": url}
            try:
                answer = self._exchange(process, request, raw)
            except (OSError, ValueError) as exc:
                cause = f"took over {SECONDS_A_DOCUMENT:g} s" if given_up.is_set() else "ended the process that read it"
                self._end()
                raise ValueError(f"reading it as {name} {cause}; save its text as .txt") from exc
            finally:
                slow.cancel()
                slow.join()
                if given_up.is_set():  # perhaps just after the answer came
                    self._end()
                self._idle = _timer(SECONDS_IDLE, self.close)
        if "error" in answer:
            raise ValueError(answer["error"])
        answer["links"] = tuple(answer.get("links", ()))
        return Extract(**answer)

    def close(self) -> None:
        with self._lock:
            self._end()

    def process_id(self) -> int | None:
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            # -P: the folder that the user happens to be in isn't searched for modules
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "qa.documents.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def _exchange(self, process: subprocess.Popen[bytes], request: dict[str, Any], raw: bytes) -> dict[str, Any]:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(request).encode() + b"\n" + raw)
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


_helper = _Helper()
atexit.register(_helper.close)


def extract(reader: Read, raw: bytes, url: str | None = None, *, name: str) -> Extract:
    """What `raw` holds, in bounded time and memory; `url` is where a page came from. ValueError with the cause.

    The helper process imports `reader` by its module and its name; `name` is what messages call the format.
    """
    return _helper.read(reader, raw, url, name)


def close() -> None:
    """End the helper process, where one runs. The next file starts another, which knows what was installed meanwhile."""
    _helper.close()


def process_id() -> int | None:
    """The helper process, where one runs."""
    return _helper.process_id()
