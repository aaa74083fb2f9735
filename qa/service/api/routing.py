"""Requests that ask for what isn't there are told so: unknown parameters of the query, addresses and methods."""

from collections.abc import Collection, Sequence
from difflib import get_close_matches

from fastapi import APIRouter, HTTPException, Request
from fastapi.dependencies.models import Dependant
from starlette.routing import BaseRoute, Match

from qa.service.api.errors import RefusedError

_METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")


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
    """Routes that come after these, so that a mistaken address is told as an error of the API, not answered by a page that is
    mounted behind it."""
    router = APIRouter(include_in_schema=False)

    @router.api_route("/api/{rest:path}", methods=[*_METHODS])
    @router.api_route("/v1/{rest:path}", methods=[*_METHODS])
    async def nothing(request: Request) -> None:
        taken = [method for method in _METHODS if _is_there(request, method, routes)]
        if taken:
            raise HTTPException(
                405, f"this address takes {' and '.join(taken)}, not {request.method}", {"allow": ", ".join(taken)}
            )
        raise HTTPException(404)

    return router


def _parameters(dependant: Dependant) -> set[str]:
    """The names of all that a route and what it depends on take from the query."""
    own = {field.alias for field in dependant.query_params}
    return own.union(*(_parameters(each) for each in dependant.dependencies))


def _is_there(request: Request, method: str, routes: Sequence[BaseRoute]) -> bool:
    scope = {**request.scope, "method": method}
    return any(route.matches(scope)[0] is Match.FULL for route in routes)
