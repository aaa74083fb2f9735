"""What a backup can bring along, and what becomes of the present library when restoring it fails."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from qa.pipeline.health import examine
from qa.settings import Settings
from qa.store import backup as restoring
from qa.store.archive import Backup, Trust, look_at
from qa.store.backup import back_up
from qa.store.sql import Accounts, Cost, Library, ModelChoice, NewChunk
from qa.store.sql.database import set_meta
from qa.types import Chunk, Document, Sentence
from qa.types.errors import BackupError, LibraryError, NotFoundError, QAError, WrongPasswordError
from tests.qa.store.sql.test_migrations import library_of_format

TEXT = "The whale sings in the evening."
HERE = "127.0.0.1"


def fill(folder: Path, *sources: str) -> Settings:
    """A library of one chunk a document, with an account; the same documents again come as a copy."""
    if folder.exists():
        _put(folder, sources)
    else:
        shutil.copytree(_filled(sources).name, folder)
    return Settings(data_dir=folder)


@cache
def _filled(sources: tuple[str, ...]) -> tempfile.TemporaryDirectory[str]:
    made = tempfile.TemporaryDirectory()
    _put(Path(made.name), sources)
    return made


def _put(folder: Path, sources: tuple[str, ...]) -> None:
    vector = np.zeros(384, dtype=np.float32)
    vector[0] = 1
    with Library.open(folder) as library:
        library.claim_model("a model")
        for source in sources:
            document = Document.create(source=source, title=source, text=TEXT)
            chunk = Chunk(0, len(TEXT), f"{document.id}-0", document.id, 0)
            library.put(document, [NewChunk(chunk, (Sentence(0, len(TEXT)),), vector, vector[None, :])], [])
        if not library.accounts.list():
            accounts_of(library).add("bob", "correct horse")


def accounts_of(library: Library) -> Accounts:
    return Accounts(library, cost=Cost(passes=1, memory=8))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The present library: three documents, and an administrator by QA_AUTH who is logged in."""
    settings = fill(tmp_path / "present", "whale", "seal", "walrus")
    with Library.open(settings.data_dir) as library:
        accounts_of(library).admit("ann:open sesame")
    return settings


@pytest.fixture
def theirs(tmp_path: Path) -> Settings:
    """The library that is backed up: two documents."""
    return fill(tmp_path / "theirs", "gull", "tern")


def packed(settings: Settings, target: Path, *statements: str, compress: int = zipfile.ZIP_STORED, **manifest: Any) -> Path:
    """A backup made by hand: the library after these statements, under a manifest with these values."""
    path = settings.data_dir / "library.sqlite"
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in ("PRAGMA journal_mode=DELETE", "PRAGMA writable_schema=ON", *statements):
        connection.execute(statement)
    connection.close()
    return zipped(path.read_bytes(), target, compress=compress, **manifest)


