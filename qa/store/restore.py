"""A backed-up library put in the place of the present one, which stays as it is until the other is there as a whole."""

import os
import shutil
from contextlib import suppress
from itertools import count
from pathlib import Path

from qa.settings import Settings
from qa.store.archive import Backup, Trust, look_at, unpack
from qa.store.backup import BESIDE, check, companion, refuse_server, remove_library
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

# How much larger a library can be when it is built anew: its full-text index is filled in another order.
_MAY_GROW = 1.1


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
    refuse_server(settings)
    backup, folder = look_at(file), settings.data_dir
    (trust or Trust()).check(folder, file, backup)
    present = folder / "library.sqlite"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        busy = f"another process is restoring a backup into {folder}; wait until it has finished"
        with alone(folder / "replace.lock", busy):
            unpacked, new = folder / "restoring-unpacked.sqlite", folder / "restoring.sqlite"
            remove_library(unpacked, new)  # what a process that was killed has left
            try:
                _check_room(folder, backup, present)
                unpack(file, backup, unpacked, passphrase)
                _build(unpacked, new, backup, file)
                remove_library(unpacked)
                _put_in_place(settings, new, present, file, progress)
            finally:
                remove_library(unpacked, new)
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
        check(library, file)
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
    kept = next(name for name in names if not any(companion(name, suffix).exists() for suffix in BESIDE))
    for suffix in BESIDE[1:]:
        with suppress(FileNotFoundError):
            companion(present, suffix).replace(companion(kept, suffix))
    try:
        os.link(present, kept)
    except OSError:  # a file system without links; for a moment there is no library then
        present.replace(kept)
    with new.open("rb+") as written:
        os.fsync(written.fileno())
    new.replace(present)
