"""Addresses of what is given as a file, and of pages of their own: a shared conversation, and the sessions one has."""

import json
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from qa.pipeline import MAX_QUESTION_CHARACTERS
from qa.service.api.access import SESSION_COOKIE, CurrentUser
from qa.service.api.question_pool import unless_gone
from qa.service.api.responses import as_file, file_name
from qa.service.api.service import Service, TheService
from qa.service.export import to_json, to_markdown
from qa.service.gold import gold_lines
from qa.service.lists import ListFormat, answer_as
from qa.store.sql import Exchange, Library, User
from qa.store.sql.accounts import session_id
from qa.types import Question, Scope
from qa.types.errors import NotFoundError
from ui.asking.talk import kept_pair, untitled
from ui.language import gettext as _
from ui.rendering.articles import missing_page, page, source_page
from ui.rendering.links import ASSETS
from ui.rendering.templates import render

# A link that was withdrawn must not live on in a cache.
_FRESH = {"cache-control": "no-store"}


class Format(StrEnum):
    """What a conversation is written as, by the ending of the file's name."""

    markdown = "md"
    json = "json"
    html = "html"


_MEDIA_TYPES = {Format.markdown: "text/markdown", Format.json: "application/json", Format.html: "text/html"}
_STYLES = ("citedqa", "kept")
_MOST_CHOSEN = 100
# Who comes here has been let in by `qa.service.api.access`, so where accounts are on, a shared page needs one.
routes = APIRouter(include_in_schema=False)


@routes.get("/shared/{token}")
async def shared(token: str, service: TheService) -> HTMLResponse:
    return await service.server.work.run(lambda: _show(token, service))


@routes.get("/conversations/{conversation_id}.{ending}")
async def export(conversation_id: str, ending: Format, user: CurrentUser, service: TheService) -> Response:
    """In line with the questions: a long conversation takes as long as many of them."""
    return await service.server.work.run(lambda: _write(service.library, conversation_id, ending, user))


@routes.get("/feedback.jsonl")
def gold(user: CurrentUser, service: TheService) -> Response:
    """Everybody's feedback for an administrator, their own for others; oldest first, as `qa feedback export` prints it."""
    given = service.library.feedback.list(None if user.admin else user.id)
    return _file(gold_lines(reversed(given), service.library), "feedback.jsonl", "application/x-ndjson")


@routes.get("/whole/{form}")
async def whole(
    request: Request,
    service: TheService,
    form: ListFormat,
    question: Annotated[str, Query(min_length=1, max_length=MAX_QUESTION_CHARACTERS)],
    document: Annotated[list[str] | None, Query(max_length=_MOST_CHOSEN)] = None,
    collection: Annotated[list[str] | None, Query(max_length=_MOST_CHOSEN)] = None,
    source: Annotated[list[str] | None, Query(max_length=_MOST_CHOSEN)] = None,
    since: Annotated[str | None, Query(pattern=r"^\d{4}-\d\d-\d\d$")] = None,
    until: Annotated[str | None, Query(pattern=r"^\d{4}-\d\d-\d\d$")] = None,
) -> Response:
    """An answer with all pages of its list: what is in the page already is but one of them.

    Asked anew, as the question was understood; in line with other questions.
    """
    documents, collections, sources = (tuple(each or ()) for each in (document, collection, source))
    scope = Scope(documents=documents, collections=collections, sources=sources, since=since, until=until)
    asked = Question(question, (), scope, literal=True, language_model=False, whole=True)
    answer = await unless_gone(request, service.ask(asked))
    return as_file(file_name(answer.question), form, lambda wanted: answer_as(wanted, answer))


def _show(token: str, service: Service) -> HTMLResponse:
    library = service.library
    try:
        conversation, exchanges = library.conversations.shared(token)
    except NotFoundError:
        gone = _("No conversation is shared under this link. It may have been withdrawn: ask whoever sent it for a new one.")
        return missing_page(gone, _FRESH)
    owner = conversation.owner if service.server.settings.auth is not None else None
    title, pairs = conversation.title or untitled(), [kept_pair(library, each, alone=False) for each in exchanges]
    body = render("conversation", title=title, pairs=pairs, single=_is_one(title, exchanges), owner=owner, alone=False)
    return HTMLResponse(page(title, body, _STYLES), headers=_FRESH)


def _write(library: Library, conversation_id: str, ending: Format, user: User) -> Response:
    conversation = library.conversations.get(conversation_id, user.id)
    exchanges = library.conversations.exchanges(conversation_id, user.id)
    if ending is Format.json:
        content = json.dumps(to_json(conversation, exchanges, library), ensure_ascii=False, indent=2) + "\n"
    elif ending is Format.html:
        # The file needs nothing beside it, and may fetch and run nothing.
        css = Markup("".join((ASSETS / f"{name}.css").read_text(encoding="utf-8") for name in _STYLES))
        title, pairs = conversation.title or untitled(), [kept_pair(library, each, alone=True) for each in exchanges]
        body = render("conversation", title=title, pairs=pairs, single=_is_one(title, exchanges), alone=True)
        content = render("page", title=title, body=body, css=css)
    else:
        content = to_markdown(conversation, exchanges, library)
    return _file(content, f"{file_name(conversation.title, 'conversation')}.{ending}", _MEDIA_TYPES[ending])


def _is_one(title: str, exchanges: Sequence[Exchange]) -> bool:
    """Whether a single question is all there is, and the title says it."""
    return [each.answer.question for each in exchanges] == [title]


def _file(content: str, name: str, media_type: str) -> Response:
    headers = {**_FRESH, "content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=f"{media_type}; charset=utf-8", headers=headers)


@routes.get("/sessions")
def sessions(service: TheService, user: CurrentUser, request: Request) -> HTMLResponse:
    """An administrator's page has everybody's."""
    held = service.library.sessions.list(None if user.admin else user.name)
    here = session_id(request.cookies.get(SESSION_COOKIE, ""))
    shown = render("sessions", sessions=held, here=here, everybodys=user.admin)
    return HTMLResponse(source_page(_("Sessions"), shown, ("citedqa", "kept")))


@routes.post("/sessions")
def end_session(service: TheService, user: CurrentUser, session: Annotated[str, Form(max_length=40)]) -> Response:
    try:
        service.library.sessions.end(session, None if user.admin else user.name)
    except NotFoundError:
        return missing_page(_("This session has ended already."))
    return RedirectResponse("/sessions", 303)
