"""Logging in by a provider of OpenID Connect: to it, and back; and being logged out by it."""

import asyncio
import json
import logging
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict
from hashlib import sha256
from hmac import compare_digest
from time import time
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from qa.service.api.access import LOGIN, SIGN_ON
from qa.service.api.errors import RefusedError
from qa.service.api.login import caller, keep_session, later, local, login_page, onward, secured
from qa.service.api.provider import PendingLogin, Provider, is_name
from qa.service.api.service import Server, TheServer
from qa.service.api.words import spoken
from qa.settings import BACK_CHANNEL, CALLBACK, Settings
from qa.store.sql.identities import Identity
from qa.store.sql.users import Role, User
from qa.types.errors import SignOnError

log = logging.getLogger(__name__)

# As long as finding a second factor takes.
_SECONDS = 600
# What is longer is no address of ours, and would make the cookie longer than browsers keep.
_LONGEST_TARGET = 1500
_ERROR = re.compile(r"[a-z_]{1,40}")
# What names a person and a session has a fraction of this.
_LONGEST_TOKEN = 16_000
_UNSEEN = {"cache-control": "no-store"}
router = APIRouter(include_in_schema=False)


@router.get(SIGN_ON)
async def begin(request: Request, server: TheServer, next: str = "/") -> Response:
    """Send the browser to the provider. What the log-in was begun with stays in this browser, which alone can end it."""
    if server.provider is None:
        return RedirectResponse(LOGIN, 303)
    target = local(next) if len(next) <= _LONGEST_TARGET else "/"
    try:
        address, pending = await server.provider.begin()
    except SignOnError as exc:
        log.warning("no log-in by %s: %s", server.provider.host, exc.detail)
        return login_page(server, target, "", str(exc), 503)
    response = RedirectResponse(address, 303, _UNSEEN)
    response.set_cookie(
        _cookie(pending.state),
        urlsafe_b64encode(json.dumps({**asdict(pending), "next": target, "until": time() + _SECONDS}).encode()).decode(),
        _SECONDS,
        **secured(request, server.settings.root_path + SIGN_ON),
    )
    return response


@router.get(CALLBACK)
async def finish(
    request: Request, server: TheServer, state: str = "", code: str = "", error: str = "", iss: str = ""
) -> Response:
    """Log in whoever comes back from the provider."""
    if server.provider is None:
        return RedirectResponse(LOGIN, 303)
    address = caller(request)
    target = "/"
    try:
        server.logins.count(address)
        pending, target = _begun(request, state)
        user, token = await _let_in(server, server.provider, pending, code, error, iss, address)
    except SignOnError as exc:
        log.warning("log-in by %s failed from %s: %s", server.provider.host, address, exc.detail or exc)
        response: Response = login_page(server, target, "", str(exc), 403)
    except RefusedError as exc:
        return login_page(server, target, "", str(exc), exc.status, later(exc))
    else:
        server.logins.forgive(address)
        log.info("logged in: %s from %s by %s", user.name, address, server.provider.host, extra={"fields": {"user": user.name}})
        response = onward(server.settings.root_path + target, spoken().gettext("You are logged in"))
        keep_session(response, token, server.settings.oidc_session_hours * 3600, request, server)
    response.delete_cookie(_cookie(state), **secured(request, server.settings.root_path + SIGN_ON))
    return response


