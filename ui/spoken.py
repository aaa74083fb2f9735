"""Every request is answered in the language of whoever sent it, and in the looks that they chose."""

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from qa.service.api.words import Words, speak
from ui.language import gettext, language_of, speaking
from ui.looks import look_as
from ui.messages import translated


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
        look_as(connection)
        speak(Words(language.tag, gettext, translated))
        with speaking(language):
            await self._app(scope, receive, send)
