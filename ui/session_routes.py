"""The page of one's sessions: where one is logged in, with a button that ends it there."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from qa.service.api.access import SESSION_COOKIE, CurrentUser
from qa.service.api.service import TheService
from qa.store.sql.accounts import session_id
from qa.types.errors import NotFoundError
from ui.language import gettext as _
from ui.missing import missing_page
from ui.rendering.articles import source_page
from ui.rendering.templates import render

routes = APIRouter(prefix="/sessions", include_in_schema=False)


@routes.get("")
def show(service: TheService, user: CurrentUser, request: Request) -> HTMLResponse:
    """An administrator's page has everybody's."""
    held = service.library.sessions.list(None if user.admin else user.name)
    here = session_id(request.cookies.get(SESSION_COOKIE, ""))
    shown = render("sessions", sessions=held, here=here, everybodys=user.admin)
    return HTMLResponse(source_page(_("Sessions"), shown, ("citedqa", "kept")))


@routes.post("")
def end(service: TheService, user: CurrentUser, session: Annotated[str, Form(max_length=40)]) -> Response:
    try:
        service.library.sessions.end(session, None if user.admin else user.name)
    except NotFoundError:
        return missing_page(_("This session has ended already."))
    return RedirectResponse("/sessions", 303)
