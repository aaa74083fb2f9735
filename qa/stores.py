"""Two stores, one truth: keeps the vector index in step with the library, and writers out of each other's way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from qa.errors import BusyError, VectorIndexError
from qa.index import VectorIndex
from qa.library import Library
from qa.settings import Settings
from qa.types import DocumentSummary

Progress = Callable[[int, int], None]  # (done, total)
# How long a second writer waits for the first, which may be in the middle of a long ingest.
_WAIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Synced:
    """What bringing the index into step took; `rebuilt` when it had to be started anew."""

    added: int = 0
    removed: int = 0
    rebuilt: bool = False


class Stores:
    """The library and its index. Reading needs no lock; everything that writes goes through `writing()`."""

    def __init__(self, settings: Settings, *, repair: bool = True) -> None:
        """Opens both and repairs the index where it is out of step. Raises LibraryError, VectorIndexError."""
        self.library = Library.of(settings)
        self._replaceable = settings.chroma_url is None
        folder, name = settings.data_dir / "index", f"chunks-{self.library.identity}"
        try:
            self.index = VectorIndex(folder, settings.chroma_url, name)
        except VectorIndexError:
            if not self._replaceable:
                raise
            with self.locked():
                self.index = VectorIndex.anew(folder, name)
        self._seen = self.library.indexed_revision
        if repair and not self.in_step:
            self._repair_unless_busy()

    def close(self) -> None:
        self.index.close()
        self.library.close()

    def __enter__(self) -> "Stores":
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    @property
    def in_step(self) -> bool:
        """Whether the index holds what the library holds; takes no longer on a large library than on a small one."""
        library = self.library
        return library.revision == library.indexed_revision and self.index.count() == library.chunk_count

    def refresh(self) -> None:
        """Make what another process has written visible here: an open embedded index doesn't see it by itself."""
        revision = self.library.indexed_revision
        if revision != self._seen:
            self.index.open()
            self._seen = revision

    @contextmanager
    def locked(self, seconds: float = _WAIT_SECONDS) -> Iterator[None]:
        """Be the only one to change anything. Raises BusyError after waiting this long."""
        with self.library.locked(seconds):
            yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer, with an index in step before and after. Raises BusyError after a minute of waiting.

        Two processes that write to one embedded Chroma lose vectors without an error, so one waits for the other.
        """
        with self.locked():
            self.refresh()
            if not self.in_step:
                self.sync()
            yield
            self.mark_indexed()

    def remove(self, name: str) -> DocumentSummary:
        """Remove the document with this id or source. Raises NotFoundError."""
        with self.writing():
            summary, left = self.library.remove(name)
            self.index.delete(left)
        return summary

    def mark_indexed(self) -> None:
        """Note that the index now holds the library's present revision. Only inside `writing()`."""
        revision = self.library.revision
        if revision != self.library.indexed_revision:
            self.library.mark_indexed(revision)
        self._seen = revision

    def sync(self, progress: Progress | None = None, *, rebuild: bool = False) -> Synced:
        """Bring the index into step from the stored embeddings; start it anew when it can't be repaired.

        Only inside `locked()` or `writing()`.
        """
        if not rebuild:
            try:
                result = self._diff(progress)
                self._probe()
            except VectorIndexError:
                if not self._replaceable:
                    raise
            else:
                self.mark_indexed()
                return result
        self.index.wipe()
        added = self._fill(None, self.library.chunk_count, progress)
        self.mark_indexed()
        return Synced(added=added, rebuilt=True)

    def _repair_unless_busy(self) -> None:
        try:
            with self.locked(0):
                self.sync()
        except BusyError:
            pass  # whoever is writing brings it into step; `refresh` sees it then

    def _diff(self, progress: Progress | None) -> Synced:
        wanted, present = self.library.chunk_ids(), self.index.ids()
        self.index.delete(present - wanted)
        missing = sorted(wanted - present)
        added = self._fill(missing, len(missing), progress) if missing else 0
        return Synced(added=added, removed=len(present - wanted))

    def _fill(self, chunk_ids: list[str] | None, total: int, progress: Progress | None) -> int:
        done = 0
        for page in self.library.vector_rows(chunk_ids):
            self.index.upsert([row.chunk_id for row in page], [row.vector for row in page], [row.document_id for row in page])
            done += len(page)
            if progress is not None:
                progress(done, total)
        return done

    def _probe(self) -> None:
        """A damaged index can still count; only a search shows that it is sound."""
        for page in self.library.vector_rows():
            if not self.index.search(page[0].vector, 1):
                raise VectorIndexError("the vector index finds nothing")
            return
