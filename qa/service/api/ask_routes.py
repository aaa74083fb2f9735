"""`POST /api/v1/ask` and `/search`: answers as JSON, or as server-sent events while they come about."""

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from logging import getLogger
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.types import Send

from qa.service.api.errors import error_json
from qa.service.api.models import Ask, Search
from qa.service.api.question_pool import Waiting, unless_gone
from qa.service.api.responses import EXAMPLE_ANSWER, Described, ErrorOut, PassageList
from qa.service.api.service import Service, TheService
from qa.service.lists import MEDIA_TYPES, ListFormat, answer_as
from qa.types import Answer, Answered, Event, Piece, Question, Rewritten, Working
from qa.types.errors import QAError, QuestionError

log = getLogger(__name__)
T = TypeVar("T")

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
    try:
        async with aclosing(with_silences(chunks, _SILENCE_SECONDS)) as told:
            async for chunk in told:
                yield chunk or _STILL_THERE
    except Exception as exc:
        if not isinstance(exc, QAError):
            log.exception("A stream failed")
        yield failed(exc)


async def with_silences(items: AsyncGenerator[T, None], seconds: float) -> AsyncGenerator[T | None, None]:
    """The items, and None whenever none has come for so long. Closing this closes what makes them."""
    coming = None
    try:
        while True:
            coming = asyncio.ensure_future(anext(items, None))
            while not (await asyncio.wait((coming,), timeout=seconds))[0]:
                yield None
            if (item := coming.result()) is None:
                return
            yield item
    finally:
        if coming is not None and not coming.done():
            coming.cancel()
            await asyncio.gather(coming, return_exceptions=True)
        await items.aclose()


router = APIRouter(tags=["questions"])

EVENTS = (
    'event: working\ndata: {"stage": "retrieve"}\n\n'
    'event: piece\ndata: {"text": "North Korea is believed …"}\n\n'
    'event: answer\ndata: {"question": "…", "text": "…", "citations": ["…"]}\n\n'
)


def answer_responses(model: Any, example: Any) -> Described:
    """What the API's description says of an answer: JSON, or the events it comes in."""
    content = {"application/json": {"example": example}, "text/event-stream": {"schema": {"type": "string"}, "example": EVENTS}}
    return {
        200: {"model": model, "description": "The answer, or an abstention with the closest passages.", "content": content},
        503: {"model": ErrorOut, "description": "More questions at once than this server takes; see Retry-After."},
    }


_RESPONSES = answer_responses(Answer, EXAMPLE_ANSWER)
_RESPONSES[200]["content"] |= {name: {"schema": {"type": "string"}} for name in ("text/csv", "text/markdown")}


@router.post("/ask", responses=_RESPONSES, response_class=JSONResponse)
async def ask(request: Request, service: TheService, body: Ask) -> Response:
    """Ask the documents. With `stream`, server-sent events: `working`, `rewritten`, `piece`, and `answer` (or `error`) last.

    A `format` other than JSON is for the whole answer, with all pages of a list: not together with `stream`.
    """
    if body.stream and body.format != "json":
        raise QuestionError(f"an answer is streamed as JSON only, not as {body.format}; leave out `stream` or `format`")
    scope, history = await service.asked_scope(body), tuple(turn.turn() for turn in body.history)
    asked = Question(body.question, history, scope, body.literal, body.language_model, whole=body.format != "json")
    if not asked.whole:
        return await answered(request, service, asked, _as_json, stream=body.stream)
    form, answer = ListFormat(body.format), await unless_gone(request, service.ask(asked))
    return Response(answer_as(form, answer), media_type=f"{MEDIA_TYPES[form]}; charset=utf-8")


@router.post("/search", response_model=PassageList)
async def search(request: Request, service: TheService, body: Search) -> JSONResponse:
    """Find the passages nearest to a query, best first, whether or not they answer anything."""
    found = service.search(body.query, body.limit, await service.asked_scope(body))
    return JSONResponse({"passages": [each.to_json() for each in await unless_gone(request, found)]})


async def answered(
    request: Request, service: Service, asked: Question, finished: Callable[[Answer], Awaitable[Any]], *, stream: bool
) -> Response:
    """What `finished` makes of the answer, as JSON; with `stream`, as the last of the events that lead to it."""
    if stream:
        return EventStream(answer_events(service.stream(asked), finished))
    return JSONResponse(await finished(await unless_gone(request, service.ask(asked))))


async def _as_json(answer: Answer) -> dict[str, Any]:
    return answer.to_json()
