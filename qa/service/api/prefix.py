"""The path below which a reverse proxy serves the app: taken off addresses that come in, put before those that go out."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Prefix:
    """ASGI middleware, outside all that looks at paths. A proxy may take the path off by itself, or leave it there."""

    def __init__(self, app: ASGIApp, root_path: str) -> None:
        """`root_path` begins with a slash and ends with none."""
        self._app = app
        self._root = root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["path"] == self._root:
            query = scope["query_string"].decode("latin-1")
            target = f"{self._root}/{'?' + query if query else ''}"
            await RedirectResponse(target, 308)(scope, receive, send)
            return
        if scope["path"].startswith(f"{self._root}/"):
            # In place: what stands before this looks at it when the answer goes out.
            scope["path"] = scope["path"].removeprefix(self._root)
            if scope.get("raw_path"):
                scope["raw_path"] = scope["raw_path"].removeprefix(self._root.encode())
        host = Headers(scope=scope).get("host", "")

        async def prefixed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "location" in headers:
                    headers["location"] = self._below(headers["location"], host)
            await send(message)

        await self._app(scope, receive, prefixed)

    def _below(self, location: str, host: str) -> str:
        """An address on this site, put below the path; any other as it is."""
        parts = urlsplit(location)
        if parts.netloc not in ("", host) or not parts.path.startswith("/"):
            return location
        return parts._replace(path=self._root + parts.path).geturl()
