"""Logging in and out, for people: one form, one cookie."""

import asyncio
from html import escape
from pathlib import Path
from string import Template
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from qa.service.api.access import LOGIN, LOGOUT, SESSION_COOKIE
from qa.service.api.service import TheService
from qa.store.sql.accounts import SESSION_SECONDS
from qa.types.errors import TooManyAttemptsError, WrongPasswordError

_PAGE = Path(__file__).with_name("login.html")
router = APIRouter(include_in_schema=False)


@router.get(LOGIN)
def login_page(service: TheService, next: str = "/") -> Response:
    if service.settings.auth is None:
        return RedirectResponse("/", 303)
    return _page(next)


@router.post(LOGIN)
async def log_in(
    request: Request,
    service: TheService,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=1000)] = "",
    next: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    if service.settings.auth is None:
        return RedirectResponse("/", 303)
    address = request.client.host if request.client else ""
    try:
        token = await asyncio.to_thread(service.library.accounts.log_in, name, password, address)
    except TooManyAttemptsError as exc:
        return _page(next, name, str(exc), 429, {"retry-after": str(exc.seconds)})
    except WrongPasswordError as exc:
        return _page(next, name, str(exc), 401)
    response = RedirectResponse(_local(next), 303)
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=int(SESSION_SECONDS),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


@router.post(LOGOUT)
async def log_out(request: Request, service: TheService) -> Response:
    if token := request.cookies.get(SESSION_COOKIE):
        await asyncio.to_thread(service.library.accounts.log_out, token)
    response = RedirectResponse(LOGIN, 303)
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="lax", secure=request.url.scheme == "https")
    return response


def _page(
    target: str, name: str = "", problem: str = "", status: int = 200, headers: dict[str, str] | None = None
) -> HTMLResponse:
    told = f'<p role="alert">{escape(problem[:1].upper() + problem[1:])}.</p>' if problem else ""
    filled = Template(_PAGE.read_text(encoding="utf-8")).substitute(
        problem=told,
        name=escape(name, quote=True),
        next=escape(_local(target), quote=True),
        ask_name="" if name else " autofocus",
        ask_password=" autofocus" if name else "",
    )
    return HTMLResponse(filled, status, {"cache-control": "no-store", **(headers or {})})


def _local(target: str) -> str:
    """An address on this server; a link to /login must not lead anywhere else."""
    return target if target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable() else "/"
