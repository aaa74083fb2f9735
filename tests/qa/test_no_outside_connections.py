"""The whole program, process by process, with every way off loopback closed."""

import json
from pathlib import Path

import pytest

from tests.support import CORPUS, RunQa

GUARD = """
import os, socket, sys

def refuse(event, arguments):
    # An audit hook sees every connection and look-up made from Python, whichever library makes it.
    if event == "socket.getaddrinfo" and arguments[0] not in (None, "localhost", "127.0.0.1", "::1", b"127.0.0.1", ""):
        report(arguments)
    if event == "socket.connect" and isinstance(arguments[1], tuple) and not str(arguments[1][0]).startswith(("127.", "::1")):
        report(arguments)

def report(arguments):
    with open(os.environ["GUARD_LOG"], "a") as log:
        log.write(f"{arguments}\\n")
    raise PermissionError(f"no connection off loopback: {arguments}")

sys.addaudithook(refuse)
"""


@pytest.fixture
def guarded(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "sitecustomize.py").write_text(GUARD)
    (tmp_path / "log").touch()
    return {"PYTHONPATH": str(tmp_path), "GUARD_LOG": str(tmp_path / "log")}


def test_the_guard_itself_works(run_qa: RunQa, guarded: dict[str, str]) -> None:
    result = run_qa("ask", "Who?", QA_CHROMA_URL="http://192.0.2.1:1", **guarded)
    assert result.returncode == 1
    assert "192.0.2.1" in Path(guarded["GUARD_LOG"]).read_text()


def test_ingesting_asking_and_checking_make_no_connection(run_qa: RunQa, guarded: dict[str, str], data_dir: Path) -> None:
    (data_dir / "models").unlink()  # the export, too
    (data_dir / "page.html").write_text(
        "<html><head><title>Harbour</title><link rel=stylesheet href='https://example.com/x.css'></head><body>"
        "<img src='https://example.com/x.png'><p>The harbour was closed on Monday because of the storm, the mayor wrote in a "
        "long letter to all the people who keep their boats in it.</p></body></html>"
    )
    assert "added 2" in run_qa("ingest", str(CORPUS), str(data_dir / "page.html"), **guarded).stdout
    assert json.loads(run_qa("ask", "When was the harbour closed?", "--json", **guarded).stdout)["citations"]
    assert run_qa("doctor", **guarded).returncode == 0
    assert Path(guarded["GUARD_LOG"]).read_text() == ""
