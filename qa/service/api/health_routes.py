"""Is it alive, can it answer, how is it doing."""

import logging

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.responses import JSONResponse, Response

from qa.service.api.access import CurrentUser
from qa.service.api.service import TheService
from qa.types.errors import QAError, RightsError

log = logging.getLogger(__name__)
router = APIRouter(tags=["operations"])


@router.head("/health", include_in_schema=False)
@router.get("/health")
async def health() -> dict[str, str]:
    """The process answers. Needs no log-in."""
    return {"status": "ok"}


@router.get("/ready", responses={503: {"description": "The library or its index can't be read now."}})
def ready(service: TheService) -> Response:
    """Questions can be answered; `index` says how far a vector index that is being filled has got. Needs no log-in and tells no
    more than that; the reason is in the log."""
    stores = service.whole.stores
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
    return Response(generate_latest(service.metrics.registry), media_type=CONTENT_TYPE_LATEST)
