"""OpenAI's chat completions, for the clients that speak them: the service looks like a model that only says what it can cite.

The conversation's text is the history; system messages are heard by no one. What OpenAI's shape has no place for comes beside
it: each annotation has the `citation` as our own API gives it, and `citedqa` is the whole answer.
"""

import asyncio
import re
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing, suppress
from typing import Annotated, Any, Literal
from uuid import uuid4

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from qa.service.api.ask_routes import EventStream, data, unbroken
from qa.service.api.errors import RefusedError, error_json
from qa.service.api.models import MAX_TURN_CHARACTERS, MAX_TURNS, Text
from qa.service.api.question_pool import Waiting, unless_gone
from qa.service.api.responses import ErrorOut
from qa.service.api.service import Service, TheService
from qa.types import Answer, Answered, Citation, Event, Piece, Question, Scope, Turn
from qa.types.errors import NotFoundError

router = APIRouter(prefix="/v1", tags=["OpenAI-compatible"], responses={422: {"model": ErrorOut}})

MODEL = "citedqa"
_CORRECTED = "\n\nChecked against the documents, the answer is:\n\n"
_DONE = b"data: [DONE]\n\n"


class Part(BaseModel):
    type: Annotated[str, Field(max_length=50)]
    text: Text | None = None


class Message(BaseModel):
    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Text | list[Part] | None = None

    def text(self) -> str:
        """Raises RefusedError where a part is no text."""
        if self.content is None or isinstance(self.content, str):
            return self.content or ""
        for part in self.content:
            if part.type != "text":
                raise RefusedError(422, "bad_request", f"a message has a part of type {part.type!r}; only text can be read")
        return "".join(part.text or "" for part in self.content)


class StreamOptions(BaseModel):
    include_usage: bool = False


class Chat(BaseModel):
    """Other parameters of OpenAI's (temperature, tools, …) are let pass and change nothing."""

    model: Annotated[Text, Field(max_length=200, examples=[MODEL])]
    messages: Annotated[
        list[Message], Field(min_length=1, max_length=2000, examples=[[{"role": "user", "content": "What did Porter say?"}]])
    ]
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: Annotated[int | None, Field(ge=1, le=1, description="One answer.")] = None


@router.get("/models")
def list_models(service: TheService) -> dict[str, Any]:
    """`citedqa`, which asks all documents, and `citedqa/NAME` for each collection."""
    names = [f"{MODEL}/{each.name}" for each in service.library.collections.list()]
    return {"object": "list", "data": [_model(name) for name in (MODEL, *names)]}


@router.get("/models/{model:path}")
def get_model(service: TheService, model: str) -> dict[str, Any]:
    _within(service, model)
    return _model(model)


@router.post("/chat/completions", response_class=JSONResponse)
async def complete(request: Request, service: TheService, body: Chat) -> Response:
    """Answer the last message from the documents."""
    asked = _question(body.messages, await asyncio.to_thread(_within, service, body.model))
    made = _Completion(service, str(request.base_url), body.model)
    if body.stream:
        usage = body.stream_options is not None and body.stream_options.include_usage
        return EventStream(made.chunks(service.stream(asked), usage))
    return JSONResponse(made.whole(await unless_gone(request, service.ask(asked))))


