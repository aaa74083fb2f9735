"""Pulled plugs, full disks, crowds: nothing that was acknowledged is lost. More of it: python -m eval.benchmarks.faults."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.faults.making import CHUNKS_A_DOCUMENT, MadeUpEmbedder, document, fill, settings_of
from eval.faults.pulling import Puller
from eval.faults.working import WORKS
from qa.embedding import Embedder
from qa.pipeline import Pipeline
from qa.pipeline.health import examine
from qa.pipeline.ingestion.ingest import Ingester
from qa.settings import Settings
from qa.store import Stores
from qa.types.errors import LibraryError

DOCUMENTS = 90  # more vectors than Chroma keeps back before it writes its files
TMPFS_MB, ROOM_MB = 12, 200


def test_processes_killed_in_the_middle_of_their_work_lose_nothing_and_leave_nothing_by_half(tmp_path: Path) -> None:
    fill(tmp_path, DOCUMENTS)
    puller = Puller(tmp_path, DOCUMENTS, seed=1)
    for number, kind in enumerate(WORKS):
        pulled = puller.pull(kind, 0.7, thorough=number == len(WORKS) - 1)
        assert pulled.wrong == (), kind


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk takes root")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={TMPFS_MB}m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip(f"a small disk can't be mounted: {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_told_in_one_sentence_and_what_was_acknowledged_answers(small_disk: Path) -> None:
    settings, embedder = settings_of(small_disk), MadeUpEmbedder()
    acknowledged: list[str] = []
    with Stores(settings) as stores:
        ingester = Ingester(stores, embedder, settings)

        def add_on() -> None:
            for number in range(TMPFS_MB * 100):
                ingester.add([document(number)])
                acknowledged.append(document(number).source)

        with pytest.raises(LibraryError, match=r"the disk of the library .* is full; .* make room and try again$"):
            add_on()
        assert len(acknowledged) > 10
        assert {each.source for each in stores.library.documents()} == set(acknowledged)
        for row in next(iter(stores.library.vector_rows()))[:: CHUNKS_A_DOCUMENT * 5]:
            assert stores.search(row.vector, 1)[0].chunk_id == row.chunk_id
    subprocess.run(["mount", "-o", f"remount,size={ROOM_MB}m", str(small_disk)], check=True)
    with Stores(settings) as stores:
        assert stores.keeper.in_step
    found = tuple(examine(settings, open_model=lambda _settings: embedder))
    assert {finding.state for finding in found} == {"ok"}, found
    with Stores(settings) as stores:
        assert Ingester(stores, embedder, settings).add([document(TMPFS_MB * 100)]).added == 1


def _folder(path: Path, names: range) -> Path:
    path.mkdir()
    for number in names:
        (path / f"{number}.txt").write_text(f"Ship {number} has left the harbour.\n\nIts master is Ann Bell {number}.")
    return path


def _ingest(settings: Settings, folder: Path) -> "subprocess.Popen[str]":
    program = str(Path(sys.executable).parent / "qa")
    environ = {"QA_DATA_DIR": str(settings.data_dir), "PATH": ""}
    return subprocess.Popen([program, "ingest", str(folder)], env=environ, stdout=subprocess.PIPE, text=True)


def test_two_ingests_beside_a_server_that_answers_lose_nothing_and_are_answered_at_once(
    data_dir: Path, embedder: Embedder, tmp_path: Path
) -> None:
    settings = Settings(data_dir=data_dir)
    folders = [_folder(tmp_path / name, names) for name, names in (("a", range(30)), ("b", range(30, 60)))]
    done = threading.Event()
    asked: list[str] = []

    with Pipeline.open(settings, mode="server") as pipeline:

        def ask() -> None:
            while not done.is_set():
                asked.append(pipeline.ask("Which ship has left the harbour?").status)

        asking = [threading.Thread(target=ask) for _ in range(2)]
        ingesting = [_ingest(settings, folder) for folder in folders]
        for thread in asking:
            thread.start()
        try:
            told = [process.communicate(timeout=240)[0] for process in ingesting]
            # Acknowledged, so they are answered, whether or not the index has heard of them.
            for number in (0, 29, 30, 59):
                answer = pipeline.ask(f"Who is the master of ship {number}?")
                assert f"Ann Bell {number}" in answer.text or any(f"Bell {number}" in each.quote for each in answer.closest)
        finally:
            done.set()
            for thread in asking:
                thread.join()
        assert told == ["added 30, updated 0, unchanged 0, failed 0\n"] * 2
        assert asked
        assert asked[-1] == "answered"
        pipeline.stores.catch_up()
        assert pipeline.stores.keeper.in_step
        assert pipeline.stores.keeper.index is not None
        assert pipeline.stores.keeper.index.ids() == pipeline.stores.library.chunk_ids()
        found = tuple(examine(settings, open_model=lambda _settings: embedder))
        assert {finding.state for finding in found} == {"ok"}, found


def test_a_second_qa_serve_is_refused_in_one_line(data_dir: Path) -> None:
    program = str(Path(sys.executable).parent / "qa")
    environ = {"QA_DATA_DIR": str(data_dir), "QA_PORT": "17861", "PATH": ""}
    with Stores(Settings(data_dir=data_dir), mode="server"):
        second = subprocess.run([program, "serve"], env=environ, capture_output=True, text=True, check=False, timeout=120)
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr == (
        f"qa: another server is serving {data_dir} already; use that one, stop it, or set QA_DATA_DIR to another folder\n"
    )


def test_a_folder_that_cannot_be_written_to_is_told_with_what_to_do(small_disk: Path) -> None:
    settings, embedder = settings_of(small_disk), MadeUpEmbedder()
    with Stores(settings) as stores:
        Ingester(stores, embedder, settings).add([document(1)])
    subprocess.run(["mount", "--bind", str(small_disk), str(small_disk)], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(small_disk)], check=True)
        told = r"library.sqlite can't be used: its folder can't be written to; make it writable, or set QA_DATA_DIR"
        with pytest.raises(LibraryError, match=told), Stores(settings) as stores:
            stores.library.documents()
        found = {each.part: each.message for each in examine(settings, open_model=lambda _settings: embedder)}
        assert "make it writable" in found["library"]
    finally:
        subprocess.run(["umount", "-l", str(small_disk)], check=True)
