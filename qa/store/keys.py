"""The keys of a data directory, each made when it is first used: one encrypts secrets (Fernet), one signs backups (Ed25519).

They lie beside the library, not in it: neither a backup nor a copy of the database tells a secret. Each secret is sealed
together with what it is for, and opened for nothing else: who can write in the database can't have it sent to another place.
"""

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from qa.types.errors import BackupError, SecretError

if TYPE_CHECKING:
    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY_FILE, SIGNING_KEY_FILE = "secrets.key", "backup.key"
# Of the name of a signing key: enough that nobody finds a second key with the same name.
_NAME_LETTERS = 32
# So that a signature of ours can't be taken for one of anything else.
_PURPOSE = b"citedqa backup manifest\n"


def make_key_file(path: Path, content: bytes) -> None:
    """Make it as a whole or not at all; where two processes make it at once, the first one's stays. Raises OSError."""
    handle, scratch = tempfile.mkstemp(prefix=f".{path.stem}-key-", dir=path.parent)  # its owner's alone
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(scratch, path)
        except FileExistsError:
            return
        except OSError:  # a file system without links
            os.replace(scratch, path)
    finally:
        Path(scratch).unlink(missing_ok=True)


class Secrets:
    """The secrets of one data directory. The key is made when something is first sealed."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / KEY_FILE

    def seal(self, secret: str, purpose: str) -> str:
        """Raises SecretError."""
        from cryptography.fernet import Fernet

        try:
            if not self._path.exists():
                make_key_file(self._path, Fernet.generate_key())
        except OSError as exc:
            raise SecretError(f"the key that encrypts secrets can't be kept in {self._path}: {exc.strerror or exc}") from exc
        return self._fernet().encrypt(json.dumps([purpose, secret]).encode()).decode()

    def unseal(self, sealed: str, purpose: str) -> str:
        """Raises SecretError where it was sealed with another key, or for something else."""
        from cryptography.fernet import InvalidToken

        try:
            meant, secret = json.loads(self._fernet().decrypt(sealed.encode()))
        except InvalidToken as exc:
            raise SecretError(f"what was encrypted with another {self._path.name} can't be read; enter it again") from exc
        if meant != purpose:
            raise SecretError("a secret was kept for something else than it is asked for; enter it again")
        return str(secret)

    def _fernet(self) -> "Fernet":
        from cryptography.fernet import Fernet

        try:
            return Fernet(self._path.read_bytes().strip())
        except (OSError, ValueError) as exc:
            why = exc.strerror if isinstance(exc, OSError) else "it is no key"
            raise SecretError(
                f"{self._path} can't be read ({why}); put back your copy of it, or remove it and enter what was encrypted again"
            ) from exc


class SigningKey:
    """The private key in a data directory. `name` is what people compare: a part of the public key's SHA-256."""

    def __init__(self, key: "Ed25519PrivateKey") -> None:
        self._key = key
        self.public = key.public_key()
        self.name = _name_of(self.public)

    @classmethod
    def of(cls, folder: Path) -> "SigningKey":
        """The folder's key, made where there is none. Raises BackupError."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

        path = folder / SIGNING_KEY_FILE
        try:
            if not path.exists():
                new = Ed25519PrivateKey.generate()
                make_key_file(path, new.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            return cls._read(path)
        except OSError as exc:
            raise BackupError(f"the key that signs backups can't be kept in {path}: {exc.strerror or exc}") from exc

    @classmethod
    def existing(cls, folder: Path) -> "SigningKey | None":
        """Raises BackupError where the file isn't a key, or can't be read."""
        try:
            return cls._read(folder / SIGNING_KEY_FILE)
        except FileNotFoundError:
            return None
        except OSError as exc:
            raise BackupError(f"{folder / SIGNING_KEY_FILE} can't be read: {exc.strerror or exc}") from exc

    @classmethod
    def _read(cls, path: Path) -> "SigningKey":
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        try:
            key = load_pem_private_key(path.read_bytes(), password=None)
        except (ValueError, TypeError) as exc:
            raise _damaged(path) from exc
        if not isinstance(key, Ed25519PrivateKey):
            raise _damaged(path)
        return cls(key)

    def sign(self, message: bytes) -> dict[str, str]:
        """A signature as `signer` reads it."""
        signature = self._key.sign(_PURPOSE + message).hex()
        return {"algorithm": "ed25519", "public_key": self.public.public_bytes_raw().hex(), "signature": signature}


def signer(message: bytes, signature: object) -> str:
    """The name of the key that signed `message`. Raises ValueError where this is no signature of it."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if not isinstance(signature, dict) or signature.get("algorithm") != "ed25519":
        raise ValueError("no Ed25519 signature")
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(str(signature.get("public_key"))))
    try:
        public.verify(bytes.fromhex(str(signature.get("signature"))), _PURPOSE + message)
    except InvalidSignature as exc:
        raise ValueError("the signature is of something else") from exc
    return _name_of(public)


def _name_of(public: "Ed25519PublicKey") -> str:
    return hashlib.sha256(public.public_bytes_raw()).hexdigest()[:_NAME_LETTERS]


def _damaged(path: Path) -> BackupError:
    return BackupError(
        f"{path} is not the key that signs backups; put back your copy of it, or remove it: a new one is made, and backups "
        "signed with the old one are restored with --signed-by"
    )
