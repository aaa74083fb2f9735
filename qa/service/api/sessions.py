"""`/api/v1/sessions`: where people are logged in, and logging them out there."""

from typing import Annotated

from fastapi import APIRouter, Query

from qa.service.api.access import CurrentUser
from qa.service.api.responses import ErrorOut
from qa.service.api.service import TheService
from qa.store.sql.accounts import Session

router = APIRouter(prefix="/sessions", tags=["sessions"], responses={404: {"model": ErrorOut}})


@router.get("", response_model=list[Session])
def list_sessions(
    service: TheService,
    user: CurrentUser,
    everybody: Annotated[bool, Query(description="Of an administrator: everybody's, not only yours.")] = False,
) -> tuple[Session, ...]:
    """Where you are logged in, the one used last first."""
    return service.library.sessions.list(None if everybody and user.admin else user.name)


@router.delete("/{session_id}", status_code=204)
def end_session(service: TheService, user: CurrentUser, session_id: str) -> None:
    """Log it out, at once. An administrator may end everybody's."""
    service.library.sessions.end(session_id, None if user.admin else user.name)
