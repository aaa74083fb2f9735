"""What was worked out from a whole library is kept until any document in it changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from qa.store.sql import Library

# Results of one library: lists of all people, and pages of those who were looked at last.
_MOST = 64

T = TypeVar("T")
_lock = Lock()
_of: WeakKeyDictionary[Library, tuple[tuple[str, int], OrderedDict[Hashable, Any]]] = WeakKeyDictionary()


def kept(library: Library, key: Hashable, work_out: Callable[[], T]) -> T:
    """What `work_out` gives, from memory where no document has come, changed or gone since.

    A library that hides collections from whoever asks keeps nothing: what is hidden changes without a document.
    """
    if library.closed:
        return work_out()
    version = library.identity, library.revision  # before anything is read: what comes meanwhile counts the next time
    with _lock:
        known = _of.get(library)
        if known is not None and known[0] == version and key in known[1]:
            known[1].move_to_end(key)
            result: T = known[1][key]
            return result
    result = work_out()
    with _lock:
        known = _of.get(library)
        if known is None or known[0] != version:
            known = _of[library] = version, OrderedDict()
        known[1][key] = result
        while len(known[1]) > _MOST:
            known[1].popitem(last=False)
    return result
