"""A job that was acknowledged is done, whatever ends the server in between."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa.pipeline.ingestion.ingest import Summary
from qa.service.api.jobs import Jobs
from qa.service.api.tasks import Task
from qa.store.sql import Library
from qa.store.sql.jobs import JobRecords
from qa.types.errors import BusyError, DiskFullError, NotFoundError
from qa.types.service_values import Item, Job


@pytest.fixture
def records(tmp_path: Path) -> Iterator[JobRecords]:
    with Library.open(tmp_path / "data") as library:
        yield library.jobs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "jobs"


def begin(jobs: Jobs, *names: str, key: str | None = None) -> Job:
    where = jobs.new_folder()
    for name in names:
        (where / name).write_text(f"Text of {name}.", encoding="utf-8")
    return jobs.add("ann", [Task(name, "file", name) for name in names], where, key, "body")


def as_left(folder: Path) -> Path:
    """What a kill leaves of it: everything but the lock."""
    return Path(shutil.copytree(folder, folder.with_name(f"{folder.name}-left")))


def until_done(jobs: Jobs, job: Job, owner: str = "ann") -> Job:
    while (found := jobs.get(job.id, owner)).state != "done":
        threading.Event().wait(0.01)
    return found


def noting(added: list[str]) -> Callable[[Path, Task, object], Summary]:
    def perform(folder: Path, task: Task, tell: object) -> Summary:
        added.append((folder / task.what).read_text(encoding="utf-8"))
        return Summary(added=1)

    return perform


def noting_when(go_on: threading.Event, order: list[str]) -> Callable[[Path, Task, object], Summary]:
    """Adds nothing before `go_on` is set, then notes what each task adds."""

    def perform(folder: Path, task: Task, tell: object) -> Summary:
        go_on.wait(300)
        order.append(task.what)
        return Summary(added=1)

    return perform


def test_what_the_server_had_acknowledged_when_it_ended_is_added_by_the_next_one(records: JobRecords, folder: Path) -> None:
    begun, held = threading.Event(), threading.Event()

    def stuck(folder: Path, task: Task, tell: object) -> Summary:
        begun.set()
        held.wait(300)
        raise NotFoundError("it was killed")  # no note of it is ever made

    killed = Jobs(records, folder, stuck)
    first, second = begin(killed, "a.txt", key="k1"), begin(killed, "b.txt", "c.txt")
    assert begun.wait(300)
    killed.new_folder()  # of a request that was never answered
    left = as_left(folder)
    killed.stop()

    added: list[str] = []
    again = Jobs(records, left, noting(added))
    again.resume()
    assert [item.added for item in until_done(again, first).items] == [1]
    assert [item.added for item in until_done(again, second).items] == [1, 1]
    assert sorted(added) == ["Text of a.txt.", "Text of b.txt.", "Text of c.txt."]
    assert again.add("ann", [Task("a.txt", "file", "a.txt")], again.new_folder(), "k1", "body").id == first.id
    while waiting := [each for each in left.rglob("*") if each.name == "job.json"]:  # removed a moment after it is done
        assert len(waiting) <= 2
        threading.Event().wait(0.01)
    assert [each for each in left.rglob("new-*") if each.is_dir()] == []
    held.set()


def test_a_server_begins_on_a_full_disk_and_goes_on_with_jobs_once_there_is_room(
    records: JobRecords, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, held = threading.Event(), threading.Event()

    def stuck(folder: Path, task: Task, tell: object) -> Summary:
        begun.set()
        held.wait(300)
        return Summary()

    killed = Jobs(records, folder, stuck)
    job = begin(killed, "a.txt")
    assert begun.wait(300)
    killed.stop()
    left, adopt, full = as_left(folder), records.adopt, [True, True]

    def adopted(job_id: str, worker: str) -> Job | None:
        if full:
            full.pop()
            raise DiskFullError("the disk of the library is full; make room and try again")
        return adopt(job_id, worker)

    monkeypatch.setattr(records, "adopt", adopted)
    monkeypatch.setattr("qa.service.api.jobs.SEEN_EVERY", 0.01)
    added: list[str] = []
    again = Jobs(records, left, noting(added))
    again.resume()
    until_done(again, job)
    assert added == ["Text of a.txt."]
    held.set()


def test_what_waits_is_added_once_the_library_can_be_written_again(
    records: JobRecords, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note, refused = records.note, list[str]()

    def busy(job_id: str, number: int, item: Item) -> None:
        if len(refused) < 3:
            refused.append(item.state)
            raise BusyError("another process is writing to the library; try again when it has finished")
        note(job_id, number, item)

    monkeypatch.setattr(records, "note", busy)
    monkeypatch.setattr("qa.service.api.jobs.SEEN_EVERY", 0.01)
    added: list[str] = []
    jobs = Jobs(records, folder, noting(added))
    job = begin(jobs, "a.txt", "b.txt")
    assert [item.state for item in until_done(jobs, job).items] == ["done", "done"]
    assert added == ["Text of a.txt.", "Text of b.txt."]
    assert len(refused) == 3


def test_what_a_process_that_lives_works_on_is_left_to_it(records: JobRecords, folder: Path) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def perform(folder: Path, task: Task, tell: object) -> Summary:
        begun.set()
        go_on.wait(300)
        return Summary(added=1)

    one = Jobs(records, folder, perform)
    job = begin(one, "a.txt")
    assert begun.wait(300)
    added: list[str] = []
    Jobs(records, folder, noting(added)).resume()
    go_on.set()
    assert until_done(one, job).items[0].added == 1
    assert added == []


def test_jobs_take_turns_so_that_a_long_one_holds_up_nobody_for_longer_than_an_item(records: JobRecords, folder: Path) -> None:
    order: list[str] = []
    go_on = threading.Event()
    jobs = Jobs(records, folder, noting_when(go_on, order))
    long, short = begin(jobs, "slow1", "slow2", "slow3", "slow4"), begin(jobs, "quick")
    go_on.set()
    until_done(jobs, long)
    until_done(jobs, short)
    assert order.index("quick") <= 1


def test_of_two_files_of_one_name_the_one_that_was_sent_last_stays_and_holds_up_nobody(
    records: JobRecords, folder: Path
) -> None:
    order: list[str] = []
    go_on = threading.Event()
    jobs = Jobs(records, folder, noting_when(go_on, order))
    long = [*(Task(each, "file", each) for each in "acde"), Task("b.txt", "file", "old b")]
    for owner, tasks in (("ann", long), ("bob", [Task("b.txt", "file", "new b"), Task("f", "file", "f")])):
        last = jobs.add(owner, tasks, jobs.new_folder(), None, "body")
    go_on.set()
    until_done(jobs, last, "bob")
    # The old one is added in Bob's turn: the rest of Ann's job holds him up for no longer than the turns it has.
    assert order[:3] == ["a", "old b", "c"]
    assert order.index("old b") < order.index("new b") < order.index("e")


def test_the_next_server_goes_on_in_the_order_in_which_files_were_sent(records: JobRecords, folder: Path) -> None:
    begun, held = threading.Event(), threading.Event()

    def stuck(folder: Path, task: Task, tell: object) -> Summary:
        begun.set()
        held.wait(300)
        return Summary()

    killed = Jobs(records, folder, stuck)
    sent = [begin(killed, f"{number}.txt") for number in range(8)]
    assert begun.wait(300)
    killed.stop()
    added: list[str] = []
    again = Jobs(records, as_left(folder), noting(added))
    again.resume()
    until_done(again, sent[-1])
    assert added == [f"Text of {number}.txt." for number in range(8)]
    held.set()


def test_a_job_can_be_cancelled(records: JobRecords, folder: Path) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def perform(folder: Path, task: Task, tell: object) -> Summary:
        begun.set()
        go_on.wait(300)
        return Summary(added=1)

    jobs = Jobs(records, folder, perform)
    job = begin(jobs, "a.txt", "b.txt")
    assert begun.wait(300)
    cancelled = jobs.cancel(job.id, "ann")
    assert [item.state for item in cancelled.items] == ["working", "failed"]
    assert cancelled.items[1].failures[0].cause == "cancelled before it was added"
    go_on.set()
    assert [item.state for item in until_done(jobs, job).items] == ["done", "failed"]


def test_of_a_file_that_is_being_added_the_rest_is_left_out_once_it_is_cancelled(records: JobRecords, folder: Path) -> None:
    read, go_on, told = threading.Event(), threading.Event(), list[bool]()

    def perform(folder: Path, task: Task, tell: Callable[[int], bool]) -> Summary:
        told.append(tell(20))
        read.set()
        go_on.wait(300)
        told.append(tell(40))
        return Summary(added=40)

    jobs = Jobs(records, folder, perform)
    job = begin(jobs, "news.jsonl")
    assert read.wait(300)
    assert [item.state for item in jobs.cancel(job.id, "ann").items] == ["working"]
    go_on.set()
    [item] = until_done(jobs, job).items
    assert told == [True, False]
    assert (item.state, item.added) == ("done", 40)
    assert item.failures[0].cause == "cancelled; what wasn't in yet is left out"


def test_how_many_documents_of_a_file_are_in_is_told_before_it_is_done(records: JobRecords, folder: Path) -> None:
    read, go_on = threading.Event(), threading.Event()

    def perform(folder: Path, task: Task, tell: Callable[[int], bool]) -> Summary:
        tell(20)
        read.set()
        go_on.wait(300)
        return Summary(added=23)

    jobs = Jobs(records, folder, perform)
    job = begin(jobs, "news.jsonl")
    assert read.wait(300)
    assert [(item.state, item.added) for item in jobs.get(job.id, "ann").items] == [("working", 20)]
    go_on.set()
    assert [(item.state, item.added) for item in until_done(jobs, job).items] == [("done", 23)]


def test_what_ends_the_server_again_and_again_is_given_up(records: JobRecords, folder: Path) -> None:
    held = threading.Event()
    names = ["deadly.pdf", "good.txt"]
    deadly = threading.Event()

    def dies(folder: Path, task: Task, tell: object) -> Summary:
        deadly.set()
        held.wait(300)
        return Summary()

    job = begin(Jobs(records, folder, dies), *names)
    for _ in range(3):
        assert deadly.wait(300)
        deadly.clear()
        folder = as_left(folder)
        Jobs(records, folder, dies).resume()
    assert deadly.wait(300)
    added: list[str] = []
    last = Jobs(records, as_left(folder), noting(added))
    last.resume()
    found = until_done(last, job)
    assert [item.state for item in found.items] == ["failed", "done"]
    assert "the server ended each time" in found.items[0].failures[0].cause
    held.set()
