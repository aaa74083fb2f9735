"""What is kept for each person, and theirs alone: `/api/v1/conversations`, `/feedback`, `/scopes` and `/sessions`."""

import asyncio
import json
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse, Response

from qa.service.api.access import Admin, CurrentUser
from qa.service.api.ask_routes import answer_responses, answered
from qa.service.api.errors import RefusedError
from qa.service.api.models import MAX_PAGE, MAX_TURNS, AskWithin, BranchAt, NewConversation, NewFeedback, NewScope, Within
from qa.service.api.responses import EXAMPLE_ANSWER, Asked, ConversationList, ErrorOut, NamedScope, ScopeList, WholeConversation
from qa.service.api.service import Service, TheService
from qa.service.export import exchange_to_json
from qa.store.sql import SavedScope
from qa.store.sql.accounts import Session
from qa.store.sql.conversations import Conversation, history_of
from qa.store.sql.feedback import FeedbackEntry
from qa.store.sql.users import User
from qa.types import Answer, Question, Scope
from qa.types.saved import answer_from_json

conversations = APIRouter(prefix="/conversations", tags=["conversations"], responses={404: {"model": ErrorOut}})

_MAX_ANSWER = 100_000  # ten times what the longest answers take, each with the sentences it cites
_MOST_ENTRIES = 5_000  # what one person gives in years


@conversations.get("", response_model=ConversationList)
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


@conversations.post("", status_code=201)
def start_conversation(service: TheService, user: CurrentUser, body: NewConversation) -> Conversation:
    """Without a title it gets its first question as one."""
    return service.library.conversations.start(user.id, body.title)


@conversations.get("/{conversation_id}", response_model=WholeConversation, response_class=JSONResponse)
def get_conversation(service: TheService, user: CurrentUser, conversation_id: str) -> Response:
    """With all its questions and answers."""
    kept = service.library.conversations
    conversation = kept.get(conversation_id, user.id)
    exchanges = [exchange_to_json(exchange, service.library) for exchange in kept.exchanges(conversation_id, user.id)]
    return JSONResponse({"conversation": asdict(conversation), "exchanges": exchanges})


@conversations.patch("/{conversation_id}")
def rename_conversation(service: TheService, user: CurrentUser, conversation_id: str, body: NewConversation) -> Conversation:
    """An empty title gives the first question back as one."""
    return service.library.conversations.rename(conversation_id, user.id, body.title)


@conversations.delete("/{conversation_id}", status_code=204)
def delete_conversation(service: TheService, user: CurrentUser, conversation_id: str) -> None:
    service.library.conversations.delete(conversation_id, user.id)


@conversations.post("/{conversation_id}/branch", status_code=201)
def branch_conversation(service: TheService, user: CurrentUser, conversation_id: str, body: BranchAt) -> Conversation:
    """A new conversation with the first exchanges of this one, to go on from there; this one stays as it is."""
    return service.library.conversations.branch(conversation_id, user.id, body.number)


