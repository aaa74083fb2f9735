"""A mistaken address in a browser is answered by a page that leads on, not by JSON."""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.language import gettext as _
from ui.rendering.articles import source_page
from ui.rendering.links import address
from ui.rendering.templates import render

# Those of programs: they are told in their own way.
_PROGRAMS = ("/api/", "/v1/", "/gradio_api/", "/ui/", "/ui-", "/mcp")


class Missing:
    """ASGI middleware: takes the place of a 404 that isn't HTML already, where a browser asked for a page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        accepts = Headers(scope=scope).get("accept", "") if scope["type"] == "http" else ""
        if (
            scope["type"] != "http"
            or "text/html" not in accepts
            or scope["path"].removeprefix(address("")).startswith(_PROGRAMS)
        ):
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


def missing_page(message: str, headers: Mapping[str, str] | None = None) -> HTMLResponse:
    """The page of an address at which there is nothing: `message` says what isn't there."""
    return HTMLResponse(source_page(_("Not found"), render("missing", message=message)), 404, headers)
