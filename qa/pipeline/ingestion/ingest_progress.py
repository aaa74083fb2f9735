"""How far an ingest has come: the files and addresses that it reads, by their size."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.documents.outcome import Loaded

# How much an address counts in the progress beside files: about what a news article's page has without its pictures.
_PAGE_BYTES = 50_000


@dataclass(frozen=True, slots=True)
class IngestProgress:
    """`done` of `total` files and addresses read, `documents` seen so far, `current` being read.

    `share` of all that is to be read, 0 to 1, by the size of the files: it tells how much time is left.
    """

    done: int
    total: int
    documents: int
    current: str
    share: float


class Following:
    """Follows the files and addresses as they are read, and tells `on_progress`."""

    def __init__(
        self, files: Sequence[Path], urls: Sequence[str], on_progress: Callable[[IngestProgress], None] | None
    ) -> None:
        self._sizes = [*map(_size, files), *(_PAGE_BYTES for _ in urls)]
        self._total = max(sum(self._sizes), 1)
        self._on_progress = on_progress
        self._seen = 0
        self._bytes = 0

    def follow(self, number: int, source: str, outcomes: Iterable[Loaded]) -> Iterator[Loaded]:
        """Yield the same outcomes, and tell how far the ingest is; `number` is the source's place among all, from 0."""
        size, read = self._sizes[number], 0
        for loaded in outcomes:
            self._seen += 1
            read = min(size, read + (len(loaded.document.text) if loaded.document else 0))
            self._tell(number, source, read)
            yield loaded
        self._bytes += size
        self._tell(number + 1, source, 0)

    def _tell(self, done: int, source: str, read: int) -> None:
        if self._on_progress is not None:
            share = (self._bytes + read) / self._total
            self._on_progress(IngestProgress(done, len(self._sizes), self._seen, source, share))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # what is wrong with it is told when it is read
