"""Jobs that add documents: how far each has got, told to every process of the library."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from qa.store.sql import leases, moments, tables
from qa.store.sql.database import Part, insert_all
from qa.types.errors import NotFoundError
from qa.types.service_values import Failure, Item, ItemState, Job

_TO_DO = ("waiting", "working")  # states of an item that is still to be done
_STOPPING = "stopping"  # of one that was cancelled while it was worked on; whoever asks is told "working"
CANCELLED = "cancelled before it was added"
# How long a job that is done, and with it its key, is remembered.
_KEPT_SECONDS = 24 * 3600.0


class JobRecords(Part):
    """What is known of jobs; the work itself stays with the process that took it on (`worker`)."""

    def begin(
        self, owner: str, names: Sequence[str], key: str | None, sent: str, *, worker: str, most: int, job_id: str = ""
    ) -> tuple[Job, str, bool] | None:
        """Begin a job, or find the one that this owner began with the same key. None where `most` jobs aren't done yet.

        Returns the job, what was sent with it, and whether it is new. `sent` stands for what came with the request.
        """
        table, now = tables.jobs.c, self._clock()
        with self._database.writing() as connection:
            # Those of this worker aren't lost, however long it could note nothing.
            connection.execute(leases.still(tables.jobs, worker, now).where(table.state != "done"))
            self._forget(connection)
            if key is not None:
                same = sa.select(tables.jobs).where(table.owner == owner, table.key == key)
                if (known := connection.execute(same).mappings().first()) is not None:
                    return _job(connection, known), known["sent"], False
            undone = sa.select(sa.func.count()).select_from(tables.jobs).where(table.state != "done")
            if connection.execute(undone).scalar_one() >= most:
                return None
            row: dict[str, Any] = {"id": job_id or uuid4().hex, "owner": owner, "key": key, "sent": sent, "worker": worker}
            row |= {"state": "waiting", "seen": now, "created": moments.second()}
            connection.execute(tables.jobs.insert().values(row))
            items = [{"job_id": row["id"], "number": number, **_item_row(Item(name))} for number, name in enumerate(names)]
            insert_all(connection, tables.job_items, items)
            return _job(connection, row), sent, True

    def get(self, job_id: str, owner: str, worker: str = "") -> Job:
        """Raises NotFoundError, also for somebody else's, and for one whose process ended before it was done.

        `worker` asks of its own, which it may have been kept from noting for long: by a full disk, or another writer.
        """
        table = tables.jobs.c
        alive = sa.or_(table.state == "done", table.worker == worker, leases.alive(tables.jobs, self._clock()))
        with self._database.reading() as connection:
            query = sa.select(tables.jobs).where(table.id == job_id, table.owner == owner, alive)
            row = connection.execute(query).mappings().first()
            if row is None:
                raise NotFoundError(
                    f"no job {job_id!r}; one that is done is kept for a day, and one whose server is gone must be sent again"
                )
            return _job(connection, row)

    def adopt(self, job_id: str, worker: str) -> Job | None:
        """Another process goes on with it: the one that had it has ended. None where nothing is known of it."""
        table = tables.jobs.c
        with self._database.writing() as connection:
            connection.execute(tables.jobs.update().where(table.id == job_id).values(worker=worker, seen=self._clock()))
            row = connection.execute(sa.select(tables.jobs).where(table.id == job_id)).mappings().first()
            return None if row is None else _job(connection, row)

    def waits(self, job_id: str, number: int) -> bool:
        """Whether this item is still to be done."""
        table = tables.job_items.c
        query = sa.select(table.state).where(table.job_id == job_id, table.number == number)
        return self._database.value(query) in _TO_DO

    def cancel(self, job_id: str, owner: str, worker: str = "") -> None:
        """Let what still waits of it fail, and ask whoever works on it to go no further. Raises NotFoundError as `get` does."""
        self.get(job_id, owner, worker)
        with self._database.writing() as connection:
            _fail(connection, job_id, "waiting")
            table = tables.job_items.c
            under_way = tables.job_items.update().where(table.job_id == job_id, table.state == "working")
            connection.execute(under_way.values(state=_STOPPING))

    def claim(self, job_id: str, number: int) -> bool:
        """Begin with this item, unless it was cancelled meanwhile; return whether it is to be done."""
        table = tables.job_items.c
        here = sa.and_(table.job_id == job_id, table.number == number, table.state.in_(_TO_DO))
        return self._database.change(tables.job_items.update().where(here).values(state="working")) > 0

    def note(self, job_id: str, number: int, item: Item) -> bool:
        """Note how far an item is; return whether to go on with it: not once it was cancelled."""
        table = tables.job_items.c
        here = sa.and_(table.job_id == job_id, table.number == number)
        with self._database.writing() as connection:
            stopping = connection.scalar(sa.select(table.state).where(here)) == _STOPPING
            kept = {"state": _STOPPING} if stopping and item.state == "working" else {}
            connection.execute(tables.job_items.update().where(here).values(_item_row(item) | kept))
            became = tables.job_documents
            connection.execute(became.delete().where(became.c.job_id == job_id, became.c.number == number))
            ids = {"job_id": job_id, "number": number, "ids": json.dumps(item.documents)}
            connection.execute(became.insert().values(ids))
            seen = {"state": "working", "seen": self._clock()}
            connection.execute(tables.jobs.update().where(tables.jobs.c.id == job_id).values(seen))
        return not stopping

    def finish(self, job_id: str) -> None:
        """Note that nothing is left to do; what was cancelled in a process that has ended since wasn't added."""
        with self._database.writing() as connection:
            _fail(connection, job_id, _STOPPING)
            done = tables.jobs.update().where(tables.jobs.c.id == job_id)
            connection.execute(done.values(state="done", seen=self._clock()))

    def still_working(self, worker: str) -> None:
        """Note that this process still works; call it every `leases.SEEN_EVERY` seconds."""
        self._database.change(leases.still(tables.jobs, worker, self._clock()).where(tables.jobs.c.state != "done"))

    def _forget(self, connection: sa.Connection) -> None:
        table, now = tables.jobs.c, self._clock()
        old = sa.and_(table.state == "done", table.seen < now - _KEPT_SECONDS)
        lost = sa.and_(table.state != "done", ~leases.alive(tables.jobs, now))
        connection.execute(tables.jobs.delete().where(sa.or_(old, lost)))


