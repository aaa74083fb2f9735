"""A server of OpenAI's chat API that says and does what a test tells it to, over real HTTP."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Script = Callable[["Reply"], None]


class Reply(BaseHTTPRequestHandler):
    """What a script answers with."""

    server: "ScriptedServer"

    def do_POST(self) -> None:
        self.request_body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(self.request_body)
        self.server.keys.append(self.headers.get("Authorization", ""))
        try:
            self.server.script(self)
        except (BrokenPipeError, ConnectionResetError):
            self.server.hung_up.set()

    def fails(self, status: int, message: str, code: str | None = None) -> None:
        body = json.dumps({"error": {"message": message, "code": code}}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def says(self, *pieces: str, reason: str | None = "stop") -> None:
        self.begins()
        for piece in pieces:
            self.piece(piece)
        if reason is not None:
            self.ends(reason)

    def begins(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()

    def piece(self, text: str) -> None:
        self._event({"content": text}, None)

    def ends(self, reason: str = "stop") -> None:
        self._event({}, reason)
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, delta: dict[str, str], reason: str | None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        event = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
        self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        pass


class ScriptedServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, script: Script) -> None:
        super().__init__(("127.0.0.1", 0), Reply)
        self.script = script
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.hung_up = threading.Event()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


@contextmanager
def serving(server: ThreadingHTTPServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
