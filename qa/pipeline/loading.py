"""The models that a pipeline opens with, loaded beside its imports: most of that needs no Python."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from qa.embedding import Embedder, open_embedder
from qa.settings import Settings


class Loading:
    """Loads from the moment that it is made. `qa ask` makes it before it imports the pipeline, or else `Pipeline.open` does.

    On its threads nothing of ours is imported that isn't there yet: two threads that begin to import one package, the one from
    within, may end in Python's error of a deadlock.
    """

    def __init__(self, settings: Settings) -> None:
        self._pool = ThreadPoolExecutor(max_workers=2)
        self._embedder = self._pool.submit(open_embedder, settings)
        self._others: list[Future[object]] = []

    def also(self, load: Callable[[], object]) -> None:
        """Load this, too, before `embedder` returns. `load` has to keep what it loads: others get it by calling `load`."""
        self._others.append(self._pool.submit(load))

    def embedder(self) -> Embedder:
        """Wait for all of it. Raises ModelError, SettingsError."""
        self._pool.shutdown()
        for other in self._others:
            other.result()
        return self._embedder.result()
