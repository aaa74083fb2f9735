"""Connections that say nothing keep nobody out."""

import logging
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from starlette.requests import Request

from qa.service.api.access import BodyLimit
from qa.service.api.running import Bounds, make_server, most_connections
from tests import patient
from tests.qa.service.api.conftest import served

HALF = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "


@pytest.fixture
def app() -> FastAPI:
    app = FastAPI()

    @app.get("/health")
    async def health() -> str:
        return "ok"

    @app.post("/body")
    async def body(request: Request) -> int:
        return len(await request.body())

    app.add_middleware(BodyLimit, max_file_mb=1, seconds=0.3)
    return app


@contextmanager
def connected(url: str, sent: bytes) -> Iterator[socket.socket]:
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port or 0), timeout=10) as connection:
        connection.sendall(sent)
        yield connection


def test_more_half_sent_requests_than_there_is_room_for_do_not_keep_a_whole_one_out(
    app: FastAPI, caplog: pytest.LogCaptureFixture
) -> None:
    with served(app, Bounds(most=10)) as url, ExitStack() as held:
        first = held.enter_context(connected(url, HALF))
        for _ in range(30):
            held.enter_context(connected(url, HALF))
        for _ in range(3):
            assert patient.get(f"{url}/health").status_code == 200
        assert first.recv(1) == b""  # the longest without a request made room
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "those without a request are closed" in caplog.text


def test_a_request_head_that_does_not_end_is_cut_off_and_logged(app: FastAPI, caplog: pytest.LogCaptureFixture) -> None:
    with served(app, Bounds(most=10, head_seconds=0.05)) as url:
        with connected(url, HALF) as half:
            assert half.recv(1) == b""
        assert patient.get(f"{url}/health").status_code == 200
    assert "sent no whole request in 0.05 s, the last from 127.0.0.1" in caplog.text


def test_the_head_of_a_later_request_is_waited_for_no_longer(app: FastAPI) -> None:
    head = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with served(app, Bounds(most=10, head_seconds=0.05)) as url, connected(url, head) as again:
        told = b""
        while b'"ok"' not in told:
            more = again.recv(1000)
            assert more
            told += more
        again.sendall(HALF)
        assert again.recv(1) == b""


def test_a_body_that_does_not_come_is_told_so(app: FastAPI) -> None:
    head = b"POST /body HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n"
    with served(app) as url:
        with connected(url, head + b"half") as slow:
            assert slow.recv(100).startswith(b"HTTP/1.1 408")
        assert patient.post(f"{url}/body", content=b"all of it").json() == 9


def test_there_is_room_for_connections_whatever_the_limit_on_files() -> None:
    assert most_connections() >= 32


@dataclass(eq=False)
class _Cycle:
    more_body: bool
    response_complete: bool


@dataclass(eq=False)
class _Transport:
    closed: bool = False

    def close(self) -> None:
        self.closed = True


@dataclass(eq=False)
class _Connection:
    cycle: _Cycle | None = None
    client: tuple[str, int] | None = ("192.0.2.1", 1)
    transport: _Transport = field(default_factory=_Transport)


def test_a_proxy_closes_a_silent_connection_before_the_server_does(app: FastAPI) -> None:
    """The other way round the next question could be on its way: Caddy keeps one for 120 seconds."""
    assert make_server(app).config.timeout_keep_alive > 120
    now = 0.0
    bounds = Bounds(most=3, head_seconds=10, now=lambda: now)
    silent, half = there = [_Connection(), _Connection()]
    for each in there:
        bounds.came(each, there)
        each.cycle = _Cycle(False, True)
    bounds.look(there)
    now = 100.0
    bounds.look(there)
    assert not silent.transport.closed
    bounds.began(half)
    now = 111.0
    bounds.look(there)
    assert half.transport.closed
    assert not silent.transport.closed


def test_a_running_answer_is_never_cut_and_an_upload_only_when_nobody_idles() -> None:
    now = 0.0
    bounds = Bounds(most=3, head_seconds=10, now=lambda: now)
    answering, sending, idle, new, newer = (_Connection() for _ in range(5))
    there = [answering, sending, idle]
    for each in there:
        bounds.came(each, there)
    answering.cycle, sending.cycle = _Cycle(False, False), _Cycle(True, False)
    bounds.look(there)
    bounds.came(new, [*there, new])
    assert idle.transport.closed
    new.cycle = _Cycle(False, False)
    bounds.came(newer, [answering, sending, new, newer])
    assert sending.transport.closed
    newer.cycle = _Cycle(False, True)
    now = 100.0
    bounds.look([answering, new, newer])
    assert not newer.transport.closed  # its answer has ended just now
    bounds.came(last := _Connection(), [answering, new, newer, last])
    assert newer.transport.closed
    assert not any(each.transport.closed for each in (answering, new, last))
