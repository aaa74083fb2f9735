"""Servers of language models, and the models they say they have: those of this machine, and one whose address was given.

Asked only when an administrator looks; each answer is bounded in time and size, and no redirect is followed.
"""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeGuard

from qa.documents.fetching.addresses import target_of
from qa.documents.fetching.exchange import USUAL as USUAL_PATIENCE
from qa.documents.fetching.exchange import Patience, get
from qa.pipeline.writing.endpoint import server_target
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
_LEAST_CONTEXT = 512
_OURSELVES = "citedqa"


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
    return told if isinstance(told, int) and not isinstance(told, bool) and _LEAST_CONTEXT <= told < 1 << 31 else None
