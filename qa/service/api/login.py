"""Logging in and out, for people: one form, one cookie."""

import asyncio
import logging
from functools import cache
from html import escape
from math import ceil
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from jinja2 import Template
from starlette.responses import HTMLResponse, RedirectResponse, Response

from qa.service.api.access import LOGIN, LOGOUT, SESSION_COOKIE, SIGN_ON
from qa.service.api.errors import RefusedError
from qa.service.api.service import Server, TheServer
from qa.service.api.words import spoken
from qa.store.sql.accounts import SESSION_SECONDS
from qa.types.errors import SignOnError, TooManyAttemptsError, WrongPasswordError

log = logging.getLogger(__name__)

_MOST_CHARACTERS = {"name": 200, "password": 1000, "next": 2000}
router = APIRouter(include_in_schema=False)


@router.get(LOGIN)
def show_login(server: TheServer, next: str = "/") -> Response:
    if server.settings.auth is None:
        return RedirectResponse("/", 303)
    return login_page(server, next)


@router.post(LOGIN)
async def log_in(request: Request, server: TheServer) -> Response:
    """The form has the fields `name`, `password` and `next`."""
    if server.settings.auth is None:
        return RedirectResponse("/", 303)
    address = caller(request)
    name, target = "", "/"
    try:
        server.logins.count(address)  # before the form is read: who floods is turned away at the least cost
        name, password, target = await _sent(request)
        token = await server.logins.log_in(name, password, address)
    except TooManyAttemptsError as exc:
        told = spoken().gettext("too many wrong passwords; try again in %(seconds)s s", seconds=exc.seconds)
        return login_page(server, target, name, told, 429, {"retry-after": str(exc.seconds)})
    except WrongPasswordError:
        return login_page(server, target, name, spoken().gettext("wrong name or password"), 401)
    except RefusedError as exc:
        return login_page(server, target, name, str(exc), exc.status, later(exc))
    response = RedirectResponse(local(target), 303)
    keep_session(response, token, SESSION_SECONDS, request, server)
    return response


@router.post(LOGOUT)
async def log_out(request: Request, server: TheServer) -> Response:
    way_out = None
    if token := request.cookies.get(SESSION_COOKIE):
        way_out = await _way_out(server, token)
        await asyncio.to_thread(server.whole.library.accounts.log_out, token)
    # What a form is sent to may redirect to no other site.
    response = onward(way_out, spoken().gettext("You are logged out here")) if way_out else RedirectResponse(LOGIN, 303)
    response.delete_cookie(SESSION_COOKIE, **secured(request, server.settings.root_path or "/"))
    response.headers["clear-site-data"] = '"cache"'  # or whoever comes next would go back to what was read here
    return response


async def _way_out(server: Server, token: str) -> str | None:
    """The address that ends the session at the provider, too; None where there is none to end, or no such address."""
    if server.provider is None or not server.settings.oidc_logout:
        return None
    id_token = await asyncio.to_thread(server.whole.library.identities.id_token, token)
    try:
        return None if id_token is None else await server.provider.way_out(id_token)
    except SignOnError as exc:
        log.warning("no log-out at %s: %s", server.provider.host, exc.detail)
        return None


async def _sent(request: Request) -> tuple[str, str, str]:
    """Name, password and where to go then. Raises RefusedError (422) where a field is longer than any can be."""
    async with request.form(max_files=0, max_fields=10) as form:
        name, password, target = (str(form.get(field, "")) for field in _MOST_CHARACTERS)
    for given, (field, most) in zip((name, password, target), _MOST_CHARACTERS.items(), strict=True):
        if len(given) > most:
            raise RefusedError(422, "bad_request", f"{field} has {len(given)} characters, at most {most} are taken; shorten it")
    return name, password, target or "/"


@cache
def _template() -> Template:
    made: Template = Template(Path(__file__).with_name("login.html").read_text(encoding="utf-8"), autoescape=True)
    return made


def keep_session(response: Response, token: str, seconds: float, request: Request, server: Server) -> None:
    response.set_cookie(SESSION_COOKIE, token, int(seconds), **secured(request, server.settings.root_path or "/"))


def secured(request: Request, path: str) -> Any:
    """Return how our cookies are kept: no script reads one, and it isn't for what else the site has. A link from another site
    brings it: a log-in must come back from the provider's."""
    return {"path": path, "httponly": True, "samesite": "lax", "secure": request.url.scheme == "https"}


def caller(request: Request) -> str:
    """The address that asks; "" where there is none, as over a socket."""
    return request.client.host if request.client else ""


def later(exc: RefusedError) -> dict[str, str]:
    """The header that says in how many seconds to ask again."""
    return {"retry-after": str(ceil(exc.retry_after or 1))}


def login_page(
    server: Server, target: str, name: str = "", problem: str = "", status: int = 200, headers: dict[str, str] | None = None
) -> HTMLResponse:
    shown = _template().render(
        _=spoken().gettext,
        lang=spoken().tag,
        problem=f"{problem[:1].upper()}{problem[1:]}." if problem else "",
        name=name,
        next=local(target),
        provider=server.provider.host if server.provider is not None else None,
        way=f"{SIGN_ON.removeprefix('/')}?next={quote(local(target), safe='')}",
    )
    return HTMLResponse(shown, status, {"cache-control": "no-store", **(headers or {})})


def onward(address: str, told: str) -> HTMLResponse:
    """A page that leads on, also to or from another site, where a redirect is still that site's or not let through."""
    to = escape(address, quote=True)
    page = (
        f'<!DOCTYPE html><html lang="{spoken().tag}"><head><meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="0;url={to}">'
        f'<meta name="referrer" content="no-referrer"><title>{told} – CitedQA</title></head>'
        f'<body><p>{told}. <a href="{to}">{spoken().gettext("Go on")}</a></p></body></html>'
    )
    return HTMLResponse(page, headers={"cache-control": "no-store"})


def local(target: str) -> str:
    """An address on this server; a link to /login must not lead anywhere else."""
    return target if target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable() else "/"
