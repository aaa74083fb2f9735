"""Signatures of backups: Ed25519, by a key of the data directory that is made when it is first used."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from qa.store.key_file import make_key_file
from qa.types.errors import BackupError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY_FILE = "backup.key"
# Enough that nobody finds a second key with the same name.
_NAME_LETTERS = 32
# So that a signature of ours can't be taken for one of anything else.
_PURPOSE = b"citedqa backup manifest\n"


class SigningKey:
    """The private key in a data directory. `name` is what people compare: a part of the public key's SHA-256."""

    def __init__(self, key: "Ed25519PrivateKey") -> None:
        self._key = key
        self.public = key.public_key()
        self.name = _name_of(self.public)

    @classmethod
    def of(cls, folder: Path) -> "SigningKey":
        """The folder's key, made where there is none. Raises BackupError."""
        path = folder / KEY_FILE
        try:
            if not path.exists():
                make_key_file(path, _new_key())
            return cls._read(path)
        except OSError as exc:
            raise BackupError(f"the key that signs backups can't be kept in {path}: {exc.strerror or exc}") from exc

    @classmethod
    def existing(cls, folder: Path) -> "SigningKey | None":
        """Raises BackupError where the file isn't a key, or can't be read."""
        try:
            return cls._read(folder / KEY_FILE)
        except FileNotFoundError:
            return None
        except OSError as exc:
            raise BackupError(f"{folder / KEY_FILE} can't be read: {exc.strerror or exc}") from exc

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


def _new_key() -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _damaged(path: Path) -> BackupError:
    return BackupError(
        f"{path} is not the key that signs backups; put back your copy of it, or remove it: a new one is made, and backups "
        "signed with the old one are restored with --signed-by"
    )
