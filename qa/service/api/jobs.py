"""Adding documents takes longer than a request may: it is a job that the client looks at again."""

import asyncio
import atexit
import json
import shutil
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import partial
from logging import getLogger
from pathlib import Path
from time import time_ns
from uuid import uuid4

from filelock import FileLock, Timeout

from qa.pipeline.ingestion.ingest import Summary
from qa.service.api.errors import WRONG, RefusedError
from qa.service.api.tasks import Task
from qa.service.api.watching import Watching
from qa.store.sql.jobs import JobRecords
from qa.store.sql.leases import SEEN_EVERY
from qa.types.errors import BusyError, QAError
from qa.types.service_values import Failure, Item, ItemState, Job
from qa.types.worker import Worker

log = getLogger(__name__)

# Jobs of all processes together that aren't done.
_MAX_WAITING = 100
_RETRY_SECONDS = 30
# How long the end of the process waits for the document being added.
_ENDING_SECONDS = 4.0
# After so many starts of the server, what it was adding each time is taken to have ended it.
_MOST_TRIES = 3
_PLAN = "job.json"
_CUT = "cancelled; what wasn't in yet is left out"
_Tell = Callable[[int], bool]  # how many documents are in → whether to go on


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a restart needs to go on with a job; in its folder, as JSON."""

    owner: str
    key: str | None
    sent: str
    tasks: tuple[Task, ...]
    tries: int = 0

    @classmethod
    def read(cls, folder: Path) -> "_Plan":
        """Raises OSError, ValueError, TypeError, KeyError where it isn't one."""
        raw = json.loads((folder / _PLAN).read_text(encoding="utf-8"))
        return cls(**{**raw, "tasks": tuple(Task(**task) for task in raw["tasks"])})

    def write(self, folder: Path) -> None:
        beside = folder / f"{_PLAN}.new"
        beside.write_text(json.dumps(asdict(self)), encoding="utf-8")
        beside.replace(folder / _PLAN)


