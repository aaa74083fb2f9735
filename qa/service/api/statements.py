"""`GET /api/v1/statements`."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query

from qa.attribution.answers import matching_statements, with_fragments
from qa.service.api.access import CurrentUser
from qa.service.api.files import FILES, Format, as_file
from qa.service.api.models import MAX_PAGE
from qa.service.api.responses import ErrorOut, StatementPage
from qa.service.api.service import Service, TheService
from qa.service.lists import statement_json, statements_as
from qa.store.sql import StoredStatement
from qa.types import Scope

router = APIRouter(tags=["statements"], responses={404: {"model": ErrorOut}})


@router.get("/statements", response_model=StatementPage, responses=FILES)
def list_statements(
    service: TheService,
    _user: CurrentUser,
    speaker: Annotated[str | None, Query(max_length=200, description="A name, a surname, a role.", examples=["Porter"])] = None,
    about: Annotated[str | None, Query(max_length=500, description="Only those on this topic.")] = None,
    document: Annotated[str | None, Query(max_length=2000, description="Only those of this one, by id or source.")] = None,
    collection: Annotated[list[str], Query(max_length=100, description="Of documents in at least one of these.")] = [],  # noqa: B006
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 100,
    format: Format = "json",
) -> Any:
    """Who said what, by document and in article order. As CSV or Markdown: all of them."""
    matched = matching(service, speaker, about, document, collection)
    if format != "json":
        return as_file("statements", format, lambda form: statements_as(form, matched))
    found = list(with_fragments(matched))
    return {"total": len(found), "statements": [statement_json(stored) for stored in found[offset : offset + limit]]}


def matching(
    service: Service, speaker: str | None, about: str | None, document: str | None, collections: Sequence[str] = ()
) -> Sequence[StoredStatement]:
    """The statements of these. Raises NotFoundError where there is no such document or collection."""
    library = service.library
    documents = () if document is None else (library.document(document).id,)
    scope = Scope(documents=documents, collections=library.collections.ids(collections))
    return matching_statements(library, speaker, about, library.in_scope(scope))
