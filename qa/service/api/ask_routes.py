"""`POST /api/v1/ask` and `/search`."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from qa.service.api.event_stream import EventStream, answer_events
from qa.service.api.models import Ask, Search, Within
from qa.service.api.question_pool import unless_gone
from qa.service.api.responses import EXAMPLE_ANSWER, ErrorOut, PassageList
from qa.service.api.service import Service, TheService
from qa.service.export import question_to_markdown
from qa.service.table import answer_to_csv
from qa.types import Answer, Scope
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
    scope = await scope_of(service, body)
    history = [turn.turn() for turn in body.history]
    if body.stream:
        return EventStream(
            answer_events(service.stream(body.question, history, scope, body.literal, body.language_model), _as_json)
        )
    whole = body.format != "json"
    asked = service.ask(body.question, history, scope, body.literal, body.language_model, whole)
    answer = await unless_gone(request, asked)
    match body.format:
        case "csv":
            return Response(answer_to_csv(answer), media_type="text/csv; charset=utf-8")
        case "markdown":
            return Response(question_to_markdown(answer) + "\n", media_type="text/markdown; charset=utf-8")
    return JSONResponse(answer.to_json())


@router.post("/search", response_model=PassageList)
async def search(request: Request, service: TheService, body: Search) -> JSONResponse:
    """Find the passages nearest to a query, best first, whether or not they answer anything."""
    found = service.search(body.query, body.limit, await scope_of(service, body))
    return JSONResponse({"passages": [each.to_json() for each in await unless_gone(request, found)]})


async def scope_of(service: Service, body: Within) -> Scope:
    return await service.scope(body.documents, body.since, body.until, body.collections, body.sources)


async def _as_json(answer: Answer) -> dict[str, Any]:
    return answer.to_json()
