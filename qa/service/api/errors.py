"""Everything that goes wrong, in one shape: `{"error": {"code": "…", "message": "…"}}`, one sentence with the fix in it.

The message is in the language that the request asks for, where there is one; the code is for programs.
"""

import errno
import math
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from qa.service.api.words import for_face, spoken
from qa.types import errors
from qa.types.allowed import allowed
from qa.types.errors import QAError

WRONG = "something went wrong here; look for the request's id (X-Request-ID) in the server's log"
# What each error of the product is over HTTP; a subclass that isn't named is as its parent.
_MEANINGS: Mapping[type[QAError], tuple[int, str]] = {
    errors.QuestionError: (422, "question"),
    errors.DeadlineError: (503, "deadline"),
    errors.LoadError: (422, "unusable_document"),
    errors.SavedError: (422, "unusable_answer"),
    errors.ModelServerError: (422, "model_server"),
    errors.NoNameError: (422, "bad_request"),
    errors.NameTakenError: (409, "name_taken"),
    errors.RightsError: (403, "not_allowed"),
    errors.NotFoundError: (404, "not_found"),
    errors.BusyError: (503, "busy"),
    errors.WrongPasswordError: (401, "wrong_password"),
    errors.SignOnError: (403, "not_vouched_for"),
    errors.TooManyAttemptsError: (429, "too_many_attempts"),
    errors.QAError: (503, "unavailable"),
}
_BUSY_SECONDS = 5
_AS_JSON = "send a JSON object with content-type application/json"
_CODES = {
    400: "bad_request",
    404: "not_found",
    405: "method_not_allowed",
    408: "too_slow",
    413: "too_large",
    415: "unsupported_media_type",
}
# What the objects of a list look like, by its name.
_SHAPES = {
    "history": '{"role": "user", "text": "What did Porter say?"}, or of the role assistant',
    "messages": '{"role": "user", "content": "What did Porter say?"}',
}
_METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")
_NO_METHODS = ("OPTIONS", "TRACE")
_ADDRESSES = ("/api/{rest:path}", "/v1/{rest:path}", "/health", "/ready", "/metrics")


class RefusedError(QAError):
    """A request that isn't served: `status` and `code` say why to programs, `retry_after` is in seconds."""

    def __init__(self, status: int, code: str, message: str, retry_after: float | None = None, *, setting: str = "") -> None:
        super().__init__(message, setting=setting)
        self.status = status
        self.code = code
        self.retry_after = retry_after


def error_response(exc: Exception) -> JSONResponse:
    """What the client is told. Nothing of an exception that nobody foresaw leaves the server."""
    status, _, _, retry_after = _described(exc)
    headers = dict(exc.headers or {}) if isinstance(exc, HTTPException) else {}  # such as Allow
    if retry_after is not None:
        headers["retry-after"] = str(math.ceil(retry_after))
    if status == 401:
        headers["www-authenticate"] = 'Bearer realm="CitedQA"'
    return JSONResponse(error_json(exc), status, headers)


def error_json(exc: Exception) -> dict[str, Any]:
    """The same without a status line, which has gone out already before the last event of a stream."""
    _, code, message, _ = _described(exc)
    return {"error": {"code": code, "message": for_face(spoken().told(message), "api")}}


def handle_errors(app: FastAPI) -> None:
    async def answer(_request: Request, exc: Exception) -> JSONResponse:
        return error_response(exc)

    for kind in (QAError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, answer)


def _described(exc: Exception) -> tuple[int, str, str, float | None]:
    """Status, code, message, seconds to wait."""
    match exc:
        case RefusedError():
            return exc.status, exc.code, str(exc), exc.retry_after
        case QAError():
            status, code = next(_MEANINGS[kind] for kind in type(exc).__mro__ if kind in _MEANINGS)
            busy = _BUSY_SECONDS if isinstance(exc, errors.BusyError) else None
            return status, code, str(exc), exc.seconds if isinstance(exc, errors.TooManyAttemptsError) else busy
        case RequestValidationError():
            return _unusable(exc)
        case OSError(errno=errno.ENOSPC):
            return 503, "unavailable", "there is no room left on the server's disk; make room there and try again", None
        case HTTPException(__cause__=OSError(errno=errno.ENOSPC) as full):  # while a large upload comes in
            return _described(full)
        case HTTPException() if isinstance(exc.__cause__, UnicodeDecodeError):
            return 400, "bad_json", f"the body is no JSON in UTF-8; {_AS_JSON}", None
        case HTTPException():
            return exc.status_code, _CODES.get(exc.status_code, "refused"), _sentence(exc), None
        case _:
            return 500, "internal", WRONG, None


