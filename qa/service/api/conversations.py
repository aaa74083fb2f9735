"""`/api/v1/conversations`: kept on the server, each its owner's alone."""

import asyncio
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse, Response

from qa.service.api.access import CurrentUser
from qa.service.api.ask_routes import answer_responses, answered
from qa.service.api.models import MAX_PAGE, MAX_TURNS, AskWithin, BranchAt, NewConversation
from qa.service.api.responses import EXAMPLE_ANSWER, Asked, ConversationList, ErrorOut, WholeConversation
from qa.service.api.service import TheService
from qa.service.export import exchange_to_json
from qa.store.sql.conversations import Conversation, history_of
from qa.types import Answer, Question

router = APIRouter(prefix="/conversations", tags=["conversations"], responses={404: {"model": ErrorOut}})


@router.get("", response_model=ConversationList)
def list_conversations(
    service: TheService,
    user: CurrentUser,
    containing: Annotated[
        str, Query(max_length=200, description="With each of these words in title, questions or answers.")
    ] = "",
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int | None, Query(ge=1, le=MAX_PAGE, description="Without it: all.")] = None,
) -> dict[str, Any]:
    """Yours, last used first."""
    found = service.library.conversations.list(user.id, containing)
    return {"total": len(found), "conversations": found[offset:][:limit]}


@router.post("", status_code=201)
def start_conversation(service: TheService, user: CurrentUser, body: NewConversation) -> Conversation:
    """Without a title it gets its first question as one."""
    return service.library.conversations.start(user.id, body.title)


@router.get("/{conversation_id}", response_model=WholeConversation, response_class=JSONResponse)
def get_conversation(service: TheService, user: CurrentUser, conversation_id: str) -> Response:
    """With all its questions and answers."""
    conversations = service.library.conversations
    conversation = conversations.get(conversation_id, user.id)
    exchanges = [exchange_to_json(exchange) for exchange in conversations.exchanges(conversation_id, user.id)]
    return JSONResponse({"conversation": asdict(conversation), "exchanges": exchanges})


@router.patch("/{conversation_id}")
def rename_conversation(service: TheService, user: CurrentUser, conversation_id: str, body: NewConversation) -> Conversation:
    """An empty title gives the first question back as one."""
    return service.library.conversations.rename(conversation_id, user.id, body.title)


@router.delete("/{conversation_id}", status_code=204)
def delete_conversation(service: TheService, user: CurrentUser, conversation_id: str) -> None:
    service.library.conversations.delete(conversation_id, user.id)


@router.post("/{conversation_id}/branch", status_code=201)
def branch_conversation(service: TheService, user: CurrentUser, conversation_id: str, body: BranchAt) -> Conversation:
    """A new conversation with the first exchanges of this one, to go on from there; this one stays as it is."""
    return service.library.conversations.branch(conversation_id, user.id, body.number)


@router.post(
    "/{conversation_id}/ask",
    responses=answer_responses(Asked, {"number": 1, "answer": EXAMPLE_ANSWER}),
    response_class=JSONResponse,
)
async def ask_within(
    request: Request, service: TheService, user: CurrentUser, conversation_id: str, body: AskWithin
) -> Response:
    """Ask a further question; it and its answer are kept. Events as of `/ask`, `answer` with the exchange's number."""
    conversations = service.library.conversations
    exchanges = await asyncio.to_thread(conversations.exchanges, conversation_id, user.id, last=MAX_TURNS // 2)
    history = history_of(exchanges)[-MAX_TURNS:]
    asked = Question(body.question, history, await service.scope(body), body.literal, body.language_model)

    async def keep(answer: Answer) -> dict[str, Any]:
        exchange = await asyncio.to_thread(conversations.append, conversation_id, user.id, answer)
        return {"number": exchange.number, "answer": answer.to_json()}

    return await answered(request, service, asked, keep, stream=body.stream)
