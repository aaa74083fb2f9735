"""The server of a language model that an administrator has named: which addresses it may have, and who gets its key.

Loopback, a home network and any named host are allowed: the administrator means them. What nobody means is where machines of a
cloud ask for their own credentials, and addresses that are no host's; a name may resolve to those, so what counts is the IP
address that was connected to, looked at before anything is sent.
"""

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass

from qa.documents.fetching.addresses import Target, addresses_of, resolve_by_system, target_of, unwrapped
from qa.types.errors import ModelServerError

# Where clouds tell their machines secrets: Alibaba, AWS by IPv6, Azure. The usual one, 169.254.169.254, is link-local.
_METADATA = frozenset(map(ipaddress.ip_address, ("100.100.100.200", "fd00:ec2::254", "168.63.129.16")))
_THIS_NETWORK = ipaddress.ip_network("0.0.0.0/8")
OPENAI = "https://api.openai.com/v1"
# What is written without its scheme is of this machine, or on the internet.
_LOCAL = re.compile(r"(?i)(localhost|127\.[\d.]+|\[::1\])(:\d+)?(/|$)")
_MOST_KEY_CHARACTERS = 1000


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`address` is one that `server_address` gave. `key` gives its key, None where it asks for none; raises SecretError."""

    address: str
    key: Callable[[], str | None]


def server_address(given: str) -> str:
    """Return the address as it is kept and compared. Raises ModelServerError."""
    given = given.strip()
    if "://" not in given:
        given = f"{'http' if _LOCAL.match(given) else 'https'}://{given}"
    try:
        target = target_of(given)
    except ValueError as exc:
        raise ModelServerError(str(exc)) from exc
    if "?" in target.path or "#" in given:
        raise ModelServerError("the address of a model's server has no “?” and no “#”; write it as http://localhost:11434/v1")
    path = target.path.rstrip("/") or "/v1"  # where all that speak OpenAI's chat API have it
    return target.origin + path


def server_target(address: str, *, key: bool) -> tuple[Target, list[str]]:
    """Return the address taken apart, and the IP addresses to connect to. Raises ModelServerError; `key`: one is to be sent."""
    try:
        target = target_of(address)
        found = addresses_of(target, resolve_by_system, private=True)
    except ValueError as exc:
        raise ModelServerError(str(exc)) from exc
    for each in found:
        if why := why_not(each, address, key=key):
            raise ModelServerError(why)
    return target, found


def why_not(ip: str, address: str, *, key: bool) -> str:
    """Tell why nothing may be sent to this IP address that the server's address leads to; empty where it may."""
    try:
        found = unwrapped(ip)
    except ValueError:
        return f"the address {address} leads to {ip}, which is no address of a host"
    if found.is_loopback:
        return ""
    nowhere = found.is_multicast or found.is_reserved or found.is_unspecified or found in _THIS_NETWORK
    if nowhere or found.is_link_local or found in _METADATA:
        return f"the address {address} leads to {ip}, where no model's server can be; check the address"
    if key and address.startswith("http://") and not found.is_private:
        return f"the address {address} isn't encrypted, and everybody on the way could read the key; use its https:// address"
    return ""


def checked_key(key: str | None) -> str | None:
    """Return the key. Raises ModelServerError where it can't be sent as one."""
    key = (key or "").strip()
    if len(key) > _MOST_KEY_CHARACTERS or not key.isascii() or not key.isprintable() or " " in key:
        raise ModelServerError(f"a key has at most {_MOST_KEY_CHARACTERS} characters, without spaces; copy it once more")
    return key or None
