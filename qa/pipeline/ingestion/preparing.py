"""A document cut into chunks, with who says what in it: in bounded time, whatever its text is.

What is large is worked on in a process of its own, which is ended when it takes too long: a regular expression that takes time
in the square of a text can't be interrupted where it runs. What is small can't take long even so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.attribution import find_statements
from qa.documents.chunking import chunk_document
from qa.types import Document, Span, Statement
from qa.types.child_process import ChildEndedError, ChildProcess
from qa.types.documents import Segment
from qa.types.errors import LoadError

# Characters of a text that is worked on right here: the slowest known took 3 s for 40,000, before it was mended.
SMALL = 60_000


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is stored of a document beside its text."""

    segments: tuple[Segment, ...]
    statements: Sequence[Statement]


def prepare(document: Document, chunk_words: int, headings: tuple[Span, ...] = ()) -> Prepared:
    segments = chunk_document(document, chunk_words, headings)
    return Prepared(segments, find_statements(document, headings) if segments else ())


class Preparer:
    """Owns the process for large documents, which starts with the first one. To be closed; not shared between threads."""

    def __init__(self, chunk_words: int, seconds: float) -> None:
        self._chunk_words = chunk_words
        self._seconds = seconds
        self._child = ChildProcess(_begin)

    def prepare(self, document: Document, headings: tuple[Span, ...] = ()) -> Prepared:
        """Prepare a document in that process. Raises LoadError where it takes longer than it may, or can't be done."""
        if len(document.text) <= SMALL:
            return prepare(document, self._chunk_words, headings)

        try:
            prepared: Prepared = self._child.ask(document, self._chunk_words, headings, seconds=self._seconds)
        except ChildEndedError as exc:
            cause = f"took over {self._seconds:g} s" if exc.late else "ended the process that did it"
            message = f"{document.source}: finding its sentences and who says what {cause}; split it into parts"
            raise LoadError(message, setting="QA_DOCUMENT_TIMEOUT" if exc.late else "") from exc
        return prepared

    def close(self) -> None:
        self._child.close()


def _begin() -> Callable[[Document, int, tuple[Span, ...]], Prepared]:
    return prepare
