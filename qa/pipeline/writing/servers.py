"""Servers of language models, on this machine or named by an administrator; and the models that they offer.

A server is asked for its models only when an administrator looks. Each answer is bounded in time and size, and no redirect is
followed. Loopback, a home network and any named host are allowed, because an administrator chose them. Two kinds of address are
refused: those where a machine in a cloud asks for its own credentials, and those that no host has. A name may resolve to one
of them, so the IP address that was connected to is checked before anything is sent.
"""

import ipaddress
import json
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeGuard

from qa.documents.fetching.addresses import Target, addresses_of, resolve_by_system, target_of, unwrapped
from qa.documents.fetching.exchange import USUAL_PATIENCE, Patience, get
from qa.types.errors import ModelServerError

# Programs that serve models, by the port of loopback that each has unless told otherwise.
USUAL_PORTS: tuple[tuple[str, int], ...] = (("Ollama", 11434), ("LM Studio", 1234), ("llama.cpp", 8080), ("vLLM", 8000))
# A program of this machine answers at once; a port that nobody has refuses at once.
_NEAR = Patience(step=1.5, request=2.5)
# What Ollama reads unless told otherwise, and over OpenAI's API it can't be told; what is longer it cuts off, and says nothing.
_OLLAMA_PORT, _OLLAMA_CONTEXT = 11434, 4096
_MAX_BYTES = 2_000_000
_MOST_MODELS, _LONGEST_NAME = 500, 200
# How servers name the tokens that a model reads: vLLM, OpenRouter, LM Studio.
_CONTEXTS = ("max_model_len", "context_length", "max_context_length")
# How many tokens a model must read for a passage, a question and an answer, and more than any reads.
LEAST_CONTEXT, MOST_CONTEXT = 1024, 10_000_000
_OURSELVES = "citedqa"
# Where clouds tell their machines secrets: Alibaba, AWS by IPv6, Azure. The usual one, 169.254.169.254, is link-local.
_METADATA = frozenset(map(ipaddress.ip_address, ("100.100.100.200", "fd00:ec2::254", "168.63.129.16")))
_THIS_NETWORK = ipaddress.ip_network("0.0.0.0/8")
OPENAI = "https://api.openai.com/v1"
# What is written without its scheme is of this machine, or on the internet.
_LOCAL = re.compile(r"(?i)(localhost|127\.[\d.]+|\[::1\])(:\d+)?(/|$)")
_MOST_KEY_CHARACTERS = 1000


@dataclass(frozen=True, slots=True)
class ListedModel:
    """`context` is how many tokens it reads, None where its server doesn't say."""

    name: str
    context: int | None = None


@dataclass(frozen=True, slots=True)
class FoundServer:
    """`program` is the one whose usual port it is."""

    program: str
    address: str
    models: tuple[ListedModel, ...]


def look_around(ports: Sequence[tuple[str, int]] | None = None) -> tuple[FoundServer, ...]:
    """Return the servers of this machine that have models to offer, at the usual ports; nothing else is contacted."""
    places = USUAL_PORTS if ports is None else ports
    with ThreadPoolExecutor(len(places), thread_name_prefix="models") as threads:
        found = threads.map(lambda place: _at(*place), places)
        return tuple(server for server in found if server is not None)


def models_of(address: str, key: str | None = None, patience: Patience = USUAL_PATIENCE) -> tuple[ListedModel, ...]:
    """Return, by name, the models that the server at this address, one of `server_address`, lists. Raises ModelServerError."""
    target, addresses = server_target(address, key=key is not None)
    headers = {"Accept": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}
    try:
        reply = get(target_of(f"{address}/models"), addresses, headers, max_bytes=_MAX_BYTES, patience=patience)
    except ValueError as exc:
        raise ModelServerError(f"the server at {address} can't be asked for its models: {exc}") from exc
    if reply.status in (401, 403):
        raise ModelServerError(
            f"the server at {address} {'refuses this key' if key else 'asks for a key'}; enter the one you have"
        )
    if 300 <= reply.status < 400:
        raise ModelServerError(f"the server at {address} sends to another address; enter that one if you trust it")
    if reply.status != 200:
        raise ModelServerError(
            f"the server at {address} lists no models (it answered {reply.status}); check the address, it mostly ends in /v1"
        )
    return _listed(address, reply.body, _OLLAMA_CONTEXT if target.port == _OLLAMA_PORT else None)


def _at(program: str, port: int) -> FoundServer | None:
    address = f"http://127.0.0.1:{port}/v1"
    try:
        models = models_of(address, patience=_NEAR)
    except ModelServerError:
        return None
    return FoundServer(program, address, models) if models else None


def _listed(address: str, body: bytes, context: int | None) -> tuple[ListedModel, ...]:
    try:
        entries = json.loads(body)["data"]
        if not isinstance(entries, list):
            raise TypeError
    except (ValueError, TypeError, KeyError, RecursionError) as exc:
        raise ModelServerError(f"what {address} answers is no list of models; check the address") from exc
    if any(isinstance(entry, dict) and entry.get("owned_by") == _OURSELVES for entry in entries):
        raise ModelServerError(f"at {address} is a CitedQA, which would ask itself; enter the address of a model's server")
    found = {}
    for entry in entries[:_MOST_MODELS]:
        name = entry.get("id") if isinstance(entry, dict) else None
        if is_model_name(name):
            found[name] = ListedModel(name, _context(entry) or context)
    return tuple(found[name] for name in sorted(found, key=str.casefold))


def is_model_name(name: object) -> TypeGuard[str]:
    """Whether this can be one: printable, without spaces, not too long."""
    return isinstance(name, str) and 0 < len(name) <= _LONGEST_NAME and name.isprintable() and not any(map(str.isspace, name))


def _context(entry: dict[str, Any]) -> int | None:
    told = next((entry[each] for each in _CONTEXTS if each in entry), None)
    return told if isinstance(told, int) and not isinstance(told, bool) and LEAST_CONTEXT <= told <= MOST_CONTEXT else None


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
