"""The options that say which documents are asked, and what they mean."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.types.errors import NotFoundError

if TYPE_CHECKING:
    from qa.store.sql import Library
    from qa.types import DocumentSummary, Scope

DocumentsOption = Annotated[
    list[str] | None, typer.Option("--document", help="Only this document, by id, source or path; may be given again.")
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
    """Raises NotFoundError where the library lacks one. Whether the dates are any is for the pipeline to say."""
    from qa.types import Scope

    ids = tuple(document_named(library, name).id for name in documents or ())
    within = library.collections.ids(collections or ())
    return Scope(documents=ids, collections=within, since=since, until=until)


def document_named(library: "Library", name: str) -> "DocumentSummary":
    """The document with this id or source, or of the file of this path: `qa ingest notes.txt` keeps the whole path.

    Raises NotFoundError.
    """
    try:
        return library.document_list.get(name).summary
    except NotFoundError:
        from qa.documents.outcome import source_of

        with suppress(NotFoundError):
            return library.document_list.get(source_of(Path(name))).summary
        raise
