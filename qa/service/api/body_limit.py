"""The limit of a request's body, by its content-length where the client tells it, else while it is read; and how slowly it may
come."""

import asyncio
import time

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.service.api.access import API, LOGIN
from qa.service.api.errors import RefusedError, error_response

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
        small = path == LOGIN or (path.startswith(API) and path != FILES)
        limit = min(_MAX_BYTES, self._max_upload) if small else self._max_upload
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
