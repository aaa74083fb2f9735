"""The thread of a server that embeds its library anew, where somebody has asked for that."""

import math
import os
from time import monotonic

from qa.pipeline.library_model import begin_reembedding, reembed
from qa.settings import Settings
from qa.store.sql import Library
from qa.types.errors import ModelError
from qa.types.worker import Worker

# So often it looks whether a process that has ended, or `qa reindex` after Ctrl-C, left something to go on with.
_SECONDS_BETWEEN_LOOKS = 60.0
# How long the end of the server waits for the page being embedded; what is not kept by then is made again.
_ENDING_SECONDS = 4.0


class Reembedder:
    """Nothing happens before `start`."""

    def __init__(self, library: Library, settings: Settings) -> None:
        self._library = library
        self._settings = settings
        self._pace: tuple[int, float] | None = None  # passages done when this process took it on, and when that was
        self._left = 0.0
        self._worker = Worker("reembedding", _SECONDS_BETWEEN_LOOKS, self._look, "The library isn't embedded anew")
        self.start = self._worker.start
        # Go no further than the page being embedded now.
        self.stop = self._worker.stop

    def begin(self, model: str) -> None:
        """Raises as `begin_reembedding`; ModelError for a folder, too: it can bring code, so who names one has a shell here."""
        if os.path.exists(model) and model != self._settings.embedding_model:
            raise ModelError(f"{model} is a folder on the server, which only `qa reindex --model {model}` takes; give a name")
        begin_reembedding(self._library, self._settings, model)
        self._worker.wake()

    def minutes_left(self) -> int:
        """How long the change that this process works on still takes, by its pace so far; 0 while that isn't known."""
        return math.ceil(self._left / 60)

    def close(self) -> None:
        self._worker.close(_ENDING_SECONDS)

    def _look(self) -> None:
        self._pace, self._left = None, 0.0
        if self._library.reembeddings.get() is not None:
            reembed(self._library, self._settings, self._note, self._worker.closing)

    def _note(self, done: int, total: int) -> None:
        if self._pace is None:
            self._pace = done, monotonic()
        before, begun = self._pace
        if done > before:
            self._left = (total - done) * (monotonic() - begun) / (done - before)