class _Completion:
    """One completion in OpenAI's shapes."""

    def __init__(self, service: Service, base_url: str, model: str) -> None:
        self._service = service
        self._base_url = base_url
        self._head = {"id": f"chatcmpl-{uuid4().hex}", "created": int(time.time()), "model": model}

    def whole(self, answer: Answer) -> dict[str, Any]:
        message = {
            "role": "assistant",
            "content": answer.text + _remarks(answer),
            "refusal": None,
            "annotations": self._annotations(answer, 0),
        }
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        made = {**self._head, "object": "chat.completion", "choices": [choice], "citedqa": answer.to_json()}
        usage = self._usage()
        return made if usage is None else {**made, "usage": usage}

    async def chunks(self, events: AsyncGenerator[Event | Waiting, None], with_usage: bool) -> AsyncGenerator[bytes, None]:
        async def told() -> AsyncGenerator[bytes, None]:
            yield self._chunk({"role": "assistant", "content": ""})
            sent = ""
            async with aclosing(events):
                async for event in events:
                    if isinstance(event, Piece):
                        sent += event.text
                        yield self._chunk({"content": event.text})
                    elif isinstance(event, Answered):
                        for chunk in self._ending(event.answer, sent):
                            yield chunk
            if with_usage:
                yield data({**self._head, "object": "chat.completion.chunk", "choices": [], "usage": self._usage()})
            yield _DONE

        async for chunk in unbroken(told(), lambda exc: data(error_json(exc))):
            yield chunk

    def _ending(self, answer: Answer, sent: str) -> Sequence[bytes]:
        """What was sent can't be taken back, but corrected: the answer is the text that was checked, not what was streamed."""
        same = answer.text.startswith(sent)
        rest = answer.text[len(sent) :] if same else _CORRECTED + answer.text
        rest += _remarks(answer)
        begins = 0 if same else len(sent) + len(_CORRECTED)
        last = self._chunk({"annotations": self._annotations(answer, begins)}, "stop", citedqa=answer.to_json())
        return [self._chunk({"content": rest}), last] if rest else [last]

    def _chunk(self, delta: dict[str, Any], finish_reason: str | None = None, **beside: Any) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish_reason, "logprobs": None}
        return data({**self._head, "object": "chat.completion.chunk", "choices": [choice], **beside})

    def _annotations(self, answer: Answer, begins: int) -> list[dict[str, Any]]:
        """An annotation for each marker in the text; `start_index` and `end_index` are the marker's."""
        whole = answer.to_json()
        found = []
        for citation, as_json in zip(answer.citations, whole["citations"], strict=True):
            for marker in re.finditer(rf"\[{citation.marker}\]", answer.text):
                url_citation = {
                    "url": self._address(citation),
                    "title": citation.title,
                    "start_index": begins + marker.start(),
                    "end_index": begins + marker.end(),
                }
                found.append({"type": "url_citation", "url_citation": url_citation, "citation": as_json})
        return sorted(found, key=lambda annotation: annotation["url_citation"]["start_index"])

    def _address(self, citation: Citation) -> str:
        """The source's address on the web, or else that of the stored document."""
        if citation.source.startswith(("http://", "https://")):
            return citation.source
        return f"{self._base_url}api/v1/documents/{citation.document_id}"

    def _usage(self) -> dict[str, int] | None:
        """No language model, no tokens. What one used isn't known here, so nothing is claimed."""
        if self._service.pipeline.language_model is not None:
            return None
        return {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}


def _question(messages: Sequence[Message], scope: Scope) -> Question:
    *earlier, last = messages
    if last.role != "user":
        raise RefusedError(422, "bad_request", f"the last message is of role {last.role!r}; the question is one of role 'user'")
    turns = [
        Turn("user" if message.role == "user" else "assistant", message.text()[:MAX_TURN_CHARACTERS])
        for message in earlier
        if message.role in ("user", "assistant")
    ]
    return Question(last.text(), tuple(turns[-MAX_TURNS:]), scope)


def _remarks(answer: Answer) -> str:
    """What a reader of the text alone must know too."""
    doubtful = [answer.text[claim.start : claim.end] for claim in answer.claims if claim.verdict == "unsupported"]
    remarks = [f"Not found in the documents: “{sentence.strip()}”" for sentence in doubtful]
    return "".join(f"\n\n{remark}" for remark in (*remarks, answer.notice) if remark)


def _model(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": 0, "owned_by": MODEL}


def _within(service: Service, model: str) -> Scope:
    """What a model of this name asks. Raises RefusedError."""
    if model == MODEL:
        return Scope()
    name = model.removeprefix(f"{MODEL}/")
    if name != model:
        with suppress(NotFoundError):
            return Scope(collections=service.library.collections.ids([name]))
    raise RefusedError(
        404, "model_not_found", f"{MODEL!r} asks all documents and '{MODEL}/NAME' a collection; GET /v1/models lists them"
    )
