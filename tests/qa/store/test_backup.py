"""`qa backup` and `qa restore`, while the library is in use."""

import json
import os
import re
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from qa.embedding import Embedder
from qa.pipeline.ingestion.ingest import Ingester
from qa.settings import Settings
from qa.store import Stores
from qa.store.archive import Trust, look_at
from qa.store.backup import back_up, restore
from qa.store.process_lock import alone
from qa.store.sql import Library
from qa.types import Document
from qa.types.errors import BackupError, BusyError, LibraryError
from tests.support import DataDir, RunQa


def add(stores: Stores, embedder: Embedder, settings: Settings, *names: str) -> None:
    Ingester(stores, embedder, settings).add(
        Document.create(source=name, title="", text=f"The {name} sings.") for name in names
    )


@pytest.fixture
def settings(data_dir: Path, embedder: Embedder) -> Settings:
    settings = Settings(data_dir=data_dir)
    with Stores(settings) as stores:
        add(stores, embedder, settings, "whale", "seal")
        stores.library.conversations.start("local", "Of the sea")
    return settings


@pytest.fixture
def file(settings: Settings, tmp_path: Path) -> Path:
    file = tmp_path / "backup.zip"
    back_up(settings, file)
    return file


def sources(stores: Stores) -> set[str]:
    return {document.source for document in stores.library.documents()}


