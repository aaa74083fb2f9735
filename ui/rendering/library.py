"""What a page of the Library is asked for."""

from dataclasses import dataclass

from qa.store.sql import Order

ROWS = 50


@dataclass(frozen=True, slots=True)
class ShelfQuery:
    """What is looked for; `page` is from 0, `since` and `until` are ISO dates or empty, `collections` are ids, and
    `sources` may be sites."""

    words: str = ""
    since: str = ""
    until: str = ""
    order: Order = "title"
    descending: bool = False
    page: int = 0
    collections: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def dated(self) -> bool:
        return bool(self.since or self.until)

    @property
    def narrowed(self) -> bool:
        return self.dated or bool(self.words.strip() or self.collections)
