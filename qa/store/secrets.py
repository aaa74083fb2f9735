"""Secrets that the library keeps for its owner, encrypted (Fernet) with a key of the data directory.

The key lies beside the library, not in it: neither a backup nor a copy of the database tells a secret. Each is sealed together
with what it is for, and opened for nothing else: who can write in the database can't have it sent to another place.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from qa.store.key_file import make_key_file
from qa.types.errors import SecretError

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

KEY_FILE = "secrets.key"


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