def _unusable(exc: RequestValidationError) -> tuple[int, str, str, None]:
    """The first thing that is wrong with what was sent, without repeating it."""
    first = exc.errors()[0]
    if first["type"] == "json_invalid":
        return 400, "bad_json", f"the body is no JSON; {_AS_JSON}", None
    if isinstance(exc.body, bytes):  # which FastAPI leaves as it is unless it comes as JSON
        return 415, _CODES[415], f"the body doesn't come as JSON; {_AS_JSON}", None
    return 422, "bad_request", f"{problem(first)}; /api/v1/openapi.json describes what is allowed", None


def _sentence(exc: HTTPException) -> str:
    if exc.status_code == 404:
        return "there is nothing at this address; /api/v1/openapi.json lists what there is"
    detail = str(exc.detail)
    return f"{detail[:1].lower()}{detail[1:]}; /api/v1/openapi.json describes what is allowed"


def problem(error: Mapping[str, Any]) -> str:
    """One of pydantic's errors, in a sentence of our own: where it is, what is wrong and what is allowed.

    What was sent isn't repeated.
    """
    where = ".".join(str(part) for part in error["loc"])
    kind, limits = error["type"], error.get("ctx", {})
    if words := allowed(error):
        return f"{where} {words}"
    if kind in ("string_too_short", "too_short"):
        given = f"has {_many(error['input'])}, at least {limits['min_length']} are needed"
        return f"{where} {given if error['input'] else 'is empty; put something in it'}"
    if kind in ("string_too_long", "too_long"):
        return f"{where} has {_many(error['input'])}, {limits['max_length']} are allowed; shorten it"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        shape = next((_SHAPES[part] for part in error["loc"] if part in _SHAPES), None)
        return f"{where} must be an object" + (f" like {shape}" if shape else ", in braces")
    if kind == "value_error" and "UploadFile" in error["msg"]:
        return f"{where} must be a file, not text; with curl: -F {error['loc'][1]}=@NAME"
    if kind == "value_error":
        told = str(error["msg"]).removeprefix("Value error, ")
        return f"{where}: {told}" if told.startswith("'") else f"{where} {told}"
    return f"{where}: {str(error['msg'])[:1].lower()}{str(error['msg'])[1:]}"


def _many(given: Any) -> str:
    one, more = ("character", "characters") if isinstance(given, str) else ("entry", "entries")
    return f"{len(given)} {one if len(given) == 1 else more}"


async def known_parameters(request: Request) -> None:
    """Refuse unknown parameters of a query, as unknown keys of a body are: a misspelt filter would leave everything in."""
    known = _parameters(request.scope["route"].dependant)
    for name in request.query_params:
        if name not in known:
            raise RefusedError(
                422, "bad_request", f"the query's {unknown(name, known)}; /api/v1/openapi.json lists what there is"
            )


def unknown(name: str, known: Collection[str]) -> str:
    """What is said of a parameter that there isn't, with the nearest that there is, or else all."""
    shown = name if len(name) <= 40 else f"{name[:40]}…"
    if near := get_close_matches(name, sorted(known), 1):
        return f"{shown!r} isn't known here; write {near[0]!r}"
    return f"{shown!r} isn't known here; " + (f"known are {', '.join(sorted(known))}" if known else "leave it out")


def nothing_else(routes: Sequence[BaseRoute]) -> APIRouter:
    """Routes after these, so that a mistaken address is an error of the API, not answered by a page mounted behind it."""
    router = APIRouter(include_in_schema=False)

    async def nothing(request: Request) -> None:
        taken = [method for method in _METHODS if _is_there(request, method, routes)]
        if taken:
            raise HTTPException(
                405, f"this address takes {' and '.join(taken)}, not {request.method}", {"allow": ", ".join(taken)}
            )
        raise HTTPException(404)

    for address in _ADDRESSES:
        router.add_api_route(address, nothing, methods=[*_METHODS, *_NO_METHODS])
    return router


class Heads:
    """ASGI middleware. HEAD, by which monitors ask, is answered as GET is; the server leaves out the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._addresses = tuple(each.partition("{")[0] for each in _ADDRESSES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD" or not scope["path"].startswith(self._addresses):
            await self._app(scope, receive, send)
            return
        as_get = {**scope, "method": "GET"}
        await self._app(as_get, receive, send)
        scope.update(as_get, method="HEAD")  # the figures tell by it which route this was


def _parameters(dependant: Dependant) -> set[str]:
    """The names of all that a route and what it depends on take from the query."""
    own = {field.alias for field in dependant.query_params}
    return own.union(*(_parameters(each) for each in dependant.dependencies))


def _is_there(request: Request, method: str, routes: Sequence[BaseRoute]) -> bool:
    scope = {**request.scope, "method": method}
    return any(route.matches(scope)[0] is Match.FULL for route in routes)
