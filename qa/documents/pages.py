"""The pages of a kept file as they look, and where words stand on them; drawn in a helper process of their own.

Ingesting, which may recognise a scan for minutes, holds nobody up who reads.
"""

from base64 import b64decode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Any, Protocol

from qa.documents.formats.lines import Box
from qa.documents.formats.page_views import PageView, drawn, found
from qa.documents.formats.registry import PAGED
from qa.documents.helper import Helper
from qa.types import Document, Span
from qa.types.errors import BusyError

PAGE_BREAK = "\f"
# A page of print takes 0.1 s; one with pictures of the whole sheet a second.
SECONDS_A_PAGE = 20.0
# So many wait for the helper at most; others are told to come again.
_WAITING = 12


class PagedFile(Protocol):
    """A file as the library keeps it."""

    @property
    def suffix(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def content(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Page:
    """A page, from 1, of `pages`; `width` and `height` are those of its picture. `start` to `end` is its stretch of the text.

    `places` are where the spans that were asked for stand on it, for those that reach into the stretch.
    """

    number: int
    pages: int
    width: int
    height: int
    start: int
    end: int
    places: dict[Span, Sequence[Box]]


class PageViews:
    """Close it to end its process; what is asked later begins another."""

    def __init__(self) -> None:
        self._helper = Helper()
        self._waiting = BoundedSemaphore(_WAITING)

    def close(self) -> None:
        self._helper.stop()

    def picture(self, file: PagedFile, number: int) -> bytes:
        """The page as a WebP. ValueError where it can't be drawn, BusyError where too many ask."""
        return self._ask(drawn, file, [number]).picture

    def page(self, file: PagedFile, document: Document, number: int, spans: Sequence[Span]) -> Page:
        """Raises as `picture` does."""
        start, end = stretch(document.text, number)
        near = [span for span in dict.fromkeys(spans) if span.start < end and start < span.end]
        inside = [(max(span.start, start) - start, min(span.end, end) - start) for span in near]
        view = self._ask(found, file, [number, document.text[start:end], inside, file.words])
        return Page(number, view.pages, view.width, view.height, start, end, dict(zip(near, view.places, strict=True)))

    def _ask(self, function: Callable[..., PageView], file: PagedFile, given: list[Any]) -> PageView:
        if file.suffix not in PAGED:
            raise ValueError(f"{file.suffix} files have no pages that can be shown")
        if not self._waiting.acquire(blocking=False):
            raise BusyError("too many pages are being drawn; try again in a moment")
        try:
            answer = self._helper.ask(function, file.content, [file.suffix, *given], name="page", seconds=SECONDS_A_PAGE)
        finally:
            self._waiting.release()
        places = [[Box(**box) for box in boxes] for boxes in answer["places"]]
        return PageView(answer["pages"], answer["width"], answer["height"], b64decode(answer["picture"]), places)


def page_at(text: str, offset: int) -> int:
    """The number of the page, from 1, that this place of the text is on."""
    return 1 + text.count(PAGE_BREAK, 0, offset)


def stretch(text: str, number: int) -> tuple[int, int]:
    """Where the text of this page begins and ends; at its end both where it has no such page."""
    pages = text.split(PAGE_BREAK, number)
    if number > len(pages):
        return len(text), len(text)
    start = sum(len(page) + len(PAGE_BREAK) for page in pages[: number - 1])
    return start, start + len(pages[number - 1])
