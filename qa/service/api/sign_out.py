"""The provider says that somebody has logged out there: OpenID Connect Back-Channel Logout 1.0. No browser comes here."""

import asyncio
import logging
from math import ceil

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from qa.service.api.errors import RefusedError
from qa.service.api.service import TheService
from qa.settings import BACK_CHANNEL
from qa.types.errors import SignOnError

log = logging.getLogger(__name__)

# What names a person and a session has a fraction of this.
_LONGEST_TOKEN = 16_000
_UNSEEN = {"cache-control": "no-store"}
router = APIRouter(include_in_schema=False)


@router.post(BACK_CHANNEL)
async def hear(request: Request, service: TheService) -> Response:
    """End here what has ended there. Who sends what isn't the provider's counts as one who logs in wrongly."""
    if service.provider is None:
        return _wrong("no provider of OpenID Connect is set")
    address = request.client.host if request.client else ""
    try:
        service.logins.count(address)
        async with request.form(max_files=0, max_fields=10) as form:
            token = form.get("logout_token")
        if not isinstance(token, str) or not 0 < len(token) <= _LONGEST_TOKEN:
            raise SignOnError("send the provider's logout_token as a form")
        who = await service.provider.logged_out(token)
    except RefusedError as exc:
        return _wrong(str(exc), exc.status, {"retry-after": str(ceil(exc.retry_after or 1))})
    except SignOnError as exc:
        log.warning("log-out by %s failed from %s: %s", service.provider.host, address, exc.detail or exc)
        return _wrong(str(exc))
    service.logins.forgive(address)
    ended = await asyncio.to_thread(service.identities.log_out, service.provider.issuer, who.subject, who.sid)
    log.info("logged out by %s: sessions ended: %d", service.provider.host, ended)
    return Response(status_code=200, headers=_UNSEEN)


def _wrong(told: str, status: int = 400, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"error": "invalid_request", "error_description": told}, status, {**_UNSEEN, **(headers or {})})
