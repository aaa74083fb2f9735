"""Bytes of a format that takes a parser → text and metadata, read in a process of its own.

A file can be written so that reading it takes minutes (HTML: 40,000 sibling <b> tags in 360 kB take over a minute; 200,000
attributes on one tag the same, inside libxml2 where Python can't interrupt), all memory (a zip bomb), or the process with it
(PDFium is C++). So a helper process reads, one document after another, and is ended when one takes too long. An idle helper
is ended too.
"""

import atexit
import json
import threading
from subprocess import DEVNULL
from typing import IO, Any

from qa.documents.formats.registry import Extract, Read
from qa.types.child_process import ChildEndedError, ChildProcess, started_timer

# A 5 MB page of 50,000 paragraphs takes 6 s on 2 cores; a usual article 20 ms; a PDF of 565 pages 1.8 s.
SECONDS_A_DOCUMENT = 30.0
# Recognising a page of 25 lines takes 8 s of a processor.
SECONDS_A_SCAN = 600.0
SECONDS_IDLE = 30.0

_one_at_a_time = threading.Lock()
_child = ChildProcess("qa.documents.worker", stderr=DEVNULL)
_idle: threading.Timer | None = None


def extract(reader: Read, raw: bytes, url: str | None = None, *, name: str) -> Extract:
    """What `raw` holds, in bounded time and memory; `url` is where a page came from. ValueError with the cause.

    The helper process imports `reader` by its module and its name; `name` is what messages call the format.
    """
    global _idle
    request = {"module": reader.__module__, "function": reader.__qualname__, "name": name, "size": len(raw), "url": url}
    with _one_at_a_time:
        if _idle:
            _idle.cancel()
        try:
            answer = _answer(request, raw, SECONDS_A_DOCUMENT)
            if "slow" in answer:
                module, function = answer["slow"]
                answer = _answer({**request, "module": module, "function": function}, raw, SECONDS_A_SCAN)
        finally:
            _idle = started_timer(SECONDS_IDLE, close)
    if "error" in answer:
        raise ValueError(answer["error"])
    answer["links"] = tuple(answer.get("links", ()))
    return Extract(**answer)


def _answer(request: dict[str, Any], raw: bytes, seconds: float) -> dict[str, Any]:
    def exchange(asking: IO[bytes], answering: IO[bytes]) -> dict[str, Any]:
        asking.write(json.dumps(request).encode() + b"\n" + raw)
        asking.flush()
        answer: dict[str, Any] = json.loads(answering.readline())
        return answer

    try:
        return _child.ask(exchange, seconds)
    except ChildEndedError as exc:
        cause = f"took over {seconds:g} s" if exc.late else "ended the process that read it"
        raise ValueError(f"reading it as {request['name']} {cause}; save its text as .txt") from exc


def close() -> None:
    """End the helper process, where one runs. The next file starts another, which knows what was installed meanwhile."""
    with _one_at_a_time:
        _child.close()


def process_id() -> int | None:
    """The helper process, where one runs."""
    return _child.id


atexit.register(close)