def test_a_backup_holds_everything_and_says_what(settings: Settings, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    made = back_up(settings, tmp_path / "b.zip", lambda done, total: seen.append((done, total)))
    assert (made.documents, made.chunks) == (2, 2)
    assert look_at(tmp_path / "b.zip") == made
    assert seen[-1][0] == seen[-1][1] > 0
    assert (tmp_path / "b.zip").stat().st_mode & 0o077 == 0
    assert os.listdir(tmp_path) == ["b.zip"]


def test_what_was_backed_up_comes_back_and_what_came_later_goes(settings: Settings, file: Path, embedder: Embedder) -> None:
    with Stores(settings) as stores:
        add(stores, embedder, settings, "walrus")
        stores.remove("seal")
        stores.library.conversations.start("local", "Of the land")
    restore(settings, file)
    with Stores(settings) as stores:
        assert sources(stores) == {"whale", "seal"}
        assert [talk.title for talk in stores.library.conversations.list("local")] == ["Of the sea"]
        assert stores.keeper.in_step
        assert stores.keeper.index is not None
        assert stores.keeper.index.ids() == stores.library.chunk_ids()
    assert not list(settings.data_dir.glob("*restor*"))


def test_who_has_the_library_open_sees_the_restored_one_at_once(settings: Settings, file: Path, embedder: Embedder) -> None:
    walrus = embedder.embed_question("The walrus sings.")
    with Stores(settings, mode="server") as server:
        server.catch_up()
        add(server, embedder, settings, "walrus")
        revision, gone = server.library.revision, server.search(walrus, 1)[0].chunk_id
        with Stores(settings) as other:
            restore(settings, file)
            for stores in (server, other):
                assert sources(stores) == {"whale", "seal"}
                assert gone not in {hit.chunk_id for hit in stores.search(walrus, 5)}
        assert server.library.revision > revision
        server.catch_up()
        assert server.keeper.in_step


def test_a_backup_is_one_moment_though_documents_come_in_all_the_while(
    settings: Settings, tmp_path: Path, embedder: Embedder
) -> None:
    done = threading.Event()

    def keep_adding() -> None:
        with Stores(settings) as stores:
            number = 0
            while not done.is_set():
                add(stores, embedder, settings, f"animal {number}")
                number += 1

    thread = threading.Thread(target=keep_adding)
    thread.start()
    try:
        for number in range(3):
            made = back_up(settings, tmp_path / f"{number}.zip")
            assert made.documents == made.chunks >= 2
    finally:
        done.set()
        thread.join()


def test_another_folder_takes_a_backup_and_no_library_of_its_own_is_needed(
    file: Path, new_data_dir: DataDir, embedder: Embedder
) -> None:
    elsewhere = Settings(data_dir=new_data_dir())
    restore(elsewhere, file, trust=Trust(signed_by=look_at(file).signed_by))
    with Stores(elsewhere) as stores:
        assert sources(stores) == {"whale", "seal"}
        assert stores.keeper.in_step


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def flip(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)


def lie(file: Path) -> None:
    """The library of another backup under this one's manifest: sound as a zip."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in (parts | {"library.sqlite": parts["library.sqlite"] + b"\0"}).items():
            archive.writestr(name, content)


@pytest.mark.parametrize("harm", [cut, flip, lie])
def test_a_damaged_backup_is_refused_and_nothing_is_changed(
    settings: Settings, file: Path, harm: Callable[[Path], None]
) -> None:
    harm(file)
    with Library.open(settings.data_dir) as library:
        library.remove("seal")
        revision = library.revision
    with pytest.raises(BackupError, match=r"is damaged|is no backup") as caught:
        restore(settings, file)
    assert "\n" not in str(caught.value)
    with Library.open(settings.data_dir) as library:
        assert (library.revision, library.document_count) == (revision, 1)


def foreign(tmp_path: Path, name: str) -> Path:
    path = tmp_path / name
    if name == "other.zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.txt", "words")
    elif name == "manifest.zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("manifest.json", json.dumps(["format"]))
    elif name == "later.zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("manifest.json", json.dumps({"format": "citedqa-backup", "version": 9}))
    elif name != "none.zip":
        path.write_bytes(b"SQLite format 3\0" + bytes(4096))
    return path


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("other.zip", "is no backup; restore what `qa backup` has written"),
        ("manifest.zip", "is no backup"),
        ("library.sqlite", "is no backup"),
        ("later.zip", "was written by a later version"),
        ("none.zip", "can't be read: No such file"),
    ],
)
def test_what_is_no_backup_is_refused_in_one_sentence(settings: Settings, tmp_path: Path, name: str, cause: str) -> None:
    with pytest.raises(BackupError, match=cause) as caught:
        restore(settings, foreign(tmp_path, name))
    assert "\n" not in str(caught.value)


def test_a_backup_with_another_models_vectors_is_refused_while_a_server_runs(
    settings: Settings, file: Path, data_dir: Path
) -> None:
    with Library.open(data_dir) as library:
        for name in ("whale", "seal"):
            library.remove(name)
        library.claim_model("another model")
    with (
        Stores(settings, mode="server"),
        pytest.raises(BackupError, match=r"was embedded with all-MiniLM-L6-v2.*stop it first"),
    ):
        restore(settings, file)
    restore(settings, file)


def test_a_ruined_library_can_be_restored_and_is_kept(settings: Settings, file: Path) -> None:
    present = settings.data_dir / "library.sqlite"
    present.write_bytes(b"ruin" * 1000)
    with pytest.raises(LibraryError, match=r"is damaged .*`qa restore` a backup"):
        Stores(settings)
    restore(settings, file)
    with Stores(settings) as stores:
        assert sources(stores) == {"whale", "seal"}
    assert (settings.data_dir / "library-before-restore.sqlite").read_bytes() == b"ruin" * 1000


def test_a_file_is_never_written_over_and_no_library_is_no_backup(settings: Settings, file: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="exists already"):
        back_up(settings, file)
    with pytest.raises(BackupError, match="there is no library in"):
        back_up(replace_dir(settings, tmp_path / "none"), tmp_path / "new.zip")
    with pytest.raises(BackupError, match="can't be written"):
        back_up(settings, tmp_path / "no" / "folder" / "new.zip")
    assert not (tmp_path / "none").exists()


def test_two_backups_at_once_are_not_made_over_each_other(settings: Settings, tmp_path: Path) -> None:
    with alone(settings.data_dir / "backup.lock", "held by the other"), pytest.raises(BusyError, match="is backing up"):
        back_up(settings, tmp_path / "new.zip")
    assert back_up(settings, tmp_path / "new.zip").documents == 2


def replace_dir(settings: Settings, folder: Path) -> Settings:
    return settings.model_copy(update={"data_dir": folder})


def test_the_commands_back_up_ask_and_restore(settings: Settings, tmp_path: Path, qa_here: RunQa) -> None:
    made = qa_here("backup", str(tmp_path / "b.zip"))
    assert re.fullmatch(r"backed up 2 documents, 2 chunks to .*, 0.\d MB, signed by [0-9a-f]{32}\n", made.stdout)
    asked = qa_here("restore", str(tmp_path / "b.zip"))
    assert (asked.returncode, asked.stderr) == (2, "qa: restoring a backup needs a confirmation; add --yes\n")
    done = qa_here("restore", str(tmp_path / "b.zip"), "--yes", "--json")
    assert json.loads(done.stdout)["documents"] == 2
    refused = qa_here("restore", str(settings.data_dir / "library.sqlite"), "--yes")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
