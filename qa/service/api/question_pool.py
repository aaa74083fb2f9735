"""A fixed number of threads for questions and a bounded line before them, so that a rush costs waiting or a clear no."""

import asyncio
import contextlib
import contextvars
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import aclosing
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request

from qa.service.api.errors import RefusedError
from qa.types.deadline import Stopping, stopped_by

T = TypeVar("T")
# What a place in the line is worth waiting for: a question takes a fraction of a second, with a language model some more.
_RETRY_SECONDS = 2
# How long the end of the process waits for questions that were told to stop.
_ENDING_SECONDS = 3.0


class QuestionPool:
    """Belongs to one event loop. Whoever doesn't get a place is told at once (RefusedError, 503)."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="question")
        self._at_once = at_once
        self._places = at_once + waiting
        self._inside = 0
        self._stopped = False
        self._streams: dict[Stopping, asyncio.Queue[list[Any] | Exception]] = {}

    @property
    def at_work(self) -> int:
        return min(self._inside, self._at_once)

    @property
    def waiting(self) -> int:
        return self._inside - self.at_work

    def stream(self, items: Callable[[], Iterator[T]]) -> AsyncGenerator[T, None]:
        """What the iterator yields, made on a thread. Closing this stops the work at its next item, or before it began.

        A place is taken now, and given back when the work has ended, whether or not all of it has been read.
        """
        if self._stopped:
            raise _shutting_down()
        if self._inside >= self._places:
            raise RefusedError(
                503, "overloaded", f"{self._inside} questions are being answered already; ask again later", _RETRY_SECONDS
            )
        self._inside += 1
        loop = asyncio.get_running_loop()
        made: asyncio.Queue[list[T] | Exception] = asyncio.Queue()  # of one item each; an empty list is the end
        stop = Stopping()
        self._streams[stop] = made

        def work() -> None:
            if stop.is_set():
                return
            stopped_by(stop)
            source = items()
            try:
                for item in source:
                    if stop.is_set():
                        return
                    loop.call_soon_threadsafe(made.put_nowait, [item])
            finally:
                if close := getattr(source, "close", None):
                    close()

        def leave() -> None:
            self._inside -= 1
            del self._streams[stop]
            made.put_nowait([])

        ending = self._threads.submit(contextvars.copy_context().run, work)
        ending.add_done_callback(lambda _: None if loop.is_closed() else loop.call_soon_threadsafe(leave))
        return _read(made, ending, stop)

    async def run(self, function: Callable[[], T]) -> T:
        """One result, made on a thread."""

        def once() -> Iterator[T]:
            yield function()

        async with aclosing(self.stream(once)) as results:
            return await anext(results)

    def stop(self) -> None:
        """The server ends: who waits for an answer is told so now (RefusedError, 503), and no more work is taken."""
        self._stopped = True
        for stopping, made in self._streams.items():
            made.put_nowait(_shutting_down())
            stopping.set()

    async def close(self) -> None:
        """Waits for what is being done, but not for long: what doesn't stop is left to the end of the process."""
        self.stop()
        self._threads.shutdown(wait=False, cancel_futures=True)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_ENDING_SECONDS):
                while self._inside:
                    await asyncio.sleep(0.02)


def _shutting_down() -> RefusedError:
    return RefusedError(503, "shutting_down", "the server is being stopped; ask again when it is back", _RETRY_SECONDS)


async def _read(made: "asyncio.Queue[list[T] | Exception]", ending: "Future[None]", stop: Stopping) -> AsyncGenerator[T, None]:
    try:
        while item := await made.get():
            if isinstance(item, Exception):
                raise item
            yield item[0]
        ending.result()
    finally:
        stop.set()
        ending.cancel()  # takes it out of the line where it hasn't begun


async def unless_gone(request: Request, result: Coroutine[Any, Any, T]) -> T:
    """The result; where the client hangs up first, its making is broken off and ClientDisconnect raised.

    For use after the body has been read.
    """
    making, leaving = asyncio.create_task(result), asyncio.create_task(_hung_up(request))
    try:
        await asyncio.wait((making, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not making.done():
            raise ClientDisconnect
        return making.result()
    finally:
        making.cancel()
        leaving.cancel()
        await asyncio.gather(making, leaving, return_exceptions=True)


async def _hung_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
