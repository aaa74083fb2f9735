"""Who asks, whether they may, and how often: before any route is reached."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from qa.library.accounts import LOCAL, Accounts, User
from qa.server.errors import RefusedError, error_response
from qa.server.rates import Rates

if TYPE_CHECKING:
    from qa.settings import Settings

SESSION_COOKIE = "citedqa_session"
LOGIN, LOGOUT = "/login", "/logout"
# What anybody may have. A test walks all routes.
OPEN = frozenset({"/health", "/ready", LOGIN})
# What programs call, and what is counted against a user's rate; a page loads many small files at once.
API = ("/api/", "/v1/", "/mcp")
# Look-ups of who calls, none of which takes a millisecond: on threads that nothing else can occupy.
_THREADS = 4
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Access:
    """ASGI middleware. Sets `request.state.user`; without QA_AUTH everybody on this machine is the local user."""

    def __init__(self, app: ASGIApp, accounts: Accounts, settings: "Settings", rates: Rates) -> None:
        self._app = app
        self._accounts = accounts
        self._locked = settings.auth is not None
        self._rates = rates
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="session")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        try:
            await self._let_in(scope)
        except RefusedError as exc:
            await _refuse(exc, scope)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _let_in(self, scope: Scope) -> None:
        connection = HTTPConnection(scope)
        bearer = _bearer(connection.headers) if self._locked else None
        if bearer is None and (scope["type"] == "websocket" or scope["method"] not in _SAFE_METHODS):
            _refuse_other_sites(connection.headers)
        if scope["path"] in OPEN:
            return
        user = LOCAL if not self._locked else await self._user(bearer, connection.cookies.get(SESSION_COOKIE))
        if user is None:
            raise RefusedError(
                401, "not_authenticated", "log in at /login, or send a token of `qa tokens create` as Authorization: Bearer …"
            )
        scope.setdefault("state", {})["user"] = user
        if scope["path"].startswith(API):
            self._rates.take(user.name)

    async def _user(self, bearer: str | None, session: str | None) -> User | None:
        if bearer is not None:
            return await self._looked_up(self._accounts.token, bearer)
        if session:
            return await self._looked_up(self._accounts.session, session)
        return None

    async def _looked_up(self, find: Callable[[str], User | None], secret: str) -> User | None:
        return await asyncio.get_running_loop().run_in_executor(self._threads, find, secret)


def _user(request: Request) -> User:
    user: User = request.state.user
    return user


def _admin(request: Request) -> User:
    user = _user(request)
    if not user.admin:
        raise RefusedError(403, "not_allowed", "only an administrator may do this; ask one, or log in as one")
    return user


CurrentUser = Annotated[User, Depends(_user)]
Admin = Annotated[User, Depends(_admin)]


def _bearer(headers: Headers) -> str | None:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def _refuse_other_sites(headers: Headers) -> None:
    """A browser sends cookies (and reaches this machine) on behalf of any page; it also says whose page that is.

    Programs that are no browser say nothing and are let through.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        ours = site in ("same-origin", "none")
    else:
        ours = origin is None or urlsplit(origin).netloc == headers.get("host")
    if not ours:
        raise RefusedError(403, "cross_site", "a page of another site sent this; send it from CitedQA's own page or a program")


def _refuse(exc: RefusedError, scope: Scope) -> "ASGIApp":
    """People who look at a page are sent to log in; programs are told."""
    if scope["type"] == "websocket":
        return _close
    wants_page = scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")
    response: Response = error_response(exc)
    if exc.status == 401 and wants_page and not scope["path"].startswith(API):
        target = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
        response = RedirectResponse(f"{LOGIN}?next={quote(target, safe='')}", 303)
    return response


async def _close(_scope: Scope, receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.close", "code": 1008})
