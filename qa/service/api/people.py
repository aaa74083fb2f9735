"""`GET /api/v1/people` and `GET /api/v1/people/{name}`."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from qa.attribution.answers import person
from qa.attribution.answers.speaker_names import is_description
from qa.service.api.access import CurrentUser
from qa.service.api.models import MAX_PAGE, ErrorOut, PeoplePage, PersonOut
from qa.service.api.service import TheService
from qa.service.export_person import person_json
from qa.types.errors import NotFoundError

router = APIRouter(tags=["people"], responses={404: {"model": ErrorOut}})


@router.get("/people", response_model=PeoplePage)
def list_people(
    service: TheService,
    _user: CurrentUser,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 100,
) -> dict[str, Any]:
    """Who is quoted, those in most documents first."""
    found = [each for each in service.library.census.quoted_most() if not is_description(each.speaker)]
    page = found[offset : offset + limit]
    people = [{"name": each.speaker, "documents": each.documents, "quotations": each.statements} for each in page]
    return {"total": len(found), "people": people}


@router.get("/people/{name}", response_model=PersonOut)
def get_person(
    service: TheService,
    _user: CurrentUser,
    name: Annotated[str, Path(max_length=200, description="With or without a title.", examples=["Jalina Porter"])],
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE, description="At most so many of each list.")] = 100,
) -> dict[str, Any]:
    """How the documents introduce somebody, what they said and what is said of them: each line cited, the newest first."""
    found = person(service.library, name)
    if found is None:
        raise NotFoundError(f"no document names {name!r}; see who is quoted with GET /api/v1/people")
    return person_json(found, limit)
