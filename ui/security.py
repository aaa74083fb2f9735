"""What keeps the page to itself: no request leaves this server, no script runs that it didn't write, what Gradio serves and the
app doesn't use is closed, and what it uses belongs to whoever began it. A mistaken address is answered by a page.
"""

import base64
import hashlib
import json
import re
from collections import OrderedDict
from collections.abc import Iterable
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.service.api.errors import RefusedError, error_response
from ui.language import gettext as _
from ui.rendering.articles import missing_page
from ui.rendering.links import address

# What Gradio answers any page of this machine with; the app has one origin.
_SHARING = ("access-control-allow-origin", "access-control-allow-credentials", "access-control-allow-methods")
_HSTS = "max-age=31536000"
# The one page with inline scripts: Gradio's, the same for everybody, before any text of a document has come into it.
_APP = "/"
_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_JOIN, _CANCEL, _DATA = "/gradio_api/queue/join", "/gradio_api/cancel", "/gradio_api/queue/data"
# Of Gradio's programs' interface: uploads, files, proxies, streams, recordings and what later versions add are none of these.
_OPEN = frozenset(
    {_JOIN, _CANCEL, _DATA} | {f"/gradio_api/{name}" for name in ("reset", "startup-events", "info", "theme.css", "app_id")}
)
_CLOSED = ("/gradio_api", "/monitoring", "/pwa_icon", "/svelte/")
# Pages whose owner is remembered; the one longest unused is forgotten first.
_SESSIONS = 20_000
_LONGEST_NAME = 100
_MAX_BYTES = 1_000_000
# Those of programs: they are told in their own way.
_PROGRAMS = ("/api/", "/v1/", "/gradio_api/", "/ui/", "/ui-", "/mcp")


def content_security_policy(inline_scripts: Iterable[bytes] = ()) -> str:
    """The policy for a page with these inline scripts; without any, not even Gradio's templates are evaluated."""
    digests = (base64.b64encode(hashlib.sha256(script).digest()).decode() for script in inline_scripts)
    hashes = [f"'sha256-{digest}'" for digest in digests]
    directives = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *(["'unsafe-eval'", *hashes] if hashes else [])]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


class SecurityHeaders:
    """ASGI middleware. Only the app's own page has inline scripts, which run by their hash; pages of documents have none."""

    def __init__(self, app: ASGIApp, head: str = "", loads: str = "") -> None:
        """`head` is what the app's own page holds in its `<head>` beside Gradio's, which would put it there by a script;
        `loads` names files before Gradio's element: what stands above is painted before they have come."""
        self._app = app
        self._put = {b"</head>": head.encode() + b"</head>", b"<gradio-app": loads.encode() + b"<gradio-app"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if "text/html" in Headers(scope=scope).get("accept", ""):
            # Pages are asked for as they are, to be hashed; everything else may come compressed. This scope is the one that is
            # handed on, to which proxies add what they tell.
            scope = {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]}
        held: Message | None = None
        body = b""

        async def guarded(message: Message) -> None:
            nonlocal held, body
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                for name in _SHARING:
                    del headers[name]
                if scope["scheme"] == "https":
                    headers["strict-transport-security"] = _HSTS
                headers["content-security-policy"] = content_security_policy()
                if (
                    scope["path"] == _APP
                    and headers.get("content-type", "").startswith("text/html")
                    and "content-encoding" not in headers
                ):
                    held = message
                    return
            elif held is not None and message["type"] == "http.response.body":
                body += message.get("body", b"")
                if message.get("more_body"):
                    return
                for mark, instead in self._put.items():
                    body = body.replace(mark, instead, 1)
                headers = MutableHeaders(scope=held)
                headers["content-length"] = str(len(body))
                headers["content-security-policy"] = content_security_policy(_INLINE_SCRIPT.findall(body))
                await send(held)
                held, message = None, {"type": "http.response.body", "body": body}
            await send(message)

        await self._app(scope, receive, guarded)


class Closed:
    """ASGI middleware in front of Gradio's part, behind the look at who calls."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._owners: OrderedDict[str, str] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"].rstrip("/")
        if (path.startswith(_CLOSED) and path not in _OPEN) or (path == "/logout" and scope["method"] != "POST"):
            await error_response(RefusedError(404, "not_found", "there is nothing at this address"))(scope, receive, send)
            return
        try:
            if path in (_JOIN, _CANCEL) and scope["method"] == "POST":
                receive = await self._joined(scope, receive)
            elif path == _DATA:
                self._check(scope, parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])[0])
        except RefusedError as exc:
            await error_response(exc)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _joined(self, scope: Scope, receive: Receive) -> Receive:
        """The body is read for the session it names, and handed on. Raises ClientDisconnect."""
        body = b""
        async for part in Request(scope, receive).stream():
            body += part
            if len(body) > _MAX_BYTES:
                raise RefusedError(413, "too_large", f"an event of the page has at most {_MAX_BYTES:,} bytes")
        try:
            sent = json.loads(body)
            name = sent.get("session_hash") if isinstance(sent, dict) else None
        except (ValueError, RecursionError):
            name = None
        self._check(scope, name if isinstance(name, str) else "")
        return _again(body, receive)

    def _check(self, scope: Scope, session: str) -> None:
        """A page's state is found by a name that the browser made up: it is of whoever used it first. Raises RefusedError."""
        user = scope.get("state", {}).get("user")
        name = user.name if user is not None else ""
        if not 0 < len(session) <= _LONGEST_NAME:
            raise RefusedError(422, "bad_request", "session_hash is missing, or too long to be one; reload the page")
        if self._owners.setdefault(session, name) != name:
            raise RefusedError(403, "not_yours", "this page was opened by somebody else; reload it")
        self._owners.move_to_end(session)
        if len(self._owners) > _SESSIONS:
            self._owners.popitem(last=False)


def _again(body: bytes, receive: Receive) -> Receive:
    first: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return first.pop() if first else await receive()

    return replayed


class Missing:
    """ASGI middleware: takes the place of a 404 that isn't HTML already, where a browser asked for a page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        accepts = Headers(scope=scope).get("accept", "") if scope["type"] == "http" else ""
        if "text/html" not in accepts or scope["path"].removeprefix(address("")).startswith(_PROGRAMS):
            await self._app(scope, receive, send)
            return
        instead = False

        async def told(message: Message) -> None:
            nonlocal instead
            if message["type"] == "http.response.start":
                kind = Headers(raw=message["headers"]).get("content-type", "")
                instead = message["status"] == 404 and not kind.startswith("text/html")
            if not instead:
                await send(message)

        await self._app(scope, receive, told)
        if instead:
            await missing_page(_("There is no page at this address."))(scope, receive, send)
