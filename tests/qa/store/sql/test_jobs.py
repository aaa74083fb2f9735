"""What a job has done is told by every process of the library."""

import pytest

from qa.settings import Settings
from qa.store.sql import Library
from qa.store.sql.jobs import JobRecords
from qa.store.sql.leases import LOST_AFTER
from qa.types.errors import NotFoundError
from qa.types.service_values import Failure, Item, Job


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def records(library: Library, clock: Clock) -> JobRecords:
    return JobRecords(library, clock=clock)


def begin(records: JobRecords, *names: str, key: str | None = None, worker: str = "one") -> Job:
    begun = records.begin("ann", names, key, "body", worker=worker, most=3)
    assert begun is not None
    return begun[0]


def test_another_process_sees_how_far_a_job_is(records: JobRecords, place: Settings, clock: Clock) -> None:
    job = begin(records, "a.txt", "b.txt")
    with Library.of(place) as again:
        elsewhere = JobRecords(again, clock=clock)
        assert (elsewhere.get(job.id, "ann"), job.state) == (job, "waiting")
        failed = Item("b.txt", "failed", failures=(Failure("b.txt", "is empty"),))
        records.note(job.id, 1, failed)
        assert elsewhere.get(job.id, "ann").items == (Item("a.txt"), failed)
        assert elsewhere.get(job.id, "ann").state == "working"
        became = Item("a.txt", "done", added=2, documents=("one", "two"))
        records.note(job.id, 0, became)
        records.finish(job.id)
        assert elsewhere.get(job.id, "ann").items == (became, failed)
        assert elsewhere.get(job.id, "ann").state == "done"
        with pytest.raises(NotFoundError):
            elsewhere.get(job.id, "bob")


def test_a_key_begins_one_job_whichever_process_it_reaches(records: JobRecords, place: Settings, clock: Clock) -> None:
    job = begin(records, "a.txt", key="k1")
    with Library.of(place) as again:
        elsewhere = JobRecords(again, clock=clock)
        assert elsewhere.begin("ann", ["a.txt"], "k1", "another body", worker="two", most=3) == (job, "body", False)
        begun = elsewhere.begin("bob", ["a.txt"], "k1", "body", worker="two", most=3)
    assert begun is not None
    assert begun[2]


def test_more_jobs_than_may_wait_are_refused_until_one_is_done(records: JobRecords) -> None:
    first, _, _ = (begin(records, "a.txt") for _ in range(3))
    assert records.begin("ann", ["b.txt"], None, "body", worker="two", most=3) is None
    records.finish(first.id)
    assert begin(records, "b.txt").state == "waiting"


def test_a_job_whose_process_has_ended_is_none_any_more_and_its_key_is_free(records: JobRecords, clock: Clock) -> None:
    lost, alive = begin(records, "a.txt", key="k1", worker="one"), begin(records, "b.txt", worker="two")
    clock.now += LOST_AFTER - 1
    records.still_working("two")
    clock.now += 2
    with pytest.raises(NotFoundError, match="sent again"):
        records.get(lost.id, "ann")
    assert records.get(alive.id, "ann") == alive
    assert begin(records, "a.txt", key="k1", worker="three").id != lost.id


def test_what_a_worker_could_not_note_for_long_is_its_own_still(records: JobRecords, clock: Clock) -> None:
    """Another writer, or a full disk, kept it from that."""
    job = begin(records, "a.txt", worker="one")
    clock.now += LOST_AFTER + 1
    assert records.get(job.id, "ann", "one") == job
    begin(records, "b.txt", worker="one")
    assert records.get(job.id, "ann") == job


def test_what_a_process_leaves_undone_another_goes_on_with(records: JobRecords, clock: Clock) -> None:
    left = begin(records, "a.txt", "b.txt")
    records.note(left.id, 0, Item("a.txt", "done", added=1))
    clock.now += LOST_AFTER + 1
    adopted = records.adopt(left.id, "two")
    assert adopted is not None
    assert [item.state for item in adopted.items] == ["done", "waiting"]
    assert records.get(left.id, "ann") == adopted
    assert (records.waits(left.id, 0), records.waits(left.id, 1)) == (False, True)
    assert records.adopt("nothing", "two") is None


def test_what_waits_of_a_cancelled_job_is_not_done(records: JobRecords) -> None:
    job = begin(records, "a.txt", "b.txt", "c.txt")
    records.note(job.id, 0, Item("a.txt", "done", added=1))
    records.note(job.id, 1, Item("b.txt", "working"))
    with pytest.raises(NotFoundError):
        records.cancel(job.id, "bob")
    records.cancel(job.id, "ann")
    assert [item.state for item in records.get(job.id, "ann").items] == ["done", "working", "failed"]
    assert not records.waits(job.id, 2)
    assert [records.claim(job.id, number) for number in (1, 2)] == [False, False]


def test_whoever_works_on_a_cancelled_item_is_told_to_go_no_further(records: JobRecords) -> None:
    job = begin(records, "a.jsonl", "b.txt")
    assert records.note(job.id, 0, Item("a.jsonl", "working", added=20))
    records.cancel(job.id, "ann")
    assert not records.note(job.id, 0, Item("a.jsonl", "working", added=40))
    assert [(item.state, item.added) for item in records.get(job.id, "ann").items] == [("working", 40), ("failed", 0)]
    records.note(job.id, 0, Item("a.jsonl", "done", added=41))
    records.finish(job.id)
    assert [item.state for item in records.get(job.id, "ann").items] == ["done", "failed"]


def test_what_was_cancelled_in_a_process_that_has_ended_since_has_failed(records: JobRecords) -> None:
    job = begin(records, "a.jsonl")
    records.note(job.id, 0, Item("a.jsonl", "working"))
    records.cancel(job.id, "ann")
    records.finish(job.id)  # by whoever took it over
    assert [item.state for item in records.get(job.id, "ann").items] == ["failed"]


def test_a_finished_job_is_remembered_for_a_day(records: JobRecords, clock: Clock) -> None:
    job = begin(records, "a.txt", key="k1")
    records.finish(job.id)
    clock.now += 24 * 3600 - 1
    assert begin(records, "a.txt", key="k1") == records.get(job.id, "ann")
    clock.now += 2
    assert begin(records, "a.txt", key="k1").id != job.id
