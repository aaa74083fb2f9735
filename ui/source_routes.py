"""An article as a page of its own: the text, or the pages of the file that it was read from."""

import re
from collections.abc import Sequence
from dataclasses import replace
from logging import getLogger
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, Response

from qa.documents.layout import unpacked
from qa.documents.pages import page_at, stretch
from qa.service.api.access import CurrentUser
from qa.service.api.service import Service, TheService
from qa.types import Document, Span
from qa.types.errors import BusyError, NotFoundError
from ui.language import gettext as _
from ui.rendering.articles import MOST_CHARACTERS, MOST_HITS, View, find, missing_page, render_article, source_page

log = getLogger(__name__)
routes = APIRouter(include_in_schema=False)

_SPAN = re.compile(r"(\d{1,10})-(\d{1,10})")
_MOST_PAGES = 1_000_000
# Raised when pages are drawn in another way: what browsers keep is of before.
_DRAWING = 1


@routes.get("/source/{document_id}")
def source(
    service: TheService,
    _user: CurrentUser,
    document_id: str,
    at: str = "",
    v: str = "",
    also: Annotated[list[str] | None, Query()] = None,
    view: Literal["page", "text"] = "page",
    number: Annotated[int | None, Query(alias="page", ge=1, le=_MOST_PAGES)] = None,
    words: Annotated[str, Query(alias="find", max_length=MOST_CHARACTERS)] = "",
    hit: Annotated[int | None, Query(ge=0, le=MOST_HITS)] = None,
) -> HTMLResponse:
    """The whole article, `at` marked and `also` lighter; `v` is the version that was cited.

    Where the library has its file, `view` shows the `page` of that number instead, by default the one that is cited.
    Words to `find` are marked in the place of what is cited, where there are any, and `hit`, counted from 0, is what it is
    opened at.
    """
    try:
        document = service.library.document(document_id)
    except NotFoundError:
        return missing_page(_("This article is not in the library any more."))
    changed = bool(v) and not document.sha256.startswith(v)
    chosen, others = _span(at), [span for each in also or [] if (span := _span(each))]
    found = find(document.text, words, hit, stretch(document.text, number)[0] if number else 0)
    if view == "text":
        seen = View(paged=service.library.files.holds(document))
    else:
        cited = [] if changed else [*([chosen] if chosen else []), *others]
        seen = _page_view(service, document, found.in_order or cited, number)
    seen = replace(seen, marks=unpacked(service.library.files.layout(document)))
    article = render_article(document, chosen, others, changed=changed, view=seen, found=found)
    return HTMLResponse(source_page(document.title, article))


@routes.get("/pages/{document_id}/{number}")
def picture(
    service: TheService,
    _user: CurrentUser,
    request: Request,
    document_id: str,
    number: Annotated[int, Path(ge=1, le=_MOST_PAGES)],
) -> Response:
    """One page as a picture. Browsers keep it, and ask whether it is still the same; it needn't be drawn again for that.

    Raises NotFoundError and BusyError.
    """
    document = service.library.document(document_id)
    kept = {"etag": f'"{document.sha256[:32]}-{number}-{_DRAWING}"', "cache-control": "private, no-cache"}
    if not service.library.files.holds(document):
        raise NotFoundError("the pages of this document aren't kept; its text is")
    if kept["etag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=kept)
    file = service.library.files.get(document)
    try:
        if file is None:
            raise ValueError("its file was removed just now")
        drawn = service.server.pages.picture(file, number)
    except ValueError as exc:
        raise NotFoundError(f"page {number:,} of this document can't be shown: it {exc}") from exc
    return Response(drawn, media_type="image/webp", headers=kept)


def _page_view(service: Service, document: Document, spans: Sequence[Span], number: int | None) -> View:
    """The page of this number, or that of the first span; the text where its file isn't kept or can't be drawn."""
    file = service.library.files.get(document)
    if file is None:
        return View()
    spans = [span for span in spans if span.end <= len(document.text)]
    number = number or page_at(document.text, spans[0].start if spans else 0)
    try:
        return View(paged=True, page=service.server.pages.page(file, document, number, spans))
    except (ValueError, BusyError) as exc:
        log.warning("A page of %s can't be shown: %s", document.source, exc)
        return View(failed=True)


def _span(given: str) -> Span | None:
    found = _SPAN.fullmatch(given)
    if found is None or not int(found[1]) < int(found[2]):
        return None
    return Span(int(found[1]), int(found[2]))
