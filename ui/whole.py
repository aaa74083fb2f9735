"""An answer with all pages of its list, as a file: what is in the page already is but one of them."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from qa.pipeline import MAX_QUESTION_CHARACTERS
from qa.service.api.files import as_file, file_name
from qa.service.api.question_pool import unless_gone
from qa.service.api.service import TheService
from qa.service.export import question_to_markdown
from qa.service.lists import ListFormat
from qa.service.table import answer_to_csv
from qa.types import Scope

routes = APIRouter(include_in_schema=False)
_MOST_CHOSEN = 100


@routes.get("/whole/{form}")
async def whole(
    request: Request,
    service: TheService,
    form: ListFormat,
    question: Annotated[str, Query(min_length=1, max_length=MAX_QUESTION_CHARACTERS)],
    document: Annotated[list[str] | None, Query(max_length=_MOST_CHOSEN)] = None,
    collection: Annotated[list[str] | None, Query(max_length=_MOST_CHOSEN)] = None,
    since: Annotated[str | None, Query(pattern=r"^\d{4}-\d\d-\d\d$")] = None,
    until: Annotated[str | None, Query(pattern=r"^\d{4}-\d\d-\d\d$")] = None,
) -> Response:
    """Asked anew, as the question was understood; in line with other questions."""
    scope = Scope(documents=tuple(document or ()), collections=tuple(collection or ()), since=since, until=until)
    answer = await unless_gone(request, service.ask(question, (), scope, literal=True, language_model=False, whole=True))
    return as_file(
        file_name(answer.question),
        form,
        lambda wanted: answer_to_csv(answer) if wanted is ListFormat.csv else question_to_markdown(answer) + "\n",
    )
