"""`qa statements` and `qa people`."""

from pathlib import Path
from typing import Annotated

import typer

from qa.service.cli import output
from qa.types.errors import NotFoundError, QuestionError
from qa.types.text import counted, on_one_line


def statements(
    speaker: Annotated[str | None, typer.Option(help="Only this speaker's: a name, a surname, a role.")] = None,
    about: Annotated[str | None, typer.Option(help="Only those on this topic.")] = None,
    document: Annotated[str | None, typer.Option(help="Only those of this document, by id, source or path.")] = None,
    collection: Annotated[
        list[str] | None, typer.Option(help="Only those of documents in this collection; may be given again.")
    ] = None,
    as_json: output.JsonOption = False,
    format_: output.FormatOption = output.Format.text,
    out: output.OutOption = None,
) -> None:
    """List who said what."""
    from qa.attribution.answers import matching_statements, with_fragments
    from qa.service.lists import ListFormat, statement_json, statements_as
    from qa.types import Scope

    format_ = output.as_format(format_, as_json=as_json, out=out)
    for option, given in (("--speaker", speaker), ("--about", about)):
        if given is not None and not given.strip():
            raise QuestionError(f"{option} is empty, perhaps an unset variable; leave it out to list everybody's statements")
    with output.open_library() as library:
        documents = () if document is None else (output.document_named(library, document).id,)
        scope = Scope(documents=documents, collections=library.collections.ids(collection or ()))
        found = matching_statements(library, speaker, about, library.in_scope(scope))
        if not found and format_ is output.Format.text:
            output.none_found(library, "no such statements in these documents")
    if format_ is output.Format.json:
        output.print_json([statement_json(stored) for stored in with_fragments(found)], out)
    elif format_ is not output.Format.text:
        output.write_text(statements_as(ListFormat(format_), found), out)
    else:
        for stored in found:
            who = stored.statement.speaker or "unknown speaker"
            role = f", {stored.statement.role}" if stored.statement.role else ""
            typer.secho(output.one_line(f"{who}{role} · {stored.statement.kind} · {stored.source}"), dim=True)
            typer.echo(f"  {output.safe(stored.quote)}")


def people(
    name: Annotated[
        str | None, typer.Argument(help="Whose page; without one, who is quoted in most documents, in quotation marks.")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Only what is of this site or file; of somebody's page.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many lines of each kind; of text and JSON.")] = 20,
    as_json: output.JsonOption = False,
    format_: output.FormatOption = output.Format.text,
    out: output.OutOption = None,
) -> None:
    """Tell who somebody is as the documents say, what they said and what is said of them."""
    format_ = output.as_format(format_, as_json=as_json, out=out)
    if name is None and source:
        raise QuestionError("--source narrows a person's page; name the person, too")
    if name is None:
        _everybody(limit, format_, out)
    else:
        _somebody(name, source, limit, format_, out)


def _everybody(limit: int, format_: output.Format, out: Path | None) -> None:
    from qa.attribution.answers import quoted_people
    from qa.service.lists import ListFormat, people_as, people_json

    with output.open_library() as library:
        found = quoted_people(library)
        if not found and format_ is output.Format.text:
            output.none_found(library, "nobody is quoted in these documents")
    if format_ is output.Format.json:
        output.print_json(people_json(found[:limit]), out)
    elif format_ is not output.Format.text:
        output.write_text(people_as(ListFormat(format_), found), out)
    else:
        for each in found[:limit]:
            often = f"{counted(each.documents, 'document')}, {counted(each.statements, 'time')}"
            typer.echo(f"{output.safe(each.speaker)} · quoted in {often}")
        if len(found) > limit:
            typer.secho(f"{limit:,} of {len(found):,}; --limit shows more", dim=True)


def _somebody(name: str, source: str | None, limit: int, format_: output.Format, out: Path | None) -> None:
    from qa.attribution.answers import person, with_lists
    from qa.service.lists import ListFormat, person_as, person_json

    with output.open_library() as library:
        whole = person(library, name, source=source)
    if whole is None:
        of = f" of {source!r}" if source else ""
        raise NotFoundError(f"no document{of} names {name!r}; `qa people` lists who is quoted")
    if format_ is output.Format.json:
        output.print_json(person_json(whole, limit), out)
        return
    if format_ is not output.Format.text:
        output.write_text(person_as(ListFormat(format_), whole), out)
        return
    for line in with_lists(whole):
        typer.echo(output.safe(line.replace("**", "")))
    for title, cited in whole.parts():
        if cited:
            typer.secho(f"\n{output.safe(title)}{f' ({limit} of {len(cited)})' if limit < len(cited) else ''}", bold=True)
        for each in cited[:limit]:
            typer.echo(f"  {output.safe(on_one_line(each.quote))}")
            parts = (each.title, each.published, f"{each.source}:{each.start}-{each.end}")
            typer.secho("    " + " · ".join(output.safe(part) for part in parts if part), dim=True)
