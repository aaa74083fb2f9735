"""Behind a reverse proxy: whose word is taken on where a request comes from, and the path below which the app is served.

Everybody can send `X-Forwarded-For`. Who is believed, the proxies that the settings name, chooses which address is slowed down
for wrong passwords.
"""

import logging
from collections.abc import Sequence
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.service.api.errors import RefusedError, error_response
from qa.service.api.rate_limits import Seldom
from qa.service.api.words import tell_settings

log = logging.getLogger(__name__)

_FORWARDED = frozenset(
    {b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host", b"x-forwarded-port", b"x-real-ip", b"forwarded"}
)
_SIGNS = (*sorted(name.decode() for name in _FORWARDED), "via")
_LOG_SECONDS = 3600.0


class Proxies:
    """ASGI middleware. Sets `client` and `scheme` by what a trusted proxy tells; of others, these headers are taken away.

    Without accounts there is nothing to protect the documents behind a proxy, whose own address is this machine's: refused.
    """

    def __init__(self, app: ASGIApp, trusted: Sequence[str], accounts: bool) -> None:
        self._app = app
        self._trusted = [ip_network(each) for each in trusted]
        self._accounts = accounts
        self._log_now = Seldom(_LOG_SECONDS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        tell_settings(not self._accounts)  # until it is known who calls
        headers = Headers(scope=scope)
        peer = scope["client"][0] if scope.get("client") else ""
        if self._trusts(peer):
            # In place: what stands before this looks at it when the answer goes out.
            scope.update(self._client_and_scheme(headers, scope))
        elif any(name in headers for name in _SIGNS):
            if not self._accounts:
                if self._log_now("open"):
                    log.warning(
                        "refused requests that came through a proxy: without QA_AUTH everybody behind it would be let in"
                    )
                if scope["type"] == "http":
                    await error_response(_OPEN)(scope, receive, send)
                return
            if self._log_now(peer):
                log.warning(
                    "%s sends X-Forwarded headers, which are not believed; is it a proxy of yours? Set QA_TRUSTED_PROXIES", peer
                )
            scope["headers"] = [(name, value) for name, value in scope["headers"] if name not in _FORWARDED]
        await self._app(scope, receive, send)

    def _trusts(self, address: str) -> bool:
        try:
            parsed = ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self._trusted)

    def _client_and_scheme(self, headers: Headers, scope: Scope) -> Scope:
        """The address nearest to us that is no proxy of ours, and the scheme. Each proxy adds at the end."""
        told: Scope = {}
        hops = [hop.strip() for value in headers.getlist("x-forwarded-for") for hop in value.split(",") if hop.strip()]
        for hop in reversed(hops):
            address = _address(hop)
            if address is None:
                break  # made up by whoever stands before it
            told["client"] = (address, 0)
            if not self._trusts(address):
                break
        scheme = headers.get("x-forwarded-proto", "").strip().lower()
        if scope["type"] == "http" and scheme in ("http", "https"):
            told["scheme"] = scheme
        return told


_OPEN = RefusedError(
    403, "proxy_without_accounts", "this came through a proxy, and there are no accounts to let people in by", setting="QA_AUTH"
)


def _address(hop: str) -> str | None:
    """The address without the port that some proxies add; None where it is none."""
    bare = hop[1:].partition("]")[0] if hop.startswith("[") else hop.partition(":")[0] if hop.count(":") == 1 else hop
    try:
        return str(ip_address(bare))
    except ValueError:
        return None


class Prefix:
    """ASGI middleware, outside all that looks at paths. A proxy may take the path off by itself, or leave it there."""

    def __init__(self, app: ASGIApp, root_path: str) -> None:
        """`root_path` begins with a slash and ends with none."""
        self._app = app
        self._root = root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["path"] == self._root:
            query = scope["query_string"].decode("latin-1")
            target = f"{self._root}/{'?' + query if query else ''}"
            await RedirectResponse(target, 308)(scope, receive, send)
            return
        if scope["path"].startswith(f"{self._root}/"):
            # In place: what stands before this looks at it when the answer goes out.
            scope["path"] = scope["path"].removeprefix(self._root)
            if scope.get("raw_path"):
                scope["raw_path"] = scope["raw_path"].removeprefix(self._root.encode())
        host = Headers(scope=scope).get("host", "")

        async def prefixed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "location" in headers:
                    headers["location"] = self._below(headers["location"], host)
            await send(message)

        await self._app(scope, receive, prefixed)

    def _below(self, location: str, host: str) -> str:
        """An address on this site, put below the path; any other as it is."""
        parts = urlsplit(location)
        if parts.netloc not in ("", host) or not parts.path.startswith("/"):
            return location
        return parts._replace(path=self._root + parts.path).geturl()
