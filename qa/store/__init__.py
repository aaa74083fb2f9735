"""Two stores, one truth: the SQL library (`sql`), and an index of its vectors (`vectors`) that `Stores` keeps in step with it.

Names are loaded when they are first used: who only reads the library needs no index.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.store.process_lock import IndexLock
    from qa.store.sql import Progress
    from qa.store.stores import StoreMode, Stores

__all__ = ["IndexLock", "Progress", "StoreMode", "Stores"]

_MODULES = {
    "IndexLock": "qa.store.process_lock",
    "Progress": "qa.store.sql",
    "StoreMode": "qa.store.stores",
    "Stores": "qa.store.stores",
}

if not TYPE_CHECKING:  # for a type checker, a module with a `__getattr__` has every name

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_MODULES[name]), name)
