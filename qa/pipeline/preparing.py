"""A document cut into chunks, with who says what in it: in bounded time, whatever its text is.

What is large is worked on in a process of its own, which is ended when it takes too long: a regular expression that takes time
in the square of a text can't be interrupted where it runs. What is small can't take long even so.
"""

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Any

from qa.attribution import find_statements
from qa.documents.chunking import Segment, chunk_document
from qa.types import Document, Statement
from qa.types.errors import LoadError

# Characters of a text that is worked on right here: the slowest known took 3 s for 40,000, before it was mended.
SMALL = 60_000


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is stored of a document beside its text."""

    segments: tuple[Segment, ...]
    statements: Sequence[Statement]


def prepare(document: Document, chunk_words: int) -> Prepared:
    segments = chunk_document(document, chunk_words)
    return Prepared(segments, find_statements(document) if segments else ())


class Preparer:
    """Owns the process for large documents, which starts with the first one. To be closed; not shared between threads."""

    def __init__(self, chunk_words: int, seconds: float) -> None:
        self._chunk_words = chunk_words
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def prepare(self, document: Document) -> Prepared:
        """Raises LoadError where it takes longer than it may, or can't be done."""
        if len(document.text) <= SMALL:
            return prepare(document, self._chunk_words)
        process = self._running()
        late = threading.Event()

        def give_up() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._seconds, give_up)
        timer.daemon = True
        timer.start()
        try:
            answer = _exchange(process, (document, self._chunk_words))
        except (OSError, EOFError, pickle.UnpicklingError) as exc:
            self.close()
            cause = f"took over {self._seconds:g} s (QA_DOCUMENT_TIMEOUT)" if late.is_set() else "ended the process that did it"
            raise LoadError(f"{document.source}: finding its sentences and who says what {cause}; split it into parts") from exc
        finally:
            timer.cancel()
        if isinstance(answer, BaseException):
            raise answer
        prepared: Prepared = answer
        return prepared

    def close(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    _close(pipe)

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            self.close()
            # -P: the folder that the user happens to be in isn't searched for modules
            command = [sys.executable, "-P", "-m", "qa.pipeline.preparing_child", str(os.getpid())]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self._process


def _exchange(process: "subprocess.Popen[bytes]", request: Any) -> Any:
    assert process.stdin is not None
    assert process.stdout is not None
    pickle.dump(request, process.stdin)
    process.stdin.flush()
    return pickle.load(process.stdout)


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:  # what was still to be written has no reader any more
        return
