"""`GET /api/v1/people` and `GET /api/v1/people/{name}`."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from qa.attribution.answers import person, quoted_people
from qa.service.api.access import CurrentUser
from qa.service.api.files import FILES, Format, as_file, file_name
from qa.service.api.models import MAX_PAGE
from qa.service.api.responses import ErrorOut, PeoplePage, PersonOut
from qa.service.api.service import Service, TheService
from qa.service.lists import people_as, people_json, person_as, person_json
from qa.types import Scope
from qa.types.errors import NotFoundError

router = APIRouter(tags=["people"], responses={404: {"model": ErrorOut}})


@router.get("/people", response_model=PeoplePage, responses=FILES)
def list_people(
    service: TheService,
    _user: CurrentUser,
    collection: Annotated[list[str], Query(max_length=100, description="In documents of at least one of these.")] = [],  # noqa: B006
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 100,
    format: Format = "json",
) -> Any:
    """Who is quoted in quotation marks, those in most documents first. As CSV or Markdown: all of them."""
    found = quoted_people(service.library, documents=_within(service, collection))
    if format != "json":
        return as_file("people", format, lambda form: people_as(form, found))
    return {"total": len(found), "people": people_json(found[offset : offset + limit])}


@router.get("/people/{name}", response_model=PersonOut, responses=FILES)
def get_person(
    service: TheService,
    _user: CurrentUser,
    name: Annotated[str, Path(max_length=200, description="With or without a title.", examples=["Jalina Porter"])],
    collection: Annotated[list[str], Query(max_length=100, description="In documents of at least one of these.")] = [],  # noqa: B006
    offset: Annotated[int, Query(ge=0, le=10_000_000, description="Of each list from this line on.")] = 0,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE, description="At most so many of each list.")] = 100,
    format: Format = "json",
) -> Any:
    """How the documents introduce somebody, what they said and what is said of them: each line cited, the newest first.

    As CSV or Markdown: all of it.
    """
    found = person(service.library, name, _within(service, collection))
    if found is None:
        raise NotFoundError(f"no document names {name!r}; see who is quoted with GET /api/v1/people")
    if format != "json":
        return as_file(file_name(found.name), format, lambda form: person_as(form, found))
    return person_json(found, limit, offset)


def _within(service: Service, collections: list[str]) -> frozenset[str] | None:
    """The ids of the documents in these; None where none is named. Raises NotFoundError."""
    return service.library.in_scope(Scope(collections=service.library.collections.ids(collections)))
