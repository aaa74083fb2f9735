"""Who asks, whether they may, how often and how much, and how slowly it may come: before any route is reached."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.service.api.errors import RefusedError, error_response
from qa.service.api.rate_limits import RateLimit
from qa.service.api.words import tell_settings
from qa.settings import BACK_CHANNEL, CALLBACK, LOOPBACK, Settings
from qa.store.sql.accounts import Accounts
from qa.store.sql.users import LOCAL, User

SESSION_COOKIE = "citedqa_session"
LOGIN, LOGOUT, SIGN_ON = "/login", "/logout", "/login/oidc"
# A browser asks for it without its cookies; nothing in it is private.
MANIFEST = "/manifest.json"
# What anybody may have. A test walks all routes.
OPEN = frozenset({"/health", "/ready", MANIFEST, LOGIN, SIGN_ON, CALLBACK, BACK_CHANNEL})
# What programs call, and what is counted against a user's rate; a page loads many small files at once.
API = ("/api/", "/v1/", "/mcp")
# What the page calls that costs as much: counted as well.
_COUNTED = (
    *API,
    "/gradio_api/queue/join",
    "/conversations/",
    "/shared/",
    "/feedback.jsonl",
    "/settings/",
    "/whole/",
    "/pages/",
    "/people/",
    "/library/document/",
    "/library/overview",
    "/library/frame",
    "/source/",
)
# Readers may not add, and what is added is large: they are refused before the body is read.
_ADDING = "/api/v1/documents/"
# What a link on another site may open.
_LINKED = ("/source/", "/shared/")
# Look-ups of who calls, none of which takes a millisecond: on threads that nothing else can occupy.
_THREADS = 4
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Access:
    """ASGI middleware. Sets `request.state.user`; without QA_AUTH everybody on this machine is the local user."""

    def __init__(self, app: ASGIApp, accounts: Accounts, settings: Settings, rates: RateLimit) -> None:
        self._app = app
        self._accounts = accounts
        self._locked = settings.auth is not None
        self._login = settings.root_path + LOGIN
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
        if bearer is None and not _is_link(scope, connection.headers):
            _refuse_other_sites(connection.headers, public=self._locked)
        if scope["path"] in OPEN:
            return
        user = LOCAL if not self._locked else await self._user(bearer, connection.cookies.get(SESSION_COOKIE))
        if user is None:
            raise RefusedError(
                401,
                "not_authenticated",
                f"log in at {self._login}, or send a token of `qa tokens create` as Authorization: Bearer …",
            )
        scope.setdefault("state", {})["user"] = user
        tell_settings(user.admin)
        if scope["path"].startswith(_COUNTED):
            self._rates.take(user.name)
        if scope["type"] == "http" and scope["method"] == "POST" and scope["path"].startswith(_ADDING) and not user.edits:
            raise _editors_only()

    async def _user(self, bearer: str | None, session: str | None) -> User | None:
        secret, find = (session, self._accounts.session) if bearer is None else (bearer, self._accounts.token)
        return await asyncio.get_running_loop().run_in_executor(self._threads, find, secret) if secret else None


def _user(request: Request) -> User:
    user: User = request.state.user
    return user


def _admin(request: Request) -> User:
    user = _user(request)
    if not user.admin:
        raise RefusedError(403, "not_allowed", "only an administrator may do this; ask one, or log in as one")
    return user


def _editor(request: Request) -> User:
    user = _user(request)
    if not user.edits:
        raise _editors_only()
    return user


def _editors_only() -> RefusedError:
    return RefusedError(403, "not_allowed", "only an editor or administrator may change the library; ask one, or log in as one")


CurrentUser = Annotated[User, Depends(_user)]
Editor = Annotated[User, Depends(_editor)]
Admin = Annotated[User, Depends(_admin)]


def _bearer(headers: Headers) -> str | None:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def _is_link(scope: Scope, headers: Headers) -> bool:
    """Whether a person opens a page from elsewhere in a tab of its own: the page with the link can neither see nor time it."""
    if scope["type"] != "http" or scope["method"] not in _SAFE_METHODS:
        return False
    if scope["path"] in OPEN and "sec-fetch-site" not in headers:
        return True  # a browser too old to say; what is open tells nothing
    tab = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    return tab and (scope["path"] in ("/", LOGIN, CALLBACK) or scope["path"].startswith(_LINKED))


def _refuse_other_sites(headers: Headers, *, public: bool) -> None:
    """A browser sends cookies (and reaches this machine) on behalf of any page; it also says whose page that is.

    Reading is refused as well: it costs, counts against the user's rate, and its time can be measured. Programs that are no
    browser say nothing and are let through. Not `public`: only pages of this machine are ours, so that a proxy which calls
    itself this machine gives nothing away.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        ours = site in ("same-origin", "none")
    else:
        ours = origin is None or urlsplit(origin).netloc == headers.get("host")
    if not public and origin is not None:
        ours = ours and urlsplit(origin).hostname in LOOPBACK
    if not ours:
        raise RefusedError(403, "cross_site", "a page of another site sent this; send it from CitedQA's own page or a program")


def _refuse(exc: RefusedError, scope: Scope) -> ASGIApp:
    """People who look at a page are sent to log in; programs are told."""
    if scope["type"] == "websocket":
        return _close
    wants_page = scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")
    if exc.status == 401 and wants_page and not scope["path"].startswith(API):
        target = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
        return RedirectResponse(f"{LOGIN}?next={quote(target, safe='')}", 303)
    return error_response(exc)


async def _close(_scope: Scope, receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.close", "code": 1008})


FILES = "/api/v1/documents/files"
# Questions with their history, texts to add; a text of a million characters is a long book.
_MAX_BYTES = 4_000_000
# By how much a form is larger than the files in it.
_FORM_BYTES = 1_000_000
# How long a body may take: a slow telephone line sends 10 kB a second.
_BODY_SECONDS, _BYTES_A_SECOND = 30.0, 10_000


class BodyLimit:
    """ASGI middleware. An upload may be as large as one file (QA_MAX_FILE_MB); everything else must be small."""

    def __init__(self, app: ASGIApp, max_file_mb: float, seconds: float = _BODY_SECONDS) -> None:
        self._app = app
        self._seconds = seconds
        self._max_upload = int(max_file_mb * 1_000_000) + _FORM_BYTES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        is_upload = path.endswith(FILES)  # below any path of a proxy
        limit = self._max_upload if is_upload else min(_MAX_BYTES, self._max_upload)
        told = Headers(scope=scope).get("content-length", "")
        if told.isdigit() and int(told) > limit:
            await error_response(_too_large(limit))(scope, receive, send)
            return
        got, began, all_there = 0, time.monotonic(), False

        async def counted() -> Message:
            nonlocal got, all_there
            if all_there:  # what comes now is that the client hangs up
                return await receive()
            left = began + self._seconds + got / _BYTES_A_SECOND - time.monotonic()
            try:
                message = await asyncio.wait_for(receive(), max(left, 0.001))
            except TimeoutError:
                raise HTTPException(408, "the request came too slowly; send it again over a better connection") from None
            all_there = not message.get("more_body")
            got += len(message.get("body", b""))
            if got > limit:
                # Of this kind because it passes through whatever reads the body.
                raise HTTPException(413, str(_too_large(limit)))
            return message

        await self._app(scope, counted, send)


def _too_large(limit: int) -> RefusedError:
    return RefusedError(
        413, "too_large", f"at most {limit / 1e6:g} MB are taken in one request; split it", setting="QA_MAX_FILE_MB"
    )