def _fail(connection: sa.Connection, job_id: str, state: str) -> None:
    """Let those of a job's items fail that are in this state."""
    table = tables.job_items.c
    there = sa.select(table.number, table.name).where(table.job_id == job_id, table.state == state)
    for number, name in connection.execute(there).tuples().all():
        here = sa.and_(table.job_id == job_id, table.number == number)
        failed = Item(name, "failed", failures=(Failure(name, CANCELLED),))
        connection.execute(tables.job_items.update().where(here).values(_item_row(failed)))


def _job(connection: sa.Connection, row: Mapping[Any, Any]) -> Job:
    table, became = tables.job_items.c, tables.job_documents.c
    same = sa.and_(became.job_id == table.job_id, became.number == table.number)
    query = sa.select(tables.job_items, became.ids).outerjoin_from(tables.job_items, tables.job_documents, same)
    items = connection.execute(query.where(table.job_id == row["id"]).order_by(table.number)).mappings()
    return Job(row["id"], row["state"], row["created"], tuple(map(_item, items)))


def _item(row: Mapping[Any, Any]) -> Item:
    failures = tuple(Failure(source, cause) for source, cause in json.loads(row["failures"]))
    documents = tuple(json.loads(row["ids"] or "[]"))
    state: ItemState = "working" if row["state"] == _STOPPING else row["state"]
    return Item(row["name"], state, row["added"], row["updated"], row["unchanged"], failures, documents)


def _item_row(item: Item) -> dict[str, Any]:
    row = asdict(item) | {"failures": json.dumps([(failure.source, failure.cause) for failure in item.failures])}
    del row["documents"]  # which have a table of their own
    return row
