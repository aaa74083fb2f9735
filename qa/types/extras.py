"""Libraries that the extra `models` brings."""

from importlib import import_module
from typing import Any

from qa.types.errors import ModelError


def model_library(name: str, setting: str) -> Any:
    """The library `name`, which `setting` needs as it is set. Raises ModelError where it isn't installed."""
    try:
        return import_module(name)
    except ModuleNotFoundError as exc:
        raise ModelError(
            f"{setting} names a model that needs {name.replace('_', '-')}, which isn't installed: pip install 'citedqa[models]'"
        ) from exc
