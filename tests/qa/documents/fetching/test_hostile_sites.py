"""Broken and hostile servers: each ends in a named error, or in what it sent, within a bounded time."""

import contextlib
import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator

import pytest

from qa.documents.fetching.exchange import Patience
from qa.types.errors import FetchError
from tests.qa.documents.fetching.sites import LIMIT, Answer, Site, fetch, moved, page, site

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
SECONDS = 5.0


IMPATIENT = Patience(step=0.5, request=0.7)
TOO_LATE = ("no answer within 0.5 s", "took over 0.7 s")


def endless(first: bytes, again: bytes) -> Callable[[socket.socket], None]:
    """Sends `first`, and then `again` until the client has had enough."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(first)
        while True:
            connection.sendall(again)

    return answer


def dripping(first: bytes, again: bytes, here: list[Site]) -> Callable[[socket.socket], None]:
    """Sends `again` every 50 ms: never silent for long, never done."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(first)
        while not here[0].closing.wait(0.05):
            connection.sendall(again)

    return answer


def silent(connection: socket.socket) -> None:
    connection.recv(1)


def bomb(kind: str) -> bytes:
    packed = gzip.compress(bytes(50_000_000)) if kind == "gzip" else zlib.compress(bytes(50_000_000))
    return page(packed, Content_Encoding=kind)


_here: list[Site] = []
ANSWERS: dict[str, tuple[Answer, str]] = {
    "nothing at all": (b"", "the connection failed (RemoteDisconnected)"),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.6\r\n", "the answer is no proper HTTP"),
    "garbage": (bytes(range(256)) * 40, "the answer is no proper HTTP"),
    "a status that is no number": (b"HTTP/1.1 abc OK\r\n\r\n", "the answer is no proper HTTP"),
    "no content": (page("", status="204 No Content"), "there is no document (status 204)"),
    "an empty page": (page(""), "the answer is empty"),
    "not found": (page("x", status="404 Not Found"), "it isn't there (status 404)"),
    "a login": (page("x", status="401 Unauthorized"), "it asks for a login (status 401)"),
    "too many requests": (page("x", status="429 Slow down"), "its server asks for fewer requests (status 429)"),
    "an error": (page("x", status="500 Oops"), "its server fails (status 500); try again later"),
    "not modified": (page("", status="304 Not Modified"), "there is no document (status 304)"),
    "a status of its own": (page("x", status="799 Odd"), "its server fails (status 799); try again later"),
    "a redirect to nowhere": (page("", status="302 Found"), "redirects (status 302) without saying where"),
    "a redirect to itself": (moved("/x"), "redirected over 5 times"),
    "a redirect to a file": (moved("file:///etc/passwd"), "redirected to file:///etc/passwd: file can't be fetched"),
    "a redirect to a script": (moved("javascript:alert(1)"), "javascript can't be fetched"),
    "a redirect with a password": (moved("http://a:b@127.0.0.1/"), "has a user name or password"),
    "a redirect to broken brackets": (moved("http://[::1/"), "which is no address"),
    "a redirect with a line break": (moved("/y\x0bz"), "control characters"),
    "a redirect to a name nobody has": (moved("http://nobody.example/"), "the host nobody.example can't be found"),
    "silence": (silent, TOO_LATE[0]),
    "a head that drips": (dripping(OK, b"X-A: b\r\n", _here), TOO_LATE[1]),
    "a status line that drips": (dripping(b"HTTP/1.1 2", b"0", _here), TOO_LATE[1]),
    "a body that drips": (dripping(OK + b"\r\n", b"x", _here), TOO_LATE[1]),
    "chunks that drip": (dripping(CHUNKED, b"1\r\nx\r\n", _here), TOO_LATE[1]),
    "a chunk size that drips": (dripping(CHUNKED, b"0", _here), TOO_LATE[1]),
    "an endless head": (endless(OK, b"X-A: b\r\n" * 1000), "the answer is no proper HTTP"),
    "an endless header": (endless(OK + b"X-A: ", b"a" * 65536), "the answer is no proper HTTP"),
    "a huge header": (OK + b"X-A: " + b"a" * 1_000_000 + b"\r\n\r\nx", "the answer is no proper HTTP"),
    "a thousand headers": (OK + b"X-A: b\r\n" * 1000 + b"\r\nx", "the answer is no proper HTTP"),
    "endless interim answers": (endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), TOO_LATE[1]),
    "an endless body": (endless(OK + b"\r\n", b"x" * 65536), "what it sends is over the limit of 0.2 MB"),
    "endless chunks": (endless(CHUNKED, b"10000\r\n" + b"x" * 65536 + b"\r\n"), "what it sends is over the limit"),
    "a length over the limit": (
        OK + b"Content-Length: 9000000\r\n\r\nx",
        "9.0 MB is over the limit of 0.2 MB (setting QA_MAX_FILE_MB)",
    ),
    "a length that isn't kept": (OK + b"Content-Length: 1000\r\n\r\nx", "the connection ended before all of it had come"),
    "chunks that aren't finished": (CHUNKED + b"5\r\nwords", "the answer is no proper HTTP (IncompleteRead)"),
    "chunks of no size": (CHUNKED + b"zz\r\nwords\r\n0\r\n\r\n", "the answer is no proper HTTP (IncompleteRead)"),
    "chunks of a negative size": (CHUNKED + b"-5\r\nwords\r\n0\r\n\r\n", "the answer is no proper HTTP"),
    "a gzip bomb": (bomb("gzip"), "what it sends is over the limit of 0.2 MB"),
    "a zlib bomb": (bomb("deflate"), "what it sends is over the limit of 0.2 MB"),
    "no gzip though it says so": (page("words", Content_Encoding="gzip"), "its compression is damaged"),
    "half a gzip": (page(gzip.compress(b"words " * 999)[:20], Content_Encoding="gzip"), "its compression ends too early"),
    "an unasked compression": (page("words", Content_Encoding="br"), "is packed as 'br', which wasn't asked for"),
}


