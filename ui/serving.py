"""`qa serve`: the page on a port of this machine."""

import logging
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

    from qa.pipeline import Pipeline
    from qa.settings import Settings


def serve() -> None:
    """Serve the browser app until Ctrl-C. Settings: QA_HOST, QA_PORT, QA_AUTH."""
    from qa.cli.output import read_settings, working

    settings = read_settings()
    with _listen(settings.host, settings.port) as listening, working("Opening the library …"):
        from qa.pipeline import Pipeline

        with Pipeline.open(settings) as pipeline:
            run(build_app(pipeline, settings), listening)


def build_app(pipeline: "Pipeline", settings: "Settings") -> "FastAPI":
    """The page and `/health`, behind the headers of `ui.security`."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported; it would call home
    import gradio as gr
    from fastapi import FastAPI
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    from qa.settings import LOOPBACK
    from ui.app import STYLE, build_page
    from ui.security import SecurityHeaders

    app = FastAPI(title="CitedQA", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(SecurityHeaders)
    if settings.host in LOOPBACK and settings.auth is None:
        # A web page that has its own name resolve to 127.0.0.1 must not read the documents through this server.
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]"])

    @app.get("/health")
    def health() -> dict[str, Any]:
        return {"status": "ok", "documents": pipeline.stores.library.document_count}

    user, _, password = (settings.auth or "").partition(":")
    return gr.mount_gradio_app(  # type: ignore[no-any-return]
        app,
        build_page(pipeline),
        path="/",
        auth=(user, password) if settings.auth else None,
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
        css_paths=STYLE,
    )


def run(app: "FastAPI", listening: socket.socket) -> None:
    """Serve on this socket until Ctrl-C, and say where when it can be opened."""
    with suppress(KeyboardInterrupt):
        make_server(app, lambda: typer.echo(f"CitedQA is ready at {_address(listening)}")).run(sockets=[listening])


def make_server(app: "FastAPI", on_ready: Callable[[], None] = lambda: None) -> "uvicorn.Server":
    """A server that ends within a second of being asked to: an open page holds a connection that never ends by itself."""
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            on_ready()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # that connections are cut off now is no error
            await super().shutdown(sockets)

    return Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before the slow part. Raises QAError naming it where that can't be done."""
    from qa.errors import QAError

    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen()
    except OSError as exc:
        raise QAError(
            f"can't listen on {host} port {port}: {exc.strerror}; stop what uses it, or set QA_PORT (and QA_HOST) to another"
        ) from exc
    return listening
