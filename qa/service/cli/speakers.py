"""`qa statements` and `qa people`."""

from pathlib import Path
from typing import Annotated

import typer

from qa.service.cli.output import (
    Format,
    FormatOption,
    JsonOption,
    OutOption,
    as_format,
    document_named,
    json_text,
    none_found,
    one_line,
    open_library,
    safe,
    write_text,
)
from qa.types.errors import NotFoundError, QuestionError
from qa.types.text import counted


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


def people(
    name: Annotated[
        str | None, typer.Argument(help="Whose page; without one, who is quoted in most documents, in quotation marks.")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Only what is of this site or file; of somebody's page.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many lines of each kind; of text and JSON.")] = 20,
    as_json: JsonOption = False,
    format_: FormatOption = Format.text,
    out: OutOption = None,
) -> None:
    """Tell who somebody is as the documents say, what they said and what is said of them."""
    format_ = as_format(format_, as_json=as_json, out=out)
    if name is None and source:
        raise QuestionError("--source narrows a person's page; name the person, too")
    if name is None:
        _everybody(limit, format_, out)
    else:
        _somebody(name, source, limit, format_, out)


def _everybody(limit: int, format_: Format, out: Path | None) -> None:
    from qa.attribution.answers import quoted_people
    from qa.service.lists import ListFormat, people_as, people_json

    with open_library() as library:
        found = quoted_people(library)
        if not found and format_ is Format.text:
            none_found(library, "nobody is quoted in these documents")
    if format_ is Format.json:
        write_text(json_text(people_json(found[:limit])), out)
    elif format_ is not Format.text:
        write_text(people_as(ListFormat(format_), found), out)
    else:
        for each in found[:limit]:
            typer.echo(
                f"{safe(each.speaker)} · quoted in {counted(each.documents, 'document')}, {counted(each.statements, 'time')}"
            )
        if len(found) > limit:
            typer.secho(f"{limit:,} of {len(found):,}; --limit shows more", dim=True)


def _somebody(name: str, source: str | None, limit: int, format_: Format, out: Path | None) -> None:
    from qa.attribution.answers import person, with_lists
    from qa.service.lists import ListFormat, person_as, person_json

    with open_library() as library:
        whole = person(library, name, source=source)
    if whole is None:
        of = f" of {source!r}" if source else ""
        raise NotFoundError(f"no document{of} names {name!r}; `qa people` lists who is quoted")
    if format_ is Format.json:
        write_text(json_text(person_json(whole, limit)), out)
        return
    if format_ is not Format.text:
        write_text(person_as(ListFormat(format_), whole), out)
        return
    for line in with_lists(whole):
        typer.echo(safe(line.replace("**", "")))
    for title, cited in whole.parts():
        if cited:
            typer.secho(f"\n{safe(title)}{f' ({limit} of {len(cited)})' if limit < len(cited) else ''}", bold=True)
        for each in cited[:limit]:
            typer.echo(f"  {safe(' '.join(each.quote.split()))}")
            parts = (each.title, each.published, f"{each.source}:{each.start}-{each.end}")
            typer.secho("    " + " · ".join(safe(part) for part in parts if part), dim=True)
