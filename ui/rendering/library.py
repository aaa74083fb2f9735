"""The Library page: its frame, and a page of the documents in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from qa.store.sql import DocumentListPage, Order, RemovedDocument
from ui.rendering.templates import render

ROWS = 50


@dataclass(frozen=True, slots=True)
class ShelfQuery:
    """What is looked for; `page` is from 0, `since` and `until` are ISO dates or empty."""

    words: str = ""
    since: str = ""
    until: str = ""
    order: Order = "title"
    descending: bool = False
    page: int = 0

    @property
    def dated(self) -> bool:
        return bool(self.since or self.until)

    @property
    def narrowed(self) -> bool:
        return self.dated or bool(self.words.strip())


def render_library(*, admin: bool, suffixes: Sequence[str], max_file_mb: float) -> Markup:
    return render("library", admin=admin, suffixes=suffixes, max_file_mb=max_file_mb)


def render_shelf_page(
    query: ShelfQuery, found: DocumentListPage, holding: int, removed: Sequence[RemovedDocument] = (), *, admin: bool = False
) -> Markup:
    """`holding` is how many documents the library holds; `removed` are those that can be restored, for administrators."""
    return render("shelf_page", query=query, found=found, holding=holding, removed=removed, admin=admin, rows=ROWS)
