"""The polite client: robots.txt, pauses, redirects looked at one by one."""

import contextlib
import re
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin

from protego import Protego

from qa.documents.fetching.addresses import Resolve, Target, addresses_of, resolve_by_system, target_of
from qa.documents.fetching.exchange import USUAL_PATIENCE, LateError, Patience, Reply, certified, get
from qa.types.errors import FetchError
from qa.types.plugins import product_version

PRODUCT = "CitedQA"
MAX_REDIRECTS = 5
MOST_LATE = 2  # answers of one site that come too late, after which it isn't asked any more
SECONDS_BETWEEN = 1.0  # requests for documents to one host, unless its robots.txt asks for more
MAX_SECONDS_BETWEEN = 30.0
MAX_ROBOTS_BYTES = 500_000  # RFC 9309 asks for at least 500 KiB, and to take no notice of the rest
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/pdf,application/epub+zip,application/rss+xml,text/plain;q=0.9,"
    "*/*;q=0.5",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
_CAUSES = {
    401: "it asks for a login",
    403: "its server refuses",
    404: "it isn't there",
    410: "it is gone",
    429: "its server asks for fewer requests",
    451: "it may not be shown for legal reasons",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """`url` is where the redirects ended; `media_type` is in lower case without parameters, and may be empty."""

    url: str
    media_type: str
    charset: str | None
    body: bytes


@dataclass(kw_only=True, eq=False)
class Fetcher:
    """Fetches one address after another; remembers each site's robots.txt and when it was last asked."""

    max_bytes: int
    private: bool = False
    resolve: Resolve = resolve_by_system
    pause: Callable[[float], None] = time.sleep
    patience: Patience = USUAL_PATIENCE
    trusted: Callable[[], ssl.SSLContext] = certified
    _robots: dict[str, Protego | str] = field(default_factory=dict, init=False)
    _late: dict[str, int] = field(default_factory=dict, init=False)
    _next: dict[str, float] = field(default_factory=dict, init=False)

    def fetch(self, url: str) -> Fetched:
        """What is at an http or https address. Raises FetchError, whose one line begins with the address."""
        try:
            return self._follow(url)
        except ValueError as exc:
            raise FetchError(f"{shown_url(url)}: {exc}") from exc

    def _follow(self, url: str) -> Fetched:
        target = target_of(url)
        for hop in range(MAX_REDIRECTS + 1):
            try:
                self._wait_for_permission(target)
                reply = self._get(target, self.max_bytes)
                if reply.status not in _REDIRECTS:
                    return _fetched(target, reply)
                target = _redirected(target, reply)
            except ValueError as exc:
                raise ValueError(f"redirected to {shown_url(target.url)}: {exc}" if hop else str(exc)) from exc
        raise ValueError(f"redirected over {MAX_REDIRECTS} times; give the address that it ends at")

    def _get(self, target: Target, max_bytes: int, cut: bool = False) -> Reply:
        # Looked up once: what was checked is what is connected to, even if the name leads elsewhere a moment later.
        addresses = addresses_of(target, self.resolve, private=self.private)
        headers = {"User-Agent": f"{PRODUCT}/{product_version()}", **_HEADERS}
        if self._late.get(target.origin, 0) >= MOST_LATE:
            raise ValueError("its server was too slow several times just now; try again later")
        try:
            return get(target, addresses, headers, max_bytes=max_bytes, cut=cut, patience=self.patience, trusted=self.trusted)
        except LateError:
            self._late[target.origin] = self._late.get(target.origin, 0) + 1
            raise

    def _wait_for_permission(self, target: Target) -> None:
        robots = self._robots.get(target.origin)
        if robots is None:
            try:
                robots = self._read_robots(target)
            except ValueError as exc:  # it is asked for once, not for each page of the site
                robots = str(exc)
            self._robots[target.origin] = robots
        if isinstance(robots, str):
            raise ValueError(robots)
        if not robots.can_fetch(target.url, PRODUCT):
            raise ValueError("its robots.txt asks programs not to fetch it; save the page and ingest the file")
        now = time.monotonic()
        wait = self._next.get(target.origin, now) - now
        if wait > 0:
            self.pause(wait)
        asked = robots.crawl_delay(PRODUCT) or 0.0
        between = min(max(asked, SECONDS_BETWEEN), MAX_SECONDS_BETWEEN)
        self._next[target.origin] = time.monotonic() + between

    def _read_robots(self, page: Target) -> Protego | str:
        """The rules of a site, or why it can't be asked: RFC 9309 takes an unreachable robots.txt for a no."""
        target = Target(page.scheme, page.host, page.port, "/robots.txt")
        for _ in range(MAX_REDIRECTS + 1):
            reply = self._get(target, MAX_ROBOTS_BYTES, cut=True)
            if reply.status in _REDIRECTS:
                target = _redirected(target, reply)
            elif reply.status >= 500:
                return f"its robots.txt can't be read (status {reply.status}), which counts as a no; try again later"
            else:
                return Protego.parse(reply.body.decode("utf-8", "replace").replace("\0", ""))
        return Protego.parse("")


def shown_url(url: str) -> str:
    """The address in a form that prints on one line."""
    line = "".join(char if char.isprintable() else repr(char)[1:-1] for char in url)
    return line if len(line) <= 300 else line[:299] + "…"


def _redirected(target: Target, reply: Reply) -> Target:
    location = reply.headers.get("Location", "").strip()
    if not location:
        raise ValueError(f"its server redirects (status {reply.status}) without saying where")
    try:
        url = urljoin(target.url, location)
    except ValueError as exc:
        raise ValueError(f"its server redirects to {shown_url(location)}, which is no address") from exc
    with contextlib.suppress(UnicodeError):  # servers send UTF-8 here, which http.client has read as Latin-1
        url = url.encode("latin-1").decode("utf-8")
    try:
        return target_of(url)
    except ValueError as exc:
        raise ValueError(f"redirected to {shown_url(url)}: {exc}") from exc


def _fetched(target: Target, reply: Reply) -> Fetched:
    if reply.status != 200:
        if reply.status >= 500:
            raise ValueError(f"its server fails (status {reply.status}); try again later")
        raise ValueError(f"{_CAUSES.get(reply.status, 'there is no document')} (status {reply.status})")
    if not reply.body:
        raise ValueError("the answer is empty")
    kind = reply.headers.get("Content-Type", "")
    charset = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{1,40})", kind, re.IGNORECASE)
    return Fetched(target.url, kind.partition(";")[0].strip().lower(), charset[1] if charset else None, reply.body)