@conversations.post(
    "/{conversation_id}/ask",
    responses=answer_responses(Asked, {"number": 1, "answer": EXAMPLE_ANSWER}),
    response_class=JSONResponse,
)
async def ask_within(
    request: Request, service: TheService, user: CurrentUser, conversation_id: str, body: AskWithin
) -> Response:
    """Ask a further question; it and its answer are kept. Events as of `/ask`, `answer` with the exchange's number."""
    kept = service.library.conversations
    exchanges = await asyncio.to_thread(kept.exchanges, conversation_id, user.id, last=MAX_TURNS // 2)
    history = history_of(exchanges)[-MAX_TURNS:]
    asked = Question(body.question, history, await service.asked_scope(body), body.literal, body.language_model)

    async def keep(answer: Answer) -> dict[str, Any]:
        exchange = await asyncio.to_thread(kept.append, conversation_id, user.id, answer)
        return {"number": exchange.number, "answer": answer.to_json()}

    return await answered(request, service, asked, keep, stream=body.stream)


feedback = APIRouter(prefix="/feedback", tags=["feedback"], responses={404: {"model": ErrorOut}})


@feedback.post("", status_code=201, response_model=FeedbackEntry, response_class=JSONResponse)
def give_feedback(service: TheService, user: CurrentUser, body: NewFeedback) -> Response:
    """A second verdict on the same answer replaces your first."""
    if service.library.feedback.count(user.id) >= _MOST_ENTRIES:
        raise RefusedError(
            409, "too_much", f"you have given feedback {_MOST_ENTRIES:,} times; have an administrator remove some"
        )
    entry = service.library.feedback.add(user.id, _answer(service, user, body), body.verdict, body.note)
    return JSONResponse(_entry_json(entry), 201)


@feedback.get("", response_model=list[FeedbackEntry], response_class=JSONResponse)
def list_feedback(
    service: TheService,
    user: CurrentUser,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = MAX_PAGE,
) -> Response:
    """Yours, newest first; an administrator sees everybody's. The header `X-Total-Count` says how many there are."""
    owner = None if user.admin else user.id
    entries = service.library.feedback.list(owner, offset=offset, limit=limit)
    total = service.library.feedback.count(owner)
    return JSONResponse([_entry_json(entry) for entry in entries], headers={"x-total-count": str(total)})


@feedback.delete("/{feedback_id}", status_code=204)
def remove_feedback(service: TheService, _admin: Admin, feedback_id: str) -> None:
    service.library.feedback.remove(feedback_id)


def _answer(service: Service, user: User, body: NewFeedback) -> Answer:
    if body.answer is not None and body.conversation is None and body.number is None:
        if len(json.dumps(body.answer)) > _MAX_ANSWER:
            raise RefusedError(413, "too_large", f"an answer has at most {_MAX_ANSWER:,} characters; send it as it was given")
        return answer_from_json(body.answer)
    if body.answer is None and body.conversation is not None and body.number is not None:
        for exchange in service.library.conversations.exchanges(body.conversation, user.id):
            if exchange.number == body.number:
                return exchange.answer
        raise RefusedError(404, "not_found", f"the conversation has no exchange {body.number}; get it to see its numbers")
    raise RefusedError(422, "bad_request", "say which answer: either `answer`, or `conversation` and `number`")


def _entry_json(entry: FeedbackEntry) -> dict[str, Any]:
    return {**asdict(entry), "answer": entry.answer.to_json(), "documents": dict(entry.documents)}


scopes = APIRouter(tags=["scopes"], responses={404: {"model": ErrorOut}})


@scopes.get("/scopes")
def list_scopes(service: TheService, user: CurrentUser) -> ScopeList:
    """By name."""
    scopes = service.library.scopes
    return ScopeList(last=scopes.last(user.id), scopes=[_named(each) for each in scopes.list(user.id)])


@scopes.put("/scopes/last")
async def remember_scope(service: TheService, user: CurrentUser, body: Within) -> Scope:
    """What the app begins with when you open it again."""
    scope = await service.scope(body)
    await asyncio.to_thread(service.library.scopes.remember, user.id, scope)
    return scope


@scopes.post("/scopes", status_code=201)
async def keep_scope(service: TheService, user: CurrentUser, body: NewScope) -> NamedScope:
    """Keep a choice under a name."""
    scope = await service.scope(body)
    return _named(await asyncio.to_thread(service.library.scopes.keep, user.id, body.name, scope))


@scopes.delete("/scopes/{scope_id}")
def delete_scope(service: TheService, user: CurrentUser, scope_id: str) -> NamedScope:
    """The documents and collections that it names stay as they are."""
    return _named(service.library.scopes.delete(scope_id, user.id))


def _named(saved: SavedScope) -> NamedScope:
    return NamedScope(id=saved.id, name=saved.name, **asdict(saved.scope))


sessions = APIRouter(prefix="/sessions", tags=["sessions"], responses={404: {"model": ErrorOut}})


@sessions.get("", response_model=list[Session])
def list_sessions(
    service: TheService,
    user: CurrentUser,
    everybody: Annotated[bool, Query(description="Of an administrator: everybody's, not only yours.")] = False,
) -> tuple[Session, ...]:
    """Where you are logged in, the one used last first."""
    return service.library.sessions.list(None if everybody and user.admin else user.name)


@sessions.delete("/{session_id}", status_code=204)
def end_session(service: TheService, user: CurrentUser, session_id: str) -> None:
    """Log it out, at once. An administrator may end everybody's."""
    service.library.sessions.end(session_id, None if user.admin else user.name)
