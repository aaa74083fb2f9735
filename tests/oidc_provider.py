"""A provider of OpenID Connect, of Authlib's own server classes: codes with PKCE, signed tokens, userinfo, the way out.

It can lie.
"""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin

from authlib.oauth2 import AuthorizationServer, OAuth2Error
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, OAuth2Request
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode
from fastapi import FastAPI, Request
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.responses import JSONResponse, RedirectResponse, Response

from tests.qa.service.api.conftest import served

CLIENT, SECRET = "citedqa", "between-us-two"


class Client(ClientMixin):
    """The one that is registered."""

    def __init__(self) -> None:
        self.redirect_uris: list[str] = []
        self.leave_uris: list[str] = []

    def get_client_id(self) -> str:
        return CLIENT

    def get_default_redirect_uri(self) -> None:
        return None

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri in self.redirect_uris

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


class Code(AuthorizationCodeMixin):
    def __init__(self, request: OAuth2Request) -> None:
        asked = request.payload
        self.redirect_uri, self.scope, self.user = asked.redirect_uri, asked.scope, request.user
        self.nonce = asked.data.get("nonce")
        self.code_challenge = asked.data.get("code_challenge")
        self.code_challenge_method = asked.data.get("code_challenge_method")

    def get_redirect_uri(self) -> str:
        return str(self.redirect_uri)

    def get_scope(self) -> str:
        return str(self.scope)

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(time.time())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


class Provider(AuthorizationServer):
    """`person` is who sits at the browser, as claims; nobody else ever has to type a password here."""

    def __init__(self) -> None:
        super().__init__(["openid", "profile", "email"])
        self.client = Client()
        self.issuer = ""
        self.person: dict[str, Any] = {"sub": "1", "preferred_username": "otto"}
        self.in_userinfo: frozenset[str] = frozenset()
        self.lie: Callable[[dict[str, Any]], object] = lambda claims: None
        self.key = self.signs_with = RSAKey.generate_key(2048, {"kid": "first"}, auto_kid=False)
        self.algorithm = "RS256"
        self.codes: dict[str, Code] = {}
        self.left: list[dict[str, Any]] = []
        self.leaves_at: str | None = "/logout?of=us"
        self.given: dict[str, dict[str, Any]] = {}
        self.register_token_generator("default", BearerTokenGenerator(lambda **_: secrets.token_urlsafe(16)))
        self.register_grant(_grant(self), [CodeChallenge(required=True), _Signed(self)])

    def logout_token(self, **claims: Any) -> str:
        """What it sends its clients when somebody logs out; claims that are None are left out."""
        now = int(time.time())
        told = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 120, "jti": secrets.token_hex(8)}
        told |= {"events": {"http://schemas.openid.net/event/backchannel-logout": {}}} | claims
        told = {name: value for name, value in told.items() if value is not None}
        header = {"alg": self.algorithm, "kid": self.signs_with.kid, "typ": "logout+jwt"}
        return jwt.encode(header, told, self.signs_with, [self.algorithm])

    def query_client(self, client_id: str) -> Client | None:
        return self.client if client_id == CLIENT else None

    def save_token(self, token: dict[str, Any], request: OAuth2Request) -> None:
        self.given[token["access_token"]] = request.user

    def send_signal(self, name: str, *args: object, **kwargs: object) -> None:
        pass

    def create_oauth2_request(self, request: OAuth2Request) -> OAuth2Request:
        return request

    def handle_response(self, status: int, body: Any, headers: list[tuple[str, str]]) -> Response:
        if isinstance(body, dict):
            return JSONResponse(body, status, dict(headers))
        return Response(body, status, dict(headers))


def _grant(provider: Provider) -> type[AuthorizationCodeGrant]:
    class Grant(AuthorizationCodeGrant):  # type: ignore[misc]
        TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic"]

        def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
            provider.codes[code] = Code(request)

        def query_authorization_code(self, code: str, client: Client) -> Code | None:
            return provider.codes.get(code)

        def delete_authorization_code(self, authorization_code: Code) -> None:
            provider.codes = {code: kept for code, kept in provider.codes.items() if kept is not authorization_code}

        def authenticate_user(self, authorization_code: Code) -> dict[str, Any]:
            person: dict[str, Any] = authorization_code.user
            return person

    return Grant


class _Signed(OpenIDCode):  # type: ignore[misc]
    def __init__(self, provider: Provider) -> None:
        super().__init__(require_nonce=True)
        self._provider = provider

    def exists_nonce(self, nonce: str, request: OAuth2Request) -> bool:
        return any(code.nonce == nonce for code in self._provider.codes.values())

    def encode_id_token(self, token: dict[str, Any], request: OAuth2Request) -> str:
        provider, now = self._provider, int(time.time())
        claims = {
            "iss": provider.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": request.authorization_code.nonce,
        }
        claims |= {name: value for name, value in request.user.items() if name not in provider.in_userinfo}
        provider.lie(claims)
        header = {"alg": provider.algorithm, "kid": provider.signs_with.kid}
        return jwt.encode(header, claims, provider.signs_with, [provider.algorithm])


def _request(request: Request, fields: dict[str, str]) -> OAuth2Request:
    made = OAuth2Request(request.method, str(request.url), headers=request.headers)
    made.payload = BasicOAuth2Payload(fields)
    return made


def _app(provider: Provider) -> FastAPI:
    app = FastAPI()

    @app.get("/.well-known/openid-configuration")
    def describe() -> dict[str, Any]:
        told = {
            "issuer": provider.issuer,
            "authorization_endpoint": f"{provider.issuer}/authorize",
            "token_endpoint": f"{provider.issuer}/token",
            "userinfo_endpoint": f"{provider.issuer}/userinfo",
            "jwks_uri": f"{provider.issuer}/keys",
        }
        if provider.leaves_at is not None:
            told["end_session_endpoint"] = urljoin(provider.issuer, provider.leaves_at)
        return told

    @app.get("/authorize")
    def authorize(request: Request) -> Response:
        asked = _request(request, dict(request.query_params))
        try:
            grant = provider.get_consent_grant(asked, provider.person)
        except OAuth2Error as error:
            return JSONResponse({"error": error.error}, 400)
        response: Response = provider.create_authorization_response(asked, grant_user=dict(provider.person), grant=grant)
        return response

    @app.post("/token")
    async def token(request: Request) -> Response:
        fields = {name: str(value) for name, value in (await request.form()).items()}
        made = _request(request, fields)
        made._body = fields
        response: Response = provider.create_token_response(made)
        return response

    @app.get("/userinfo")
    def userinfo(request: Request) -> Response:
        person = provider.given.get(request.headers.get("authorization", "").removeprefix("Bearer "))
        return JSONResponse(person, 200) if person is not None else JSONResponse({"error": "invalid_token"}, 401)

    @app.get("/logout")
    def leave(id_token_hint: str, client_id: str, post_logout_redirect_uri: str) -> Response:
        claims = jwt.decode(id_token_hint, provider.key).claims
        if client_id != claims["aud"] or post_logout_redirect_uri not in provider.client.leave_uris:
            return JSONResponse({"error": "invalid_request"}, 400)
        provider.left.append(claims)
        return RedirectResponse(post_logout_redirect_uri)

    @app.get("/keys")
    def keys() -> dict[str, Any]:
        return {"keys": [provider.key.as_dict(private=False)]}

    return app


@contextmanager
def running_provider() -> Iterator[Provider]:
    provider = Provider()
    with served(_app(provider)) as address:
        provider.issuer = address
        yield provider
