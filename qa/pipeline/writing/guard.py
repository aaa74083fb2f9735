"""Bounds on what a language model's server may send, and for how long. `model` makes its clients with them.

A read timeout alone is none: a server that sends a comment every few seconds, as some do while a model thinks, is never silent.
"""

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from qa.types.deadline import Deadline, started_timer
from qa.types.errors import LanguageModelError, with_setting

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")
# One token is an event of some 300 bytes, with the probabilities that some servers add a few thousand.
_BYTES_A_TOKEN, _BYTES_BESIDE = 4_000, 1_000_000
_TOO_LONG = with_setting("took too long", "QA_ANSWER_TIMEOUT")
_guard: "ContextVar[Guard | None]" = ContextVar("guard", default=None)


class Guard:
    """Watches over one reply: no text for `silence` seconds, more bytes than `most_bytes`, or the deadline end it."""

    def __init__(self, silence: float, tokens: int, deadline: Deadline, refuses: Callable[[str], str] = lambda _ip: "") -> None:
        """`refuses` says why nothing may be sent to an IP address."""
        self._silence = silence
        self._left_bytes = tokens * _BYTES_A_TOKEN + _BYTES_BESIDE
        self._deadline = deadline
        self._heard = monotonic()
        self._refuses = refuses
        self._sockets: list[socket.socket] = []
        self.why = ""

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Cut its connections when the deadline passes or nobody waits, even where the server is silent."""
        timer = started_timer(self._deadline.left, lambda: self._cut(_TOO_LONG))
        self._deadline.stopping.call(self._gone)
        try:
            yield
        finally:
            timer.cancel()
            self._deadline.stopping.forget(self._gone)

    def next_of(self, chunks: Iterator[T]) -> T | None:
        """Return the next chunk; this guard watches what the clients of `client_arguments` are asked for it, and no more."""
        token = _guard.set(self)
        try:
            return next(chunks, None)
        finally:
            _guard.reset(token)

    def heard(self) -> None:
        """Note that text came."""
        self._heard = monotonic()
        self.check()

    def check(self, size: int = 0) -> None:
        """Note that `size` bytes came. Raises LanguageModelError."""
        self._left_bytes -= size
        if not self.why and self._deadline.stopping.is_set():
            self._gone()
        elif not self.why and not self._deadline.left:
            self.why = _TOO_LONG
        elif not self.why and monotonic() - self._heard > self._silence:
            self.why = f"was silent for {self._silence:g} seconds"
        elif not self.why and self._left_bytes < 0:
            self.why = "sent far more than it was asked for"
        if self.why:
            raise LanguageModelError(self.why)

    def connected(self, name: str, info: dict[str, Any]) -> None:
        """Take what httpx tells of its steps: a connection that was made is one to cut. Raises LanguageModelError."""
        if name in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            made = info["return_value"].get_extra_info("socket")
            if isinstance(made, socket.socket):
                self._sockets.append(made)
                # Before anything goes out on it.
                self.why = self.why or self._refuses(str(made.getpeername()[0]))
                if self.why:
                    self._cut(self.why)
                    raise LanguageModelError(self.why)

    def _gone(self) -> None:
        self._cut("isn't waited for any more")

    def _cut(self, why: str) -> None:
        self.why = self.why or why
        for each in self._sockets:
            with suppress(OSError):  # it has ended by itself
                socket.socket.shutdown(each, socket.SHUT_RDWR)  # not TLS's own, which would wait for the other side


def client_arguments(timeout: float, without: Sequence[str] = ()) -> dict[str, Any]:
    """Return arguments for an httpx client that sends no header `without` names.

    Its replies are uncompressed, since a few bytes can become gigabytes; it follows no redirect, which could take the passages
    to another server; and it makes a connection for each request, so that one can be cut.
    """
    import httpx

    def leave_out(request: "httpx.Request") -> None:
        for name in without:
            request.headers.pop(name, None)

    return {
        "timeout": timeout,
        "follow_redirects": False,
        "headers": {"accept-encoding": "identity"},
        "limits": httpx.Limits(max_keepalive_connections=0),
        "event_hooks": {"request": [_asks, leave_out], "response": [_answers]},
    }


def _asks(request: "httpx.Request") -> None:
    request.headers["accept-encoding"] = "identity"  # the provider's own client may ask for more
    if (guard := _guard.get()) is not None:
        request.extensions["trace"] = guard.connected


def _answers(response: "httpx.Response") -> None:
    import httpx

    guard = _guard.get()
    if guard is None:
        return
    if response.headers.get("content-encoding", "identity") != "identity":
        guard.why = "sent a compressed reply though none was asked for"
        raise LanguageModelError(guard.why)
    chunks: Any = response.stream
    check = guard.check

    class Watched(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            for chunk in chunks:
                check(len(chunk))
                yield chunk

        def close(self) -> None:
            chunks.close()

    response.stream = Watched()
