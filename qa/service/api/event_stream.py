"""Server-sent events: what is being done, the answer as it is written, the answer."""

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from logging import getLogger
from typing import Any

from starlette.responses import StreamingResponse
from starlette.types import Send

from qa.service.api.errors import error_json
from qa.service.api.question_pool import Waiting
from qa.types import Answer, Answered, Event, Piece, Rewritten, Working
from qa.types.errors import QAError

log = getLogger(__name__)

# Proxies cut a connection that is silent for a minute or so; a language model can be.
_SILENCE_SECONDS = 15
_STILL_THERE = b": still working\n\n"


class EventStream(StreamingResponse):
    """When the client hangs up, what makes the events is closed at once."""

    media_type = "text/event-stream"

    def __init__(self, events: AsyncGenerator[bytes, None]) -> None:
        super().__init__(events, headers={"cache-control": "no-store", "x-accel-buffering": "no"})
        self._events = events

    async def stream_response(self, send: Send) -> None:
        async with aclosing(self._events):
            await super().stream_response(send)


def data(value: Any, event: str | None = None) -> bytes:
    """One event; its data is JSON on one line."""
    name = f"event: {event}\n" if event else ""
    return f"{name}data: {json.dumps(value, ensure_ascii=False)}\n\n".encode()


async def answer_events(
    events: AsyncGenerator[Event | Waiting, None], finished: Callable[[Answer], Awaitable[Any]]
) -> AsyncGenerator[bytes, None]:
    """`working`, `rewritten`, `piece`, then `answer` with what `finished` makes of it; or `error`, in the shape of them all."""

    async def told() -> AsyncGenerator[bytes, None]:
        async with aclosing(events):
            async for event in events:
                match event:
                    case Working(stage):
                        yield data({"stage": stage}, "working")
                    case Rewritten(standalone):
                        yield data({"standalone_question": standalone}, "rewritten")
                    case Piece(text):
                        yield data({"text": text}, "piece")
                    case Answered(answer):
                        yield data(await finished(answer), "answer")

    async for chunk in unbroken(told(), lambda exc: data(error_json(exc), "error")):
        yield chunk


async def unbroken(chunks: AsyncGenerator[bytes, None], failed: Callable[[Exception], bytes]) -> AsyncGenerator[bytes, None]:
    """The chunks, with a sign of life where one is long in coming; a failure is the last, as the status has gone out."""
    coming = None
    try:
        while True:
            coming = asyncio.ensure_future(anext(chunks, None))
            while not (await asyncio.wait((coming,), timeout=_SILENCE_SECONDS))[0]:
                yield _STILL_THERE
            if (chunk := coming.result()) is None:
                return
            yield chunk
    except Exception as exc:
        if not isinstance(exc, QAError):
            log.exception("A stream failed")
        yield failed(exc)
    finally:
        if coming is not None and not coming.done():
            coming.cancel()
            await asyncio.gather(coming, return_exceptions=True)
        await chunks.aclose()
