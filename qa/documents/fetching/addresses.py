"""Which addresses may be fetched: http and https, of hosts on the public internet.

A page, a feed or a redirect can name any address, those of the user's router and of services on this machine too. A host's
name says nothing, so what counts is every IP address that it resolves to, and the connection then goes to one of those.
"""

import ipaddress
import re
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from qa.types.errors import with_setting

Resolve = Callable[[str, int], list[str]]

MAX_URL = 2000
_PORTS = {"http": 80, "https": 443}
# Networks inside which an IPv4 address is written as an IPv6 one, and the bits behind it.
_EMBEDDING = (
    (ipaddress.IPv6Network("::ffff:0:0/96"), 0),  # mapped
    (ipaddress.IPv6Network("::ffff:0:0:0/96"), 0),  # translated
    (ipaddress.IPv6Network("::/96"), 0),  # compatible
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),  # NAT64
    (ipaddress.IPv6Network("64:ff9b:1::/48"), 0),  # local NAT64
    (ipaddress.IPv6Network("2002::/16"), 80),  # 6to4
)
# What ipaddress takes for global though no host of the internet is there: protocol assignments, the former 6to4 relays, and
# where Azure tells its machines secrets. Of IPv6 only this much is given to hosts at all.
_NOT_HOSTS = tuple(map(ipaddress.IPv4Network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32")))
_HOSTS = ipaddress.IPv6Network("2000::/3")
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")


@dataclass(frozen=True, slots=True)
class Target:
    """One address taken apart. `path` has the query; `host` is ASCII; `url` has no fragment."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        return self.origin + self.path


def target_of(url: str) -> Target:
    """ValueError that says why this isn't an address to fetch."""
    if len(url) > MAX_URL:
        raise ValueError(f"the address has {len(url):,} characters, over the limit of {MAX_URL:,}; give a shorter one")
    if any(char.isspace() or not char.isprintable() or char == "\\" for char in url):
        raise ValueError("the address has spaces, control characters or backslashes in it; write it as a browser shows it")
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError as exc:
        raise ValueError(f"is no address ({exc}); write it as https://host/path") from exc
    if parts.scheme not in _PORTS:
        raise ValueError(f"{parts.scheme or 'an address without a scheme'} can't be fetched; only http and https can")
    if "@" in parts.netloc:
        raise ValueError("the address has a user name or password in it; leave it out")
    if not host or port == 0:
        raise ValueError("the address names no host; write it as https://host/path")
    host = _ascii_host(host)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (
        f"?{quote(parts.query, safe='/?%:@!$&()*+,;=~')}" if parts.query else ""
    )
    return Target(parts.scheme, host, port or _PORTS[parts.scheme], path)


def _ascii_host(host: str) -> str:
    """ValueError where it is none. IDNA turns some characters into slashes and spaces, so it is looked at afterwards."""
    try:
        if ":" in host:
            return str(ipaddress.IPv6Address(host))
        name = host.encode("idna").decode("ascii").lower().rstrip(".")
    except ValueError:
        name = ""
    if not _HOST.fullmatch(name):
        raise ValueError(f"{host[:80]!r} is no host name; write the address as https://host/path")
    return name


def addresses_of(target: Target, resolve: Resolve, *, private: bool) -> list[str]:
    """The IP addresses to connect to. ValueError where there is none, or, unless `private`, where any isn't public."""
    found: list[str] = []
    with suppress(OSError, UnicodeError):
        found = list(dict.fromkeys(resolve(target.host, target.port)))
    if not found:
        raise ValueError(f"the host {target.host} can't be found; check the address and the network")
    for address in found:
        if not private and not is_public(address):
            host = address if target.host == address else f"{target.host} ({address})"
            message = f"{host} isn't on the public internet, and addresses of one's own network aren't fetched here"
            raise ValueError(with_setting(message, "QA_ALLOW_PRIVATE_URLS=true"))
    return found


def is_public(address: str) -> bool:
    """Whether this IP address belongs to the public internet, with an IPv4 address inside an IPv6 one looked at too."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if (inner := _embedded(ip)) is not None:
            return is_public(str(inner))
        return ip in _HOSTS and ip.is_global
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _NOT_HOSTS)


def unwrapped(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """This IP address, or the IPv4 address inside it. Raises ValueError."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = None if ip.is_loopback or ip.version == 4 else _embedded(ip)
    return ip if inner is None else inner


def _embedded(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    for network, behind in _EMBEDDING:
        if ip in network:
            return ipaddress.IPv4Address((int(ip) >> behind) & 0xFFFFFFFF)
    return None


def resolve_by_system(host: str, port: int) -> list[str]:
    """What the system's resolver says; it also reads `0x7f.1` and `2130706433` as 127.0.0.1, which is why its answer counts."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
