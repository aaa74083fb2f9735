"""`qa documents list|show|remove`."""

from dataclasses import asdict
from typing import Annotated

import typer

from qa.service.cli.output import (
    JsonOption,
    YesOption,
    confirm,
    open_library,
    print_json,
    print_list,
    read_settings,
    safe,
    working,
)

app = typer.Typer(help="List, show and remove documents.", no_args_is_help=True, rich_markup_mode=None)
Name = Annotated[str, typer.Argument(help="A document's id or source, as `qa documents list` shows it.")]


@app.command("list", epilog="Example: qa documents list --json")
def list_documents(as_json: JsonOption = False) -> None:
    """List all documents by title."""
    with open_library() as library:
        summaries = library.documents()
    print_list(
        summaries,
        lambda each: (
            f"{each.id}  {each.published or '          '}  {each.chunks:>5} chunks  {safe(each.title)}  {safe(each.source)}"
        ),
        "no documents yet; add some with: qa ingest PATH, or try: qa sample",
        as_json=as_json,
    )


@app.command("show", epilog="Example: qa documents show 6a3f0b1c2d4e5f60")
def show_document(name: Name, as_json: JsonOption = False) -> None:
    """Show a document's stored text."""
    with open_library() as library:
        document = library.document(name)
    if as_json:
        print_json(asdict(document))
        return
    typer.secho(safe(document.title), bold=True)
    typer.secho(
        " · ".join(safe(part) for part in (document.author, document.published, document.source, document.url) if part),
        dim=True,
    )
    typer.echo(f"\n{safe(document.text)}")


@app.command("remove", epilog="Example: qa documents remove 6a3f0b1c2d4e5f60 --yes")
def remove_document(
    name: Name,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Remove a document; it is never cited again."""
    settings = read_settings()
    with working("Opening the library …") as filling:
        from qa.store import Stores

        stores = Stores(settings, progress=filling)
    with stores:
        document = stores.library.document(name)
        confirm(f"Remove “{safe(document.title)}” ({safe(document.source)})?", "removing a document", yes)
        removed = stores.remove(name)
    if as_json:
        print_json(asdict(removed))
    else:
        typer.echo(f"removed {safe(removed.title)} ({safe(removed.source)})")
