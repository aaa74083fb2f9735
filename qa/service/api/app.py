"""The FastAPI app: its routes, those of its health too; in front of them what is counted, what is too large and who may."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, get_args

from fastapi import APIRouter, Depends, FastAPI
from fastapi.openapi.utils import get_openapi
from mcp.server.transport_security import TransportSecuritySettings
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp

from qa.pipeline import Pipeline
from qa.service.api import ask_routes, chat, chosen_models, collections, documents, kept, login, sign_on, speakers, watches
from qa.service.api.access import Access, BodyLimit, CurrentUser
from qa.service.api.errors import Heads, handle_errors, known_parameters, nothing_else
from qa.service.api.mcp_server import build_mcp
from qa.service.api.metrics import RequestMetrics
from qa.service.api.proxies import Prefix, Proxies
from qa.service.api.rate_limits import RateLimit
from qa.service.api.responses import Described, ErrorOut
from qa.service.api.service import Server, TheServer, TheService
from qa.settings import LOOPBACK, Settings
from qa.types import Confidence
from qa.types.errors import QAError, RightsError
from qa.types.plugins import product_version

log = logging.getLogger(__name__)
router = APIRouter(tags=["operations"])

_DESCRIPTION = (
    "Ask your own documents. Every answer is quoted, attributed, and cited to its place in the source: a citation's `start` "
    "and `end` are offsets into the stored text, in Unicode code points, end excluded. Errors have one shape, "
    '`{"error": {"code": "…", "message": "…"}}`.'
)
# What any call of the API may be answered with.
_REFUSALS: Described = {
    401: {"model": ErrorOut, "description": "Where people log in: no token, or one that isn't valid any more."},
    422: {"model": ErrorOut, "description": "What was sent can't be used; the message says what is wrong with it."},
    429: {"model": ErrorOut, "description": "More requests a minute than one user may send; see Retry-After."},
}
# And any call whose body is JSON.
_OF_BODIES = {
    "400": "The body is no JSON.",
    "415": "The body doesn't come as JSON: send it with content-type application/json.",
}


def create_app(pipeline: Pipeline, settings: Settings, within: Sequence[Callable[[ASGIApp], ASGIApp]] = ()) -> FastAPI:
    """The service over this pipeline, which stays the caller's to close. `app.state.server` is what its routes share.

    `within` are ASGI middlewares that come after the look at who calls.

    With QA_AUTH everything but health, readiness and the login page asks who calls. Raises AccountError, SettingsError.
    """
    library = pipeline.stores.library
    if settings.auth is not None:
        library.accounts.admit(settings.auth)
    server = Server.over(pipeline, settings)
    mcp = build_mcp(server)
    # Host and origin are looked at before any route; the SDK's own look knows nothing of the port or name we serve on.
    checked_already = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    mcp_routes = mcp.streamable_http_app(stateless_http=True, transport_security=checked_already).routes

    @asynccontextmanager
    async def running(_app: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(server.resume)
        async with mcp.session_manager.run():
            yield
        await server.close()

    app = FastAPI(title="CitedQA", docs_url=None, redoc_url=None, openapi_url=None, lifespan=running)
    app.state.server = server
    handle_errors(app)
    app.include_router(router)
    app.include_router(login.router)
    app.include_router(sign_on.router)
    app.include_router(_api(app, settings))
    app.include_router(chat.router)
    app.include_router(nothing_else(tuple(app.router.routes)))
    app.router.routes.extend(mcp_routes)

    app.add_middleware(Heads)
    for middleware in within:
        app.add_middleware(middleware)
    app.add_middleware(Access, accounts=library.accounts, settings=settings, rates=RateLimit(settings.requests_per_minute))
    app.add_middleware(BodyLimit, max_file_mb=settings.max_file_mb)
    if settings.host in LOOPBACK and settings.auth is None:
        # A web page that has its own name resolve to 127.0.0.1 must not read the documents through this server.
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]"])
    app.add_middleware(Proxies, trusted=settings.trusted_proxies or (), accounts=settings.auth is not None)
    app.add_middleware(RequestMetrics, metrics=server.metrics, tracing=server.tracing)
    if settings.root_path:
        app.add_middleware(Prefix, root_path=settings.root_path)
    return app


def _api(app: FastAPI, settings: Settings) -> APIRouter:
    api = APIRouter(prefix="/api/v1", responses=_REFUSALS, dependencies=[Depends(known_parameters)])
    for router in (
        ask_routes.router,
        documents.router,
        collections.router,
        kept.scopes,
        speakers.router,
        kept.conversations,
        kept.feedback,
        chosen_models.embedding,
        chosen_models.language,
        kept.sessions,
        watches.router,
    ):
        api.include_router(router)

    @app.get("/openapi.json", include_in_schema=False)
    async def described_there() -> RedirectResponse:
        """Lead whoever looks where it often is: what is mounted at "/" has a description of its own."""
        return RedirectResponse(f"{settings.root_path}/api/v1/openapi.json")

    @api.get("/openapi.json", include_in_schema=False)
    async def describe() -> dict[str, Any]:
        return _description(app, settings.root_path)

    return api


def _description(app: FastAPI, root_path: str) -> dict[str, Any]:
    if app.openapi_schema is None:
        made = get_openapi(title="CitedQA", version=product_version(), description=_DESCRIPTION, routes=app.routes)
        made["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        made["security"] = [{"token": []}]
        answer = made["components"]["schemas"]["Answer"]
        del answer["properties"]["unsure"]  # is told as `confidence`
        answer["properties"]["confidence"] = {"type": "string", "enum": list(get_args(Confidence))}
        answer["required"].append("confidence")
        if root_path:
            made["servers"] = [{"url": root_path}]
        for operation in (each for path in made["paths"].values() for each in path.values()):
            if "application/json" not in operation.get("requestBody", {}).get("content", {}):
                continue
            operation["responses"] |= {
                code: {"description": why, "content": operation["responses"]["422"]["content"]}
                for code, why in _OF_BODIES.items()
            }
        app.openapi_schema = made
    return app.openapi_schema


@router.get("/health")
async def health() -> dict[str, str]:
    """The process answers. Needs no log-in."""
    return {"status": "ok"}


@router.get("/ready", responses={503: {"description": "The library or its index can't be read now."}})
def ready(server: TheServer) -> Response:
    """Questions can be answered; `index` says how far a vector index that is being filled has got. Needs no log-in and tells no
    more than that; the reason is in the log."""
    stores = server.whole.stores
    try:
        stores.keeper.check()
    except QAError as exc:
        log.warning("Not ready: %s", exc)
        return JSONResponse({"status": "not ready"}, 503)
    filling = stores.keeper.catching_up
    if filling is None:
        return JSONResponse({"status": "ready"})
    # Answers are the same meanwhile: what the index doesn't hold yet is looked through.
    done, total = filling
    return JSONResponse({"status": "ready", "index": f"being filled, {100 * done // total} %"})


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
def metrics(service: TheService, _user: CurrentUser) -> Response:
    """For Prometheus. They count all documents, so who may not read all isn't told them."""
    if service.library.closed:
        raise RightsError("these figures are of all documents, and you may not read all; use the token of an administrator")
    return Response(generate_latest(service.server.metrics.registry), media_type=CONTENT_TYPE_LATEST)
