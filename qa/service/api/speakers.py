"""`GET /api/v1/statements`, `/people` and `/people/{name}`; MCP's tools call these functions, too."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query

from qa.attribution.answers import matching_statements, person, quoted_people, with_fragments
from qa.service.api.models import MAX_PAGE
from qa.service.api.responses import FILES, ErrorOut, PeoplePage, PersonOut, StatementPage, as_file, file_name
from qa.service.api.service import Service, TheService
from qa.service.lists import people_as, people_json, person_as, person_json, statement_json, statements_as
from qa.types import Scope
from qa.types.errors import NotFoundError

Format = Annotated[Literal["json", "markdown", "csv"], Query(description="CSV and Markdown have all there is, not a page.")]
router = APIRouter(responses={404: {"model": ErrorOut}})
Source = Annotated[
    str | None, Query(max_length=2000, description="Only what is of this site or file.", examples=["voanews.com"])
]
Collections = Annotated[list[str], Query(max_length=100, description="In documents of at least one of these.")]


@router.get("/statements", tags=["statements"], response_model=StatementPage, responses=FILES)
def list_statements(
    service: TheService,
    speaker: Annotated[str | None, Query(max_length=200, description="A name, a surname, a role.", examples=["Porter"])] = None,
    about: Annotated[str | None, Query(max_length=500, description="Only those on this topic.")] = None,
    document: Annotated[str | None, Query(max_length=2000, description="Only those of this one, by id or source.")] = None,
    collection: Annotated[list[str], Query(max_length=100, description="Of documents in at least one of these.")] = [],  # noqa: B006
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 100,
    format: Format = "json",
) -> Any:
    """Who said what, by document and in article order. As CSV or Markdown: all of them."""
    matched = matching_statements(service.library, speaker, about, documents_of(service, collection, document))
    if format != "json":
        return as_file("statements", format, lambda form: statements_as(form, matched))
    found = list(with_fragments(matched))
    return {"total": len(found), "statements": [statement_json(stored) for stored in found[offset : offset + limit]]}


@router.get("/people", tags=["people"], response_model=PeoplePage, responses=FILES)
def list_people(
    service: TheService,
    collection: Collections = [],  # noqa: B006
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 100,
    format: Format = "json",
) -> Any:
    """Who is quoted in quotation marks, those in most documents first. As CSV or Markdown: all of them."""
    found = quoted_people(service.library, documents=documents_of(service, collection))
    if format != "json":
        return as_file("people", format, lambda form: people_as(form, found))
    return {"total": len(found), "people": people_json(found[offset : offset + limit])}


@router.get("/people/{name}", tags=["people"], response_model=PersonOut, responses=FILES)
def get_person(
    service: TheService,
    name: Annotated[str, Path(max_length=200, description="With or without a title.", examples=["Jalina Porter"])],
    collection: Collections = [],  # noqa: B006
    offset: Annotated[int, Query(ge=0, le=10_000_000, description="Of each list from this line on.")] = 0,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE, description="At most so many of each list.")] = 100,
    format: Format = "json",
    source: Source = None,
) -> Any:
    """How the documents introduce somebody, what they said and what is said of them: each line cited, the newest first.

    As CSV or Markdown: all of it.
    """
    found = person(service.library, name, documents_of(service, collection), source=source)
    if found is None:
        of = f" of {source!r}" if source else ""
        raise NotFoundError(f"no document{of} names {name!r}; see who is quoted with GET /api/v1/people")
    if format != "json":
        return as_file(file_name(found.name), format, lambda form: person_as(form, found))
    return person_json(found, limit, offset)


def documents_of(service: Service, collections: Sequence[str], document: str | None = None) -> frozenset[str] | None:
    """The ids of the documents in these, or of this one alone; None where nothing is named. Raises NotFoundError."""
    library = service.library
    only = () if document is None else (library.document(document).id,)
    return library.in_scope(Scope(documents=only, collections=library.collections.ids(collections)))
