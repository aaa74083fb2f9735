"""Adding documents takes longer than a request may: it is a job, one at a time, that the client looks at again."""

import asyncio
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from logging import getLogger
from pathlib import Path
from typing import Literal
from uuid import uuid4

from qa.errors import NotFoundError, QAError
from qa.ingesting import Failure, Summary
from qa.server.errors import WRONG, RefusedError

log = getLogger(__name__)

State = Literal["waiting", "working", "done", "failed"]
# Jobs that wait, and finished ones that can still be looked at.
_MAX_WAITING, _MAX_KEPT = 100, 1000
_RETRY_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Item:
    """One file, text or address of a job. `failed` where nothing of it got in; a .jsonl file can be done and have failures."""

    name: str
    state: State = "waiting"
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """`done` when nothing of it is left to do, also where items failed. `created` is an ISO timestamp in UTC."""

    id: str
    state: Literal["waiting", "working", "done"]
    created: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """`add` adds what `name` stands for, on the jobs' thread. Raises QAError."""

    name: str
    add: Callable[[], Summary]


class Jobs:
    """Jobs of one app. In memory: what a restart cuts off is sent again, and what was added by then is `unchanged`."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="adding")
        self._lock = threading.Lock()
        self._jobs: OrderedDict[str, tuple[str, Job]] = OrderedDict()  # with their owners
        self._keys: OrderedDict[tuple[str, str], tuple[str, str]] = OrderedDict()  # (owner, key) → (what was sent, job)
        self._closing = False

    def add(self, owner: str, tasks: Sequence[Task], folder: Path, key: str | None, sent: str) -> Job:
        """Put a job in line; `folder` is removed after it. `key` is the owner's Idempotency-Key, `sent` what came with it.

        Raises RefusedError: 409 where the key came with something else before, 503 where too many jobs wait.
        """
        with ExitStack() as undo:
            undo.callback(shutil.rmtree, folder, ignore_errors=True)
            with self._lock:
                if (before := self._begun(owner, key, sent)) is not None:
                    return before
                job = self._new(owner, tasks)
                if key is not None:
                    self._keys[owner, key] = (sent, job.id)
            self._thread.submit(self._work, job.id, tasks, folder)
            undo.pop_all()
            return job

    def get(self, job_id: str, owner: str) -> Job:
        """Raises NotFoundError, also for somebody else's."""
        with self._lock:
            found = self._jobs.get(job_id)
        if found is None or found[0] != owner:
            raise NotFoundError(f"no job {job_id!r}; a finished one is kept for a while, until the server is started again")
        return found[1]

    async def close(self) -> None:
        """Ends after the document being added now; what waits is dropped."""
        self._closing = True
        await asyncio.to_thread(self._thread.shutdown, cancel_futures=True)

    def _begun(self, owner: str, key: str | None, sent: str) -> Job | None:
        before = self._keys.get((owner, key)) if key is not None else None
        if before is not None and before[0] != sent:
            raise RefusedError(
                409, "idempotency_key_reused", "this Idempotency-Key came with another body before; send a new key"
            )
        return self._jobs[before[1]][1] if before is not None and before[1] in self._jobs else None

    def _new(self, owner: str, tasks: Sequence[Task]) -> Job:
        waiting = sum(job.state != "done" for _, job in self._jobs.values())
        if waiting >= _MAX_WAITING:
            raise RefusedError(
                503, "overloaded", f"{waiting} jobs are waiting already; add more when some are done", _RETRY_SECONDS
            )
        created = datetime.now(UTC).isoformat(timespec="seconds")
        job = Job(uuid4().hex, "waiting", created, tuple(Item(task.name) for task in tasks))
        self._jobs[job.id] = (owner, job)
        self._forget()
        return job

    def _work(self, job_id: str, tasks: Sequence[Task], folder: Path) -> None:
        try:
            for number, task in enumerate(tasks):
                if self._closing:
                    return
                self._set(job_id, number, Item(task.name, "working"))
                self._set(job_id, number, _done(task))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        with self._lock:
            owner, job = self._jobs[job_id]
            self._jobs[job_id] = (owner, replace(job, state="done"))

    def _set(self, job_id: str, number: int, item: Item) -> None:
        with self._lock:
            owner, job = self._jobs[job_id]
            items = (*job.items[:number], item, *job.items[number + 1 :])
            self._jobs[job_id] = (owner, replace(job, items=items, state="working"))

    def _forget(self) -> None:
        for job_id in [job_id for job_id, (_, job) in self._jobs.items() if job.state == "done"][:-_MAX_KEPT]:
            del self._jobs[job_id]
        while len(self._keys) > _MAX_KEPT + _MAX_WAITING:
            self._keys.popitem(last=False)


def _done(task: Task) -> Item:
    try:
        summary = task.add()
    except QAError as exc:
        return Item(task.name, "failed", failures=(Failure(task.name, str(exc)),))
    except Exception:
        log.exception("Adding a document failed")
        return Item(task.name, "failed", failures=(Failure(task.name, WRONG),))
    got_in = summary.added + summary.updated + summary.unchanged
    state: State = "done" if got_in or not summary.failures else "failed"
    return Item(task.name, state, summary.added, summary.updated, summary.unchanged, summary.failures)