def zipped(content: bytes, target: Path, *, compress: int = zipfile.ZIP_STORED, **manifest: Any) -> Path:
    told = {
        "format": "citedqa-backup",
        "version": 1,
        "made": "2026-01-01T00:00:00+00:00",
        "documents": 2,
        "chunks": 2,
        "embedding_model": "a model",
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    with zipfile.ZipFile(target, "w", compress) as archive:
        archive.writestr("manifest.json", json.dumps(told | manifest))
        archive.writestr("library.sqlite", content)
    return target


def restore(settings: Settings, file: Path) -> Backup:
    """Whoever signed it: what somebody brings along who is trusted, or whose key was stolen."""
    try:
        key = look_at(file).signed_by
    except BackupError:
        key = None
    return restoring.restore(settings, file, trust=Trust(signed_by=key, unsigned=True))


def sources(settings: Settings) -> set[str]:
    with Library.open(settings.data_dir) as library:
        return {document.source for document in library.documents()}


def untouched(settings: Settings) -> bool:
    """Whether the present library is what it was, and nothing lies beside it."""
    left = {path.name for path in settings.data_dir.iterdir()} - {"library.sqlite", "write.lock", "replace.lock"}
    return sources(settings) == {"whale", "seal", "walrus"} and not {name for name in left if "restor" in name}


def objects(settings: Settings) -> set[tuple[str, str]]:
    with sqlite3.connect(settings.data_dir / "library.sqlite") as connection:
        found = set(connection.execute("SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view')"))
    connection.close()
    return found


BACK_AGAIN = (
    "CREATE TRIGGER back AFTER DELETE ON users BEGIN INSERT INTO users VALUES ('mallory', 'id', 'hash', 1, 0, '2026'); END"
)
WIPES = "CREATE TRIGGER wipes AFTER INSERT ON conversations BEGIN DELETE FROM documents; END"


def test_triggers_and_views_of_a_backup_do_not_come_along(settings: Settings, theirs: Settings, tmp_path: Path) -> None:
    restore(settings, packed(theirs, tmp_path / "b.zip", BACK_AGAIN, WIPES, "CREATE VIEW peek AS SELECT * FROM users"))
    assert objects(settings) == set()
    with Library.open(settings.data_dir) as library:
        library.accounts.remove("bob")
        library.conversations.start("local", "Talk")
        assert [user.name for user in library.accounts.list()] == ["ann"]
        assert library.document_count == 2
        assert library.checks.words() is None
        assert [hit.chunk_id for hit in library.search_words(("whale",), 5)]


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE documents RENAME TO hidden; CREATE VIEW documents AS SELECT * FROM hidden",
        "UPDATE sqlite_master SET sql = 'CREATE VIRTUAL TABLE documents USING fts5(id)' WHERE name = 'documents'",
        "UPDATE documents SET text = x'00ff' WHERE source = 'gull'",
        "UPDATE chunks SET document_id = 'nobody'",
        "UPDATE meta SET value = '99' WHERE key = 'schema'",
        "DELETE FROM meta",
        "DROP TABLE chunks",
        "DELETE FROM documents",
        "DELETE FROM chunks",
    ],
)
def test_a_library_that_is_not_what_it_says_is_refused_and_the_present_one_stays(
    settings: Settings, theirs: Settings, tmp_path: Path, statement: str
) -> None:
    backup = packed(theirs, tmp_path / "b.zip", *statement.split("; "))
    with pytest.raises(QAError, match=r"nothing was changed|is damaged") as caught:
        restore(settings, backup)
    assert "\n" not in str(caught.value)
    assert untouched(settings)


def test_the_counts_are_those_of_the_rows_not_what_the_library_says_of_itself(
    settings: Settings, theirs: Settings, tmp_path: Path
) -> None:
    lying = packed(theirs, tmp_path / "b.zip", "UPDATE meta SET value = '301' WHERE key = 'total_documents'", documents=301)
    with pytest.raises(BackupError, match="holds 2 documents and 2 chunks of a model, and says it holds 301"):
        restore(settings, lying)
    assert untouched(settings)


@pytest.mark.parametrize(
    "manifest",
    [
        {"documents": "2"},
        {"documents": True},
        {"documents": -2},
        {"documents": 1.5},
        {"chunks": None},
        {"bytes": 10**400},
        {"bytes": "many"},
        {"sha256": 5},
        {"sha256": "é" * 64},
        {"made": ["2026"]},
        {"embedding_model": {}},
        {"more": 1},
        {"made": "x" * 100_000},
        {"documents": [[[[]]]] * 20_000},
    ],
)
def test_a_manifest_of_anything_else_is_refused_in_one_sentence(
    settings: Settings, theirs: Settings, tmp_path: Path, manifest: dict[str, Any]
) -> None:
    with pytest.raises(BackupError, match=r"is no backup|is damaged") as caught:
        restore(settings, packed(theirs, tmp_path / "b.zip", **manifest))
    assert "\n" not in str(caught.value)
    assert untouched(settings)


