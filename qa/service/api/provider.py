"""A provider of OpenID Connect, as its client sees it: the authorization code flow with PKCE.

What a browser brings back is a code, which is worth nothing without the verifier that only this browser's log-in has. What the
provider then tells is believed where it is signed with one of its keys, for us, for this log-in, and now.
"""

import asyncio
import secrets
from dataclasses import dataclass
from time import monotonic, time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

import httpx

from qa.settings import CALLBACK, LOOPBACK, Settings
from qa.types.errors import SettingsError, SignOnError

if TYPE_CHECKING:
    from joserfc.jwk import KeySet
    from joserfc.jwt import Token

_TIMEOUT = 10.0
_KNOWN_SECONDS = 3600.0  # providers change their keys in days
# One that can't be reached, and unknown keys, are asked for again soon, but not by each who tries to log in.
_FAILED_SECONDS, _KEYS_SECONDS = 5.0, 60.0
# Signed by the provider alone: never with a secret that we have too, and never not at all.
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
_LEEWAY = 60  # seconds that two clocks may differ by
_LOGGED_OUT = "http://schemas.openid.net/event/backchannel-logout"
# What is older is no news: the provider says so at once, and twice at most.
_NEWS_SECONDS = 600
# Longer than addresses may be with some servers; without it, people are asked there whether they mean it.
_LONGEST_HINT = 4000


