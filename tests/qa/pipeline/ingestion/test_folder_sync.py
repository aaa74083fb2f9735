"""A folder and the library in step: what comes, changes and goes, and what must not be taken for gone."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qa.pipeline.ingestion.folder_sync import FolderSync
from tests.support import Workshop

WHALE, SEAL = "The whale sings in the harbour.", "The seal sleeps on the rocks."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "articles"
    path.mkdir()
    return path


def keeper(workshop: Workshop, folder: Path, *, remove_missing: bool = False) -> FolderSync:
    return FolderSync(folder, workshop.pipeline.stores, workshop.ingester, remove_missing=remove_missing)


@contextmanager
def without_root(workshop: Workshop, folder: Path) -> Iterator[None]:
    """Root may read everything, so what it may is given up for a while."""
    if os.geteuid() != 0:
        yield
        return
    for place in (folder, workshop.library.path.parent):
        for each in (place, *place.rglob("*")):
            shutil.chown(each, 65534)
        for above in (place.parent, place.parent.parent):
            above.chmod(above.stat().st_mode | 0o055)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def stored(workshop: Workshop) -> set[str]:
    return {Path(document.source).name for document in workshop.library.documents()}


def test_new_changed_and_removed_files_lead_to_new_changed_and_removed_documents(workshop: Workshop, folder: Path) -> None:
    (folder / "a.txt").write_text(WHALE)
    (folder / "b.txt").write_text(SEAL)
    kept = keeper(workshop, folder)
    assert str(kept.look()[0].summary) == "added 2, updated 0, unchanged 0, failed 0"
    (folder / "a.txt").write_text(WHALE.replace("sings", "dives"))
    (folder / "b.txt").unlink()
    step = kept.look()[0]
    assert str(step.summary) == "added 0, updated 1, unchanged 0, failed 0"
    assert step.removed == (str(folder / "b.txt"),)
    assert stored(workshop) == {"a.txt"}
    assert workshop.index.ids() == workshop.library.chunk_ids()


def test_only_what_changed_is_read_again(workshop: Workshop, folder: Path) -> None:
    (folder / "sub").mkdir()
    for name in ("a.txt", "sub/b.txt"):
        (folder / name).write_text(f"{WHALE} {name}")
    kept = keeper(workshop, folder)
    first, _ = kept.look()
    again, _ = kept.look()
    assert not again.tells_more_than(first)
    (folder / "sub" / "b.txt").write_text(SEAL)
    changed, _ = kept.look()
    assert changed.tells_more_than(again)
    assert str(changed.summary) == "added 0, updated 1, unchanged 0, failed 0"


def test_a_file_that_cannot_be_read_is_told_of_until_it_changes(workshop: Workshop, folder: Path) -> None:
    sync = keeper(workshop, folder)
    (folder / "broken.docx").write_bytes(b"PK no archive")
    told = [[Path(failure.source).name for failure in sync.look(9)[0].summary.failures] for _ in range(2)]
    assert told == [["broken.docx"], ["broken.docx"]]
    (folder / "broken.docx").unlink()
    assert sync.look(9)[0].summary.failures == ()


def test_a_line_that_cannot_be_read_is_told_of_until_its_file_changes(workshop: Workshop, folder: Path) -> None:
    sync, lines = keeper(workshop, folder), folder / "lines.jsonl"
    lines.write_text('{"source": "wire/1", "text": "A seal sleeps."}\nno line\n')
    told = [[failure.source for failure in sync.look(9)[0].summary.failures] for _ in range(2)]
    assert told == [[f"{lines}:2"], [f"{lines}:2"]]
    lines.write_text('{"source": "wire/1", "text": "A seal sleeps."}\n')
    assert sync.look(9)[0].summary.failures == ()


def test_a_file_that_was_replaced_by_one_as_long_and_as_old_is_read(workshop: Workshop, folder: Path) -> None:
    for name, text in (("a.txt", WHALE), ("b.txt", WHALE.replace("sings", "dives"))):
        (folder / name).write_text(text)
        os.utime(folder / name, (1_000_000_000, 1_000_000_000))
    sync = keeper(workshop, folder)
    sync.look()
    (folder / "b.txt").replace(folder / "a.txt")
    step, _ = sync.look()
    assert (str(step.summary), len(step.removed)) == ("added 0, updated 1, unchanged 0, failed 0", 1)
    assert "dives" in workshop.library.document(str(folder / "a.txt")).text


def test_other_rights_and_a_backups_links_are_no_change(workshop: Workshop, folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_text(WHALE)
    kept = keeper(workshop, folder)
    kept.look()
    (folder / "a.txt").chmod(0o600)
    (tmp_path / "backup.txt").hardlink_to(folder / "a.txt")
    assert str(kept.look()[0].summary) == "added 0, updated 0, unchanged 0, failed 0"


def test_what_another_process_has_removed_first_is_not_told_as_removed_here(workshop: Workshop, folder: Path) -> None:
    class Slower(FolderSync):
        def _doubt(self, gone: int, present: int) -> str | None:
            keeper(workshop, folder).look()
            return super()._doubt(gone, present)

    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(f"{WHALE} {name}")
    keeper(workshop, folder).look()
    (folder / "b.txt").unlink()
    step, _ = Slower(folder, workshop.pipeline.stores, workshop.ingester).look()
    assert step.removed == ()
    assert stored(workshop) == {"a.txt"}


def test_documents_from_elsewhere_stay(workshop: Workshop, folder: Path, tmp_path: Path) -> None:
    workshop.add(str(tmp_path / "articles-of-old.txt"), WHALE)
    workshop.add("https://example.com/a", WHALE)
    (folder / "a.txt").write_text(SEAL)
    (folder / "lines.jsonl").write_text('{"source": "wire/1", "text": "A seal sleeps."}\n')
    kept = keeper(workshop, folder)
    kept.look()[0]
    (folder / "lines.jsonl").unlink()
    assert kept.look()[0].removed == ()
    assert stored(workshop) == {"articles-of-old.txt", "a", "a.txt", "1"}


@pytest.mark.parametrize("gone", ["the folder", "its files"])
def test_a_folder_that_is_suddenly_empty_or_missing_removes_nothing_unless_told_so(
    workshop: Workshop, folder: Path, gone: str
) -> None:
    (folder / "a.txt").write_text(WHALE)
    keeper(workshop, folder).look()[0]
    (folder / "a.txt").unlink()
    if gone == "the folder":
        folder.rmdir()
    step = keeper(workshop, folder).look()[0]
    assert step.removed == ()
    assert step.held_back == (
        f"{folder} {'is missing' if gone == 'the folder' else 'is empty'} and the file of 1 document is gone from it; "
        "the document is kept. Is a disk not mounted?"
    )
    assert stored(workshop) == {"a.txt"}
    assert keeper(workshop, folder, remove_missing=True).look()[0].removed == (str(folder / "a.txt"),)
    assert stored(workshop) == set()


def test_most_of_a_large_folder_is_not_removed_at_once_unless_told_so(workshop: Workshop, folder: Path) -> None:
    for number in range(12):
        (folder / f"{number}.txt").write_text(f"{WHALE} It is number {number}.")
    keeper(workshop, folder).look()[0]
    for number in range(11):  # 11 of 12: more than ten, and more than stay
        (folder / f"{number}.txt").unlink()
    held = keeper(workshop, folder).look()[0]
    assert held.held_back
    assert "holds 1 file and the files of 11 documents are gone" in held.held_back
    assert len(keeper(workshop, folder, remove_missing=True).look()[0].removed) == 11


def test_a_file_that_became_unreadable_keeps_its_document_and_is_named(workshop: Workshop, folder: Path) -> None:
    (folder / "a.txt").write_text(WHALE)
    kept = keeper(workshop, folder)
    kept.look()[0]
    (folder / "a.txt").write_bytes(b"half written \xff")
    step = kept.look()[0]
    assert [Path(failure.source).name for failure in step.summary.failures] == ["a.txt"]
    assert stored(workshop) == {"a.txt"}


def test_a_document_stays_while_its_file_is_there_though_a_look_passes_over_it(workshop: Workshop, folder: Path) -> None:
    hidden = folder / ".notes" / "a.txt"
    hidden.parent.mkdir()
    hidden.write_text(SEAL)
    (folder / "b.txt").write_text(WHALE)
    workshop.ingester.ingest([hidden])
    kept = keeper(workshop, folder)
    assert kept.look()[0].removed == ()
    assert stored(workshop) == {"a.txt", "b.txt"}
    hidden.unlink()
    assert len(kept.look()[0].removed) == 1
    assert stored(workshop) == {"b.txt"}


def test_a_folder_of_the_same_name_in_capitals_is_another_one(workshop: Workshop, folder: Path) -> None:
    beside = folder.with_name(folder.name.upper())
    workshop.add(str(beside / "a.txt"), SEAL)
    assert workshop.pipeline.stores.library.document_list.sources_below(str(folder)) == []
    assert len(workshop.pipeline.stores.library.document_list.sources_below(str(beside))) == 1


@pytest.mark.parametrize("name", ["sport", "Kultur\u00a0Sport"])
def test_what_lies_in_a_folder_that_cannot_be_looked_into_stays(workshop: Workshop, folder: Path, name: str) -> None:
    inner = folder / name
    inner.mkdir()
    (folder / "a.txt").write_text(WHALE)
    (inner / "b.txt").write_text(SEAL)
    kept = keeper(workshop, folder)
    kept.look()
    for rights in (0, 0o444):  # nothing; listed, but not entered
        inner.chmod(rights)
        with without_root(workshop, folder):
            step = kept.look()[0]
        inner.chmod(0o755)
        assert (step.removed, len(step.summary.failures)) == ((), 1)
        assert "no permission" in str(step.summary.failures[0])
    assert stored(workshop) == {"a.txt", "b.txt"}


def test_a_folder_that_cannot_be_looked_into_itself_removes_nothing_even_if_told_so(workshop: Workshop, folder: Path) -> None:
    (folder / "a.txt").write_text(WHALE)
    kept = keeper(workshop, folder, remove_missing=True)
    kept.look()
    folder.chmod(0)
    with without_root(workshop, folder):
        step = kept.look()[0]
    folder.chmod(0o755)
    assert step.removed == ()
    assert "no permission" in (step.held_back or "")


def test_after_a_restore_what_came_in_since_the_backup_is_brought_again(workshop: Workshop, folder: Path) -> None:
    (folder / "a.txt").write_text(WHALE)
    kept = keeper(workshop, folder)
    kept.look()
    workshop.pipeline.stores.remove(str(folder / "a.txt"))
    assert str(kept.look()[0].summary) == "added 0, updated 0, unchanged 0, failed 0"  # somebody removed it
    workshop.library.vectors.new_generation()  # as a restore begins one
    assert str(kept.look()[0].summary) == "added 1, updated 0, unchanged 0, failed 0"
