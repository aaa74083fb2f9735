"""`qa serve`: the page on a port of this machine."""

import os
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from fastapi import FastAPI

    from qa.pipeline import Pipeline
    from qa.settings import Settings


def serve() -> None:
    """Serve the browser app and the API until Ctrl-C. Settings: QA_HOST, QA_PORT, QA_AUTH."""
    from qa.service.api.metrics import set_up_logging
    from qa.service.cli.output import read_settings, working

    settings = read_settings()
    set_up_logging(settings)
    with _listen(settings.host, settings.port) as listening, working("Opening the library …"):
        from qa.pipeline import Pipeline

        with Pipeline.open(settings, mode="server") as pipeline:
            run(build_app(pipeline, settings), listening)


def build_app(pipeline: "Pipeline", settings: "Settings", *, open_pages: int = 500) -> "FastAPI":
    """The page and the API of `qa.service.api`, behind the headers of `ui.security`; the API says who may see what.

    What a page knows of its conversation is dropped when `open_pages` others have been opened since; the next question then
    finds the conversation in the library.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported; it would call home
    import gradio as gr
    from starlette.middleware.gzip import GZipMiddleware

    from qa.service.api.app import create_app
    from ui.app import build_page, build_routes, render_head, render_loads
    from ui.asking.answering import Answering
    from ui.messages import Spoken
    from ui.rendering.links import serve_below
    from ui.security import Closed, Missing, SecurityHeaders

    serve_below(settings.root_path)
    app = create_app(pipeline, settings, within=[Closed])
    answering = Answering(app.state.server)
    app.include_router(build_routes(answering.known))
    app.add_middleware(Missing)
    app.add_middleware(Spoken)
    app.add_middleware(SecurityHeaders, head=render_head(), loads=render_loads())
    # As Gradio's own files come; streams stay as they are.
    app.add_middleware(GZipMiddleware, compresslevel=5)
    blocks = build_page(app.state.server, answering)
    blocks.state_session_capacity = open_pages
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        auth_dependency=lambda request: request.state.user.name,
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
        root_path=settings.root_path or None,
    )
    # By a connection of each page that never ends, Gradio notices that one was closed, to drop what it knows at once. Browsers
    # have six connections to a server, so a seventh tab would wait for ever.
    blocks.config["connect_heartbeat"] = False
    # How often it is looked whether a page wants something. A thousand times a second, as Gradio has it, takes an idle server a
    # twenty-fifth of a core.
    blocks._queue.sleep_when_free = 0.01
    return mounted


def run(app: "FastAPI", listening: socket.socket) -> None:
    """Serve on this socket until Ctrl-C, and say where when it can be opened."""
    from qa.service.api.running import end_at_last, make_server

    def ready() -> None:
        server = app.state.server
        typer.echo(f"CitedQA is ready at {_address(listening)}{server.settings.root_path}")
        if not server.whole.library.document_count:
            typer.echo(
                "It has no documents yet: add yours on its Library page or with `qa ingest PATH`, or the article that comes "
                "along with `qa sample`.",
                err=True,
            )

    def stop() -> None:
        end_at_last()
        app.state.server.stop()

    with suppress(KeyboardInterrupt):
        make_server(app, ready, stop).run(sockets=[listening])


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before the slow part. Raises QAError naming it where that can't be done."""
    from qa.types.errors import QAError

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