@dataclass(frozen=True, slots=True)
class PendingLogin:
    """What one log-in was begun with."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class _Discovered:
    """What a provider tells of itself, until a time of the monotonic clock."""

    authorize: str
    token: str
    userinfo: str | None
    keys: str
    leave: str | None
    secret_in_body: bool
    until: float


class Provider:
    """Belongs to one event loop."""

    def __init__(self, settings: Settings) -> None:
        assert settings.oidc_issuer is not None
        self.issuer = settings.oidc_issuer
        self.host = urlsplit(self.issuer).netloc
        self._settings = settings
        self._http = httpx.AsyncClient(timeout=_TIMEOUT, headers={"accept": "application/json"})
        self._one_at_a_time = asyncio.Lock()
        self._known: _Discovered | None = None
        self._failed = -_FAILED_SECONDS
        self._keys: KeySet | None = None
        self._keys_since = -_KEYS_SECONDS

    @classmethod
    def of(cls, settings: Settings) -> "Provider | None":
        """None where the settings name none. Raises SettingsError where what it needs isn't installed."""
        if settings.oidc_issuer is None:
            return None
        try:
            import authlib.oidc.core  # noqa: F401
        except ImportError as exc:
            raise SettingsError(
                "oidc_issuer (QA_OIDC_ISSUER) is set, but Authlib isn't installed: pip install 'citedqa[oidc]'"
            ) from exc
        return cls(settings)

    async def begin(self) -> tuple[str, PendingLogin]:
        """Where the browser is to go, and what to remember meanwhile. Raises SignOnError."""
        from authlib.oauth2.rfc7636 import create_s256_code_challenge

        known = await self._discovered()
        pending = PendingLogin(*(secrets.token_urlsafe(32) for _ in range(3)))
        query = {
            "response_type": "code",
            "client_id": self._settings.oidc_client_id,
            "redirect_uri": self._settings.oidc_redirect_url,
            "scope": self._settings.oidc_scope,
            "state": pending.state,
            "nonce": pending.nonce,
            "code_challenge": create_s256_code_challenge(pending.verifier),
            "code_challenge_method": "S256",
        }
        return f"{known.authorize}{'&' if '?' in known.authorize else '?'}{urlencode(query)}", pending

    async def finish(self, pending: PendingLogin, code: str) -> tuple[dict[str, Any], str]:
        """Who has this code, as claims, and the token that vouches for it. Raises SignOnError."""
        known = await self._discovered()
        body = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._settings.oidc_redirect_url,
            "client_id": self._settings.oidc_client_id,
            "code_verifier": pending.verifier,
        }
        identified: httpx.Auth = httpx.Auth()  # a public client tells no more than its name
        if secret := self._settings.oidc_client_secret:
            if known.secret_in_body:
                body["client_secret"] = secret
            else:
                identified = httpx.BasicAuth(quote(str(body["client_id"]), safe=""), quote(secret, safe=""))
        told = await self._json(self._http.post(known.token, data=body, auth=identified))
        signed, access = told.get("id_token"), told.get("access_token")
        if not isinstance(signed, str) or not isinstance(access, str):
            raise self._untrue("its answer has no id_token")
        claims = await self._verified(known, signed, access, pending.nonce)
        wanted = (self._settings.oidc_name_claim, self._settings.oidc_role_claim.partition(".")[0])
        if known.userinfo is not None and any(name not in claims for name in wanted):
            more = await self._json(self._http.get(known.userinfo, headers={"authorization": f"Bearer {access}"}))
            if more.get("sub") != claims["sub"]:
                raise self._untrue("its userinfo is of somebody else")
            claims = more | claims
        return claims, signed

    async def way_out(self, id_token: str) -> str | None:
        """Where a browser ends the provider's session; None where it offers no such place. Raises SignOnError."""
        known = await self._discovered()
        if known.leave is None:
            return None
        query = {
            "client_id": self._settings.oidc_client_id,
            "post_logout_redirect_uri": f"{str(self._settings.oidc_redirect_url).removesuffix(CALLBACK)}/login",
        }
        if len(id_token) <= _LONGEST_HINT:
            query["id_token_hint"] = id_token
        return f"{known.leave}{'&' if '?' in known.leave else '?'}{urlencode(query)}"

    async def logged_out(self, signed: str) -> tuple[str | None, str | None]:
        """(who has logged out there, of which session), one at least, of a logout token that is checked as OpenID Connect
        Back-Channel Logout 1.0 (2.6) has it. Raises SignOnError."""
        from joserfc.errors import JoseError
        from joserfc.jwt import JWTClaimsRegistry

        known = await self._discovered()
        rules = JWTClaimsRegistry(
            leeway=_LEEWAY,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": str(self._settings.oidc_client_id)},
            iat={"essential": True},
            exp={"essential": True},
        )
        try:
            token = await self._decoded(known, signed)
            rules.validate(token.claims)
        except (JoseError, ValueError, TypeError) as exc:
            raise self._untrue(f"its logout_token isn't valid: {exc}") from exc
        claims, events = token.claims, token.claims.get("events")
        if token.header.get("typ", "JWT").lower() not in ("jwt", "logout+jwt"):
            raise self._untrue("its logout_token is of another type")
        if claims["iat"] < time() - _NEWS_SECONDS:
            raise self._untrue("its logout_token is too old")
        # What lets in has a nonce, what logs out the event: neither can be sent as the other.
        if "nonce" in claims or not isinstance(events, dict) or not isinstance(events.get(_LOGGED_OUT), dict):
            raise self._untrue("its logout_token tells of no log-out")
        subject, sid = claims.get("sub"), claims.get("sid")
        if (subject, sid) == (None, None) or not all(each is None or is_name(each) for each in (subject, sid)):
            raise self._untrue("its logout_token names nobody")
        return subject, sid

    async def close(self) -> None:
        await self._http.aclose()

    async def _verified(self, known: _Discovered, signed: str, access: str, nonce: str) -> dict[str, Any]:
        from authlib.oidc.core import CodeIDToken
        from joserfc.errors import JoseError

        client = self._settings.oidc_client_id
        rules = {"iss": {"essential": True, "value": self.issuer}, "aud": {"essential": True, "value": client}}
        try:
            token = await self._decoded(known, signed)
            params = {"nonce": nonce, "client_id": client, "access_token": access}
            claims = CodeIDToken(token.claims, token.header, rules, params)
            claims.validate(leeway=_LEEWAY)
        except (JoseError, ValueError, TypeError) as exc:
            raise self._untrue(f"its id_token isn't valid: {exc}") from exc
        if not is_name(token.claims["sub"]):
            raise self._untrue("its id_token names nobody")
        return dict(token.claims)

    async def _decoded(self, known: _Discovered, signed: str) -> "Token":
        """A token that is signed with one of the provider's keys. Raises JoseError, ValueError, SignOnError."""
        from joserfc import jwt
        from joserfc.errors import JoseError

        try:
            return jwt.decode(signed, await self._signing_keys(known, fresh=False), algorithms=_ALGORITHMS)
        except (JoseError, ValueError):  # the provider has changed its keys, or this isn't signed with one of them
            return jwt.decode(signed, await self._signing_keys(known, fresh=True), algorithms=_ALGORITHMS)

    async def _discovered(self) -> _Discovered:
        async with self._one_at_a_time:
            if self._known is not None and monotonic() < self._known.until:
                return self._known
            if monotonic() < self._failed + _FAILED_SECONDS:
                raise self._away("it was away a moment ago")
            try:
                told = await self._json(self._http.get(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"))
                self._known = self._read(told)
            except SignOnError:
                self._failed = monotonic()
                raise
            return self._known

    def _read(self, told: dict[str, Any]) -> _Discovered:
        if told.get("issuer") != self.issuer:
            raise self._untrue(f"it calls itself {str(told.get('issuer'))[:200]!r}, QA_OIDC_ISSUER is {self.issuer!r}")
        named = [told.get(f"{name}_endpoint") for name in ("authorization", "token", "userinfo", "end_session")]
        named.append(told.get("jwks_uri"))
        authorize, token, userinfo, leave, keys = (each if _is_safe(each) else None for each in named)
        if authorize is None or token is None or keys is None:
            raise self._untrue("it names no address, or none with https, to log in at, for tokens or for its keys")
        ways = told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return _Discovered(
            authorize, token, userinfo, keys, leave, "client_secret_basic" not in ways, monotonic() + _KNOWN_SECONDS
        )

    async def _signing_keys(self, known: _Discovered, fresh: bool) -> "KeySet":
        from joserfc.jwk import KeySet

        if self._keys is None or (fresh and monotonic() > self._keys_since + _KEYS_SECONDS):
            self._keys_since = monotonic()
            told: Any = await self._json(self._http.get(known.keys))
            self._keys = KeySet.import_key_set(told)
        return self._keys

    async def _json(self, asking: Any) -> dict[str, Any]:
        try:
            response: httpx.Response = await asking
            told = response.json() if response.content else None
        except httpx.HTTPError as exc:
            raise self._away(f"{type(exc).__name__}: {exc}") from exc
        except ValueError as exc:
            raise self._untrue(f"status {response.status_code} and no JSON") from exc
        if response.status_code != 200 or not isinstance(told, dict):
            cause = str(told.get("error", ""))[:100] if isinstance(told, dict) else "no object"
            raise self._untrue(f"status {response.status_code}: {cause}")
        return told

    def _away(self, detail: str) -> SignOnError:
        return SignOnError(f"{self.host} can't be reached now; try again, or log in with a name and password", detail)

    def _untrue(self, detail: str) -> SignOnError:
        return SignOnError(
            f"what {self.host} says can't be trusted; try again, or ask an administrator to look at the log", detail
        )


def is_name(told: object) -> bool:
    """Whether this can name a person or session at the provider; OpenID Connect allows a person's name 255 characters."""
    return isinstance(told, str) and 0 < len(told) <= 255 and told.isprintable()


def _is_safe(address: object) -> bool:
    if not isinstance(address, str):
        return False
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
