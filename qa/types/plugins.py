"""Parts that other packages add, by entry points: looked up only when a setting names one that isn't built in."""

from collections.abc import Callable, Iterator
from importlib.metadata import entry_points


def plugins(group: str) -> Iterator[tuple[str, Callable[[], object]]]:
    """The name of each entry point of this group, and what loads it."""
    for entry in entry_points(group=group):
        yield entry.name, entry.load


def plugin(group: str, setting: str) -> Callable[[], object] | None:
    """What loads the entry point that a setting names before its first colon ("name" or "name:anything"); None without one."""
    name = setting.partition(":")[0]
    return next((load for found, load in plugins(group) if found == name), None)
