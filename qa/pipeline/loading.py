"""The models that a pipeline opens with, loaded beside its imports: most of that needs no Python."""

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from qa.settings import Settings

if TYPE_CHECKING:
    from qa.embedding import Embedder


class Loading:
    """Begun when it is made. `qa ask` makes it before it imports the pipeline; `Pipeline.open` does where nobody has."""

    def __init__(self, settings: Settings) -> None:
        pool = ThreadPoolExecutor(max_workers=2)
        self._embedder = pool.submit(_embedder, settings)
        self._reader = pool.submit(_reader, settings)
        pool.shutdown(wait=False)

    def embedder(self) -> "Embedder":
        """Wait for both. Raises ModelError, SettingsError."""
        self._reader.result()
        return self._embedder.result()


def _embedder(settings: Settings) -> "Embedder":
    from qa.embedding import open_embedder

    return open_embedder(settings)


def _reader(settings: Settings) -> None:
    """The bundled one, which any reader made after it shares."""
    if settings.reader is None:
        from qa.reading.spans import packed_model

        packed_model()
