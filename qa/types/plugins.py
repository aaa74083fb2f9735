"""What is installed: parts that other packages add by entry points, looked up when a setting names none that is built in;
libraries that the extra `models` brings; and this product itself."""

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, entry_points, version
from typing import Any

from qa.types.errors import ModelError, QAError, SettingsError


def plugins(group: str) -> Iterator[tuple[str, Callable[[], Any]]]:
    """The name of each entry point of this group, and what loads it."""
    for entry in entry_points(group=group):
        yield entry.name, entry.load


def package_of(group: str, name: str) -> str:
    """What the package of an entry point is installed as; the entry point's own name, where that isn't known."""
    found = next(iter(entry_points(group=group, name=name)), None)
    return name if found is None or found.dist is None else found.dist.name


def names_plugin(group: str, value: str) -> bool:
    """Whether a setting's value, "NAME" or "NAME:anything", names an entry point of this group."""
    return any(name == value.partition(":")[0] for name, _ in plugins(group))


def make_plugin(group: str, setting: str, value: str, *given: object, built_in: tuple[str, ...] = ()) -> Any:
    """Return what the entry point that a setting's value names makes of `given`. Raises SettingsError and its own QAErrors."""
    found = dict(plugins(group))
    name = value.partition(":")[0]
    if name not in found:
        known = ", ".join([*built_in, *sorted(found)])
        raise SettingsError(f"{setting}: there is no {value!r}; known: {known}")
    try:
        made = found[name]()(*given)
    except QAError:
        raise
    except Exception as exc:  # somebody else's code
        raise SettingsError(
            f"{setting}: {value!r} can't be made ({type(exc).__name__}: {exc}); correct the package {package_of(group, name)}"
        ) from exc
    if made is None:
        raise SettingsError(
            f"{setting}: the function of {value!r} returned nothing; correct the package {package_of(group, name)}"
        )
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
