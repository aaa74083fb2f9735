"""The only importer of uvicorn: a server with bounds on its connections, that ends soon after it is asked to."""

import logging
import os
import socket
import threading
from asyncio import BaseTransport
from collections.abc import Callable
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from qa.service.api.connections import Bounds

log = logging.getLogger(__name__)

# From being asked to end until the process ends whatever it does. Questions and jobs have half of it to stop by themselves.
_LAST_SECONDS = 8.0
# Connections that wait to be accepted. All of them are accepted at once, before any is counted.
_BACKLOG = 128


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

        def connection_lost(self, exc: Exception | None) -> None:
            bounds.gone(self)
            super().connection_lost(exc)

    return Bounded
