"""Adding documents takes longer than a request may: it is a job, one at a time, that the client looks at again."""

import asyncio
import shutil
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from logging import getLogger
from pathlib import Path
from uuid import uuid4

from qa.pipeline.ingest import Failure, Summary
from qa.service.api.errors import WRONG, RefusedError
from qa.store.sql.jobs import SEEN_EVERY, ItemState, JobItem, JobRecord, JobRecords, JobState
from qa.types.errors import QAError

log = getLogger(__name__)

# Jobs of all processes together that aren't done.
_MAX_WAITING = 100
_RETRY_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Item:
    """One file, text or address of a job. `failed` where nothing of it got in; a .jsonl file can be done and have failures."""

    name: str
    state: ItemState = "waiting"
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """`done` when nothing of it is left to do, also where items failed. `created` is an ISO timestamp in UTC."""

    id: str
    state: JobState
    created: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """`add` adds what `name` stands for, on the jobs' thread. Raises QAError."""

    name: str
    add: Callable[[], Summary]


class Jobs:
    """The jobs that this process works on, one at a time. How far they are stands in the library, where every process that
    shares it looks it up. What a restart cuts off is sent again; what was added by then is `unchanged`."""

    def __init__(self, records: JobRecords) -> None:
        self._records = records
        self._worker = uuid4().hex
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="adding")
        self._undone: set[str] = set()
        self._closing = threading.Event()
        self._beating = threading.Thread(target=self._beat, name="jobs", daemon=True)

    def add(self, owner: str, tasks: Sequence[Task], folder: Path, key: str | None, sent: str) -> Job:
        """Put a job in line; `folder` is removed after it. `key` is the owner's Idempotency-Key, `sent` what came with it.

        Raises RefusedError: 409 where the key came with something else before, 503 where too many jobs wait.
        """
        with ExitStack() as undo:
            undo.callback(shutil.rmtree, folder, ignore_errors=True)
            names = [task.name for task in tasks]
            begun = self._records.begin(owner, names, key, sent, worker=self._worker, most=_MAX_WAITING)
            if begun is None:
                raise RefusedError(
                    503, "overloaded", f"{_MAX_WAITING} jobs are waiting already; add more when some are done", _RETRY_SECONDS
                )
            record, new = begun
            if record.sent != sent:
                raise RefusedError(
                    409, "idempotency_key_reused", "this Idempotency-Key came with another body before; send a new key"
                )
            if new:
                self._undone.add(record.id)
                if self._beating.ident is None:
                    self._beating.start()
                self._thread.submit(self._work, record.id, tasks, folder)
                undo.pop_all()
            return _job(record)

    def get(self, job_id: str, owner: str) -> Job:
        """Raises NotFoundError, also for somebody else's."""
        return _job(self._records.get(job_id, owner))

    async def close(self) -> None:
        """Ends after the document being added now; what waits is dropped."""
        self._closing.set()
        await asyncio.to_thread(self._thread.shutdown, cancel_futures=True)
        if self._undone:
            await asyncio.to_thread(self._records.drop, self._worker)

    def _work(self, job_id: str, tasks: Sequence[Task], folder: Path) -> None:
        try:
            for number, task in enumerate(tasks):
                if self._closing.is_set():
                    return
                self._records.note(job_id, number, JobItem(task.name, "working"))
                self._records.note(job_id, number, _done(task))
            self._records.finish(job_id)
            self._undone.discard(job_id)
        except QAError as exc:
            log.warning("What became of a job can't be noted: %s", exc)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _beat(self) -> None:
        while not self._closing.wait(SEEN_EVERY):
            if self._undone:
                try:
                    self._records.still_working(self._worker)
                except QAError as exc:
                    log.warning("That jobs are being worked on can't be noted: %s", exc)


def _done(task: Task) -> JobItem:
    try:
        summary = task.add()
    except QAError as exc:
        return JobItem(task.name, "failed", failures=((task.name, str(exc)),))
    except Exception:
        log.exception("Adding a document failed")
        return JobItem(task.name, "failed", failures=((task.name, WRONG),))
    got_in = summary.added + summary.updated + summary.unchanged
    failures = tuple((failure.source, failure.cause) for failure in summary.failures)
    return JobItem(
        task.name, "done" if got_in or not failures else "failed", summary.added, summary.updated, summary.unchanged, failures
    )


def _job(record: JobRecord) -> Job:
    items = tuple(
        Item(
            item.name,
            item.state,
            item.added,
            item.updated,
            item.unchanged,
            tuple(Failure(source, cause) for source, cause in item.failures),
        )
        for item in record.items
    )
    return Job(record.id, record.state, record.created, items)
