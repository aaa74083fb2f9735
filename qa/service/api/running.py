"""The only importer of uvicorn: a server that ends soon after it is asked to, with bounds on its connections.

They say how many there may be, and how long one may take to say what it wants: without them, half-sent requests use up the
process's file descriptors, and every new connection is reset.
"""

import logging
import os
import socket
import threading
import time
from asyncio import BaseTransport
from collections.abc import Callable, Collection
from typing import Any, Protocol

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from qa.service.api.rate_limits import Seldom

log = logging.getLogger(__name__)

# From the connection, or the first byte of a later request, to the end of the request's head.
HEAD_SECONDS = 10.0
# From an answer to the first byte of the next request. Longer than proxies keep a silent connection (Caddy two minutes, Traefik
# 90 seconds): who closes it first while the other sends a question loses the question, as a POST is not sent twice.
_KEPT_SECONDS = 150
# File descriptors for everything else: the library, the index, models; and connections that are accepted but not yet counted.
_OTHER_FILES = 400
_FEWEST, _MOST = 32, 4096
_LOG_SECONDS = 60.0
# From being asked to end until the process ends whatever it does. Questions and jobs have half of it to stop by themselves.
_LAST_SECONDS = 8.0
# Connections that wait to be accepted. All of them are accepted at once, before any is counted.
_BACKLOG = 128


class Cycle(Protocol):
    """One request and its answer, as uvicorn keeps them."""

    more_body: bool
    response_complete: bool


class Connection(Protocol):
    """A connection of uvicorn's; `cycle` is that of its latest request."""

    transport: Any
    client: tuple[str, int] | None
    cycle: Cycle | None


class Bounds:
    """Closes connections that are late with their request, and makes room for new ones. Belongs to one event loop."""

    def __init__(
        self, most: int | None = None, head_seconds: float = HEAD_SECONDS, now: Callable[[], float] = time.monotonic
    ) -> None:
        """`most` connections at once; by default as many as the process may have files open."""
        self._most = most_connections() if most is None else most
        self._head_seconds = head_seconds
        self._now = now
        # Since when, after which request, and whether the next one has begun; the longest first.
        self._idle: dict[Connection, tuple[float, Cycle | None, bool]] = {}
        self._log_now = Seldom(_LOG_SECONDS, now)
        self._closed = 0

    def came(self, new: Connection, connections: Collection[Connection]) -> None:
        """A connection was made; `connections` are all there are, this one too."""
        self.began(new)
        if len(connections) <= self._most:
            return
        # First who has no request running, longest first; then who is still sending one; a running answer is never cut.
        others = [each for each in self._idle if each is not new]
        worst = next((each for each in others if _is_idle(each)), None)
        worst = worst or next((each for each in connections if each is not new and _is_sending(each)), None) or new
        if self._log_now("full"):
            log.warning("%d connections at once: those without a request are closed for new ones", len(connections))
        self._close(worst)

    def began(self, connection: Connection) -> None:
        """A connection owes the rest of a request's head from now: it was made, or has sent something after an answer."""
        _, after, begun = self._idle.get(connection, (0.0, None, False))
        if _is_idle(connection) and not (begun and after is connection.cycle):
            self.gone(connection)
            self._idle[connection] = self._now(), connection.cycle, True

    def gone(self, connection: Connection) -> None:
        self._idle.pop(connection, None)

    def look(self, connections: Collection[Connection]) -> None:
        """To be called every second or so."""
        now = self._now()
        for each in connections:
            _, after, _ = self._idle.get(each, (now, None, False))
            if not _is_idle(each) or after is not each.cycle:
                self.gone(each)
            if _is_idle(each):
                self._idle.setdefault(each, (now, each.cycle, False))
        late = [each for each, (since, _, begun) in self._idle.items() if begun and now - since > self._head_seconds]
        for each in late:
            self._close(each)
        self._closed += len(late)
        if late and self._log_now("late"):
            log.warning(
                "closed %d connections that sent no whole request in %g s, the last from %s",
                self._closed,
                self._head_seconds,
                (late[-1].client or ("unknown",))[0],
            )
            self._closed = 0

    def _close(self, connection: Connection) -> None:
        self.gone(connection)
        transport: BaseTransport = connection.transport
        transport.close()


def most_connections() -> int:
    """How many connections leave enough files for all else. Raises the process's limit as far as the system lets it."""
    try:
        import resource
    except ImportError:  # not on this system
        return _MOST
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST + _OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        raised = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (raised, hard))
            soft = raised
        except (ValueError, OSError):
            pass
    return _MOST if soft == resource.RLIM_INFINITY else max(_FEWEST, min(_MOST, soft - _OTHER_FILES))


def _is_idle(connection: Connection) -> bool:
    return connection.cycle is None or connection.cycle.response_complete


def _is_sending(connection: Connection) -> bool:
    return connection.cycle is not None and connection.cycle.more_body


def make_server(
    app: FastAPI,
    on_ready: Callable[[], None] = lambda: None,
    on_stop: Callable[[], None] = lambda: None,
    bounds: Bounds | None = None,
) -> uvicorn.Server:
    """A server that ends soon after it is asked to: an open page holds a connection that never ends by itself.

    `on_stop` is called on its event loop before connections are cut, so that whoever waits can be told.
    """
    limits = bounds or Bounds()

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            on_ready()

        async def on_tick(self, counter: int) -> bool:
            if counter % 10 == 0:
                open_: Any = self.server_state.connections
                limits.look(open_)
            return await super().on_tick(counter)

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            on_stop()
            logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # that connections are cut off now is no error
            await super().shutdown(sockets)

    # The log is the caller's to set up; a line for every request is `qa.service.api`'s to write. Whom to believe about
    # addresses is `qa.service.api.proxies`' to say.
    return Server(
        uvicorn.Config(
            app,
            http=_protocol(limits),
            ws="none",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            backlog=_BACKLOG,
            timeout_keep_alive=_KEPT_SECONDS,
            timeout_graceful_shutdown=1,
        )
    )


def end_at_last() -> None:
    """The process ends some seconds from now, whatever still runs in its threads: what was acknowledged is on disk by then."""

    def end() -> None:
        log.warning("something didn't stop within %g s; the process ends all the same", _LAST_SECONDS)
        logging.shutdown()
        os._exit(0)

    timer = threading.Timer(_LAST_SECONDS, end)
    timer.daemon = True
    timer.start()


def _protocol(bounds: Bounds) -> Any:
    base: Any = AutoHTTPProtocol

    class Bounded(base):  # type: ignore[misc]
        def connection_made(self, transport: BaseTransport) -> None:
            super().connection_made(transport)
            bounds.came(self, self.connections)

        def data_received(self, data: bytes) -> None:
            bounds.began(self)
            super().data_received(data)

        def connection_lost(self, exc: Exception | None) -> None:
            bounds.gone(self)
            super().connection_lost(exc)

    return Bounded
