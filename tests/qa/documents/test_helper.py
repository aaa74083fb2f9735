"""The process that reads risky files: bounded, replaced, and deaf to the folder it runs in."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.documents import helper
from tests.qa.documents.files import PROSE, document, error, page, write


def test_a_page_that_takes_too_long_is_given_up_and_the_next_one_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    slow = write(
        tmp_path / "slow.html", page(f"<article><p>{'<b>l</b> ' * 40_000}</p></article>")
    )  # over a minute in trafilatura 2.3
    document(write(tmp_path / "first.html", page(f"<article><p>{PROSE}</p></article>")))  # the process has started
    with monkeypatch.context() as patched:
        patched.setattr(helper, "SECONDS_A_DOCUMENT", 1.0)
        begun = time.perf_counter()
        assert "reading it as HTML took over 1 s; save its text as .txt" in error(slow)
        assert time.perf_counter() - begun < 40
    assert PROSE in document(write(tmp_path / "next.html", page(f"<article><p>{PROSE}</p></article>"))).text


@pytest.fixture
def stopped(tmp_path: Path) -> Iterator[int]:
    """The helper process, which has started and gets no time of a processor."""
    document(write(tmp_path / "first.html", page(f"<article><p>{PROSE}</p></article>")))
    process = helper.file_helper.process_id
    assert process is not None
    os.kill(process, signal.SIGSTOP)
    yield process
    helper.file_helper.close()


def test_a_page_is_read_however_long_other_programs_keep_the_processor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stopped: int
):
    monkeypatch.setattr(helper, "SECONDS_A_DOCUMENT", 1.0)
    threading.Timer(2.0, os.kill, (stopped, signal.SIGCONT)).start()
    assert PROSE in document(write(tmp_path / "a.html", page(f"<article><p>{PROSE}</p></article>"))).text


def test_a_page_that_waits_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stopped: int):
    monkeypatch.setattr(helper, "SECONDS_BY_THE_CLOCK", 1.0)
    slow = write(tmp_path / "slow.html", page(f"<article><p>{PROSE}</p></article>"))
    assert "reading it as HTML took over 1 s; try again when the machine is less busy" in error(slow)


def test_a_page_reader_that_died_is_replaced(tmp_path: Path):
    path = write(tmp_path / "a.html", page(f"<article><p>{PROSE}</p></article>"))
    first = document(path)
    died = helper.file_helper.process_id
    assert died is not None
    os.kill(died, signal.SIGKILL)
    while helper.file_helper.process_id is not None:
        time.sleep(0.01)
    assert document(path) == first
    assert helper.file_helper.process_id not in (None, died)


def test_modules_in_the_working_folder_are_not_run_by_the_page_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write(tmp_path / "trafilatura.py", "open('run', 'w')")
    monkeypatch.chdir(tmp_path)
    helper.file_helper.close()
    assert document(write(tmp_path / "a.html", page(f"<article><p>{PROSE}</p></article>")))
    assert not (tmp_path / "run").exists()
