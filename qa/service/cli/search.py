"""`qa search`."""

from typing import Annotated

import typer

from qa.service.cli.ask import date_of, print_place
from qa.service.cli.output import JsonOption, json_text, read_settings, safe, working, write_text


def search(
    query: Annotated[str, typer.Argument(help="What to look for, in quotes.")],
    limit: Annotated[int, typer.Option(min=1, max=50, help="Passages, the nearest first.")] = 8,
    as_json: JsonOption = False,
    document: Annotated[list[str] | None, typer.Option(help="Only this document, by id or source; may be given again.")] = None,
    collection: Annotated[list[str] | None, typer.Option(help="Only documents in this collection; may be given again.")] = None,
    since: Annotated[str | None, typer.Option(help="Only documents published on or after this date.")] = None,
    until: Annotated[str | None, typer.Option(help="Only documents published on or before this date.")] = None,
) -> None:
    """Find the passages nearest to a query, whether or not they answer anything."""
    from dataclasses import asdict

    settings = read_settings()
    with working("Looking through the documents …") as filling:
        from qa.pipeline import Pipeline
        from qa.types import Scope

        with Pipeline.open(settings, mode="one_query", progress=filling) as pipeline:
            ids = tuple(pipeline.stores.library.document(name).id for name in document or ())
            within = pipeline.stores.library.collections.ids(collection or ())
            scope = Scope(documents=ids, collections=within, since=date_of(since), until=date_of(until))
            found = pipeline.search(query, limit, scope)
    if as_json:
        write_text(json_text([asdict(each) for each in found]), None)
        return
    for each in found:
        typer.echo(safe(each.quote))
        print_place(each, copies=False)
    if not found:
        typer.echo("nothing in these documents is near that", err=True)
