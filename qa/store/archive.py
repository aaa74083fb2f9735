"""What a backup is: a zip of a signed manifest and a library, which may be encrypted. Reading one trusts nothing in it."""

import hashlib
import json
import os
import shutil
import zipfile
import zlib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Annotated, Any

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass as pydantic_dataclass

from qa.store.keys import SigningKey, signer, unseal
from qa.types.errors import BackupError

_FORMAT = "citedqa-backup"
# The version: an encrypted backup has another, so that earlier programs, which can't read it, say so.
_PLAIN, _SEALED = 1, 2
_MANIFEST, _SIGNATURE = "manifest.json", "signature.json"
_BLOCK = 1_000_000
# A manifest has 300 bytes, and 500 more where there is an encrypted key; a name of a model or two may be long.
_MOST_MANIFEST = 65_536
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, NotImplementedError, RuntimeError)
_Count = Annotated[int, Field(ge=0, lt=1 << 53)]


@pydantic_dataclass(frozen=True, slots=True, config=ConfigDict(strict=True, extra="forbid"))
class Backup:
    """What a backup says of itself, each value of its kind: a manifest can hold anything. `made` is an ISO timestamp in UTC.

    `bytes` and `sha256` are of the library as it lies in the archive: encrypted where there is a `wrapped_key`, the key to it
    under the passphrase. `signed_by` is the name of the key whose signature was checked, None where there is none.
    """

    made: str
    documents: _Count
    chunks: _Count
    embedding_model: str | None
    bytes: _Count
    sha256: str
    wrapped_key: str | None = field(default=None, repr=False)
    signed_by: str | None = None

    @property
    def encrypted(self) -> bool:
        return self.wrapped_key is not None

    @property
    def member(self) -> str:
        return "library.sqlite.age" if self.encrypted else "library.sqlite"

    def to_json(self) -> dict[str, Any]:
        told = {name: value for name, value in asdict(self).items() if name != "wrapped_key"}
        return {**told, "encrypted": self.encrypted}


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose backups are taken beside those that the data directory's own key has signed."""

    signed_by: str | None = None
    unsigned: bool = False

    def check(self, folder: Path, file: Path, backup: Backup) -> None:
        """Raises BackupError that names the option which lets it in."""
        if backup.signed_by is None:
            if not self.unsigned:
                raise BackupError(
                    f"{file} isn't signed, so anybody may have changed it; if you know that nobody has, add --unsigned"
                )
            return
        own = SigningKey.existing(folder)
        if backup.signed_by not in (self.signed_by, own.name if own else None):
            raise BackupError(
                f"{file} is signed with another key than that of {folder}; if {backup.signed_by} is what `qa backup` said "
                f"when it was made, add --signed-by {backup.signed_by}"
            )


def seal_manifest(archive: zipfile.ZipFile, backup: Backup, key: SigningKey) -> None:
    told = {name: value for name, value in asdict(backup).items() if name not in ("signed_by", "wrapped_key")}
    if backup.encrypted:
        told["wrapped_key"] = backup.wrapped_key
    version = _SEALED if backup.encrypted else _PLAIN
    manifest = json.dumps({"format": _FORMAT, "version": version, **told}, indent=2)
    archive.writestr(_MANIFEST, manifest)
    archive.writestr(_SIGNATURE, json.dumps(key.sign(manifest.encode()), indent=2))


def look_at(file: Path) -> Backup:
    """What is in a backup, by its own word; its signature is checked, but not whose it is. Raises BackupError."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest, signature = _part(archive, _MANIFEST), _part(archive, _SIGNATURE)
            told = json.loads(manifest)
            if not isinstance(told, dict) or told.pop("format", None) != _FORMAT:
                raise _foreign(file)
            if told.pop("version", None) != (_SEALED if "wrapped_key" in told else _PLAIN):
                raise BackupError(f"{file} was written by a later version of this program; update it, or choose another backup")
            told.pop("signed_by", None)  # it isn't for itself to say
            backup = Backup(**told, signed_by=_signer(file, manifest, signature))
            library = archive.getinfo(backup.member)
    except OSError as exc:
        raise BackupError(f"{file} can't be read: {exc.strerror or exc}; check the path") from exc
    except _UNREADABLE as exc:
        raise _foreign(file) from exc
    # Never packed smaller, so that a small file can't become a large one.
    if library.compress_type != zipfile.ZIP_STORED or library.file_size != backup.bytes:
        raise _foreign(file)
    return backup


def unpack(file: Path, backup: Backup, target: Path | None, passphrase: str | None = None) -> None:
    """Write the library as it was into `target`; without one, only see that it is what was put there. Raises BackupError."""
    sealed = backup.wrapped_key if target is not None else None
    if sealed is not None and passphrase is None:
        raise BackupError(f"{file} is encrypted; give its passphrase")
    try:
        with (
            zipfile.ZipFile(file) as archive,
            archive.open(backup.member) as source,
            open(target or os.devnull, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as out,
        ):
            stored = Hashed(source, backup.bytes)
            if sealed is not None and passphrase is not None:
                unseal(stored, out, sealed, passphrase)
            shutil.copyfileobj(stored, out, _BLOCK)
    except BackupError as exc:
        raise BackupError(f"{file}: {exc}") from exc
    except _UNREADABLE as exc:
        raise _damaged(file) from exc
    if (stored.size, stored.sha256.hexdigest()) != (backup.bytes, backup.sha256):
        raise _damaged(file)


class Hashed:
    """Counts and hashes what is read or written through it; no more is read than `most` bytes and a block."""

    def __init__(self, file: IO[bytes], most: int = 0) -> None:
        self._file = file
        self._most = most
        self.size = 0
        self.sha256 = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        return b"" if self.size > self._most else self._noted(self._file.read(size if size >= 0 else _BLOCK))

    def write(self, block: bytes) -> int:
        return self._file.write(self._noted(block))

    def _noted(self, block: bytes) -> bytes:
        self.size += len(block)
        self.sha256.update(block)
        return block


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """What the archive holds under this name; nothing where there is none."""
    if name not in archive.namelist():
        return b""
    with archive.open(name) as part:
        return part.read(_MOST_MANIFEST)


def _signer(file: Path, manifest: bytes, signature: bytes) -> str | None:
    if not signature:
        return None
    try:
        return signer(manifest, json.loads(signature))
    except (ValueError, RecursionError) as exc:
        raise BackupError(f"{file} is damaged or was changed: its signature isn't that of its manifest; use another") from exc


def _foreign(file: Path) -> BackupError:
    return BackupError(f"{file} is no backup; restore what `qa backup` has written")


def _damaged(file: Path) -> BackupError:
    return BackupError(f"{file} is damaged: its content isn't what was backed up; nothing was changed, use another backup")
