"""What all tests share: their tiers, libraries to work on, and no way out to the network."""

import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from qa.documents.formats import registry
from qa.embedding import Embedder
from qa.embedding.bundled import OnnxEmbedder
from qa.pipeline import Pipeline
from qa.pipeline.ingestion.ingest import Ingester
from qa.settings import Settings
from qa.store.sql.postgresql import Postgresql
from tests.postgres import free_port, running_postgres
from tests.qa.pipeline.writing.scripted import serving
from tests.support import CORPUS, ROOT, Database, DataDir, RunQa, Workshop, open_pipeline, open_workshop

if TYPE_CHECKING:
    from tests.small_model import SmallServer

# Hundreds of libraries are written, each safely: on a slow disk that takes longer than all else.
_MEMORY, _ENOUGH = Path("/dev/shm"), 4 << 30
LOOPBACK = ("127.", "::1", "localhost")

# What a test needs beyond Python makes its tier; `pytest --fast` runs those that need nothing. By the fixture that brings it:
_TIER_OF_FIXTURE = {
    "chromium_path": "browser",
    "postgres": "postgres",
    "chroma_server": "program",
    "embedder": "model",
    "new_data_dir": "model",  # a library is filled or asked in it
    "recognition": "model",
    "small_server": "model",
    "run_qa": "program",
    "serve": "program",
}
# By file, or by the beginning of a test's name there, where they get it without a fixture, or take long for another reason.
_TIER_OF_PLACE = {
    "tests/eval/training/test_average_readers.py": "model",  # torch
    "tests/qa/documents/test_hostile.py": "slow",
    "tests/qa/embedding/": "model",
    "tests/qa/pipeline/writing/test_small_model.py": "model",
    "tests/qa/reading/test_spans.py": "model",
    "tests/qa/service/cli/test_quiet.py": "program",
    "tests/qa/store/sql/test_accounts.py::test_a_restart": "program",
    "tests/qa/store/sql/test_conversations.py::test_two_processes": "program",
    "tests/qa/store/sql/test_opening.py::test_processes": "program",
    "tests/qa/store/test_archive.py": "slow",  # what makes a passphrase hard to guess takes its time
    "tests/qa/store/test_faults.py": "slow",
    "tests/qa/store/test_restore.py": "slow",
    "tests/qa/store/vectors/": "program",  # Chroma's server
}
# Files without a fast test whose imports take long: `--fast` doesn't even read them.
_NEVER_FAST = (
    "tests/eval/training/test_average_readers.py",
    "tests/qa/embedding/",
    "tests/qa/pipeline/test_answering.py",
    "tests/qa/pipeline/test_langchain_face.py",
    "tests/qa/pipeline/test_langchain_tools.py",
    "tests/qa/service/api/test_chat.py",
    "tests/qa/service/api/test_description.py",
    "tests/qa/service/api/test_mcp.py",
    "tests/qa/store/vectors/",
    "tests/test_extending.py",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--fast", action="store_true", help="only tests without a browser, a database server, a model or a program"
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    return True if config.getoption("--fast") and _place(collection_path).startswith(_NEVER_FAST) else None


def _place(path: Path) -> str:
    return Path(os.path.relpath(path, ROOT)).as_posix()


def pytest_configure() -> None:
    if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ENOUGH:
        os.environ.update(TMPDIR=str(_MEMORY), PYTEST_DEBUG_TEMPROOT=str(_MEMORY))
        tempfile.tempdir = None  # it was looked up before
    # A run that was started in the background ignores Ctrl-C, and so would every process that it starts.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    fast, others = [], []
    for item in items:
        tiers = {_TIER_OF_FIXTURE[name] for name in getattr(item, "fixturenames", ()) if name in _TIER_OF_FIXTURE}
        if "postgresql" in getattr(item, "callspec", SimpleNamespace(params={})).params.values():
            tiers.add("postgres")
        place = _place(item.path)
        tiers |= {tier for beginning, tier in _TIER_OF_PLACE.items() if f"{place}::{item.name}".startswith(beginning)}
        for tier in tiers:
            item.add_marker(tier)
        (others if tiers else fast).append(item)
        if not tiers and place.startswith(_NEVER_FAST):
            raise pytest.UsageError(f"{item.nodeid} is fast; take its file out of _NEVER_FAST in tests/conftest.py")
    if config.getoption("--fast"):
        items[:] = fast
        config.hook.pytest_deselected(items=others)


@pytest.fixture(autouse=True)
def no_outside_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any connection off loopback fails the test that makes it."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(LOOPBACK):
            pytest.fail(f"a connection to {address} was attempted")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def recognition() -> None:
    """The models that recognise the text of scans."""
    if not registry.is_installed(registry.RECOGNITION):
        pytest.skip("needs the extra ocr, which `make test` installs")


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return OnnxEmbedder()


@pytest.fixture(scope="session")
def new_data_dir(tmp_path_factory: pytest.TempPathFactory) -> DataDir:
    """Makes empty data directories."""
    return lambda: tmp_path_factory.mktemp("data")


@pytest.fixture
def data_dir(new_data_dir: DataDir) -> Path:
    """An empty data directory of this test's own."""
    return new_data_dir()


@pytest.fixture(scope="session")
def library_dir(new_data_dir: DataDir, embedder: Embedder) -> Path:
    """A data directory with corpus/ ingested. Not to be changed; `own_dir` of it may be."""
    folder = new_data_dir()
    settings = Settings(data_dir=folder)
    with open_pipeline(settings, embedder) as pipeline:
        summary = Ingester(pipeline.stores, pipeline.embedder, settings).ingest([CORPUS])
        assert (summary.added, summary.failures) == (1, ())
    return folder


@pytest.fixture
def own_dir(library_dir: Path, tmp_path: Path) -> Path:
    """The library over corpus/ once more, for a test that changes it or starts a server: a folder has one at a time."""
    return Path(shutil.copytree(library_dir, tmp_path / "data", symlinks=True))


@pytest.fixture(scope="session")
def pipeline(library_dir: Path, embedder: Embedder) -> Iterator[Pipeline]:
    """A pipeline over the corpus. Not to be changed."""
    with open_pipeline(Settings(data_dir=library_dir), embedder) as opened:
        yield opened


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of this run's own, without a database."""
    with running_postgres() as address:
        yield address


@pytest.fixture(scope="session")
def new_database(postgres: str) -> Database:
    """Makes empty databases."""
    server, numbers = Postgresql(f"{postgres}/postgres").open(), count()

    def make() -> str:
        name = f"library{next(numbers)}"
        with server.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        return f"{postgres}/{name}"

    return make


@pytest.fixture(scope="session")
def one_database(new_database: Database) -> str:
    return new_database()


# Whatever refers to what, it all goes. In one statement: to ask for the tables and empty each takes longer than most tests.
_EMPTY = """
DO $$ DECLARE found text; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'meta' LOOP
    EXECUTE format('DELETE FROM %I', found);
  END LOOP;
  IF to_regclass('meta') IS NOT NULL THEN DELETE FROM meta WHERE key NOT IN ('schema', 'identity'); END IF;
END $$
"""


@pytest.fixture(scope="session")
def empty_it(one_database: str) -> Iterator[Callable[[], None]]:
    """Empties the one database."""
    engine = Postgresql(one_database).open()

    def empty() -> None:
        with engine.connect() as connection:
            connection.exec_driver_sql(_EMPTY)

    yield empty
    engine.dispose()


@pytest.fixture
def database(one_database: str, empty_it: Callable[[], None]) -> Iterator[str]:
    """The address of an empty library. Always the same one: to make a database takes longer than most tests."""
    yield one_database
    empty_it()


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real `chroma run`. Libraries share it, each with a collection of its own."""
    folder, port = tmp_path_factory.mktemp("chroma"), free_port()
    command = [Path(sys.executable).parent / "chroma", "run", "--path", folder, "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not _listens(port):
            with suppress(subprocess.TimeoutExpired):
                raise AssertionError(f"chroma run ended with {server.wait(0.1)}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="session")
def small_server() -> Iterator["SmallServer"]:
    """SmolLM2 over HTTP; loading takes some seconds, so it is one for all."""
    from tests.small_model import SmallModel, SmallServer

    server = SmallServer(SmallModel())
    with serving(server):
        yield server


@pytest.fixture
def workshop(data_dir: Path, embedder: Embedder) -> Iterator[Workshop]:
    """An empty library to add to and ask."""
    with open_workshop(data_dir, embedder) as opened:
        yield opened


@pytest.fixture
def run_qa(data_dir: Path) -> RunQa:
    """Runs the installed `qa` program as a process of its own, on this test's data directory."""

    def run(*arguments: str, stdin: str | None = None, **environ: str) -> "subprocess.CompletedProcess[str]":
        clean = {name: value for name, value in os.environ.items() if not name.startswith("QA_")}
        return subprocess.run(
            [str(Path(sys.executable).parent / "qa"), *arguments],
            input=stdin if stdin is not None else "",
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**clean, "QA_DATA_DIR": str(data_dir), **environ},
            cwd=data_dir,
            check=False,
            timeout=120,
        )

    return run


@pytest.fixture
def qa_here(data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> RunQa:
    """What `run_qa` does, in this process: the same words, on the same streams, with the same exit code.

    Starting Python and importing what an answer needs takes a second of a processor each time.
    """

    def run(*arguments: str, stdin: str | None = None, **environ: str) -> "subprocess.CompletedProcess[str]":
        from qa.service.cli import main  # the commands take long to import

        with monkeypatch.context() as patch:
            for name in [name for name in os.environ if name.startswith("QA_")]:
                patch.delenv(name)
            for name, value in {"QA_DATA_DIR": str(data_dir), **environ}.items():
                patch.setenv(name, value)
            patch.chdir(data_dir)
            patch.setattr(sys, "argv", ["qa", *arguments])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((stdin or "").encode()), encoding="utf-8"))
            capsys.readouterr()
            code = main._run(main._take_debug(sys.argv))
        told = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, told.out, told.err)

    return run
