"""One request and its answer over a connection to an IP address chosen beforehand, in bounded time and size."""

import contextlib
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPResponse

from qa.documents.fetching.addresses import Target
from qa.types.deadline import started_timer
from qa.types.errors import with_setting

_STEP = 1 << 16


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds a server has for each `step`, and for a whole `request`: one byte a second must hold nobody up."""

    step: float = 15.0
    request: float = 60.0


class LateError(ValueError):
    """A server that didn't answer in the time that it had."""


_GZIP = b"\x1f\x8b"
USUAL_PATIENCE = Patience()


@dataclass(frozen=True, slots=True)
class Reply:
    """`body` is empty unless the status is 200."""

    status: int
    headers: HTTPMessage
    body: bytes


@cache
def certified() -> ssl.SSLContext:
    """Trusts the system's certificate authorities, and those that come with Python packages, for systems without."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def get(
    target: Target,
    addresses: Sequence[str],
    headers: dict[str, str],
    *,
    max_bytes: int,
    cut: bool = False,
    patience: Patience = USUAL_PATIENCE,
    trusted: Callable[[], ssl.SSLContext] = certified,
) -> Reply:
    """Ask the first of `addresses` that answers. A body over `max_bytes` is an error, or with `cut` is cut there.

    `trusted` says whose certificates are taken, where the address is https. Raises ValueError with the cause.
    """
    deadline = time.monotonic() + patience.request
    expired = threading.Event()
    try:
        sock = _connected(target, addresses, deadline, patience.step, trusted)

        def end() -> None:
            """A timeout on the socket starts anew with each byte; this one doesn't."""
            expired.set()
            with contextlib.suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)  # not SSLSocket's, which would take its state from a reader

        connection = HTTPConnection(target.host, target.port)  # not HTTPSConnection, which would connect by name
        connection.sock, connection.auto_open = sock, 0  # never by name
        with contextlib.closing(connection), contextlib.ExitStack() as timed:
            timed.callback(started_timer(max(0.0, deadline - time.monotonic()), end).cancel)
            if isinstance(sock, ssl.SSLSocket):
                sock.do_handshake()
            connection.request("GET", target.path, headers={"Host": target.authority, **headers})
            with contextlib.closing(connection.getresponse()) as response:
                body = _body(response, max_bytes, cut) if response.status == 200 else b""
                if expired.is_set():  # a connection that was ended here looks like one that the server ended
                    raise TimeoutError
                return Reply(response.status, response.headers, body)
    except ssl.SSLCertVerificationError as exc:
        raise ValueError(f"its certificate can't be trusted ({exc.verify_message.rstrip('.')}); check the address") from exc
    except (OSError, HTTPException) as exc:
        if expired.is_set():
            raise LateError(f"the answer took over {patience.request:g} s; try again later") from exc
        error = LateError if isinstance(exc, TimeoutError) else ValueError
        raise error(_cause(exc, patience)) from exc


def _connected(
    target: Target, addresses: Sequence[str], deadline: float, step: float, trusted: Callable[[], ssl.SSLContext]
) -> socket.socket:
    failed: OSError = OSError("no address to connect to")
    for address in addresses:
        left = deadline - time.monotonic()
        if left <= 0:
            break
        try:
            sock = socket.create_connection((address, target.port), timeout=min(step, left))
        except OSError as exc:
            failed = exc
            continue
        if target.scheme == "https":
            return trusted().wrap_socket(sock, server_hostname=target.host, do_handshake_on_connect=False)
        return sock
    raise failed


def _body(response: HTTPResponse, max_bytes: int, cut: bool) -> bytes:
    too_large = with_setting(f"is over the limit of {max_bytes / 1e6:g} MB", "QA_MAX_FILE_MB")
    announced = response.headers.get("Content-Length", "")
    if announced.isdecimal() and len(announced) < 20 and int(announced) > max_bytes and not cut:
        raise ValueError(f"{int(announced) / 1e6:,.1f} MB {too_large}")
    packing = response.headers.get("Content-Encoding", "").strip().lower()
    body = bytearray()
    for part in _unpacked(_sent(response), packing):
        body += part
        if len(body) > max_bytes and not cut:
            raise ValueError(f"what it sends {too_large}")
        if len(body) > max_bytes:
            break
    return bytes(body[:max_bytes])


def _sent(response: HTTPResponse) -> Iterator[bytes]:
    while part := response.read1(_STEP):
        yield part
    if response.length:
        raise ValueError("the connection ended before all of it had come; try again later")


def _unpacked(sent: Iterator[bytes], packing: str) -> Iterator[bytes]:
    """What is packed by gzip or zlib is unpacked in steps: a kilobyte can stand for a megabyte."""
    if packing in {"", "identity"}:
        yield from sent
        return
    if packing not in {"gzip", "x-gzip", "deflate"}:
        raise ValueError(f"is packed as {packing[:40]!r}, which wasn't asked for; it can't be unpacked")
    unpack = zlib.decompressobj(wbits=47)  # 32 + 15: either kind by its head
    for part in sent:
        while part:
            if unpack.eof:
                if not part.startswith(_GZIP):
                    break  # padding
                unpack = zlib.decompressobj(wbits=47)  # another member, which goes on with the same text
            try:
                yield unpack.decompress(part, _STEP)
            except zlib.error as exc:
                raise ValueError("its compression is damaged; try again later") from exc
            part = unpack.unconsumed_tail or unpack.unused_data
    if not unpack.eof:
        raise ValueError("its compression ends too early; try again later")


def _cause(exc: Exception, patience: Patience) -> str:
    if isinstance(exc, TimeoutError):
        return f"no answer within {patience.step:g} s; try again later"
    if isinstance(exc, ConnectionRefusedError):
        return "the connection was refused; check the address"
    if isinstance(exc, OSError):
        return f"the connection failed ({exc.strerror or type(exc).__name__}); try again later"
    return f"the answer is no proper HTTP ({type(exc).__name__}); check the address"
