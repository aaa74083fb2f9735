"""The helper process of `helper`: one JSON line and the bytes it announces in, one JSON object a line out."""

import base64
import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from typing import Any

from qa.documents.formats.registry import Extract

MEMORY = 3 << 30  # bytes; a 5 MB page takes 0.25 GB, a hostile 3 MB one 0.6 GB
MAX_CHARACTERS = 50_000_000  # ten times the longest book there is; all of it is held in memory several times over


def main() -> None:
    # Nothing but answers may reach the pipe, so what a library prints goes the way of stderr.
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    _limit_memory()
    while line := sys.stdin.buffer.readline():
        request = json.loads(line)
        _limit_time(*request["seconds"])
        answer = _read(request, sys.stdin.buffer.read(request["size"]))
        answers.write(json.dumps(answer, default=lambda value: base64.b64encode(value).decode("ascii")) + "\n")
        answers.flush()
        _limit_time(0)


def _read(request: dict[str, Any], raw: bytes) -> dict[str, Any]:
    """Raises nothing: whatever a hostile file makes a library raise becomes the file's named error."""
    try:
        found = _reader(request["module"], request["function"])(raw, *request["given"])
        if isinstance(found, Extract) and len(found.text) > MAX_CHARACTERS:
            return {"error": f"holds over {MAX_CHARACTERS:,} characters of text; split it"}
    except ValueError as exc:  # the reader's own words, or a library's
        return {"error": " ".join(str(exc).split())[:500] or "can't be read"}
    except Exception as exc:  # noqa: BLE001 - RecursionError, MemoryError, lxml's own, and what else hostile files bring
        return {"error": f"can't be read as {request['name']} ({type(exc).__name__}); save its text as .txt"}
    return asdict(found)


def _reader(module: str, function: str) -> Callable[..., Any]:
    try:
        reader: Callable[..., Any] = getattr(import_module(module), function)
    except (ImportError, AttributeError) as exc:
        raise ValueError(f"its format is read by {module}.{function}, which no other process can import: {exc}") from exc
    return reader


def _limit_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
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


if __name__ == "__main__":
    main()
