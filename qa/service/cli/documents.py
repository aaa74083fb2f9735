"""`qa documents list|show|remove`."""

from dataclasses import asdict
from typing import Annotated

import typer

from qa.service.cli.output import (
    NO_DOCUMENTS,
    JsonOption,
    YesOption,
    confirm,
    counted,
    open_library,
    print_json,
    print_list,
    read_settings,
    safe,
    working,
)
from qa.service.cli.scope import document_named

app = typer.Typer(help="List, show and remove documents.", no_args_is_help=True, rich_markup_mode=None)
Name = Annotated[str, typer.Argument(help="A document's id or source, as `qa documents list` shows it, or its file's path.")]
Names = Annotated[
    list[str], typer.Argument(metavar="NAME…", help="Ids or sources of documents, as `qa documents list` shows them, or paths.")
]


@app.command("list", epilog="Example: qa documents list --json")
def list_documents(as_json: JsonOption = False) -> None:
    """List all documents by title."""
    with open_library() as library:
        summaries = library.documents()
    print_list(
        summaries,
        lambda each: (
            f"{each.id}  {each.published or '          '}  {counted(each.chunks, 'chunk'):>12}  "
            f"{safe(each.title)}  {safe(each.source)}"
        ),
        NO_DOCUMENTS,
        as_json=as_json,
    )


@app.command("show", epilog="Example: qa documents show 6a3f0b1c2d4e5f60")
def show_document(name: Name, as_json: JsonOption = False) -> None:
    """Show a document's stored text."""
    with open_library() as library:
        document = library.document(document_named(library, name).id)
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
def remove_documents(
    names: Names,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Remove documents; they are never cited again. Where one of them isn't there, none is removed."""
    settings = read_settings()
    with working("Opening the library …") as filling:
        from qa.store import Stores

        stores = Stores(settings, progress=filling)
    with stores:
        documents = {each.id: each for each in (document_named(stores.library, name) for name in names)}
        first = next(iter(documents.values()))
        told = f"“{safe(first.title)}” ({safe(first.source)})" if len(documents) == 1 else f"{len(documents)} documents"
        confirm(f"Remove {told}?", "removing documents", yes)
        removed = stores.remove_all([*documents]) if len(names) > 1 else (stores.remove(first.id),)
    if as_json:
        print_json([asdict(each) for each in removed] if len(names) > 1 else asdict(removed[0]))
        return
    for each in removed:
        typer.echo(f"removed {safe(each.title)} ({safe(each.source)})")
