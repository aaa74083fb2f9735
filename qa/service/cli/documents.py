"""`qa documents list|show|remove|restore`."""

from dataclasses import asdict
from typing import Annotated

import typer

from qa.service.cli.output import (
    NO_DOCUMENTS,
    JsonOption,
    YesOption,
    confirm,
    one_line,
    open_library,
    print_json,
    print_list,
    read_settings,
    safe,
    working,
)
from qa.service.cli.scope import document_named
from qa.types.text import counted

app = typer.Typer(help="List, show, remove and restore documents.", no_args_is_help=True, rich_markup_mode=None)
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
            f"{each.id}  {each.published or '          '}  {counted(each.chunks, 'chunk'):>12}  {each.title}  {each.source}"
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
    typer.secho(one_line(document.title), bold=True)
    typer.secho(
        one_line(" · ".join(filter(None, (document.author, document.published, document.source, document.url)))),
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
        told = one_line(f"“{first.title}” ({first.source})") if len(documents) == 1 else f"{len(documents)} documents"
        confirm(f"Remove {told}?", "removing documents", yes)
        removed = stores.remove_all([*documents]) if len(names) > 1 else (stores.remove(first.id),)
    if as_json:
        print_json([asdict(each) for each in removed] if len(names) > 1 else asdict(removed[0]))
        return
    for each in removed:
        typer.echo(one_line(f"removed {each.title} ({each.source})"))
    again = removed[0].id if len(removed) == 1 else "ID…"
    typer.echo(f"for a day, qa documents restore {again} undoes it", err=True)


@app.command("restore", epilog="Example: qa documents restore 6a3f0b1c2d4e5f60")
def restore_documents(
    names: Annotated[list[str], typer.Argument(metavar="NAME…", help="Ids or sources, as `qa documents remove` told them.")],
    as_json: JsonOption = False,
) -> None:
    """Undo a removal of the last day. Where one of them isn't there, none is restored."""
    settings = read_settings()
    with working("Opening the library …") as filling:
        from qa.embedding import open_embedder
        from qa.pipeline.ingest import Ingester
        from qa.pipeline.library_model import LibraryModel
        from qa.store import Stores

        opened = open_embedder(settings)
        stores = Stores(settings, progress=filling)
    with stores:
        for name in names:
            stores.library.trash.get(name)  # where one isn't there, none is restored
        restored = Ingester(stores, LibraryModel(stores.library, settings, opened), settings).restore_all(names)
    if as_json:
        print_json([{"id": each.id, "title": each.title, "source": each.source} for each in restored])
        return
    for each in restored:
        typer.echo(one_line(f"restored {each.title} ({each.source})"))
