"""Two stores, one truth: the SQL library (`sql`), and an index of its vectors (`vectors`) that `Stores` keeps in step with it.

Names are loaded when they are first used: who only reads the library needs no index.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.store.holding import Hold
    from qa.store.stores import Progress, Staying, Stores

__all__ = ["Hold", "Progress", "Staying", "Stores"]

_MODULES = {
    "Hold": "qa.store.holding",
    "Progress": "qa.store.stores",
    "Staying": "qa.store.stores",
    "Stores": "qa.store.stores",
}

if not TYPE_CHECKING:  # for a type checker, a module with a `__getattr__` has every name

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_MODULES[name]), name)
