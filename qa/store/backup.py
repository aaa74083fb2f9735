"""Backups: the library in one signed file, which is checked as it is written, while the library is in use. A restored one takes
the place of the present library, which stays as it is until the other is complete."""

import os
import shutil
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from qa.settings import Settings
from qa.store.archive import Backup, Hashed, Trust, look_at, seal_manifest, unpack
from qa.store.keys import SigningKey, check_passphrase, seal
from qa.store.process_lock import IndexLock, alone
from qa.store.sql import Library, OnProgress
from qa.store.sql.library_copy import (
    copy_library,
    damage_of,
    keep_choices,
    keep_setting_user,
    prepare_successor,
    rebuild_library,
    shrink_log,
)
from qa.store.sql.sqlite import Sqlite
from qa.types.errors import BackupError, LibraryError

_LIBRARY = "library.sqlite"
# A library's own file, and those that SQLite puts beside it.
_BESIDE = ("", "-wal", "-shm", "-journal")
_BLOCK = 1_000_000
# How much larger a library can be when it is built anew: its full-text index is filled in another order.
_MAY_GROW = 1.1


def back_up(settings: Settings, file: Path, progress: OnProgress | None = None, passphrase: str | None = None) -> Backup:
    """Write the library as it is now to `file`, a zip that holds it as a SQLite file, signed with the data directory's key.

    With a passphrase it is encrypted, and nothing that isn't is ever written outside the data directory. Raises BackupError,
    LibraryError.
    """
    _refuse_server(settings)
    if passphrase is not None:
        check_passphrase(passphrase)
    folder, source = settings.data_dir, settings.data_dir / _LIBRARY
    if not source.exists():
        raise BackupError(f"there is no library in {folder} to back up; set QA_DATA_DIR to the folder of one")
    if not file.parent.is_dir():
        raise BackupError(f"{file} can't be written: there is no folder {file.parent}; make it, or choose another place")
    key = SigningKey.of(folder)
    half = file.with_name(f"{file.name}.part")
    beside = file.with_name(f"{file.name}.copying") if passphrase is None else folder / "backing-up.sqlite"
    # The copy that an encrypted backup is made of has one name, so that a kill leaves one at most.
    busy = f"another process is backing up {folder}; wait until it has finished"
    with alone(folder / "backup.lock", busy):
        if file.exists():
            raise BackupError(f"{file} exists already; give another name, or remove it first")
        _remove(beside)  # what a process that was killed has left
        try:
            with Library.open(folder):  # one of an older version gets what is new
                copy_library(source, beside, progress)
            with Library(Sqlite(beside)) as library:
                _check(library, source)
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
            _remove(beside, half)


def verify(settings: Settings, file: Path, trust: Trust) -> Backup:
    """Read a backup to its end; needs no passphrase. Raises BackupError unless it is whole and signed with a trusted key."""
    backup = look_at(file)
    trust.check(settings.data_dir, file, backup)
    try:
        unpack(file, backup, None)
    except OSError as exc:
        raise BackupError(f"{file} can't be read: {exc.strerror or exc}; check the path") from exc
    return backup


def _refuse_server(settings: Settings) -> None:
    if settings.database_url is not None:
        raise BackupError("the library is in a database on a server (QA_DATABASE_URL); use its own pg_dump and pg_restore")


def _check(library: Library, told_as: Path) -> None:
    trouble = library.checks.structure()
    if trouble is not None:
        raise LibraryError(f"{told_as} is damaged: {trouble}; use another backup, or run `qa doctor`")


def _remove(*files: Path) -> None:
    for file in files:
        for suffix in _BESIDE:
            with suppress(OSError):
                _companion(file, suffix).unlink()


def _companion(file: Path, suffix: str) -> Path:
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


