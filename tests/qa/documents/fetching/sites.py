"""Real servers on this machine, polite and hostile ones: what they send is given byte by byte."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from qa.documents.fetching import Fetched, Fetcher

Answer = bytes | Callable[[socket.socket], None]
LIMIT = 200_000


def page(body: bytes | str, kind: str = "text/html; charset=utf-8", status: str = "200 OK", **headers: str) -> bytes:
    """A whole answer; header names have underscores for dashes."""
    raw = body.encode() if isinstance(body, str) else body
    lines = {"Content-Type": kind, "Content-Length": str(len(raw)), **{k.replace("_", "-"): v for k, v in headers.items()}}
    return f"HTTP/1.1 {status}\r\n{''.join(f'{k}: {v}{chr(13)}{chr(10)}' for k, v in lines.items())}\r\n".encode() + raw


def moved(where: str, status: str = "302 Found") -> bytes:
    return page("", status=status, Location=where)


class Site:
    """Answers by path; remembers the requests' first lines and headers."""

    def __init__(self, answers: Mapping[str, Answer], secure: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer] = {"/robots.txt": page("", status="404 Not Found"), **answers}
        self.requests: list[str] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        if secure is not None:
            self._server = secure.wrap_socket(self._server, server_side=True, do_handshake_on_connect=False)
        self.closing = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [request.split(" ")[1] for request in self.requests]

    def close(self) -> None:
        self.closing.set()
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()

    def _run(self) -> None:
        while not self.closing.is_set():
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            request = b""
            while b"\r\n\r\n" not in request and (more := connection.recv(65536)):
                request += more
            if not request:
                return
            self.requests.append(request.decode("latin-1"))
            answer = self.answers.get(request.split(b" ")[1].decode("latin-1"), page("", status="404 Not Found"))
            if callable(answer):
                answer(connection)
            else:
                connection.sendall(answer)
                # Closing at once would reset the connection where the client hasn't read all.
                connection.shutdown(socket.SHUT_WR)
                connection.recv(1)


@contextlib.contextmanager
def site(answers: Mapping[str, Answer] | None = None, secure: ssl.SSLContext | None = None) -> Iterator[Site]:
    opened = Site(answers or {}, secure)
    try:
        yield opened
    finally:
        opened.close()


def fetcher(
    *, private: bool = True, hosts: Mapping[str, list[str]] | None = None, pauses: list[float] | None = None, **others: Any
) -> Fetcher:
    """Looks hosts up in `hosts`, and never really waits."""

    def resolve(host: str, port: int) -> list[str]:
        known = {"127.0.0.1": ["127.0.0.1"], **(hosts or {})}
        if host not in known:
            raise OSError(f"no host {host}")
        return known[host]

    pause = (pauses if pauses is not None else []).append
    return Fetcher(max_bytes=LIMIT, private=private, resolve=resolve, pause=pause, **others)


def fetch(url: str, **others: Any) -> Fetched:
    return fetcher(**others).fetch(url)
