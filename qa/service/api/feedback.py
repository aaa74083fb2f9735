"""`/api/v1/feedback`: what people think of answers."""

import json
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import JSONResponse, Response

from qa.service.api.access import Admin, CurrentUser
from qa.service.api.errors import RefusedError
from qa.service.api.models import MAX_PAGE, NewFeedback
from qa.service.api.responses import ErrorOut
from qa.service.api.service import Service, TheService
from qa.store.sql.feedback import FeedbackEntry
from qa.store.sql.users import User
from qa.types import Answer
from qa.types.saved import answer_from_json

# Ten times what the longest answers take, each with the sentences it cites; and what one person gives in years.
_MAX_ANSWER, _MOST_ENTRIES = 100_000, 5_000
router = APIRouter(prefix="/feedback", tags=["feedback"], responses={404: {"model": ErrorOut}})


@router.post("", status_code=201, response_model=FeedbackEntry, response_class=JSONResponse)
def give_feedback(service: TheService, user: CurrentUser, body: NewFeedback) -> Response:
    """A second verdict on the same answer replaces your first."""
    if service.library.feedback.count(user.id) >= _MOST_ENTRIES:
        raise RefusedError(
            409, "too_much", f"you have given feedback {_MOST_ENTRIES:,} times; have an administrator remove some"
        )
    entry = service.library.feedback.add(user.id, _answer(service, user, body), body.verdict, body.note)
    return JSONResponse(_entry_json(entry), 201)


@router.get("", response_model=list[FeedbackEntry], response_class=JSONResponse)
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


@router.delete("/{feedback_id}", status_code=204)
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
