"""HTTP headers that keep the page to itself: no request leaves this server, and no script runs that it didn't write."""

import base64
import hashlib
import re
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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

    def __init__(self, app: ASGIApp, head: str = "") -> None:
        """`head` is what the app's own page holds in its `<head>` beside Gradio's, which would put it there by a script."""
        self._app = app
        self._head = head.encode() + b"</head>"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope = _uncompressed(scope)  # the one that is handed on, to which proxies add what they tell
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
                body = body.replace(b"</head>", self._head)
                headers = MutableHeaders(scope=held)
                headers["content-length"] = str(len(body))
                headers["content-security-policy"] = content_security_policy(_INLINE_SCRIPT.findall(body))
                await send(held)
                held, message = None, {"type": "http.response.body", "body": body}
            await send(message)

        await self._app(scope, receive, guarded)


def _uncompressed(scope: Scope) -> Scope:
    """Pages are asked for as they are, to be hashed; everything else may come compressed."""
    if "text/html" not in Headers(scope=scope).get("accept", ""):
        return scope
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]}
