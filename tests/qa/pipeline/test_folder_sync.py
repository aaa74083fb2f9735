"""A folder and the library in step: what comes, changes and goes, and what must not be taken for gone."""

import threading
from pathlib import Path

import pytest

from qa.pipeline.folder_sync import FolderSync, changes
from tests.support import Workshop

WHALE, SEAL = "The whale sings in the harbour.", "The seal sleeps on the rocks."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "articles"
    path.mkdir()
    return path


def keeper(workshop: Workshop, folder: Path, *, remove_missing: bool = False) -> FolderSync:
    return FolderSync(folder, workshop.pipeline.stores, workshop.ingester, remove_missing=remove_missing)


def stored(workshop: Workshop) -> set[str]:
    return {Path(document.source).name for document in workshop.library.documents()}


def test_new_changed_and_removed_files_lead_to_new_changed_and_removed_documents(workshop: Workshop, folder: Path) -> None:
    (folder / "a.txt").write_text(WHALE)
    (folder / "b.txt").write_text(SEAL)
    kept = keeper(workshop, folder)
    assert str(kept.step().summary) == "added 2, updated 0, unchanged 0, failed 0"
    (folder / "a.txt").write_text(WHALE.replace("sings", "dives"))
    (folder / "b.txt").unlink()
    step = kept.step({folder / "a.txt", folder / "b.txt"})
    assert str(step.summary) == "added 0, updated 1, unchanged 0, failed 0"
    assert step.removed == (str(folder / "b.txt"),)
    assert stored(workshop) == {"a.txt"}
    assert workshop.index.ids() == workshop.library.chunk_ids()


def test_only_what_changed_is_read_again(workshop: Workshop, folder: Path) -> None:
    (folder / "a.txt").write_text(WHALE)
    (folder / "sub").mkdir()
    (folder / "sub" / "b.txt").write_text(SEAL)
    kept = keeper(workshop, folder)
    kept.step()
    assert str(kept.step({folder / "a.txt"}).summary) == "added 0, updated 0, unchanged 1, failed 0"
    assert str(kept.step({folder / "sub"}).summary) == "added 0, updated 0, unchanged 1, failed 0"
    assert kept.step(frozenset()).quiet


def test_a_file_that_cannot_be_read_is_told_of_until_it_changes(workshop: Workshop, folder: Path) -> None:
    sync = keeper(workshop, folder)
    (folder / "broken.docx").write_bytes(b"PK no archive")
    told = [[Path(failure.source).name for failure in sync.look(9)[0].summary.failures] for _ in range(2)]
    assert told == [["broken.docx"], ["broken.docx"]]
    (folder / "broken.docx").unlink()
    assert sync.look(9)[0].summary.failures == ()


def test_documents_from_elsewhere_stay(workshop: Workshop, folder: Path, tmp_path: Path) -> None:
    workshop.add(str(tmp_path / "articles-of-old.txt"), WHALE)
    workshop.add("https://example.com/a", WHALE)
    (folder / "a.txt").write_text(SEAL)
    (folder / "lines.jsonl").write_text('{"source": "wire/1", "text": "A seal sleeps."}\n')
    kept = keeper(workshop, folder)
    kept.step()
    (folder / "lines.jsonl").unlink()
    assert kept.step().removed == ()
    assert stored(workshop) == {"articles-of-old.txt", "a", "a.txt", "1"}


@pytest.mark.parametrize("gone", ["the folder", "its files"])
def test_a_folder_that_is_suddenly_empty_or_missing_removes_nothing_unless_told_so(
    workshop: Workshop, folder: Path, gone: str
) -> None:
    (folder / "a.txt").write_text(WHALE)
    keeper(workshop, folder).step()
    (folder / "a.txt").unlink()
    if gone == "the folder":
        folder.rmdir()
    step = keeper(workshop, folder).step()
    assert step.removed == ()
    assert step.held_back == (
        f"{folder} {'is missing' if gone == 'the folder' else 'is empty'} and the files of 1 documents are gone from it; "
        "the documents are kept. Is a disk not mounted?"
    )
    assert stored(workshop) == {"a.txt"}
    assert keeper(workshop, folder, remove_missing=True).step().removed == (str(folder / "a.txt"),)
    assert stored(workshop) == set()


def test_most_of_a_large_folder_is_not_removed_at_once_unless_told_so(workshop: Workshop, folder: Path) -> None:
    for number in range(12):
        (folder / f"{number}.txt").write_text(f"{WHALE} It is number {number}.")
    keeper(workshop, folder).step()
    for number in range(11):  # 11 of 12: more than ten, and more than stay
        (folder / f"{number}.txt").unlink()
    held = keeper(workshop, folder).step()
    assert held.held_back
    assert "holds 1 files and the files of 11 documents are gone" in held.held_back
    assert len(keeper(workshop, folder, remove_missing=True).step().removed) == 11


def test_a_file_that_became_unreadable_keeps_its_document_and_is_named(workshop: Workshop, folder: Path) -> None:
    (folder / "a.txt").write_text(WHALE)
    kept = keeper(workshop, folder)
    kept.step()
    (folder / "a.txt").write_bytes(b"half written \xff")
    step = kept.step()
    assert [Path(failure.source).name for failure in step.summary.failures] == ["a.txt"]
    assert stored(workshop) == {"a.txt"}


def test_what_happens_in_the_folder_is_seen(folder: Path) -> None:
    stop = threading.Event()
    seen = changes(folder, stop, still=0.05)
    assert next(seen) is None  # all of it, once it is being watched
    (folder / "a.txt").write_text(WHALE)
    changed = next(seen)
    assert changed is not None
    assert folder / "a.txt" in changed
    stop.set()
    assert all(changed is not None for changed in seen)  # and it ends


def test_a_folder_that_goes_and_comes_back_is_looked_at_again(folder: Path) -> None:
    stop = threading.Event()
    seen = changes(folder, stop, absent=0.05, still=0.05)
    assert next(seen) is None
    folder.rmdir()
    while next(seen) is not None:  # the removal itself may be told first
        pass
    folder.mkdir()
    assert next(seen) is None
    stop.set()
    seen.close()
