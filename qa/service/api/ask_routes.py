"""`POST /api/v1/ask` and `/search`."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from qa.service.api.event_stream import EventStream, answer_events
from qa.service.api.models import Ask, Search
from qa.service.api.question_pool import unless_gone
from qa.service.api.responses import EXAMPLE_ANSWER, ErrorOut, PassageList
from qa.service.api.service import Service, TheService
from qa.service.lists import MEDIA_TYPES, ListFormat, answer_as
from qa.types import Answer, Question
from qa.types.errors import QuestionError

router = APIRouter(tags=["questions"])

EVENTS = (
    'event: working\ndata: {"stage": "retrieve"}\n\n'
    'event: piece\ndata: {"text": "North Korea is believed …"}\n\n'
    'event: answer\ndata: {"question": "…", "text": "…", "citations": ["…"]}\n\n'
)


def answer_responses(model: Any, example: Any) -> dict[int | str, dict[str, Any]]:
    """What the API's description says of an answer: JSON, or the events it comes in."""
    content = {
        "application/json": {"example": example},
        "text/event-stream": {"schema": {"type": "string"}, "example": EVENTS},
    }
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
    scope, history = await service.scope(body), tuple(turn.turn() for turn in body.history)
    asked = Question(body.question, history, scope, body.literal, body.language_model, whole=body.format != "json")
    if not asked.whole:
        return await answered(request, service, asked, _as_json, stream=body.stream)
    form, answer = ListFormat(body.format), await unless_gone(request, service.ask(asked))
    return Response(answer_as(form, answer), media_type=f"{MEDIA_TYPES[form]}; charset=utf-8")


@router.post("/search", response_model=PassageList)
async def search(request: Request, service: TheService, body: Search) -> JSONResponse:
    """Find the passages nearest to a query, best first, whether or not they answer anything."""
    found = service.search(body.query, body.limit, await service.scope(body))
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
