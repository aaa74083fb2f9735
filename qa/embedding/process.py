"""A model for long work, in a process of its own.

Threads of one process share Python's lock: while one of them stores, those of the model stand still between two batches. A
process of its own keeps the cores busy, and the system lets it give way to the questions that this one answers.
"""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from logging import getLogger

from qa.embedding.bundled import OnnxEmbedder
from qa.embedding.model import Embedder, PassageText, PassageVectors, Vectors
from qa.types.child_process import ChildEndedError, ChildProcess

log = getLogger(__name__)

# The C library's memory in pages of 2 MB, where the system gives them to whoever asks: the processor finds the model's weights
# faster. Four processes with and four without, turn about, 700 chunks each: 11.54 ms a chunk instead of 11.72.
_HUGE_PAGES = "glibc.malloc.hugetlb=1"

# Steps that it gives way to whatever else runs, where questions are answered meanwhile: on a busy machine the system gives it a
# third of what it gives others. Ten steps down it was a tenth, and long work stood still beside four other jobs.
GIVING_WAY = 5


@contextmanager
def in_subprocess(embedder: Embedder, giving_way: int = GIVING_WAY) -> Iterator[Embedder]:
    """The bundled model in a process of its own, until the `with` block ends; any other embedder itself.

    Takes a second until it works, and the memory of a second model. Safe to share between threads. Where the process can't be
    started, or ends early, this one does its work.
    """
    if not isinstance(embedder, OnnxEmbedder):
        yield embedder
        return
    try:
        child = _ChildEmbedder(embedder, giving_way)
    except OSError as exc:
        log.warning("Embedding goes on in this process, no other can be started: %s", exc.strerror)
        yield embedder
        return
    try:
        yield child
    finally:
        child.close()


class _ChildEmbedder:
    """Passages go to the process, and their vectors come back in the same order. Raises OSError where it can't be started."""

    def __init__(self, here: OnnxEmbedder, giving_way: int) -> None:
        self.name, self.dimensions = here.name, here.dimensions
        self._here = here
        tunables = ":".join(filter(None, (os.environ.get("GLIBC_TUNABLES"), _HUGE_PAGES)))
        self._child = ChildProcess(_begin, str(giving_way), environment=os.environ | {"GLIBC_TUNABLES": tunables})
        self._child.start()
        self._asking, self._answering = threading.Lock(), threading.Lock()
        self._closing = False

    def embed_question(self, question: str) -> Vectors:
        return self._here.embed_question(question)

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        with suppress(Exception):  # it ended, or what came is no answer, of which pickle says so in a dozen ways
            return self._asked(passages)
        if self._closing:
            raise ChildEndedError  # nobody waits for them
        return self._here.embed_passages(passages)

    def close(self) -> None:
        """End the process, whatever it is doing; threads that wait for it get an error."""
        self._closing = True
        self._child.close()

    def _asked(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Whoever has asked is answered before the next but one may ask, so that the process always has something to do."""
        with ExitStack() as answering:
            with self._turn(self._asking):
                self._child.send(passages)
                answering.enter_context(self._turn(self._answering))
            vectors: list[PassageVectors] | Exception = self._child.receive()
            if isinstance(vectors, Exception):
                raise vectors
            return vectors

    @contextmanager
    def _turn(self, lock: threading.Lock) -> Iterator[None]:
        """Whoever leaves early ends the process: who comes next would take the answer for their own, or wait for it to read."""
        with lock:
            try:
                yield
            except BaseException:
                if self._child.close() and not self._closing:
                    log.warning("The process that embeds has ended; its work goes on in this one")
                raise


def _begin(giving_way: str) -> Callable[[Sequence[PassageText]], list[PassageVectors]]:
    if hasattr(os, "nice"):
        os.nice(int(giving_way))
    return OnnxEmbedder().embed_passages
