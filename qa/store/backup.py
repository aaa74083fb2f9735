"""A library in one checked file, and back: both while it is being served."""

import hashlib
import json
import os
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qa.settings import Settings
from qa.store import IndexLock
from qa.store.sql import Library, copy_library, prepare_successor
from qa.store.sql.sqlite import Sqlite
from qa.types.errors import BackupError, BusyError, LibraryError

Progress = Callable[[int, int], None]  # (done, total)

_FORMAT, _VERSION = "citedqa-backup", 1
_MANIFEST, _LIBRARY = "manifest.json", "library.sqlite"
_BLOCK = 1_000_000


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup says of itself. `made` is an ISO timestamp in UTC."""

    made: str
    documents: int
    chunks: int
    embedding_model: str | None
    bytes: int
    sha256: str


def back_up(settings: Settings, file: Path, progress: Progress | None = None) -> Backup:
    """Write the library as it is now to `file`, a zip that holds it as a SQLite file. Raises BackupError, LibraryError."""
    _refuse_server(settings)
    source = settings.data_dir / _LIBRARY
    if not source.exists():
        raise BackupError(f"there is no library in {settings.data_dir} to back up; set QA_DATA_DIR to the folder of one")
    if file.exists():
        raise BackupError(f"{file} exists already; give another name, or remove it first")
    if not file.parent.is_dir():
        raise BackupError(f"{file} can't be written: there is no folder {file.parent}; make it, or choose another place")
    copy, half = file.with_name(f"{file.name}.copying"), file.with_name(f"{file.name}.part")
    try:
        with Library.open(settings.data_dir):  # one of an older version gets what is new
            copy_library(source, copy, progress)
        with Library(Sqlite(copy)) as library:
            _check(library, source)
            documents, chunks, model = library.document_count, library.chunk_count, library.embedding_model
        _remove(half)
        half.touch(0o600, exist_ok=False)  # it holds conversations and hashes of passwords
        with zipfile.ZipFile(half, "w") as archive:
            size, sha256 = _pack(copy, archive)
            made = datetime.now(UTC).isoformat(timespec="seconds")
            backup = Backup(made, documents, chunks, model, size, sha256)
            archive.writestr(_MANIFEST, json.dumps({"format": _FORMAT, "version": _VERSION, **asdict(backup)}, indent=2))
        _read_back(half, backup)
        half.replace(file)
        return backup
    except OSError as exc:
        raise BackupError(f"{file} can't be written: {exc.strerror or exc}; choose another place, or make room there") from exc
    finally:
        _remove(copy, half)


def look_at(file: Path) -> Backup:
    """What is in a backup, by its own word. Raises BackupError."""
    try:
        with zipfile.ZipFile(file) as archive:
            told = json.loads(archive.read(_MANIFEST))
            if not isinstance(told, dict) or told.pop("format", None) != _FORMAT:
                raise _foreign(file)
            if told.pop("version", None) != _VERSION:
                raise BackupError(f"{file} was written by a later version of this program; update it, or choose another backup")
            archive.getinfo(_LIBRARY)
            return Backup(**told)
    except OSError as exc:
        raise BackupError(f"{file} can't be read: {exc.strerror or exc}; check the path") from exc
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, NotImplementedError, RuntimeError) as exc:
        raise _foreign(file) from exc


def restore(settings: Settings, file: Path, progress: Progress | None = None) -> Backup:
    """Put the library of a backup in the place of the present one; whoever has that open sees it at once.

    The present one stays as it is until the other has been checked and is there as a whole. The index follows with the next
    `Stores`, or that of a running server. A present library that can't be read is kept as library-before-restore.sqlite.
    Raises BackupError, LibraryError.
    """
    _refuse_server(settings)
    backup = look_at(file)
    present, staged = settings.data_dir / _LIBRARY, settings.data_dir / "restoring.sqlite"
    beside = settings.data_dir / "library-before-restore.sqlite"
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        _remove(staged)
        _unpack(file, backup, staged)
        with Library(Sqlite(staged)) as copy:
            _check(copy, file)
            damaged = _keep_present(settings, copy, file, beside)
        copy_library(staged, present, progress)
        with Library.open(settings.data_dir) as library:
            if library.document_count != backup.documents:
                raise BackupError(
                    f"the library holds {library.document_count} documents after restoring {file} with {backup.documents}; "
                    f"what was there before is in {beside}"
                )
        if not damaged:
            _remove(beside)
        return backup
    except OSError as exc:
        raise BackupError(f"{file} can't be restored: {exc.strerror or exc}; nothing was changed") from exc
    finally:
        _remove(staged)


def _refuse_server(settings: Settings) -> None:
    if settings.database_url is not None:
        raise BackupError("the library is in a database on a server (QA_DATABASE_URL); use its own pg_dump and pg_restore")


def _keep_present(settings: Settings, copy: Library, file: Path, beside: Path) -> bool:
    """Copy the present library to `beside`, and number its successor after it; moves it there where it is damaged (True)."""
    present = settings.data_dir / _LIBRARY
    if not present.exists():
        prepare_successor(copy, None)
        return False
    _remove(beside)
    try:
        with Library.open(settings.data_dir) as library:
            _same_model(settings, library, copy, file)
            copy_library(present, beside)
            prepare_successor(copy, library)
            return False
    except BusyError:
        raise
    except LibraryError as exc:
        if IndexLock(settings.data_dir, serving=False).served():
            raise BackupError(f"{exc}; stop the running server before restoring") from exc
        for suffix in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                present.with_name(present.name + suffix).replace(beside.with_name(beside.name + suffix))
        prepare_successor(copy, None)
        return True


def _same_model(settings: Settings, present: Library, copy: Library, file: Path) -> None:
    """A running server keeps the embedding model that it has loaded."""
    models = present.embedding_model, copy.embedding_model
    if None not in models and models[0] != models[1] and IndexLock(settings.data_dir, serving=False).served():
        raise BackupError(f"{file} was embedded with {models[1]}, the running server uses {models[0]}; stop it first")


def _check(library: Library, told_as: Path) -> None:
    trouble = library.checks.structure()
    if trouble is not None:
        raise LibraryError(f"{told_as} is damaged: {trouble}; use another backup, or run `qa doctor`")


def _pack(copy: Path, archive: zipfile.ZipFile) -> tuple[int, str]:
    """As it is: vectors hardly get smaller."""
    size, sha256 = 0, hashlib.sha256()
    with copy.open("rb") as source, archive.open(_LIBRARY, "w", force_zip64=True) as target:
        while block := source.read(_BLOCK):
            target.write(block)
            sha256.update(block)
            size += len(block)
    return size, sha256.hexdigest()


def _read_back(file: Path, backup: Backup) -> None:
    with file.open("rb+") as written:
        os.fsync(written.fileno())
    _unpack(file, backup, None)


def _unpack(file: Path, backup: Backup, target: Path | None) -> None:
    """Raises BackupError where it isn't what was packed."""
    size, sha256 = 0, hashlib.sha256()
    try:
        with zipfile.ZipFile(file) as archive, archive.open(_LIBRARY) as source:
            out: Any = target.open("wb") if target is not None else None
            try:
                while (block := source.read(_BLOCK)) and size <= backup.bytes:
                    size += len(block)
                    sha256.update(block)
                    if out is not None:
                        out.write(block)
            finally:
                if out is not None:
                    out.close()
    except (zipfile.BadZipFile, EOFError, KeyError, NotImplementedError, RuntimeError) as exc:
        raise _damaged(file) from exc
    if (size, sha256.hexdigest()) != (backup.bytes, backup.sha256):
        raise _damaged(file)


def _remove(*files: Path) -> None:
    for file in files:
        for path in (file, *(file.with_name(file.name + suffix) for suffix in ("-wal", "-shm", "-journal"))):
            with suppress(OSError):
                path.unlink()


def _foreign(file: Path) -> BackupError:
    return BackupError(f"{file} is no backup; restore what `qa backup` has written")


def _damaged(file: Path) -> BackupError:
    return BackupError(f"{file} is damaged: its content isn't what was backed up; nothing was changed, use another backup")
