"""The parts of the Library page, each as HTML. What changes the library goes through the API of `qa.service.api`."""

from dataclasses import replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from qa.documents.formats.registry import suffixes
from qa.pipeline.kinds.question_kind import QuestionKind
from qa.service.api.access import CurrentUser, Editor
from qa.service.api.models import MAX_IDS, MAX_TEXT_CHARACTERS, Body, Name
from qa.service.api.service import Service, TheService
from qa.service.api.watches import watched_of
from qa.store.sql import DocumentCollection, DocumentListPage, Library, Order
from qa.types import Scope
from qa.types.errors import NotFoundError
from ui.asking.scopes import saved
from ui.language import gettext as _
from ui.rendering.answers import render_failure
from ui.rendering.library import render_document, render_library_overview
from ui.rendering.templates import render

routes = APIRouter(prefix="/library", include_in_schema=False)

# Of a book-length transcript so many are listed, and it is said how many there are; the rest is found by asking.
_MOST_STATEMENTS = 1000
_MOST_REMOVED = 100
_MOST_DATES = 12
_ROWS = 50


class Chosen(Body):
    documents: Annotated[list[Name], Field(max_length=MAX_IDS)]


class ShelfQuery(BaseModel):
    """Which documents are looked for; `page` is from 0, `collections` are ids, and `sources` may be sites."""

    words: Annotated[str, Field(max_length=200)] = ""
    since: date | None = None
    until: date | None = None
    collections: Annotated[list[str], Field(max_length=100, alias="collection")] = []
    sources: Annotated[list[str], Field(max_length=100, alias="source")] = []
    order: Order = "title"
    descending: bool = False
    page: Annotated[int, Field(ge=0, le=10_000_000)] = 0

    @property
    def dated(self) -> bool:
        return bool(self.since or self.until)

    @property
    def narrowed(self) -> bool:
        return self.dated or bool(self.words.strip() or self.collections)


Asked = Annotated[ShelfQuery, Query()]


@routes.get("/frame")
def frame(service: TheService, user: CurrentUser, overview: bool = False) -> HTMLResponse:
    """All but the list of documents; what all of them are about only where it is wanted: it takes the longest."""
    library = service.library
    shown = render(
        "library",
        admin=user.edits,
        suffixes=suffixes(),
        max_file_mb=service.server.settings.max_file_mb,
        most_characters=MAX_TEXT_CHARACTERS,
        collections=library.collections.list(),
        into=_changeable(service) if user.edits else [],
        overview=render_library_overview(library) if overview else "",
        empty=not library.document_count,
    )
    return HTMLResponse(shown)


@routes.get("/shelf")
def shelf(service: TheService, user: CurrentUser, query: Asked) -> HTMLResponse:
    """A page of the documents; the last there is where this one is past it, as after a removal."""
    library = service.library
    found = _find(library, query)
    if found.total and not found.documents:
        query = query.model_copy(update={"page": (found.total - 1) // _ROWS})
        found = _find(library, query)
    removed = library.trash.list(_MOST_REMOVED) if user.edits else ()
    holding = library.document_count
    shown = render("shelf_page", query=query, found=found, holding=holding, removed=removed, admin=user.edits, rows=_ROWS)
    return HTMLResponse(shown)


@routes.get("/choices")
def choices(service: TheService, asked: Asked) -> HTMLResponse:
    """Documents that a question can be restricted to, the newest first."""
    query = asked.model_copy(update={"order": "published", "descending": True})
    return HTMLResponse(render("choices", found=_find(service.library, query)))


@routes.get("/found")
def found(service: TheService, _user: CurrentUser, asked: Asked) -> list[tuple[str, str]]:
    """The id and title of every document that is found, on all pages: what is chosen as a whole."""
    titles = service.library.document_list.titles
    return list(titles(asked.words, since=_iso(asked.since), until=_iso(asked.until), collections=asked.collections))


@routes.get("/scopes")
def scopes(service: TheService, user: CurrentUser) -> HTMLResponse:
    """What else a question can be restricted to: collections, and the choices that this person keeps."""
    kept = saved(service.library, user.id)
    sites = service.library.document_list.sites()
    return HTMLResponse(render("scopes", collections=service.library.collections.list(), saved=kept, sites=sites))


@routes.get("/collections")
def collections(service: TheService, editor: Editor) -> HTMLResponse:
    """Those that this person may change, to be renamed and deleted, with who may read and change them where they say so."""
    rights = service.library.rights
    listed = [(each, rights.get(each.id) if editor.admin or each.limited else None) for each in _changeable(service)]
    return HTMLResponse(
        render("collections", collections=listed, admin=editor.admin and service.server.settings.auth is not None)
    )


@routes.get("/watched")
def watched(service: TheService, editor: Editor) -> HTMLResponse:
    """What is watched, as far as this person may change it."""
    names = {each.id: each.name for each in service.library.collections.list()}
    listed = [
        replace(each, collections=tuple(names[id_] for id_ in each.collections if id_ in names))
        for each in watched_of(service, editor)
    ]
    return HTMLResponse(render("watched", watched=listed, folders=editor.admin, into=_changeable(service)))


@routes.post("/collecting")
def collecting(service: TheService, _editor: Editor, body: Chosen) -> HTMLResponse:
    """The collections that this person may change, each with how many of the chosen documents are in it."""
    within = service.library.collections.holding(body.documents)
    listed = [(each, within.get(each.id, 0)) for each in _changeable(service)]
    return HTMLResponse(render("collecting", collections=listed, chosen=len(set(body.documents))))


@routes.get("/document/{document_id}")
def document(service: TheService, user: CurrentUser, document_id: str) -> HTMLResponse:
    library = service.library
    try:
        listed = library.document_list.get(document_id)
        whole = library.document(listed.summary.id)
    except NotFoundError:
        return HTMLResponse(render_failure(_("This document is not in the library any more.")), status_code=404)
    said = library.statements(documents=frozenset([whole.id]), limit=_MOST_STATEMENTS)
    within = Scope(documents=(whole.id,))
    points = service.pipeline.overview(QuestionKind("summary"), "Summarize", within)
    dated = service.pipeline.overview(QuestionKind("timeline", number=_MOST_DATES), "Timeline", within)
    return HTMLResponse(render_document(listed, whole, said, points, dated, admin=user.edits))


@routes.get("/overview")
def overview(service: TheService) -> HTMLResponse:
    """What all documents are about, who is quoted in them, and when they are of."""
    return HTMLResponse(render_library_overview(service.library))


def _changeable(service: Service) -> list[DocumentCollection]:
    closed = service.closed
    return [each for each in service.library.collections.list() if each.id not in closed]


def _find(library: Library, query: ShelfQuery) -> DocumentListPage:
    return library.document_list.find(
        query.words,
        since=_iso(query.since),
        until=_iso(query.until),
        collections=query.collections,
        sources=query.sources,
        order=query.order,
        descending=query.descending,
        offset=query.page * _ROWS,
        limit=_ROWS,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
