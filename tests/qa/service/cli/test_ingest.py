"""`qa ingest` with addresses and with `--watch`, as a user runs it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.qa.documents.fetching.sites import page, site
from tests.support import RunQa

STORY = (
    "<html><head><title>Harbour closed</title></head><body><article><p>The harbour was closed on Monday because of the storm, "
    "the mayor wrote in a long letter to all the people who keep their boats in it.</p></article></body></html>"
)


def test_addresses_and_paths_are_ingested_together_and_each_failure_is_a_line(
    qa_here: RunQa, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.service.cli.output._EVERY", float("inf"))  # of a loaded machine
    (data_dir / "a.txt").write_text("The whale sings in the harbour.")
    with site({"/story": page(STORY)}) as here:
        story, gone = here.url("/story"), here.url("/gone")
        result = qa_here("ingest", "a.txt", story, gone, "ftp://example.com/a", QA_ALLOW_PRIVATE_URLS="true")
        assert result.stdout == "added 2, updated 0, unchanged 0, failed 2\n"
        assert result.stderr == (
            f"failed: {gone}: it isn't there (status 404)\n"
            "failed: ftp://example.com/a: ftp can't be fetched; only http and https can\n"
        )
        assert result.returncode == 1
        here.answers["/story"] = page(STORY.replace("Monday", "Friday"))
        again = json.loads(qa_here("ingest", story, "--json", QA_ALLOW_PRIVATE_URLS="true").stdout)
        assert (again["updated"], again["failed"]) == (1, 0)
        refused = qa_here("ingest", story)
        assert refused.returncode == 1
        assert "(setting QA_ALLOW_PRIVATE_URLS=true)" in refused.stderr
    answer = json.loads(qa_here("ask", "When was the harbour closed?", "--json").stdout)
    assert answer["citations"][0]["source"] == story
    assert "Friday" in answer["citations"][0]["quote"]


def test_an_empty_source_is_refused_rather_than_taken_for_the_folder_one_is_in(qa_here: RunQa, data_dir: Path) -> None:
    (data_dir / "a.txt").write_text("The whale sings in the harbour.")
    for arguments in ([""], ["a.txt", " "], ["--watch", ""]):
        result = qa_here("ingest", *arguments)
        assert (result.returncode, result.stderr.count("\n")) == (2, 1)
        assert 'for this folder write "."' in result.stderr
    assert qa_here("documents", "list").stdout == ""


def test_of_an_empty_library_every_list_says_how_to_fill_it(qa_here: RunQa) -> None:
    for command in (["people"], ["statements"], ["documents", "list"], ["search", "whales"]):
        result = qa_here(*command)
        assert (result.returncode, result.stdout, "qa ingest PATH" in result.stderr) == (0, "", True)
    assert qa_here("people", "--json").stderr == ""


def test_a_document_goes_by_the_path_that_it_was_ingested_by(qa_here: RunQa, data_dir: Path) -> None:
    (data_dir / "notes").mkdir()
    (data_dir / "notes" / "a.txt").write_text("“The whale sings,” Mayor Ann Brown said in the harbour.")
    path = "notes/a.txt"
    qa_here("ingest", path)
    assert "Ann Brown" in qa_here("statements", "--document", path).stdout
    assert "whale" in qa_here("documents", "show", path).stdout
    assert qa_here("search", "whale", "--document", path).returncode == 0
    qa_here("collections", "create", "Sea")
    assert qa_here("collections", "put", "Sea", path).stdout == "Sea has 1 document now\n"
    unknown = qa_here("documents", "show", "notes/b.txt")
    assert (unknown.returncode, "no document 'notes/b.txt'" in unknown.stderr) == (1, True)
    (data_dir / path).unlink()  # a file that is gone still has a name
    assert qa_here("documents", "remove", path, "--yes").returncode == 0
    assert qa_here("documents", "list").stdout == ""


def test_what_is_removed_with_the_files_of_a_folder_is_only_so_with_watch(qa_here: RunQa, data_dir: Path) -> None:
    result = qa_here("ingest", "--remove-missing", str(data_dir))
    assert (result.returncode, "--watch --remove-missing FOLDER" in result.stderr) == (2, True)


def test_where_no_bar_can_be_drawn_a_line_tells_now_and_then_how_far_it_is(
    qa_here: RunQa, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        (data_dir / f"{number}.txt").write_text(f"Ship {number} left the harbour on Monday.")
    assert qa_here("ingest", "0.txt").stderr == ""
    monkeypatch.setattr("qa.service.cli.output._EVERY", 0.0)
    result = qa_here("ingest", "1.txt", "2.txt")
    assert result.stdout == "added 2, updated 0, unchanged 0, failed 0\n"
    assert result.stderr.splitlines()[-1].startswith("2/2 files · 2 documents, ")


def test_watch_takes_one_folder(qa_here: RunQa, data_dir: Path) -> None:
    for arguments in (["a", "b"], ["https://example.com"], ["nowhere"]):
        result = qa_here("ingest", "--watch", *arguments)
        assert result.returncode == 2
        assert "--watch takes one folder: qa ingest --watch FOLDER" in result.stderr
        assert result.stderr.count("\n") == 1


def test_a_program_that_watches_is_told_of_a_file_that_was_written_again_as_it_was(data_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The whale sings in the harbour.")
    with subprocess.Popen(
        [Path(sys.executable).parent / "qa", "ingest", "--watch", "--json", tmp_path],
        stdout=subprocess.PIPE,
        env={**os.environ, "QA_DATA_DIR": str(data_dir)},
        text=True,
    ) as process:
        try:
            assert process.stdout
            assert json.loads(process.stdout.readline())["added"] == 1
            os.utime(tmp_path / "a.txt", (1, 1))
            told = json.loads(process.stdout.readline())
            assert (told["added"], told["unchanged"], told["removed"]) == (0, 1, [])
        finally:
            process.kill()  # leaving the block would wait for it for ever


def test_a_watched_folder_is_kept_in_step_until_ctrl_c(data_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The whale sings in the harbour.")
    with subprocess.Popen(
        [Path(sys.executable).parent / "qa", "ingest", "--watch", tmp_path],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "QA_DATA_DIR": str(data_dir)},
        text=True,
    ) as process:
        try:
            assert process.stdout
            assert process.stderr
            assert process.stdout.readline() == "added 1, updated 0, unchanged 0, failed 0, removed 0\n"
            (tmp_path / "b.txt").write_text("The seal sleeps on the rocks.")
            assert process.stdout.readline() == "added 1, updated 0, unchanged 0, failed 0, removed 0\n"
            (tmp_path / "a.txt").unlink()
            assert process.stdout.readline() == "added 0, updated 0, unchanged 0, failed 0, removed 1\n"
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)
            assert process.stderr.read() == f"watching {tmp_path}; Ctrl-C ends it\nremoved: {tmp_path / 'a.txt'}\n\n"
            assert process.returncode == 0
        finally:
            process.kill()  # leaving the block would wait for it for ever


def test_a_document_is_restored_by_whatever_it_was_removed_by(qa_here: RunQa, data_dir: Path) -> None:
    (data_dir / "notes").mkdir()
    (data_dir / "notes" / "a.txt").write_text("The whale sings in the harbour every day.")
    path = "notes/a.txt"
    qa_here("ingest", path)
    (data_dir / path).unlink()
    for name in (path, str(data_dir / path), json.loads(qa_here("documents", "list", "--json").stdout)[0]["id"]):
        assert qa_here("documents", "remove", name, "--yes").returncode == 0
        assert qa_here("documents", "restore", name, path).stdout.count("restored ") == 1
    there = qa_here("documents", "restore", path)
    assert (there.returncode, "'notes/a.txt' is in the library" in there.stderr) == (1, True)
    assert "nothing to restore" in there.stderr
    assert "no document 'b.txt' was removed" in qa_here("documents", "restore", "b.txt").stderr


def test_a_link_that_may_not_be_read_is_one_failure_and_the_rest_goes_in(
    qa_here: RunQa, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (data_dir / "p").mkdir()
    (data_dir / "p" / "a.txt").write_text("The whale sings in the harbour every day.")
    (data_dir / "p" / "x.txt").symlink_to("nowhere.txt")
    read = os.readlink

    def closed(path: Any, **given: Any) -> Any:  # as /proc/1/cwd is to anybody but root
        if str(path).endswith("x.txt"):
            raise PermissionError(13, "Permission denied", path)
        return read(path, **given)

    monkeypatch.setattr(os, "readlink", closed)
    result = qa_here("ingest", "p")
    assert (result.returncode, result.stdout) == (1, "added 1, updated 0, unchanged 0, failed 1\n")
    assert "p/x.txt: no permission to read it; grant read access or leave it out" in result.stderr
