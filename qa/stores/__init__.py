"""Two stores, one truth: searches the library's vectors by an index that is kept in step with it."""

from qa.stores.holding import Hold
from qa.stores.stores import Progress, Staying, Stores

__all__ = ["Hold", "Progress", "Staying", "Stores"]
