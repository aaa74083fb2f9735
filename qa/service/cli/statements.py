"""`qa statements`."""

from typing import Annotated

import typer

from qa.service.cli.output import (
    Format,
    FormatOption,
    JsonOption,
    OutOption,
    as_format,
    json_text,
    none_found,
    one_line,
    open_library,
    safe,
    write_text,
)
from qa.service.cli.scope import document_named


def statements(
    speaker: Annotated[str | None, typer.Option(help="Only this speaker's: a name, a surname, a role.")] = None,
    about: Annotated[str | None, typer.Option(help="Only those on this topic.")] = None,
    document: Annotated[str | None, typer.Option(help="Only those of this document, by id, source or path.")] = None,
    collection: Annotated[
        list[str] | None, typer.Option(help="Only those of documents in this collection; may be given again.")
    ] = None,
    as_json: JsonOption = False,
    format_: FormatOption = Format.text,
    out: OutOption = None,
) -> None:
    """List who said what."""
    from qa.attribution.answers import matching_statements, with_fragments
    from qa.service.lists import ListFormat, statement_json, statements_as
    from qa.types import Scope

    format_ = as_format(format_, as_json=as_json, out=out)
    with open_library() as library:
        documents = () if document is None else (document_named(library, document).id,)
        scope = Scope(documents=documents, collections=library.collections.ids(collection or ()))
        found = matching_statements(library, speaker, about, library.in_scope(scope))
        if not found and format_ is Format.text:
            none_found(library, "no such statements in these documents")
    if format_ is Format.json:
        write_text(json_text([statement_json(stored) for stored in with_fragments(found)]), out)
    elif format_ is not Format.text:
        write_text(statements_as(ListFormat(format_), found), out)
    else:
        for stored in found:
            who = stored.statement.speaker or "unknown speaker"
            role = f", {stored.statement.role}" if stored.statement.role else ""
            typer.secho(one_line(f"{who}{role} · {stored.statement.kind} · {stored.source}"), dim=True)
            typer.echo(f"  {safe(stored.quote)}")
