"""Addresses of what is kept: a shared conversation as a page, conversations and feedback as files."""

import json
from collections.abc import Sequence
from enum import StrEnum

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from qa.service.api.access import CurrentUser
from qa.service.api.files import file_name
from qa.service.api.service import Service, TheService
from qa.service.export import to_json, to_markdown
from qa.service.gold import gold_lines
from qa.store.sql import Exchange, Library, User
from qa.types import Document
from qa.types.errors import NotFoundError
from ui.asking.suggesting import roles_of
from ui.asking.talk import documents_of, within_of
from ui.language import gettext as _
from ui.missing import missing_page
from ui.rendering.addresses import ASSETS
from ui.rendering.conversations import render_exported_page, render_shared_page

# A link that was withdrawn must not live on in a cache.
_FRESH = {"cache-control": "no-store"}


class Format(StrEnum):
    """What a conversation is written as, by the ending of the file's name."""

    markdown = "md"
    json = "json"
    html = "html"


_MEDIA_TYPES = {Format.markdown: "text/markdown", Format.json: "application/json", Format.html: "text/html"}
_STYLES = ("citedqa", "kept")


# Who comes here has been let in by `qa.service.api.access`, so where accounts are on, a shared page needs one.
routes = APIRouter(include_in_schema=False)


@routes.get("/shared/{token}")
async def shared(token: str, service: TheService) -> HTMLResponse:
    return await service.work.run(lambda: _show(token, service))


@routes.get("/conversations/{conversation_id}.{ending}")
async def export(conversation_id: str, ending: Format, user: CurrentUser, service: TheService) -> Response:
    """In line with the questions: a long conversation takes as long as many of them."""
    return await service.work.run(lambda: _write(service.library, conversation_id, ending, user))


@routes.get("/feedback.jsonl")
def gold(user: CurrentUser, service: TheService) -> Response:
    """Everybody's feedback for an administrator, their own for others; oldest first, as `qa feedback export` prints it."""
    given = service.library.feedback.list(None if user.admin else user.id)
    return _file(gold_lines(reversed(given)), "feedback.jsonl", "application/x-ndjson")


def _show(token: str, service: Service) -> HTMLResponse:
    library = service.library
    try:
        conversation, exchanges = library.conversations.shared(token)
    except NotFoundError:
        gone = _("No conversation is shared under this link. It may have been withdrawn: ask who sent it.")
        return missing_page(gone, _FRESH)
    owner = conversation.owner if service.settings.auth is not None else None
    shown = render_shared_page(conversation, exchanges, *_as_now(library, exchanges), owner=owner)
    return HTMLResponse(shown, headers=_FRESH)


def _write(library: Library, conversation_id: str, ending: Format, user: User) -> Response:
    conversation = library.conversations.get(conversation_id, user.id)
    exchanges = library.conversations.exchanges(conversation_id, user.id)
    if ending is Format.json:
        content = json.dumps(to_json(conversation, exchanges), ensure_ascii=False, indent=2) + "\n"
    elif ending is Format.html:
        css = "".join((ASSETS / f"{name}.css").read_text(encoding="utf-8") for name in _STYLES)
        content = render_exported_page(conversation, exchanges, *_as_now(library, exchanges), css=css)
    else:
        content = to_markdown(conversation, exchanges)
    return _file(content, f"{file_name(conversation.title, 'conversation')}.{ending}", _MEDIA_TYPES[ending])


def _as_now(
    library: Library, exchanges: Sequence[Exchange]
) -> tuple[dict[str, Document], dict[int, dict[int, str]], dict[int, Markup]]:
    """What pages of a conversation need of the library: documents, and for each exchange the roles and what it was about."""
    documents: dict[str, Document] = {}
    for exchange in exchanges:
        documents |= documents_of(library, exchange.answer)
    roles = {exchange.number: roles_of(library, exchange.answer.citations) for exchange in exchanges}
    return documents, roles, {exchange.number: within_of(library, exchange.answer.scope) for exchange in exchanges}


def _file(content: str, name: str, media_type: str) -> Response:
    headers = {**_FRESH, "content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=f"{media_type}; charset=utf-8", headers=headers)
