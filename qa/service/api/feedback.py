"""`/api/v1/feedback`: what people think of answers."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from qa.service.api.access import Admin, CurrentUser
from qa.service.api.errors import RefusedError
from qa.service.api.models import ErrorOut, NewFeedback
from qa.service.api.service import Service, TheService
from qa.store.sql.accounts import User
from qa.store.sql.feedback import FeedbackEntry
from qa.types import Answer
from qa.types.saved import answer_from_json

router = APIRouter(prefix="/feedback", tags=["feedback"], responses={404: {"model": ErrorOut}})


@router.post("", status_code=201, response_model=FeedbackEntry, response_class=JSONResponse)
def give_feedback(service: TheService, user: CurrentUser, body: NewFeedback) -> Response:
    """A second verdict on the same answer replaces your first."""
    entry = service.library.feedback.add(user.id, _answer(service, user, body), body.verdict, body.note)
    return JSONResponse(_entry_json(entry), 201)


@router.get("", response_model=list[FeedbackEntry], response_class=JSONResponse)
def list_feedback(service: TheService, user: CurrentUser) -> Response:
    """Yours, newest first; an administrator sees everybody's."""
    entries = service.library.feedback.list(None if user.admin else user.id)
    return JSONResponse([_entry_json(entry) for entry in entries])


@router.delete("/{feedback_id}", status_code=204)
def remove_feedback(service: TheService, _admin: Admin, feedback_id: str) -> None:
    service.library.feedback.remove(feedback_id)


def _answer(service: Service, user: User, body: NewFeedback) -> Answer:
    if body.answer is not None and body.conversation is None and body.number is None:
        return answer_from_json(body.answer)
    if body.answer is None and body.conversation is not None and body.number is not None:
        for exchange in service.library.conversations.exchanges(body.conversation, user.id):
            if exchange.number == body.number:
                return exchange.answer
        raise RefusedError(404, "not_found", f"the conversation has no exchange {body.number}; get it to see its numbers")
    raise RefusedError(422, "bad_request", "say which answer: either `answer`, or `conversation` and `number`")


def _entry_json(entry: FeedbackEntry) -> dict[str, Any]:
    return {**asdict(entry), "answer": entry.answer.to_json(), "documents": dict(entry.documents)}
