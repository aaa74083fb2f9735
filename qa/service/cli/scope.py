"""The options that say which documents are asked, and what they mean."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from qa.types.errors import QuestionError

if TYPE_CHECKING:
    from qa.store.sql import Library
    from qa.types import Scope

DocumentsOption = Annotated[
    list[str] | None, typer.Option("--document", help="Only this document, by id or source; may be given again.")
]
CollectionsOption = Annotated[
    list[str] | None, typer.Option("--collection", help="Only documents in this collection; may be given again.")
]
SinceOption = Annotated[str | None, typer.Option(help="Only documents published on or after this date.")]
UntilOption = Annotated[str | None, typer.Option(help="Only documents published on or before this date.")]


def scope_of(
    library: "Library",
    documents: Sequence[str] | None,
    collections: Sequence[str] | None,
    since: str | None,
    until: str | None,
) -> "Scope":
    """Raises NotFoundError where the library lacks one, QuestionError for what is no date."""
    from qa.types import Scope

    ids = tuple(library.document(name).id for name in documents or ())
    within = library.collections.ids(collections or ())
    return Scope(documents=ids, collections=within, since=_date(since), until=_date(until))


def _date(value: str | None) -> str | None:
    from datetime import date

    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as exc:
        raise QuestionError(f"{value!r} is no date; give one as YYYY-MM-DD, for example 2021-03-17") from exc
