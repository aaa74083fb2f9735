"""`qa search`."""

from typing import Annotated

import typer

from qa.service.cli.ask import print_place
from qa.service.cli.output import JsonOption, none_found, print_json, read_settings, safe, working
from qa.service.cli.scope import CollectionsOption, DocumentsOption, SinceOption, UntilOption, scope_of


def search(
    query: Annotated[str, typer.Argument(help="What to look for, in quotes.")],
    limit: Annotated[int, typer.Option(min=1, max=50, help="Passages, the nearest first.")] = 8,
    as_json: JsonOption = False,
    documents: DocumentsOption = None,
    collections: CollectionsOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
) -> None:
    """Find the passages nearest to a query, whether or not they answer anything."""
    settings = read_settings()
    with working("Looking through the documents …") as filling:
        from qa.pipeline import Pipeline

        with Pipeline.open(settings, mode="one_query", progress=filling) as pipeline:
            scope = scope_of(pipeline.stores.library, documents, collections, since, until)
            found = pipeline.search(query, limit, scope)
            if not found and not as_json:
                none_found(pipeline.stores.library, "nothing in these documents is near that")
    if as_json:
        print_json([each.to_json() for each in found])
        return
    for each in found:
        typer.echo(safe(each.quote))
        print_place(each, copies=False)
