"""The keys of a data directory, each made when it is first used: one encrypts secrets (Fernet), one signs backups (Ed25519);
and the encryption of a backup with a passphrase.

They lie beside the library, not in it: neither a backup nor a copy of the database tells a secret. Each secret is sealed
together with what it is for, and opened for nothing else: who can write in the database can't have it sent to another place.

A backed-up library is encrypted block by block to a key of its own, in the format of age (https://age-encryption.org/v1), so
that it needn't fit into memory. That key lies beside it, encrypted (Fernet) with what scrypt makes of the passphrase. age would
do so, too, but it chooses the work of a try by how fast the machine is just then, and refuses what a faster or idler one has
chosen.
"""

import base64
import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.types.errors import BackupError, SecretError

if TYPE_CHECKING:
    from _typeshed import SupportsRead, SupportsWrite
    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY_FILE, SIGNING_KEY_FILE = "secrets.key", "backup.key"
# Of the name of a signing key: enough that nobody finds a second key with the same name.
_NAME_LETTERS = 32
# So that a signature of ours can't be taken for one of anything else.
_PURPOSE = b"citedqa backup manifest\n"
# Whoever has the archive can try as many as they like, for ever.
MIN_PASSPHRASE_CHARACTERS = 12
# Half a second and 128 MB a try, as OWASP advises. Not read from the archive: it could ask for years.
_LOG_N, _R, _P = 17, 8, 1
_METHOD = f"scrypt-{_LOG_N}-{_R}-{_P}"
_SALT_BYTES = 16


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
