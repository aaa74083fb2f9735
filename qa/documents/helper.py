"""Bytes of a format that takes a parser → text and metadata, read in a process of its own.

A file can be written so that reading it takes minutes (HTML: 40,000 sibling <b> tags in 360 kB take over a minute; 200,000
attributes on one tag the same, inside libxml2 where Python can't interrupt), all memory (a zip bomb), or the process with it
(PDFium is C++). So a helper process reads, one document after another, and is ended when one takes too long. What counts is the
time of a processor that it uses, so that a busy machine loses no document. An idle helper is ended too.
"""

import atexit
import base64
import json
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict
from importlib import import_module
from subprocess import DEVNULL
from typing import Any

from qa.documents.formats.registry import Extract, Read
from qa.types.child_process import ChildEndedError, ChildProcess
from qa.types.deadline import started_timer

# Of a processor. A 5 MB page of 50,000 paragraphs takes 6 s on 2 cores; a usual article 20 ms; a PDF of 565 pages 1.8 s.
SECONDS_A_DOCUMENT = 30.0
# Recognising a page of 25 lines takes 8 s of a processor, which four threads share. What the system does for it, a quarter
# to a half of that again in two runs, isn't counted.
SECONDS_A_SCAN = 2400.0
# By the clock, for a file of any kind: a machine with ten times as much to do as it can needs long, and a library may wait
# for something that never comes.
SECONDS_BY_THE_CLOCK = 3600.0
SECONDS_IDLE = 30.0
_MEMORY = 3 << 30  # bytes; a 5 MB page takes 0.25 GB, a hostile 3 MB one 0.6 GB
_MAX_CHARACTERS = 50_000_000  # ten times the longest book there is; all of it is held in memory several times over


class Helper:
    """A process that parses files, one after another. It begins with the first, and ends when it has had none for a while."""

    def __init__(self) -> None:
        self._one_at_a_time = threading.Lock()
        self._child = ChildProcess(_begin, only_text=True, stderr=DEVNULL)
        self._idle: threading.Timer | None = None
        atexit.register(self.close)

    @property
    def process_id(self) -> int | None:
        return self._child.id

    def ask(
        self,
        function: Callable[..., object],
        raw: bytes,
        given: Sequence[Any] = (),
        *,
        name: str,
        seconds: float,
        seconds_of_a_scan: float = 0,
    ) -> dict[str, Any]:
        """Return the fields of what `function` makes of the bytes and of what else is `given`; bytes among them come as base64.

        The process imports it by its module and its name; `name` is what messages call the format. It may use so many seconds
        of a processor, and those of a scan instead where it recognises text. Raises ValueError with the cause.
        """
        question = (function.__module__, function.__qualname__, raw, tuple(given), name, (seconds, seconds_of_a_scan))
        with self._one_at_a_time:
            if self._idle:
                self._idle.cancel()
            try:
                answer: dict[str, Any] = json.loads(str(self._child.ask(*question, seconds=SECONDS_BY_THE_CLOCK)))
            except ChildEndedError as exc:
                if exc.late:
                    cause = f"took over {SECONDS_BY_THE_CLOCK:g} s; try again when the machine is less busy"
                elif exc.code in (limits := _by_signal(seconds, seconds_of_a_scan)):
                    cause = f"took over {limits[exc.code]:g} s; save its text as .txt"
                else:
                    cause = "ended the process that read it; save its text as .txt"
                raise ValueError(f"reading it as {name} {cause}") from exc
            finally:
                self._idle = started_timer(SECONDS_IDLE, self.close)
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer

    def close(self) -> None:
        """End the process, where one runs. The next file starts another, which knows what was installed meanwhile."""
        with self._one_at_a_time:
            self._child.close()

    def stop(self) -> None:
        """End the process now, whatever it is doing; who waits for that gets a ValueError."""
        self._child.kill()


def _by_signal(seconds: float, seconds_of_a_scan: float) -> dict[int | None, float]:
    """Map the code that a process ends with to the limit that ended it; empty on Windows, which has no such signals."""
    limits = {"SIGPROF": seconds, "SIGVTALRM": seconds_of_a_scan}
    return {-getattr(signal, name): limit for name, limit in limits.items() if hasattr(signal, name)}


def extract(reader: Read, raw: bytes, url: str | None = None, *, name: str) -> Extract:
    """What `raw` holds, in bounded time and memory; `url` is where a page came from. ValueError with the cause."""
    answer = file_helper.ask(reader, raw, [url], name=name, seconds=SECONDS_A_DOCUMENT, seconds_of_a_scan=SECONDS_A_SCAN)
    answer["links"] = tuple(answer.get("links", ()))
    answer["marks"] = tuple((str(kind), int(number), str(line)) for kind, number, line in answer.get("marks", ()))
    return Extract(**answer)


def _begin() -> Callable[..., str]:
    """In the process, as are those below."""
    _limit_memory()
    return _fields_of


def _fields_of(module: str, function: str, raw: bytes, given: Sequence[Any], name: str, seconds: tuple[float, float]) -> str:
    """Return JSON. Raises nothing: whatever a hostile file makes a library raise becomes the file's named error."""
    _limit_time(*seconds)
    try:
        found = _reader(module, function)(raw, *given)
        if isinstance(found, Extract) and len(found.text) > _MAX_CHARACTERS:
            raise ValueError(f"holds over {_MAX_CHARACTERS:,} characters of text; split it")
        fields = asdict(found)
    except ValueError as exc:  # the reader's own words, or a library's
        fields = {"error": " ".join(str(exc).split())[:500] or "can't be read"}
    except Exception as exc:  # noqa: BLE001 - RecursionError, MemoryError, lxml's own, and what else hostile files bring
        fields = {"error": f"can't be read as {name} ({type(exc).__name__}); save its text as .txt"}
    answer = json.dumps(fields, default=lambda value: base64.b64encode(value).decode("ascii"))
    _limit_time(0)
    return answer


def _reader(module: str, function: str) -> Callable[..., Any]:
    try:
        reader: Callable[..., Any] = getattr(import_module(module), function)
    except (ImportError, AttributeError) as exc:
        raise ValueError(f"its format is read by {module}.{function}, which no other process can import: {exc}") from exc
    return reader


def _limit_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass  # not on this system; the time limit remains


def _limit_time(seconds: float, of_a_scan: float = 0) -> None:
    """End this process after so much time of a processor, as no handler in Python could inside a library; 0 is no limit.

    A reader may take that of a scan instead (`pictures`), which is kept as the time until another signal. It ends by a signal
    of its own, so that it can be told which of them it was.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds, of_a_scan)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


file_helper = Helper()
