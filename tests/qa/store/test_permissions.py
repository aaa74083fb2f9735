"""What the library holds is its owner's alone, whatever the umask."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.embedding import Embedder
from qa.pipeline.ingestion.ingest import Ingester
from qa.settings import Settings
from qa.store import Stores
from qa.store.backup import back_up, restore
from qa.store.sql import Library
from qa.types import Document


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def readable(folder: Path) -> list[str]:
    """What in this folder somebody else can open, a folder or a file; what lies in a closed folder they can't."""
    found = []
    for path in [folder, *folder.rglob("*")]:
        within = [each for each in path.parents if each == folder or folder in each.parents]
        closed = any(not stat.S_IMODE(each.stat().st_mode) & 0o077 for each in within)
        if not closed and stat.S_IMODE(path.stat().st_mode) & 0o077:
            found.append(path.relative_to(folder).as_posix())
    return found


def fill(settings: Settings, embedder: Embedder) -> None:
    with Stores(settings, mode="server") as stores:
        Ingester(stores, embedder, settings).add([Document.create(source="whale", title="", text="The whale sings.")])
        stores.catch_up()


def test_a_new_data_directory_is_closed_to_others(tmp_path: Path, embedder: Embedder, open_umask: None) -> None:
    settings = Settings(data_dir=tmp_path / "new")
    fill(settings, embedder)
    assert readable(settings.data_dir) == []


def test_in_a_folder_that_others_may_read_the_library_its_index_and_its_locks_are_not(
    tmp_path: Path, embedder: Embedder, open_umask: None
) -> None:
    settings = Settings(data_dir=tmp_path / "mine")
    settings.data_dir.mkdir()
    fill(settings, embedder)
    assert readable(settings.data_dir) == ["."]
    back_up(settings, tmp_path / "mine" / "b.zip")
    restore(settings, tmp_path / "mine" / "b.zip")
    assert readable(settings.data_dir) == ["."]


def test_a_library_from_before_is_taken_from_others_and_left_to_a_group_that_shares_it(tmp_path: Path) -> None:
    Library.open(tmp_path).close()
    for before, after in ((0o644, 0o600), (0o664, 0o660), (0o666, 0o660), (0o660, 0o660), (0o600, 0o600)):
        (tmp_path / "library.sqlite").chmod(before)
        with Library.open(tmp_path) as library:
            assert stat.S_IMODE((tmp_path / "library.sqlite").stat().st_mode) == after
            library.conversations.start("ann")
            assert stat.S_IMODE((tmp_path / "library.sqlite-wal").stat().st_mode) == after


def test_opening_a_library_again_frees_no_lock_on_it(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library, library.writing() as connection:
        connection.exec_driver_sql("DELETE FROM meta WHERE key = 'nothing'")
        Library.open(tmp_path).close()
        other = sqlite3.connect(tmp_path / "library.sqlite", timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


@pytest.mark.parametrize(("mode", "ending"), [(0o000, ""), (0o400, ""), (0o000, "-wal")])
def test_a_library_without_permission_to_read_or_write_is_told_to_be_so(tmp_path: Path, mode: int, ending: str) -> None:
    folder = tmp_path / "mine"
    Library.open(folder).close()
    file = folder / f"library.sqlite{ending}"
    file.touch()
    # Root may do everything, so it is opened as nobody, in a process of its own.
    if os.geteuid() == 0:
        for path in [folder, *folder.iterdir()]:
            os.chown(path, 65534, 65534)
        for above in [tmp_path, *list(tmp_path.parents)[:2]]:
            above.chmod(0o755)
    file.chmod(mode)
    script = (
        "import os, sys; from pathlib import Path; from qa.store.sql import Library; from qa.types.errors import LibraryError\n"
        "Library.open(Path(sys.argv[1])).close()\n"  # loads the modules, which nobody may not be allowed to read
        "os.geteuid() or os.setuid(65534)\n"
        "try:\n    with Library.open(Path(sys.argv[2])) as library:\n        library.collections.create('Sea')\n"
        "except LibraryError as exc:\n    print(exc)"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "other"), str(folder)],
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
    ).stdout
    assert f"you have no permission to read and write {file.name}; " in told
    assert f"chmod u+rw {file}" in told
