"""Two stores, one truth: the SQL library (`sql`), and an index of its vectors (`vectors`) that `Stores` keeps in step."""

from qa.store.sql import OnProgress
from qa.store.stores import Searchable, StoreMode, Stores

__all__ = ["OnProgress", "Searchable", "StoreMode", "Stores"]
