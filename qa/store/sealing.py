"""Encryption of backups with a passphrase.

The library is encrypted block by block to a key of its own, in the format of age (https://age-encryption.org/v1), so that it
needn't fit into memory. That key lies beside it, encrypted (Fernet) with what scrypt makes of the passphrase. age would do so,
too, but it chooses the work of a try by how fast the machine is just then, and refuses what a faster or idler one has chosen.
"""

import base64
import os
from typing import TYPE_CHECKING, Any

from qa.types.errors import BackupError

if TYPE_CHECKING:
    from _typeshed import SupportsRead, SupportsWrite

# Whoever has the archive can try as many as they like, for ever.
MIN_PASSPHRASE_CHARACTERS = 12
# Half a second and 128 MB a try, as OWASP advises. Not read from the archive: it could ask for years.
_LOG_N, _R, _P = 17, 8, 1
_METHOD = f"scrypt-{_LOG_N}-{_R}-{_P}"
_SALT_BYTES = 16


def check_passphrase(passphrase: str) -> None:
    """Raises BackupError where it is too short to encrypt with."""
    if len(passphrase) < MIN_PASSPHRASE_CHARACTERS:
        raise BackupError(
            f"the passphrase has {len(passphrase)} characters, at least {MIN_PASSPHRASE_CHARACTERS} are needed; take four words"
        )


def seal(source: "SupportsRead[bytes]", target: "SupportsWrite[bytes]", passphrase: str) -> str:
    """Encrypt `source` into `target`; returns the key, encrypted with the passphrase. Raises what reading and writing raise."""
    import pyrage
    from cryptography.fernet import Fernet

    key = pyrage.x25519.Identity.generate()
    relay = _Relay(source, target)
    try:
        pyrage.encrypt_io(relay, relay, [key.to_public()])
    except (pyrage.EncryptError, OSError) as exc:
        raise relay.failure or exc from exc
    salt = os.urandom(_SALT_BYTES)
    wrapped = Fernet(_derived(passphrase, salt)).encrypt(str(key).encode())
    return "$".join((_METHOD, salt.hex(), wrapped.decode()))


def unseal(source: "SupportsRead[bytes]", target: "SupportsWrite[bytes]", wrapped_key: str, passphrase: str) -> None:
    """Decrypt `source` into `target`.

    Raises BackupError where the passphrase is another, ValueError where `source` or the key isn't what was encrypted, and what
    reading and writing raise.
    """
    import pyrage
    from cryptography.fernet import Fernet, InvalidToken

    method, salt, wrapped = wrapped_key.split("$")
    if method != _METHOD:
        raise ValueError(f"encrypted by {method}")
    try:
        secret = Fernet(_derived(passphrase, bytes.fromhex(salt))).decrypt(wrapped)
    except InvalidToken as exc:
        raise BackupError("this is not the passphrase that it was encrypted with; try again with the right one") from exc
    try:
        key = pyrage.x25519.Identity.from_str(secret.decode())
    except pyrage.IdentityError as exc:
        raise ValueError("no key of age") from exc
    relay = _Relay(source, target)
    try:
        pyrage.decrypt_io(relay, relay, [key])
    except (pyrage.DecryptError, OSError) as exc:
        raise relay.failure or ValueError(str(exc)) from exc


def _derived(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return base64.urlsafe_b64encode(Scrypt(salt, length=32, n=1 << _LOG_N, r=_R, p=_P).derive(passphrase.encode()))


class _Relay:
    """Reads from one file, writes to another, and remembers what that raised: pyrage keeps only its words."""

    def __init__(self, source: "SupportsRead[bytes]", target: "SupportsWrite[bytes]") -> None:
        self._source = source
        self._target = target
        self.failure: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        return bytes(self._kept(self._source.read, size))

    def write(self, block: bytes) -> int:
        return int(self._kept(self._target.write, block))

    def flush(self) -> None:
        """Whoever opened the file closes it."""

    def _kept(self, call: Any, argument: Any) -> Any:
        try:
            return call(argument)
        except Exception as exc:
            self.failure = exc
            raise
