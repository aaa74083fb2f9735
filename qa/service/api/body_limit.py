"""How much a request may bring: said before it is read where the client tells its size, and while it is read where not."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.service.api.access import API, LOGIN
from qa.service.api.errors import RefusedError, error_response

FILES = "/api/v1/documents/files"
# Questions with their history, texts to add; a text of a million characters is a long book.
_MAX_BYTES = 4_000_000
# What a form is larger than the files in it.
_FORM_BYTES = 1_000_000


class BodyLimit:
    """ASGI middleware. Uploads may have the size of one file (QA_MAX_FILE_MB), everything else little."""

    def __init__(self, app: ASGIApp, max_file_mb: float) -> None:
        self._app = app
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
        got = 0

        async def counted() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > limit:
                # Of this kind because it passes through whatever reads the body.
                raise HTTPException(413, str(_too_large(limit)))
            return message

        await self._app(scope, counted, send)


def _too_large(limit: int) -> RefusedError:
    return RefusedError(
        413, "too_large", f"at most {limit / 1e6:g} MB are taken in one request; split it, or raise QA_MAX_FILE_MB for files"
    )
