"""A fixed number of threads for questions and a bounded line before them, so that a rush costs waiting or a clear no."""

import asyncio
import contextlib
import contextvars
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request

from qa.service.api.errors import RefusedError
from qa.types.deadline import Stopping, stopped_by

T = TypeVar("T")
# What a place in the line is worth waiting for: a question takes a fraction of a second, with a language model some more.
_RETRY_SECONDS = 2
# How long the end of the process waits for questions that were told to stop.
_ENDING_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many questions must be answered before this one begins."""

    ahead: int


@dataclass(eq=False, slots=True)
class _Place:
    """One question's place: in line, and then at work. `made` holds lists of one item each; an empty list is the end."""

    owner: str
    work: Callable[[], None]
    waiting: Callable[[int], Any] | None
    made: "asyncio.Queue[list[Any] | Exception]" = field(default_factory=asyncio.Queue)
    stop: Stopping = field(default_factory=Stopping)
    ahead: int = 0
    ending: "Future[None] | None" = None


class QuestionPool:
    """Belongs to one event loop. Whoever doesn't get a place is told at once (RefusedError, 503).

    Fair: a person's first question comes before another's second, so nobody waits for all that somebody else has asked.
    """

    def __init__(self, at_once: int, waiting: int) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="question")
        self._at_once = at_once
        self._longest = waiting
        self._places: list[_Place] = []
        self._stopped = False

    @property
    def at_work(self) -> int:
        return sum(place.ending is not None for place in self._places)

    @property
    def waiting(self) -> int:
        return len(self._places) - self.at_work

    def stream(
        self, items: Callable[[], Iterator[T]], owner: str = "", waiting: Callable[[int], T] | None = None
    ) -> AsyncGenerator[T, None]:
        """What the iterator yields, made on a thread. Closing this stops the work at its next item, or before it began.

        A place is taken now, and given back when the work has ended, whether or not all of it has been read. An `owner` may
        have a quarter of the line; nobody in particular may have all of it. Before its turn comes, what `waiting` makes of the
        number of questions before it is yielded whenever that changes.
        """
        if self._stopped:
            raise _shutting_down()
        if len(self._places) >= self._at_once + self._longest:
            raise _overloaded(f"{len(self._places)} questions are being answered already; ask again later")
        if owner and sum(place.owner == owner for place in self._places) >= max(self._at_once, self._longest // 4):
            raise _overloaded("too many of your questions are waiting already; wait for their answers")
        loop, context = asyncio.get_running_loop(), contextvars.copy_context()

        def work() -> None:
            if place.stop.is_set():
                return
            stopped_by(place.stop)
            source = items()
            try:
                for item in source:
                    if place.stop.is_set():
                        return
                    loop.call_soon_threadsafe(place.made.put_nowait, [item])
            finally:
                if close := getattr(source, "close", None):
                    close()

        place = _Place(owner, lambda: context.run(work), waiting)
        self._places.append(place)
        self._move_up()
        return self._read(place)

    def _move_up(self) -> None:
        """Begin with those whose turn it is; tell the others how many are before them."""
        for number, place in enumerate(self._order()):
            if place.ending is not None or self._stopped:
                continue
            if number < self._at_once:
                place.ending = self._threads.submit(place.work)
                place.ending.add_done_callback(partial(self._ended, asyncio.get_running_loop(), place))
            elif place.waiting is not None and place.ahead != (ahead := number - self._at_once + 1):
                place.ahead = ahead
                place.made.put_nowait([place.waiting(ahead)])

    def _order(self) -> list[_Place]:
        """Those at work, then everybody's first, everybody's second, …; among these, first come, first served."""
        seen: Counter[str] = Counter()
        turns: list[tuple[int, int]] = []
        for number, place in enumerate(self._places):
            turns.append((-1 if place.ending is not None else seen[place.owner], number))
            seen[place.owner] += bool(place.owner)  # each of nobody in particular is somebody's first
        return [self._places[number] for _, number in sorted(turns)]

    def _ended(self, loop: asyncio.AbstractEventLoop, place: _Place, _: "Future[None]") -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(self._leave, place)

    def _leave(self, place: _Place) -> None:
        if place in self._places:
            self._places.remove(place)
            place.made.put_nowait([])
            self._move_up()

    async def _read(self, place: _Place) -> AsyncGenerator[Any, None]:
        try:
            while item := await place.made.get():
                if isinstance(item, Exception):
                    raise item
                yield item[0]
            if place.ending is not None:
                place.ending.result()
        finally:
            place.stop.set()
            if place.ending is None:
                self._leave(place)

    async def run(self, function: Callable[[], T]) -> T:
        """One result, made on a thread."""
        async with aclosing(self.stream(lambda: iter((function(),)))) as results:
            return await anext(results)

    def stop(self) -> None:
        """The server ends: who waits for an answer is told so now (RefusedError, 503), and no more work is taken."""
        self._stopped = True
        for place in self._places:
            place.made.put_nowait(_shutting_down())
            place.stop.set()
        self._places = [place for place in self._places if place.ending is not None]

    async def close(self) -> None:
        """Waits for what is being done, but not for long: what doesn't stop is left to the end of the process."""
        self.stop()
        self._threads.shutdown(wait=False, cancel_futures=True)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_ENDING_SECONDS):
                while self._places:
                    await asyncio.sleep(0.02)


def _shutting_down() -> RefusedError:
    return RefusedError(503, "shutting_down", "the server is being stopped; ask again when it is back", _RETRY_SECONDS)


def _overloaded(message: str) -> RefusedError:
    return RefusedError(503, "overloaded", message, _RETRY_SECONDS)


async def unless_gone(request: Request, result: Coroutine[Any, Any, T]) -> T:
    """The result; ClientDisconnect, and no more work, where the client hangs up first. For use after the body has been read."""
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