@pytest.fixture
def hostile(request: pytest.FixtureRequest) -> Iterator[Site]:
    with site({"/x": request.param}) as opened:
        _here[:] = [opened]
        yield opened


@pytest.mark.parametrize(("hostile", "cause"), ANSWERS.values(), ids=ANSWERS.keys(), indirect=["hostile"])
def test_a_hostile_server_is_a_named_error_in_time(hostile: Site, cause: str) -> None:
    begun = time.perf_counter()
    patience = IMPATIENT if cause in TOO_LATE else Patience()
    with pytest.raises(FetchError) as caught:
        fetch(hostile.url("/x"), patience=patience)
    assert time.perf_counter() - begun < SECONDS
    message = str(caught.value)
    assert message.startswith(hostile.url("/x"))
    assert cause in message
    assert "\n" not in message


@pytest.mark.parametrize(
    "robots",
    [
        b"HTTP/1.1 200 OK\r\n\r\n" + b"User-agent: *\nDisallow: /secret\n" + b"#" * 2_000_000,
        page(gzip.compress(b"User-agent: *\nDisallow: /secret\n" + bytes(50_000_000)), Content_Encoding="gzip"),
        page(b"\xff\xfe\x00garbage\nUser-agent: *\nDisallow: /secret\nCrawl-delay: soon"),
        page(f"User-agent: *\nDisallow: /{'*a' * 5000}$\nDisallow: /secret"),
        moved("/rules"),
    ],
    ids=["huge", "gzip bomb", "garbage", "wildcards", "redirected"],
)
def test_a_hostile_robots_txt_does_no_harm_and_is_still_obeyed(robots: bytes) -> None:
    rules = page("User-agent: *\nDisallow: /secret")
    begun = time.perf_counter()
    with site({"/robots.txt": robots, "/rules": rules, "/x": page("x"), "/secret": page("x")}) as here:
        assert fetch(here.url("/x")).body == b"x"
        with pytest.raises(FetchError, match=r"its robots.txt asks"):
            fetch(here.url("/secret"))
    assert time.perf_counter() - begun < SECONDS


def test_what_is_just_small_enough_comes_whole() -> None:
    with site({"/x": page("x" * LIMIT), "/y": page("x" * (LIMIT + 1)), "/z": CHUNKED + b"5\r\nwords\r\n0\r\n\r\n"}) as here:
        assert len(fetch(here.url("/x")).body) == LIMIT
        assert fetch(here.url("/z")).body == b"words"
        with pytest.raises(FetchError, match="over the limit"):
            fetch(here.url("/y"))


def test_a_closed_port_is_a_named_error() -> None:
    with site() as here:
        pass
    with pytest.raises(FetchError, match=r"the connection was refused; check the address"):
        fetch(here.url("/x"))


def test_a_handshake_that_drips_is_given_up() -> None:
    server = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def drip() -> None:
        connection, _ = server.accept()
        with connection, contextlib.suppress(OSError):
            connection.sendall(b"\x16\x03\x03\x3f\xff")  # a record of 16 kB begins
            while not done.wait(0.05):
                connection.sendall(b"\0")

    threading.Thread(target=drip, daemon=True).start()
    begun = time.perf_counter()
    with server, pytest.raises(FetchError, match=TOO_LATE[0]):  # OpenSSL counts all of it
        fetch(f"https://127.0.0.1:{server.getsockname()[1]}/x", patience=IMPATIENT)
    done.set()
    assert time.perf_counter() - begun < SECONDS