async def _let_in(
    server: Server, provider: Provider, pending: PendingLogin, code: str, error: str, iss: str, address: str
) -> tuple[User, str]:
    if error:
        told = error if _ERROR.fullmatch(error) else "an error of its own"
        raise SignOnError(f"{provider.host} didn't let you in ({told}); try again, or ask an administrator")
    if iss and iss != provider.issuer:  # RFC 9207
        raise SignOnError("another provider answered than was asked; try again", f"answered by {iss[:200]!r}")
    if not code:
        raise SignOnError(f"{provider.host} sent no code; try again")
    claims, signed = await provider.finish(pending, code)
    # Called by the claim that the settings name, else by their address, else as the provider calls them.
    called = (claims.get(name) for name in (server.settings.oidc_name_claim, "email", "sub"))
    identity = Identity(claims["iss"], claims["sub"], tuple(name for name in called if isinstance(name, str)))
    role = _role_of(claims, server.settings)
    identities = server.whole.library.identities
    if role is None:
        name = await asyncio.to_thread(identities.shut_out, identity)
        raise SignOnError("you may not use this; ask an administrator", f"{name or 'a newcomer'} has no role that lets in")
    sid = claims["sid"] if is_name(claims.get("sid")) else None
    kept = signed if server.settings.oidc_logout else None
    return await asyncio.to_thread(
        identities.log_in, identity, role, address, server.settings.oidc_session_hours * 3600, sid, kept
    )


def _begun(request: Request, state: str) -> tuple[PendingLogin, str]:
    """What this log-in was begun with, in this browser. Raises SignOnError."""
    kept = request.cookies.get(_cookie(state), "")
    try:
        held = json.loads(urlsafe_b64decode(kept.encode()))
        pending = PendingLogin(held["state"], held["nonce"], held["verifier"])
        target, until = local(held["next"]), float(held["until"])
        if not state or not compare_digest(pending.state.encode(), state.encode()) or until < time():
            raise ValueError("another state, or too late")
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        raise SignOnError("this log-in was begun in another browser, or too long ago; begin again", f"state: {exc}") from exc
    return pending, target


def _cookie(state: str) -> str:
    """The name of the cookie of a log-in that was begun: several tabs may begin one."""
    return f"citedqa_oidc_{sha256(state.encode(errors='replace')).hexdigest()[:12]}"


@router.post(BACK_CHANNEL)
async def hear(request: Request, server: TheServer) -> Response:
    """The provider says that somebody has logged out there, and that ends here: OpenID Connect Back-Channel Logout 1.0.

    No browser comes here. Who sends what isn't the provider's counts as one who logs in wrongly.
    """
    if server.provider is None:
        return _wrong("no provider of OpenID Connect is set")
    address = caller(request)
    try:
        server.logins.count(address)
        async with request.form(max_files=0, max_fields=10) as form:
            token = form.get("logout_token")
        if not isinstance(token, str) or not 0 < len(token) <= _LONGEST_TOKEN:
            raise SignOnError("send the provider's logout_token as a form")
        subject, sid = await server.provider.logged_out(token)
    except RefusedError as exc:
        return _wrong(str(exc), exc.status, later(exc))
    except SignOnError as exc:
        log.warning("log-out by %s failed from %s: %s", server.provider.host, address, exc.detail or exc)
        return _wrong(str(exc))
    server.logins.forgive(address)
    identities = server.whole.library.identities
    ended = await asyncio.to_thread(identities.log_out, server.provider.issuer, subject, sid)
    log.info("logged out by %s: sessions ended: %d", server.provider.host, ended)
    return Response(status_code=200, headers=_UNSEEN)


def _wrong(told: str, status: int = 400, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"error": "invalid_request", "error_description": told}, status, {**_UNSEEN, **(headers or {})})


def _role_of(claims: dict[str, Any], settings: Settings) -> Role | None:
    """The highest role here that their roles there give; None where they may not come in."""
    held = _values(claims, settings.oidc_role_claim)
    if held.intersection(settings.oidc_admins or ()):
        return "admin"
    if held.intersection(settings.oidc_editors or ()):
        return "editor"
    if settings.oidc_readers is None or held.intersection(settings.oidc_readers):
        return "reader"
    return None


def _values(claims: dict[str, Any], name: str) -> frozenset[str]:
    """The values of the claim with this name; of "a.b", where no claim is called so, those of `b` within `a`."""
    value: Any = claims.get(name)
    if value is None:
        value = claims
        for part in name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
    if isinstance(value, str):
        return frozenset({value})
    return frozenset(each for each in value if isinstance(each, str)) if isinstance(value, list) else frozenset()