def restore(
    settings: Settings,
    file: Path,
    progress: OnProgress | None = None,
    trust: Trust | None = None,
    passphrase: str | None = None,
) -> Backup:
    """Put the library of a backup in the place of the present one; whoever has that open sees it at once.

    The backup's rows are built into a new library first, which is checked and counted; then one transaction makes the present
    library what the new one is, so that it is the one or the other whenever and however this ends. Only where the pages of the
    present one are damaged is its file set aside, as library-before-restore.sqlite (-2, -3 …, none is ever written over).
    Nobody stays logged in but the user of QA_AUTH, who is the present library's; the index follows with the next `Stores`, or
    that of a running server.

    Only a backup that the data directory's own key has signed is taken, and those that `trust` names. Raises BackupError,
    LibraryError.
    """
    _refuse_server(settings)
    backup, folder = look_at(file), settings.data_dir
    (trust or Trust()).check(folder, file, backup)
    present = folder / _LIBRARY
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        busy = f"another process is restoring a backup into {folder}; wait until it has finished"
        with alone(folder / "replace.lock", busy):
            unpacked, new = folder / "restoring-unpacked.sqlite", folder / "restoring.sqlite"
            _remove(unpacked, new)  # what a process that was killed has left
            try:
                _check_room(folder, backup, present)
                unpack(file, backup, unpacked, passphrase)
                _build(unpacked, new, backup, file)
                _remove(unpacked)
                _put_in_place(settings, new, present, file, progress)
            finally:
                _remove(unpacked, new)
    except OSError as exc:
        raise BackupError(f"{file} can't be restored: {exc.strerror or exc}; nothing was changed") from exc
    with Library.open(folder) as library:
        if library.document_count != backup.documents:
            raise BackupError(f"{present} holds {library.document_count} documents and not the {backup.documents} of {file}")
    return backup


def _check_room(folder: Path, backup: Backup, present: Path) -> None:
    """Twice the library: unpacked and built anew; then built anew and written into the present one's log."""
    grown = int(backup.bytes * _MAY_GROW)
    there = present.stat().st_size if present.exists() else 0
    needed, free = 2 * grown + max(0, grown - there), shutil.disk_usage(folder).free
    if free < needed:
        raise BackupError(
            f"restoring takes {needed / 1e6:,.0f} MB of room in {folder}, and {free / 1e6:,.0f} MB are free; make room and "
            "try again, nothing was changed"
        )


def _build(unpacked: Path, new: Path, backup: Backup, file: Path) -> None:
    """The new library, as a whole, checked and counted."""
    try:
        rebuild_library(unpacked, new)
    except LibraryError as exc:
        raise BackupError(f"{file} can't be restored: {exc}; nothing was changed") from exc
    with Library(Sqlite(new, scratch=True)) as library:
        _check(library, file)
        held = library.document_count, library.chunk_count, library.embedding_model
    if held != (backup.documents, backup.chunks, backup.embedding_model):
        raise BackupError(
            f"{file} holds {held[0]} documents and {held[1]} chunks of {held[2]}, and says it holds {backup.documents} and "
            f"{backup.chunks} of {backup.embedding_model}; nothing was changed, use another backup"
        )


def _put_in_place(settings: Settings, new: Path, present: Path, file: Path, progress: OnProgress | None) -> None:
    with Library(Sqlite(new, scratch=True)) as library:
        trouble = damage_of(present) if present.exists() else None
        if trouble is None and present.exists():
            with Library.open(settings.data_dir) as replaced:
                models = replaced.embedding_model, library.embedding_model
                # A running server keeps the embedding model that it has loaded.
                if None not in models and models[0] != models[1] and IndexLock(settings.data_dir, serving=False).served():
                    raise BackupError(
                        f"{file} was embedded with {models[1]}, the running server uses {models[0]}; stop it first"
                    )
                keep_setting_user(replaced, library)
                keep_choices(replaced, library)
                prepare_successor(library, replaced)
        else:
            prepare_successor(library, None)
    if trouble is not None:
        _replace_damaged(settings, new, present, trouble)
        return
    try:
        copy_library(new, present, progress)
    except BaseException:
        shrink_log(present)
        raise


def _replace_damaged(settings: Settings, new: Path, present: Path, trouble: str) -> None:
    """Set the damaged file aside, with what SQLite has left beside it, and put the new one in its place in one step."""
    if IndexLock(settings.data_dir, serving=False).served():
        raise BackupError(f"{present} is damaged: {trouble}; stop the running server before restoring")
    numbers = ("" if number == 1 else f"-{number}" for number in count(1))
    names = (present.with_name(f"library-before-restore{number}.sqlite") for number in numbers)
    kept = next(name for name in names if not any(_companion(name, suffix).exists() for suffix in _BESIDE))
    for suffix in _BESIDE[1:]:
        with suppress(FileNotFoundError):
            _companion(present, suffix).replace(_companion(kept, suffix))
    try:
        os.link(present, kept)
    except OSError:  # a file system without links; for a moment there is no library then
        present.replace(kept)
    with new.open("rb+") as written:
        os.fsync(written.fileno())
    new.replace(present)