def test_a_small_file_does_not_become_a_large_one(settings: Settings, theirs: Settings, tmp_path: Path) -> None:
    bombs = [
        packed(theirs, tmp_path / "compressed.zip", compress=zipfile.ZIP_DEFLATED),
        zipped(bytes(20_000_000), tmp_path / "zeros.zip", compress=zipfile.ZIP_DEFLATED),
    ]
    with zipfile.ZipFile(tmp_path / "blanks.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b" " * 20_000_000)
        archive.writestr("library.sqlite", b"")
    for bomb in (*bombs, tmp_path / "blanks.zip"):
        with pytest.raises(BackupError, match="is no backup"):
            restore(settings, bomb)
    assert untouched(settings)


def test_nobody_is_logged_in_by_a_backup_and_the_running_administrator_stays_in(
    settings: Settings, theirs: Settings, tmp_path: Path
) -> None:
    with Library.open(theirs.data_dir) as library:
        accounts = accounts_of(library)
        accounts.admit("root:of another server")
        accounts.add("ann", "an old password")
        planted = [accounts.log_in("ann", "an old password", HERE), accounts.log_in("root", "of another server", HERE)]
        library.conversations.start(accounts.owner("ann"), "Ann's")
    backup = tmp_path / "b.zip"
    back_up(theirs, backup)
    with Library.open(settings.data_dir) as running:
        accounts = accounts_of(running)
        session = accounts.log_in("ann", "open sesame", HERE)
        bob = accounts.log_in("bob", "correct horse", HERE)
        restore(settings, backup)
        assert [accounts.session(token) for token in (*planted, bob)] == [None] * 3
        admin = accounts.session(session)
        assert admin is not None
        assert (admin.name, admin.admin) == ("ann", True)
        assert [talk.title for talk in running.conversations.list(admin.id)] == ["Ann's"]
        with pytest.raises(WrongPasswordError):
            accounts.log_in("ann", "an old password", HERE)
        assert accounts.log_in("ann", "open sesame", HERE)
        assert [user.name for user in accounts.list()] == ["ann", "bob"]  # root was another server's QA_AUTH
        with pytest.raises(NotFoundError):
            running.document("whale")


def test_what_waits_to_be_added_still_waits_after_a_restore(settings: Settings, theirs: Settings, tmp_path: Path) -> None:
    with Library.open(theirs.data_dir) as library:
        begun = library.jobs.begin("local", ["old.txt"], None, "a file", worker="another server's", most=9)
        assert begun is not None
    backup = tmp_path / "b.zip"
    back_up(theirs, backup)
    with Library.open(settings.data_dir) as running:
        waiting = running.jobs.begin("local", ["up.txt"], None, "a file", worker="this server's", most=9)
        assert waiting is not None
        restore(settings, backup)
        assert running.jobs.get(waiting[0].id, "local") == waiting[0]
        with pytest.raises(NotFoundError):
            running.jobs.get(begun[0].id, "local")


def test_a_backup_has_no_say_in_where_passages_are_sent(settings: Settings, theirs: Settings, tmp_path: Path) -> None:
    with Library.open(theirs.data_dir) as library:
        library.model_choice.put(ModelChoice("https://evil.example/v1", "any", None, None))
        _opened_from(library, "/tmp/evil")
    restore(settings, packed(theirs, tmp_path / "theirs.zip"))
    with Library.open(settings.data_dir) as library:
        assert library.model_choice.get() is None
        assert library.reembeddings.setting is None
        _opened_from(library, "mine")
        library.model_choice.put(ModelChoice("http://127.0.0.1:8080/v1", "mine", None, None))
    restore(settings, packed(theirs, tmp_path / "again.zip"))
    with Library.open(settings.data_dir) as library:
        kept = library.model_choice.get()
        assert kept is not None
        assert kept.model == "mine"
        assert library.reembeddings.setting == "mine"


def _opened_from(library: Library, folder: str) -> None:
    """As after a change of the embedding model to the one in this folder."""
    with library.writing() as connection:
        set_meta(connection, "embedding_setting", folder)


def test_a_backup_of_an_older_format_is_restored_as_one_of_today(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    library_of_format(1, tmp_path / "old")
    backup = packed(Settings(data_dir=tmp_path / "old"), tmp_path / "b.zip", documents=1, chunks=0, embedding_model=None)
    restore(settings, backup)
    with Library.open(settings.data_dir) as library:
        assert [talk.title for talk in library.conversations.list(library.accounts.owner("bob"))] == ["Of bob"]
        assert library.checks.structure() is None


def full_disk(*_arguments: object) -> None:
    raise LibraryError("database or disk is full")


@pytest.mark.parametrize("step", ["rebuild_library", "copy_library", "damage_of", "keep_setting_user", "prepare_successor"])
def test_an_error_that_is_no_damage_never_moves_the_present_library(
    settings: Settings, theirs: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    backup = packed(theirs, tmp_path / "b.zip")
    monkeypatch.setattr(f"qa.store.backup.{step}", full_disk)
    with pytest.raises(QAError, match="disk is full"):
        restore(settings, backup)
    assert untouched(settings)


def test_what_a_killed_restore_has_left_is_swept_and_a_second_one_at_once_is_refused(
    settings: Settings, theirs: Settings, tmp_path: Path
) -> None:
    backup = packed(theirs, tmp_path / "b.zip")
    for name in ("restoring.sqlite", "restoring.sqlite-journal", "restoring-unpacked.sqlite"):
        (settings.data_dir / name).write_bytes(b"half")
    restore(settings, backup)
    assert not [path for path in settings.data_dir.iterdir() if path.name.startswith("restoring")]
    assert sources(settings) == {"gull", "tern"}


def test_damaged_libraries_are_all_kept(settings: Settings, theirs: Settings, tmp_path: Path) -> None:
    backup, present = packed(theirs, tmp_path / "b.zip"), settings.data_dir / "library.sqlite"
    for number in range(3):
        present.write_bytes(b"ruin %d" % number * 1000)
        restore(settings, backup)
        assert sources(settings) == {"gull", "tern"}
    for number, name in enumerate(("", "-2", "-3")):
        kept = settings.data_dir / f"library-before-restore{name}.sqlite"
        assert kept.read_bytes() == b"ruin %d" % number * 1000
    restore(settings, backup)  # of a sound library none is set aside, and none that was is removed
    assert len(list(settings.data_dir.glob("library-before-restore*.sqlite"))) == 3


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Mounts a file system of so many bytes; needs root."""
    folder = tmp_path / "disk"
    folder.mkdir()

    def mount(size: int) -> Path:
        umount()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip("no file system can be mounted here")
        return folder

    def umount() -> None:
        subprocess.run(["umount", str(folder)], capture_output=True, check=False)

    yield mount
    umount()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can mount a small disk")
@pytest.mark.parametrize("looked", [True, False])
@pytest.mark.parametrize("free", [0.0, 0.3, 0.6, 1.0, 1.3, 1.7, 2.0, 2.5])
def test_on_a_disk_of_any_size_the_present_library_stays_or_the_other_takes_its_place(
    theirs: Settings,
    tmp_path: Path,
    small_disk: Callable[[int], Path],
    free: float,
    looked: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not looked:  # as if another program filled the disk right after
        monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=10**12))
    backup = packed(theirs, tmp_path / "b.zip")
    size = (theirs.data_dir / "library.sqlite").stat().st_size
    before = fill(tmp_path / "before", "whale", "seal", "walrus").data_dir / "library.sqlite"
    folder = small_disk(before.stat().st_size + int(size * free))
    shutil.copy(before, folder)
    settings = Settings(data_dir=folder)
    try:
        restore(settings, backup)
    except QAError:
        kept = Settings(data_dir=tmp_path / "kept")  # on a disk with room: a full one can't even be read in place
        shutil.copytree(folder, kept.data_dir)
        assert untouched(kept)
    else:
        assert sources(settings) == {"gull", "tern"}
    assert not any(path.name.startswith(("restoring", "library-before")) for path in folder.iterdir())


def test_the_doctor_tells_of_missing_columns_and_removes_what_works_by_itself(settings: Settings) -> None:
    connection = sqlite3.connect(settings.data_dir / "library.sqlite", isolation_level=None)
    connection.execute("ALTER TABLE conversations DROP COLUMN shared_exchanges")
    connection.execute(WIPES)
    connection.close()

    def library_part() -> tuple[str, str]:
        parts = {finding.part: finding for finding in examine(settings, open_model=no_model)}
        return parts["library"].state, parts["library"].message

    state, message = library_part()
    assert state == "repaired"
    assert "made conversations.shared_exchanges again, empty; removed the trigger wipes" in message
    assert objects(settings) == set()
    assert library_part()[0] == "ok"
    with Library.open(settings.data_dir) as library:
        library.conversations.start("local")
        assert (library.document_count, len(library.conversations.list("local"))) == (3, 1)
    connection = sqlite3.connect(settings.data_dir / "library.sqlite", isolation_level=None)
    connection.execute("ALTER TABLE exchanges DROP COLUMN versions")
    connection.close()
    state, message = library_part()
    assert state == "wrong"
    assert "lacks exchanges.versions; `qa restore` a backup" in message


def no_model(_settings: Settings) -> Any:
    raise LibraryError("none is needed")
