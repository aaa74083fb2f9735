"""The model that is part of the package: all-MiniLM-L6-v2 (Apache-2.0), packed by eval/training/export_embedder.py."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from qa.types.errors import ModelError

BUNDLED_MODEL = "all-MiniLM-L6-v2"
# SHA-256 of the weights as sentence-transformers published them, which the file was made of.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
FOLDER = Path(__file__).parent
MODEL_FILE, TOKENIZER_FILE = "all-MiniLM-L6-v2.onnx", "tokenizer.json"
FILES_SHA256 = {
    MODEL_FILE: "b868a9021e032dd15b5749c7883982894b81a747a142f4db4910b799b431171c",
    TOKENIZER_FILE: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
_REINSTALL = "reinstall it with: pip install --force-reinstall --no-deps citedqa"


def bundled_model() -> Path:
    """The model's file, which is the one that was packed. Raises ModelError."""
    path = FOLDER / MODEL_FILE
    _compare(MODEL_FILE, file_sha256(path))
    return path


def bundled_tokenizer() -> Any:
    """A `tokenizers.Tokenizer` of its own for each caller, who sets truncation and padding. Raises ModelError."""
    from tokenizers import Tokenizer

    path = FOLDER / TOKENIZER_FILE
    try:
        raw = path.read_bytes()
    except OSError as exc:
        raise _unreadable(path, exc) from exc
    _compare(TOKENIZER_FILE, hashlib.sha256(raw).hexdigest())
    try:
        return Tokenizer.from_buffer(raw)
    except Exception as exc:  # tokenizers raises nothing more particular
        raise ModelError(f"the tokenizer {path} can't be loaded: {exc}; {_REINSTALL}") from exc


@cache
def shared_tokenizer() -> Any:
    """One that cuts nothing off and fills nothing up, for all of this process: whoever has it leaves it as it is.

    Raises ModelError.
    """
    tokenizer = bundled_tokenizer()
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def file_sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise _unreadable(path, exc) from exc


def _unreadable(path: Path, exc: OSError) -> ModelError:
    return ModelError(f"{path} can't be read: {exc.strerror}; {_REINSTALL}")


def _compare(name: str, found: str) -> None:
    expected = FILES_SHA256[name]
    if found != expected:
        raise ModelError(
            f"{name} of {BUNDLED_MODEL} is damaged or was changed (SHA-256 {found[:12]}…, expected {expected[:12]}…); "
            f"{_REINSTALL}"
        )
