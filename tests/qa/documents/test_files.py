"""Which files are found below folders, and what becomes of each."""

import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.documents.files import find_files
from qa.documents.outcome import Loaded
from qa.types.errors import LoadError, NotFoundError
from tests.qa.documents.files import PROSE, document, error, outcomes, write
from tests.support import examples


def test_folders_are_walked_in_sorted_order_without_hidden_entries_and_other_types(tmp_path: Path):
    for name in ("b.txt", "a/z.md", "a/y.HTML", "a/.hidden.txt", ".git/x.txt", "a.gif", "c/d/e.jsonl", "a/no_suffix"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        write(tmp_path / name, PROSE)
    found = find_files([tmp_path])
    assert [str(path.relative_to(tmp_path)) for path in found.files] == ["a/y.HTML", "a/z.md", "b.txt", "c/d/e.jsonl"]
    assert found.failures == ()
    assert found.skipped == {"": 1, ".gif": 1}


def test_a_file_is_found_however_many_folders_it_is_in(tmp_path: Path):
    folders = [tmp_path]
    for _ in range(1500):
        folders.append(folders[-1] / "a")
        folders[-1].mkdir()
    path = write(folders[-1] / "a.txt", PROSE)
    try:
        assert find_files([tmp_path]).files == (path,)
    finally:  # pytest removes folders by functions that call themselves
        path.unlink()
        for folder in reversed(folders[1:]):
            folder.rmdir()


def test_a_path_named_twice_is_loaded_once(tmp_path: Path):
    path = write(tmp_path / "a.txt", PROSE)
    assert find_files([path, tmp_path, tmp_path / "x" / ".." / "a.txt"]).files == (path,)


def test_a_missing_path_and_an_unsupported_one_are_named_and_the_rest_is_found(tmp_path: Path):
    good, image = write(tmp_path / "a.txt", PROSE), write(tmp_path / "a.gif", "x")
    found = find_files([tmp_path / "none", image, good / "below.txt", good, tmp_path / ("x" * 300)])
    assert found.files == (good,)
    missing, unsupported, below_a_file, too_long = (one.error for one in found.failures)
    assert isinstance(missing, NotFoundError)
    assert str(missing) == f"{tmp_path}/none: no such file or folder; check the path"
    assert str(unsupported).startswith(f"{image}: .gif files aren't supported; supported: .txt, .md, .html, .htm, .pdf, .docx")
    assert isinstance(below_a_file, NotFoundError)
    assert "can't be read" in str(too_long)


def test_links_out_of_the_folder_are_not_followed_and_links_inside_add_nothing_twice(tmp_path: Path):
    root, outside = tmp_path / "root", tmp_path / "outside"
    (root / ".versions").mkdir(parents=True)
    outside.mkdir()
    write(outside / "secret.txt", PROSE)
    write(root / "a.txt", PROSE)
    write(root / ".versions" / "3.txt", PROSE)
    (root / "out.txt").symlink_to(outside / "secret.txt")
    (root / "out").symlink_to(outside)
    (root / "loop").symlink_to(root)
    (root / "again.txt").symlink_to(root / "a.txt")
    (root / "current.txt").symlink_to(root / ".versions" / "3.txt")
    assert [path.name for path in find_files([root]).files] == ["a.txt", "current.txt"]


def test_links_that_lead_out_of_a_folder_are_counted(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    for folder in (root, outside):
        folder.mkdir()
        (folder / "a.txt").write_text("A whale sings.")
    (root / "folder").symlink_to(outside)
    (root / "file.txt").symlink_to(outside / "a.txt")
    (root / "own.txt").symlink_to(root / "a.txt")
    assert find_files([root]).outside == 2


def test_a_link_that_the_caller_names_is_followed(tmp_path: Path):
    target = write(tmp_path / "real.txt", PROSE)
    (tmp_path / "link.txt").symlink_to(target)
    assert find_files([tmp_path / "link.txt"]).files == (tmp_path / "link.txt",)
    assert document(tmp_path / "link.txt").source == str(tmp_path / "link.txt")


def test_a_text_file_becomes_a_document_named_by_its_absolute_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = write(tmp_path / "a.txt", PROSE)
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    assert document(path) == document(Path("../a.txt"))
    assert document(path).source == str(path)
    assert document(path).text == PROSE
    assert document(path).published is None


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.htm", "a.jsonl"])
@pytest.mark.parametrize("content", ["", " \r\n\t\n", "\ufeff"])
def test_an_empty_file_is_named_as_one(tmp_path: Path, name: str, content: str):
    assert "is empty" in error(write(tmp_path / name, content))


def test_a_file_over_the_limit_is_refused_unread_with_size_limit_and_setting(tmp_path: Path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)  # sparse: reading it would also be a NUL error
    assert error(path, 50_000_000).endswith("200.0 MB is over the limit of 50 MB; split it (setting QA_MAX_FILE_MB)")


def test_nothing_is_read_of_a_file_over_the_limit(tmp_path: Path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(300_000_000)
    tracemalloc.start()
    try:
        error(path, 200_000_000)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_a_file_that_tells_no_size_is_still_bounded(tmp_path: Path):
    if not Path("/proc/self/status").exists():
        pytest.skip("no /proc on this system")
    (tmp_path / "a.txt").symlink_to("/proc/self/status")  # st_size 0
    assert "over the limit" in error(tmp_path / "a.txt", 10)


def test_a_pipe_is_refused_without_waiting_for_its_writer(tmp_path: Path):
    os.mkfifo(tmp_path / "a.txt")
    assert "is a pipe or device" in error(tmp_path / "a.txt")


def test_a_missing_file_a_folder_and_another_type_are_told_apart(tmp_path: Path):
    [missing] = outcomes(tmp_path / "none.txt")
    assert isinstance(missing.error, NotFoundError)
    assert isinstance(outcomes(tmp_path / "\0.txt")[0].error, LoadError)
    assert "is a folder" in error(tmp_path)
    assert ".gif files aren't supported" in error(write(tmp_path / "a.gif", "x"))


def test_a_file_name_that_is_not_text_is_an_error_that_can_be_printed(tmp_path: Path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff\nname.txt"))
    try:
        write(path, PROSE)
    except OSError:
        pytest.skip("this file system takes no such name")
    message = error(path)
    assert "isn't valid UTF-8; rename it" in message
    message.encode()


def test_a_file_that_may_not_be_read_is_named_and_so_is_a_folder(tmp_path: Path):
    # Root may read everything, so a child process gives up root's rights before it looks.
    locked, folder, listed = write(tmp_path / "locked.txt", PROSE), tmp_path / "closed", tmp_path / "listed"
    for made in (folder, listed):
        (made / "below").mkdir(parents=True)
        write(made / "in.txt", PROSE)
    write(tmp_path / "open.txt", PROSE)
    locked.chmod(0)
    folder.chmod(0)
    listed.chmod(0o444)  # may be listed but not entered
    # The imports come before the rights go: the checkout may be readable by root alone.
    script = (
        "import os, sys, _strptime, encodings.idna; from pathlib import Path\n"
        "from qa.documents.files import load; from qa.documents.files import find_files\n"
        "from qa.documents.formats.registry import formats; formats()\n"
        "os.chdir(sys.argv[1])\n"
        "if os.geteuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "found = find_files([Path('.'), Path('closed/in.txt')])\n"
        "for loaded in [*found.failures, *(one for file in found.files for one in load(file, max_bytes=10**6))]:\n"
        "    print(loaded.error or loaded.document.text)\n"
    )
    for parent in [tmp_path, *tmp_path.parents][:3]:  # pytest makes its folders 0700
        parent.chmod(parent.stat().st_mode | 0o055)
    try:
        run = subprocess.run([sys.executable, "-c", script, tmp_path], capture_output=True, text=True, check=False)
    finally:
        folder.chmod(0o700)
        listed.chmod(0o700)
    cause = "no permission to read it; grant read access or leave it out"
    assert run.stdout.splitlines() == [
        f"{listed}/below: {cause}",
        f"{folder}: {cause}",
        f"{folder}/in.txt: {cause}",
        f"{listed}/in.txt: {cause}",
        f"{locked}: {cause}",
        PROSE,
    ], run.stderr


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(raw=st.binary(max_size=400), suffix=st.sampled_from([".txt", ".md", ".html", ".jsonl"]))
def test_any_bytes_end_in_a_document_or_a_named_error(tmp_path: Path, raw: bytes, suffix: str):
    for loaded in outcomes(write(tmp_path / f"any{suffix}", raw)):
        if loaded.document:
            assert loaded.document.text.strip()
            assert loaded.document.title
            loaded.document.text.encode()
        else:
            assert str(loaded.error).startswith(str(tmp_path))


def test_an_outcome_is_a_document_or_an_error_never_both_or_neither():
    with pytest.raises(ValueError, match="either a document or an error"):
        Loaded("a")
