"""What is installed: parts that other packages add by entry points, looked up when a setting names none that is built in;
libraries that the extra `models` brings; and this product itself."""

from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, EntryPoints, PackageNotFoundError, entry_points, version
from typing import Any

from qa.types.errors import ModelError, QAError, SettingsError


def plugins(group: str) -> EntryPoints:
    """The entry points of this group."""
    return entry_points(group=group)


def package_of(entry: EntryPoint) -> str:
    """The name under which the package of an entry point is installed; of its module, where that isn't known."""
    return entry.module.partition(".")[0] if entry.dist is None else entry.dist.name


def names_plugin(group: str, value: str) -> bool:
    """Whether a setting's value, "NAME" or "NAME:anything", names an entry point of this group."""
    return value.partition(":")[0] in plugins(group).names


def make_plugin(group: str, setting: str, value: str, *given: object, built_in: tuple[str, ...] = ()) -> Any:
    """Return what the entry point that a setting's value names makes of `given`. Raises SettingsError and its own QAErrors."""
    found = {entry.name: entry for entry in plugins(group)}
    entry = found.get(value.partition(":")[0])
    if entry is None:
        known = ", ".join([*built_in, *sorted(found)])
        raise SettingsError(f"{setting}: there is no {value!r}; known: {known}")
    try:
        made = entry.load()(*given)
    except QAError:
        raise
    except Exception as exc:  # somebody else's code
        raise SettingsError(
            f"{setting}: {value!r} can't be made ({type(exc).__name__}: {exc}); correct the package {package_of(entry)}"
        ) from exc
    if made is None:
        raise SettingsError(f"{setting}: {entry.value} of {value!r} returned nothing; correct the package {package_of(entry)}")
    return made


def model_library(name: str, setting: str) -> Any:
    """The library `name`, which `setting` needs as it is set. Raises ModelError where it isn't installed."""
    try:
        return import_module(name)
    except ModuleNotFoundError as exc:
        raise ModelError(
            f"{setting} names a model that needs {name.replace('_', '-')}, which isn't installed: pip install 'citedqa[models]'"
        ) from exc


@cache
def product_version() -> str:
    try:
        return version("citedqa")
    except PackageNotFoundError:
        return "unknown"
