"""The whole program, process by process: no connection leaves this machine, and no name is looked up."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.network import Watched, how, watched
from tests.support import CORPUS

QA = str(Path(sys.executable).parent / "qa")
# Serves until it has answered a question and its page has been opened, then Ctrl-C.
SERVING = """
import json, signal, subprocess, sys, urllib.request
server = subprocess.Popen([sys.argv[1], "serve"], stdout=subprocess.PIPE, text=True)
address = server.stdout.readline().split()[-1]
direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
for path in ("/", "/config", "/health", "/ready", "/api/v1/openapi.json"):
    direct.open(address + path).read()
asked = urllib.request.Request(
    address + "/api/v1/ask", json.dumps({"question": "What did Porter say?"}).encode(), {"Content-Type": "application/json"}
)
print(json.loads(direct.open(asked).read())["status"])
server.send_signal(signal.SIGINT)
sys.exit(server.wait())
"""

pytestmark = pytest.mark.skipif(how() is None, reason="neither network namespaces nor strace may be used here")
Run = Callable[..., Watched]


@pytest.fixture
def run(data_dir: Path, tmp_path: Path) -> Run:
    """Runs a command where every way out is watched, with every library's telemetry as it is when nobody switches it off."""
    ours = ("QA_", "ORT_", "HF_", "GRADIO_", "ANONYMIZED_", "DO_NOT_", "LANGSMITH_", "LANGCHAIN_")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    environ |= {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / ".cache"), "LANGSMITH_TRACING": "true"}
    environ |= {"QA_DATA_DIR": str(data_dir), "QA_PORT": "17991"}
    return lambda *command: watched(command, environ, tmp_path)


def python(program: str) -> tuple[str, str, str]:
    return sys.executable, "-c", program


def test_a_connection_and_a_look_up_are_seen_and_loopback_is_let_through(run: Run) -> None:
    tried = run(*python("import socket; socket.create_connection(('192.0.2.1', 443), timeout=0.2)"))
    assert (tried.returncode, tried.outside) == (1, ("192.0.2.1:443",))
    looked_up = run(*python("import socket; socket.getaddrinfo('example.com', 443)"))
    assert looked_up.returncode == 1
    assert [place.rpartition(":")[2] for place in looked_up.outside] == ["53"]
    within = "import socket; s = socket.create_server(('127.0.0.1', 0)); socket.create_connection(s.getsockname())"
    assert run(*python(within)).outside == ()


def test_ingesting_asking_checking_and_measuring_reach_nobody(run: Run, data_dir: Path, tmp_path: Path) -> None:
    (data_dir / "page.html").write_text(
        "<html><head><title>Harbour</title><link rel=stylesheet href='https://example.com/x.css'></head><body>"
        "<img src='https://example.com/x.png'><p>The harbour was closed on Monday because of the storm, the mayor wrote in a "
        "long letter to all the people who keep their boats in it.</p></body></html>"
    )
    gold = {"id": "1", "question": "When was the harbour closed?", "answers": ["on Monday"]}
    (data_dir / "gold.jsonl").write_text(json.dumps(gold) + "\n")
    for command in (
        ("ingest", str(CORPUS), str(data_dir / "page.html")),
        ("ask", "When was the harbour closed?"),
        ("doctor",),
        ("eval", str(data_dir / "gold.jsonl")),
    ):
        done = run(QA, *command)
        assert (done.returncode, done.outside) == (0, ()), (command, done)
    assert os.listdir(tmp_path) == []  # no device id, no queue of events


def test_serving_reaches_nobody(run: Run, data_dir: Path, library_dir: Path, tmp_path: Path) -> None:
    shutil.copytree(library_dir, data_dir, dirs_exist_ok=True)
    served = run(*python(SERVING), QA)
    assert (served.returncode, served.stdout, served.outside) == (0, "answered\n", ()), served
    assert os.listdir(tmp_path) == []