class Jobs:
    """The jobs that this process works on, an item of each in turn, so that one with slow addresses holds nobody up for longer
    than one of them takes. How far they are stands in the library, where every process that shares it looks it up; what they
    add lies in a folder of this process's own below `root`, locked as long as it lives, so that the next one can go on.

    Between two items the thread looks at what is watched.
    """

    def __init__(
        self, records: JobRecords, root: Path, perform: Callable[[Path, Task, _Tell], Summary], watching: Watching | None = None
    ) -> None:
        self._records = records
        self._perform = perform
        self._watching = watching
        self._looking = False
        self._worker = uuid4().hex
        self._root = root
        self._folder = root / self._worker
        self._lock = FileLock(root / f"{self._worker}.lock", thread_local=False)
        self._line: deque[Callable[[], None]] = deque()
        self._undone: dict[str, _Plan] = {}
        self._left: list[Path] = []
        self._placing = threading.Lock()
        self._adding = Worker("adding", SEEN_EVERY, self._work_off, "Adding goes on later")
        self._beating = Worker("jobs", SEEN_EVERY, self._beat, "That jobs are being worked on can't be noted")
        atexit.register(self._adding.close)  # what a library does on a thread that is cut off then can end in a crash

    def new_folder(self) -> Path:
        """A folder for what a job will add. Give it to `add`, or remove it."""
        self._take_place()
        return Path(tempfile.mkdtemp(prefix="new-", dir=self._folder))

    def add(self, owner: str, tasks: Sequence[Task], folder: Path, key: str | None, sent: str) -> Job:
        """Put a job in line; `folder` is removed after it. `key` is the owner's Idempotency-Key, `sent` what came with it.

        Raises RefusedError: 409 where the key came with something else before, 503 where too many jobs wait.
        """
        job_id = f"{time_ns():016x}{uuid4().hex[16:]}"  # so that their order is that in which they came, also after a restart
        plan = _Plan(owner, key, sent, tuple(tasks))
        try:
            # Before it is acknowledged it is there to be resumed.
            plan.write(folder)
            folder = folder.replace(self._folder / job_id)
            begun = self._begin(job_id, plan)
            if begun is None:
                raise RefusedError(
                    503, "overloaded", f"{_MAX_WAITING} jobs are waiting already; add more when some are done", _RETRY_SECONDS
                )
            job, first, new = begun
            if first != sent:
                raise RefusedError(
                    409, "idempotency_key_reused", "this Idempotency-Key came with another body before; send a new key"
                )
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        if new:
            self._take_on(job.id, plan)
        else:
            shutil.rmtree(folder, ignore_errors=True)
        return job

    def get(self, job_id: str, owner: str) -> Job:
        """Raises NotFoundError, also for somebody else's."""
        return self._records.get(job_id, owner, self._worker)

    def cancel(self, job_id: str, owner: str) -> Job:
        """Add nothing more of it: of a file with many documents, those that are in stay. Raises NotFoundError."""
        self._records.cancel(job_id, owner, self._worker)
        return self.get(job_id, owner)

    def resume(self) -> None:
        """Go on with what processes that have ended left undone, once the library can be written; what they never acknowledged
        is removed. To be called before anything is added."""
        self._left = self._taken_over()
        if self._left:
            self._put_in_line(self._resume)
        if self._watching is not None:
            self._beating.start()

    def look(self) -> None:
        """Look at what is watched soon, rather than at the next beat."""
        if self._watching is not None and self._look not in tuple(self._line):
            self._put_in_line(self._look)

    def stop(self) -> None:
        """Go no further than the document being added now."""
        self._adding.stop()
        self._beating.stop()

    async def close(self) -> None:
        """Ends after the document being added now, or after some seconds; what waits is for the next process."""
        self.stop()
        if await asyncio.to_thread(self._adding.close, _ENDING_SECONDS):
            self._lock.release()

    def _take_place(self) -> None:
        for each in (self._root, self._folder):
            each.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._placing:
            if not self._lock.is_locked:
                self._lock.acquire()

    def _taken_over(self) -> list[Path]:
        """Take over the jobs of processes that have ended; return the folders of all jobs here."""
        for former in self._root.glob("*.lock"):
            lock, theirs = FileLock(former, thread_local=False), former.with_suffix("")
            if former.stem == self._worker:
                continue
            try:
                lock.acquire(timeout=0)
            except Timeout:
                continue  # it lives
            self._take_place()
            for folder in theirs.glob("*"):
                folder.replace(self._folder / folder.name)
            shutil.rmtree(theirs, ignore_errors=True)
            lock.release()
            former.unlink(missing_ok=True)
        return sorted(self._folder.glob("*"))

    def _resume(self) -> None:
        while self._left:
            folder = self._left[0]
            try:
                plan = _Plan.read(folder)
                job = self._records.adopt(folder.name, self._worker) or self._begun_again(folder, plan)
            except (OSError, ValueError, TypeError, KeyError):
                job = None
            if job is None or job.state == "done":
                shutil.rmtree(folder, ignore_errors=True)
            else:
                plan = replace(plan, tries=plan.tries + 1)
                with suppress(OSError):  # a full disk
                    plan.write(folder)
                for number, item in enumerate(job.items):
                    if item.state == "working" and plan.tries > _MOST_TRIES:
                        cause = "the server ended each time it was being added; add it again by itself"
                        self._records.note(job.id, number, Item(item.name, "failed", failures=(Failure(item.name, cause),)))
                self._take_on(job.id, plan)
            del self._left[0]

    def _begin(self, job_id: str, plan: _Plan) -> tuple[Job, str, bool] | None:
        names = [task.name for task in plan.tasks]
        return self._records.begin(
            plan.owner, names, plan.key, plan.sent, worker=self._worker, most=_MAX_WAITING, job_id=job_id
        )

    def _begun_again(self, folder: Path, plan: _Plan) -> Job | None:
        """Another process may have forgotten it meanwhile; None where it was sent again under the same key, or never began."""
        if not folder.name.isalnum():
            return None  # "new-…": its request was never answered
        begun = self._begin(folder.name, plan)
        return begun[0] if begun is not None and begun[2] else None

    def _take_on(self, job_id: str, plan: _Plan) -> None:
        self._undone[job_id] = plan
        self._beating.start()
        self._put_in_line(partial(self._work, job_id, plan, 0))

    def _put_in_line(self, turn: Callable[[], None]) -> None:
        self._line.append(turn)
        self._adding.start()
        self._adding.wake()

    def _work_off(self) -> None:
        """Raises QAError where the library can't be written, as on a full disk; the turn stays in line, so nothing is lost."""
        while self._line and not self._adding.closing():
            turn = self._line.popleft()
            try:
                turn()
            except QAError:
                self._line.append(turn)
                raise

    def _look(self) -> None:
        """Look at one folder or feed; the next one goes to the end of the line."""
        assert self._watching is not None
        self._looking = True
        try:
            if self._watching.look_at_next(self._worker, self._adding.closing):
                self.look()
        except QAError as exc:
            log.warning("What is watched can't be looked at: %s", exc)
        finally:
            self._looking = False

    def _work(self, job_id: str, plan: _Plan, number: int) -> None:
        """Add the job's next item; then the job goes to the end of the line."""
        try:
            while number < len(plan.tasks) and not self._records.waits(job_id, number):
                number += 1
            if number < len(plan.tasks):
                job, at, task = self._first(plan.tasks[number].name) or (job_id, number, plan.tasks[number])
                note = partial(self._records.note, job, at)
                if self._records.claim(job, at):
                    note(Item(task.name, "working"))
                    note(self._done(self._folder / job, task, note))
                self._put_in_line(partial(self._work, job_id, plan, number))
                return
            self._records.finish(job_id)
        except Exception as exc:
            if not isinstance(exc, QAError):  # else it stays in line
                del self._undone[job_id]
            raise
        del self._undone[job_id]
        shutil.rmtree(self._folder / job_id, ignore_errors=True)

    def _first(self, name: str) -> tuple[str, int, Task] | None:
        """What is called so and came first of all that wait: what was sent last is what stays."""
        for job, plan in tuple(self._undone.items()):
            for number, task in enumerate(plan.tasks):
                if task.name == name and self._records.waits(job, number):
                    return job, number, task
        return None

    def _done(self, folder: Path, task: Task, note: Callable[[Item], bool]) -> Item:
        cancelled = False

        def tell(done: int) -> bool:
            nonlocal cancelled
            cancelled = not note(Item(task.name, "working", added=done))
            return not cancelled

        try:
            summary = self._perform(folder, task, tell)
        except BusyError:  # it stays in line
            raise
        except QAError as exc:
            return Item(task.name, "failed", failures=(Failure(task.name, str(exc)),))
        except Exception:
            log.exception("Adding a document failed")
            return Item(task.name, "failed", failures=(Failure(task.name, WRONG),))
        got_in = summary.added + summary.updated + summary.unchanged
        state: ItemState = "done" if got_in or not summary.failures else "failed"
        failures = (*summary.failures, Failure(task.name, _CUT)) if cancelled else summary.failures
        return Item(task.name, state, summary.added, summary.updated, summary.unchanged, failures, summary.documents)

    def _beat(self) -> None:
        self.look()
        if self._undone:
            self._records.still_working(self._worker)
        if self._watching is not None and self._looking:
            self._watching.still_looking(self._worker)
