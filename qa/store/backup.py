"""A library in one checked file, written while it is in use."""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qa.settings import Settings
from qa.store.sql import Library, copy_library
from qa.store.sql.sqlite import Sqlite
from qa.types.errors import BackupError, LibraryError

Progress = Callable[[int, int], None]  # (done, total)

_FORMAT, _VERSION = "citedqa-backup", 1
_MANIFEST, _LIBRARY = "manifest.json", "library.sqlite"
_BLOCK = 1_000_000
# A manifest has 300 bytes; a name of a model or two may be long.
_MOST_MANIFEST = 65_536


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
    refuse_server(settings)
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
            check(library, source)
            library.checks.recount()
            documents, chunks, model = library.document_count, library.chunk_count, library.embedding_model
        remove_library(half)
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
        remove_library(copy, half)


def look_at(file: Path) -> Backup:
    """What is in a backup, by its own word. Raises BackupError."""
    try:
        with zipfile.ZipFile(file) as archive:
            with archive.open(_MANIFEST) as manifest:
                told = json.loads(manifest.read(_MOST_MANIFEST))
            if not isinstance(told, dict) or told.pop("format", None) != _FORMAT:
                raise _foreign(file)
            if told.pop("version", None) != _VERSION:
                raise BackupError(f"{file} was written by a later version of this program; update it, or choose another backup")
            backup = Backup(**told)
            library = archive.getinfo(_LIBRARY)
    except OSError as exc:
        raise BackupError(f"{file} can't be read: {exc.strerror or exc}; check the path") from exc
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        ValueError,
        TypeError,
        NotImplementedError,
        RuntimeError,
    ) as exc:
        raise _foreign(file) from exc
    # Never packed smaller, so that a small file can't become a large one.
    if library.compress_type != zipfile.ZIP_STORED or library.file_size != backup.bytes or not _is_sound(backup):
        raise _foreign(file)
    return backup


def _is_sound(backup: Backup) -> bool:
    """Whether each value is of the kind it must be: a manifest can hold anything."""
    numbers = (backup.documents, backup.chunks, backup.bytes)
    return (
        all(type(number) is int and 0 <= number < 1 << 53 for number in numbers)
        and isinstance(backup.made, str)
        and isinstance(backup.embedding_model, str | None)
        and isinstance(backup.sha256, str)
    )


def refuse_server(settings: Settings) -> None:
    if settings.database_url is not None:
        raise BackupError("the library is in a database on a server (QA_DATABASE_URL); use its own pg_dump and pg_restore")


def check(library: Library, told_as: Path) -> None:
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
    unpack(file, backup, None)


def unpack(file: Path, backup: Backup, target: Path | None) -> None:
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


def remove_library(*files: Path) -> None:
    for file in files:
        for path in (file, *(file.with_name(file.name + suffix) for suffix in ("-wal", "-shm", "-journal"))):
            with suppress(OSError):
                path.unlink()


def _foreign(file: Path) -> BackupError:
    return BackupError(f"{file} is no backup; restore what `qa backup` has written")


def _damaged(file: Path) -> BackupError:
    return BackupError(f"{file} is damaged: its content isn't what was backed up; nothing was changed, use another backup")
