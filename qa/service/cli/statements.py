"""`qa statements`."""

from typing import Annotated

import typer

from qa.service.cli.output import JsonOption, print_json, read_settings, safe


def statements(
    speaker: Annotated[str | None, typer.Option(help="Only this speaker's: a name, a surname, a role.")] = None,
    about: Annotated[str | None, typer.Option(help="Only those on this topic.")] = None,
    document: Annotated[str | None, typer.Option(help="Only those of this document, by id or source.")] = None,
    as_json: JsonOption = False,
) -> None:
    """List who said what."""
    from qa.attribution.answers import matching_statements, with_fragments
    from qa.store.sql import Library

    with Library.of(read_settings()) as library:
        documents = None if document is None else frozenset({library.document(document).id})
        found = matching_statements(library, speaker, about, documents)
    if as_json:
        print_json(
            [
                {
                    "document_id": stored.statement.document_id,
                    "source": stored.source,
                    "start": stored.statement.start,
                    "end": stored.statement.end,
                    "quote": stored.quote,
                    "speaker": stored.statement.speaker,
                    "role": stored.statement.role,
                    "kind": stored.statement.kind,
                }
                for stored in with_fragments(found)
            ]
        )
        return
    for stored in found:
        who = stored.statement.speaker or "unknown speaker"
        role = f", {stored.statement.role}" if stored.statement.role else ""
        typer.secho(safe(f"{who}{role} · {stored.statement.kind} · {stored.source}"), dim=True)
        typer.echo(f"  {safe(stored.quote)}")
    if not found:
        typer.echo("no such statements in these documents", err=True)
