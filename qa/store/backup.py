"""A library in one checked and signed file, written while it is in use."""

import os
import shutil
import zipfile
from contextlib import nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path

from qa.settings import Settings
from qa.store.archive import Backup, Hashed, Trust, look_at, seal_manifest, unpack
from qa.store.keys import SigningKey
from qa.store.process_lock import alone
from qa.store.sealing import check_passphrase, seal
from qa.store.sql import Library, OnProgress
from qa.store.sql.library_copy import copy_library
from qa.store.sql.sqlite import Sqlite
from qa.types.errors import BackupError, LibraryError

_LIBRARY = "library.sqlite"
# A library's own file, and those that SQLite puts beside it.
BESIDE = ("", "-wal", "-shm", "-journal")
_BLOCK = 1_000_000


def back_up(settings: Settings, file: Path, progress: OnProgress | None = None, passphrase: str | None = None) -> Backup:
    """Write the library as it is now to `file`, a zip that holds it as a SQLite file, signed with the data directory's key.

    With a passphrase it is encrypted, and nothing that isn't is ever written outside the data directory. Raises BackupError,
    LibraryError.
    """
    refuse_server(settings)
    if passphrase is not None:
        check_passphrase(passphrase)
    folder, source = settings.data_dir, settings.data_dir / _LIBRARY
    if not source.exists():
        raise BackupError(f"there is no library in {folder} to back up; set QA_DATA_DIR to the folder of one")
    if file.exists():
        raise BackupError(f"{file} exists already; give another name, or remove it first")
    if not file.parent.is_dir():
        raise BackupError(f"{file} can't be written: there is no folder {file.parent}; make it, or choose another place")
    key = SigningKey.of(folder)
    half = file.with_name(f"{file.name}.part")
    beside = file.with_name(f"{file.name}.copying") if passphrase is None else folder / "backing-up.sqlite"
    # The copy that an encrypted backup is made of has one name, so that a kill leaves one at most.
    busy = f"another process is backing up {folder} encrypted; wait until it has finished"
    with alone(folder / "backup.lock", busy) if passphrase is not None else nullcontext():
        remove_library(beside)  # what a process that was killed has left
        try:
            with Library.open(folder):  # one of an older version gets what is new
                copy_library(source, beside, progress)
            with Library(Sqlite(beside)) as library:
                check(library, source)
                library.checks.recount()
                held = library.document_count, library.chunk_count, library.embedding_model
            backup = _write(half, beside, held, passphrase, key)
            with half.open("rb+") as written:
                os.fsync(written.fileno())
            if look_at(half) != backup:
                raise BackupError(f"{file} can't be written: what comes back isn't what was written; choose another place")
            unpack(half, backup, None)
            half.replace(file)
            return backup
        except OSError as exc:
            raise BackupError(
                f"{file} can't be written: {exc.strerror or exc}; choose another place, or make room there"
            ) from exc
        finally:
            remove_library(beside, half)


def verify(settings: Settings, file: Path, trust: Trust) -> Backup:
    """Read a backup to its end; needs no passphrase. Raises BackupError unless it is whole and signed with a trusted key."""
    backup = look_at(file)
    trust.check(settings.data_dir, file, backup)
    try:
        unpack(file, backup, None)
    except OSError as exc:
        raise BackupError(f"{file} can't be read: {exc.strerror or exc}; check the path") from exc
    return backup


def refuse_server(settings: Settings) -> None:
    if settings.database_url is not None:
        raise BackupError("the library is in a database on a server (QA_DATABASE_URL); use its own pg_dump and pg_restore")


def check(library: Library, told_as: Path) -> None:
    trouble = library.checks.structure()
    if trouble is not None:
        raise LibraryError(f"{told_as} is damaged: {trouble}; use another backup, or run `qa doctor`")


def remove_library(*files: Path) -> None:
    for file in files:
        for suffix in BESIDE:
            with suppress(OSError):
                companion(file, suffix).unlink()


def companion(file: Path, suffix: str) -> Path:
    """The file with this suffix that SQLite puts beside a library."""
    return file.with_name(file.name + suffix)


def _write(half: Path, copy: Path, held: tuple[int, int, str | None], passphrase: str | None, key: SigningKey) -> Backup:
    """Write the archive. The library isn't compressed: vectors hardly get smaller."""
    half.unlink(missing_ok=True)
    half.touch(0o600, exist_ok=False)  # it holds conversations and hashes of passwords
    made, wrapped = datetime.now(UTC).isoformat(timespec="seconds"), None
    with zipfile.ZipFile(half, "w") as archive:
        member = "library.sqlite" if passphrase is None else "library.sqlite.age"
        with copy.open("rb") as source, archive.open(member, "w", force_zip64=True) as opened:
            target = Hashed(opened)
            if passphrase is None:
                shutil.copyfileobj(source, target, _BLOCK)
            else:
                wrapped = seal(source, target, passphrase)
        backup = Backup(made, *held, target.size, target.sha256.hexdigest(), wrapped, key.name)
        seal_manifest(archive, backup, key)
    return backup
