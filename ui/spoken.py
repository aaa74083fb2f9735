"""Every request is answered in the language of whoever sent it, and in the looks that they chose, by day or by night."""

from contextvars import ContextVar

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from qa.service.api.words import PageLanguage, speak
from ui.language import gettext, language_of, speaking
from ui.messages import translated

# `ui/assets/shell.js` sets it. Those pages run no script, so the choice that the app keeps for itself is told here as well.
_COOKIE = "citedqa_look"
_chosen: ContextVar[str] = ContextVar("look", default="")


def look() -> str:
    """How the pages beside the app look: "light", "dark", or "" for the system's own."""
    return _chosen.get()


class Spoken:
    """ASGI middleware. Events of Gradio's run outside of their request: `ui.pages.shell.in_their_language` is for these."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        language = language_of(connection)
        given = connection.cookies.get(_COOKIE, "")
        _chosen.set(given if given in ("light", "dark") else "")
        speak(PageLanguage(language.tag, gettext, translated))
        with speaking(language):
            await self._app(scope, receive, send)
