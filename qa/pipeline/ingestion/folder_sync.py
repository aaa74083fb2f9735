"""Keeps the library in step with a folder: new and changed files go in, files that are gone leave."""

import os
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from qa.documents.files import FoundFiles, find_files
from qa.documents.outcome import shown, source_of
from qa.pipeline.ingestion.ingest import Ingester, Summary
from qa.store import Stores
from qa.types.service_values import Failure

# Fewer than this many files may go at once even if they are most of the folder.
_FEW = 10


@dataclass(frozen=True, slots=True)
class Step:
    """What one look at the folder did. `removed` are sources; `held_back` says why others were not removed."""

    summary: Summary
    removed: tuple[str, ...] = ()
    held_back: str | None = None

    def tells_more_than(self, last: "Step") -> bool:
        """Whether something was done, or fails or is held back otherwise than at the last look."""
        summary, before = self.summary, last.summary
        done = summary.added or summary.updated or self.removed
        return bool(done) or (summary.failures, self.held_back) != (before.failures, last.held_back)


class FolderSync:
    """Brings the library into step with `folder`, once for each call of `look`.

    A document belongs to the folder when its source is a path below it; lines of a .jsonl file and messages of a mailbox
    have sources of their own, so they are added and updated but never removed.
    """

    def __init__(
        self, folder: Path, stores: Stores, ingester: Ingester, *, remove_missing: bool = False, collections: Sequence[str] = ()
    ) -> None:
        self._folder = Path(source_of(folder))
        self._stores = stores
        self._ingester = ingester
        self._remove_missing = remove_missing
        self._collections = collections
        self._generation = -1
        self._seen: dict[Path, tuple[int, ...]] = {}  # as `_stamp` gives it
        self._failed: dict[Path, tuple[Failure, ...]] = {}  # of its lines or messages, too

    def look(self, most: int = sys.maxsize) -> tuple[Step, bool]:
        """Ingest what has another size or time than at the last look, `most` files of it, and remove what is gone.

        Tell whether more are left. The first look of a process takes all for changed: what the library holds already is only
        read. A file that can't be read is told of at each look until it changes. Raises as `Ingester.ingest` does.
        """
        if (generation := self._stores.library.vectors.state().generation) != self._generation:
            self._seen, self._generation = {}, generation  # a backup was restored, which may lack what came in since
        found = find_files([self._folder])
        now = {path: stamp for path in found.files if (stamp := _stamp(path)) is not None}
        changed = [path for path, stamp in now.items() if self._differs(path, stamp)]
        some = changed[:most]
        step = self._bring(found, some)
        self._seen = {path: stamp for path, stamp in self._seen.items() if path in now} | {path: now[path] for path in some}
        as_before = {path: failures for path, failures in self._failed.items() if path in now and path not in some}
        failed = {path: tuple(each for each in step.summary.failures if _is_of(each, path)) for path in some}
        self._failed = as_before | {path: failures for path, failures in failed.items() if failures}
        failures = (*step.summary.failures, *chain.from_iterable(as_before.values()))
        return replace(step, summary=replace(step.summary, failures=failures)), len(changed) > most

    def _differs(self, path: Path, stamp: tuple[int, ...]) -> bool:
        """Whether its file is new, or may have other words than when it was looked at.

        A backup's hard link and other rights only change when its entry changed (ctime): that counts for another file in its
        place, and for one that couldn't be read.
        """
        if (seen := self._seen.get(path)) is None or seen[:2] != stamp[:2]:
            return True
        return seen[3] != stamp[3] and (seen[2] != stamp[2] or path in self._failed)

    def _bring(self, found: FoundFiles, files: Sequence[Path]) -> Step:
        summary = self._ingester.ingest(files, collections=self._collections) if files else Summary()
        unseen = {failure.source: str(failure.error) for failure in found.failures}
        own = unseen.pop(shown(self._folder), None)
        shut = own if os.path.lexists(self._folder) else None
        gone = [] if shut else self._gone({source_of(path) for path in found.files}, unseen)
        held_back = shut or self._doubt(len(gone), len(found.files))
        # Another process that watches the folder may have removed some.
        removed = self._stores.remove_all(gone) if gone and held_back is None else ()
        failures = tuple(Failure(source, error) for source, error in unseen.items())
        return Step(
            replace(summary, failures=(*failures, *summary.failures)), tuple(each.source for each in removed), held_back
        )

    def _gone(self, present: Collection[str], unseen: Collection[str]) -> list[str]:
        """Return the sources below the folder whose file is gone; one in a folder that can't be read may still be there.

        `unseen` are such folders, as a failure names them. A file that was added by its name may be one that a look passes
        over: hidden, or behind a link.
        """
        held = self._stores.library.document_list.sources_below(str(self._folder))
        shut = frozenset(unseen)
        missing = (each for each in held if each not in present and shut.isdisjoint(map(shown, Path(each).parents)))
        return [each for each in missing if not os.path.lexists(each)]

    def _doubt(self, gone: int, present: int) -> str | None:
        """A disk that isn't mounted looks like a folder whose files were all removed."""
        if not gone or self._remove_missing or (present and (gone <= _FEW or gone <= present)):
            return None
        # Each as `ui/messages.txt` has it.
        missing = not self._folder.is_dir()
        if gone == 1:  # then nothing else is there
            one = "is empty and the file of 1 document is gone from it"
            one = "is missing and the file of 1 document is gone from it" if missing else one
            return f"{self._folder} {one}; the document is kept. Is a disk not mounted?"
        many = "holds 1 file and the files of" if present == 1 else f"holds {present} files and the files of"
        state = "is missing and the files of" if missing else many if present else "is empty and the files of"
        return f"{self._folder} {state} {gone} documents are gone from it; the documents are kept. Is a disk not mounted?"


def _is_of(failure: Failure, path: Path) -> bool:
    """Whether the file, or a line or a message of it ("box.mbox:7"), couldn't be read."""
    return failure.source == (name := shown(path)) or failure.source.startswith(f"{name}:")


def _stamp(path: Path) -> tuple[int, ...] | None:
    """Return what differs once the file's content or its rights have changed; None if the file has just vanished.

    Of a file that may not be looked at, which reading it tells of, that is nothing.
    """
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return 0, 0, 0, 0
    return status.st_mtime_ns, status.st_size, status.st_ino, status.st_ctime_ns
