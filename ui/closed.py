"""What Gradio serves and the app doesn't use is closed; what it uses belongs to whoever began it."""

import json
from collections import OrderedDict
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.service.api.errors import RefusedError, error_response

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
        """The body is read for the session it names, and handed on."""
        body, more = b"", True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise RefusedError(400, "bad_request", "the request ended before its body")
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > _MAX_BYTES:
                raise RefusedError(413, "too_large", f"an event of the page has at most {_MAX_BYTES:,} bytes")
        try:
            sent = json.loads(body)
            name = sent.get("session_hash") if isinstance(sent, dict) else None
        except ValueError:
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
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed
