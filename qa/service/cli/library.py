"""`qa documents list|show|remove|restore` and `qa collections list|create|rename|delete|put|take|rights|limit|open`."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from qa.service.cli import output
from qa.types.text import counted

if TYPE_CHECKING:
    from qa.store.sql import Rights

documents = typer.Typer(help="List, show, remove and restore documents.", no_args_is_help=True, rich_markup_mode=None)
Document = Annotated[
    str, typer.Argument(help="A document's id or source, as `qa documents list` shows it, or its file's path.")
]
DocumentNames = Annotated[
    list[str], typer.Argument(metavar="NAME…", help="Ids or sources of documents, as `qa documents list` shows them, or paths.")
]


@documents.command("list", epilog="Example: qa documents list --json")
def list_documents(as_json: output.JsonOption = False) -> None:
    """List all documents by title."""
    with output.open_library() as library:
        summaries = library.documents()
    output.print_list(
        summaries,
        lambda each: (
            f"{each.id}  {each.published or '          '}  {counted(each.chunks, 'chunk'):>12}  {each.title}  {each.source}"
        ),
        output.NO_DOCUMENTS,
        as_json=as_json,
    )


@documents.command("show", epilog="Example: qa documents show 6a3f0b1c2d4e5f60")
def show_document(name: Document, as_json: output.JsonOption = False) -> None:
    """Show a document's stored text."""
    with output.open_library() as library:
        document = library.document(output.document_named(library, name).id)
    if as_json:
        output.print_json(asdict(document))
        return
    typer.secho(output.one_line(document.title), bold=True)
    typer.secho(
        output.one_line(" · ".join(filter(None, (document.author, document.published, document.source, document.url)))),
        dim=True,
    )
    typer.echo(f"\n{output.safe(document.text)}")


@documents.command("remove", epilog="Example: qa documents remove 6a3f0b1c2d4e5f60 --yes")
def remove_documents(names: DocumentNames, yes: output.YesOption = False, as_json: output.JsonOption = False) -> None:
    """Remove documents; they are never cited again. Where one of them isn't there, none is removed."""
    with output.open_stores(output.read_settings()) as stores:
        found = {each.id: each for each in (output.document_named(stores.library, name) for name in names)}
        first = next(iter(found.values()))
        told = output.one_line(f"“{first.title}” ({first.source})") if len(found) == 1 else f"{len(found)} documents"
        output.confirm(f"Remove {told}?", "removing documents", yes)
        removed = stores.remove_all([*found]) if len(names) > 1 else (stores.remove(first.id),)
    if as_json:
        output.print_json([asdict(each) for each in removed] if len(names) > 1 else asdict(removed[0]))
        return
    for each in removed:
        typer.echo(output.one_line(f"removed {each.title} ({each.source})"))
    again = removed[0].id if len(removed) == 1 else "ID…"
    typer.echo(f"for a day, qa documents restore {again} undoes it", err=True)


@documents.command("restore", epilog="Example: qa documents restore 6a3f0b1c2d4e5f60")
def restore_documents(
    names: Annotated[
        list[str], typer.Argument(metavar="NAME…", help="Ids, sources or paths, as `qa documents remove` takes them.")
    ],
    as_json: output.JsonOption = False,
) -> None:
    """Undo a removal of the last day. Where one of them isn't there, none is restored."""
    settings = output.read_settings()
    with output.open_stores(settings) as stores:
        ids = [output.removed_named(stores.library, name).id for name in names]  # where one isn't there, none is restored
        from qa.embedding import open_embedder
        from qa.pipeline.ingestion.ingest import Ingester
        from qa.pipeline.library_model import LibraryModel

        opened = open_embedder(settings)
        restored = Ingester(stores, LibraryModel(stores.library, settings, opened), settings).restore_all(
            list(dict.fromkeys(ids))
        )
    if as_json:
        output.print_json([{"id": each.id, "title": each.title, "source": each.source} for each in restored])
        return
    for each in restored:
        typer.echo(output.one_line(f"restored {each.title} ({each.source})"))


collections = typer.Typer(
    help="Sort documents into collections, and ask one: qa ask --collection NAME.", no_args_is_help=True, rich_markup_mode=None
)
Name = Annotated[str, typer.Argument(help="A collection's name or id, as `qa collections list` shows it.")]
InDocuments = Annotated[list[str], typer.Argument(help="Documents, by id, source or path.")]


@collections.command("list", epilog="Example: qa collections list --json")
def list_collections(as_json: output.JsonOption = False) -> None:
    """List all collections by name."""
    with output.open_library() as library:
        found = library.collections.list()
    output.print_list(
        found,
        lambda each: f"{each.id}  {counted(each.documents, 'document'):>17}  {each.name}{'  limited' if each.limited else ''}",
        "no collections yet; make one with: qa collections create NAME",
        as_json=as_json,
    )


@collections.command("create", epilog="Example: qa collections create Climate")
def create_collection(name: Annotated[str, typer.Argument(help="What to call it.")]) -> None:
    """Make an empty collection."""
    with output.open_library() as library:
        made = library.collections.create(name)
    typer.echo(f"made {output.safe(made.name)} ({made.id})")


@collections.command("rename", epilog='Example: qa collections rename Climate "Climate 2024"')
def rename_collection(name: Name, new: Annotated[str, typer.Argument(help="What to call it now.")]) -> None:
    """Give a collection another name."""
    with output.open_library() as library:
        made = library.collections.rename(name, new)
    typer.echo(f"renamed to {output.safe(made.name)}")


@collections.command("delete", epilog="Example: qa collections delete Climate --yes")
def delete_collection(name: Name, yes: output.YesOption = False) -> None:
    """Delete a collection; its documents stay in the library."""
    with output.open_library() as library:
        known = library.collections.get(name)
        question = f"Delete “{output.safe(known.name)}”, with {counted(known.documents, 'document')}? They stay in the library."
        output.confirm(question, "deleting a collection", yes)
        library.collections.delete(known.id)
    typer.echo(f"deleted {output.safe(known.name)}; its documents are still in the library")


@collections.command("put", epilog="Example: qa collections put Climate 6a3f0b1c2d4e5f60")
def put_documents(name: Name, documents: InDocuments) -> None:
    """Put documents into a collection."""
    _change(name, documents, into=True)


@collections.command("take", epilog="Example: qa collections take Climate 6a3f0b1c2d4e5f60")
def take_documents(name: Name, documents: InDocuments) -> None:
    """Take documents out of a collection; they stay in the library."""
    _change(name, documents, into=False)


@collections.command("rights", epilog="Example: qa collections rights Personnel")
def show_rights(name: Name, as_json: output.JsonOption = False) -> None:
    """Show who may read and change a collection, beside administrators and whoever uses this machine."""
    with output.open_library() as library:
        found = library.rights.get(name)
    output.tell(asdict(found), _in_words(found), as_json=as_json)


@collections.command("limit", epilog="Example: qa collections limit Personnel --reader bob --editor ann")
def limit_collection(
    name: Name,
    readers: Annotated[list[str], typer.Option("--reader", help="A user, role:reader or role:editor. May be repeated.")] = [],  # noqa: B006
    editors: Annotated[list[str], typer.Option("--editor", help="May change it too, as far as their role lets them.")] = [],  # noqa: B006
) -> None:
    """Let only these people read a collection; nobody else finds what is in no other. Those of before are left out."""
    with output.open_library() as library:
        made = library.rights.limit(name, readers, editors)
    typer.echo(_in_words(made))


@collections.command("open", epilog="Example: qa collections open Personnel --yes")
def open_collection(name: Name, yes: output.YesOption = False) -> None:
    """Let everybody read a collection, and every editor change it."""
    with output.open_library() as library:
        known = library.collections.get(name)
        output.confirm(f"Let everybody read “{output.safe(known.name)}”?", "opening a collection", yes)
        made = library.rights.open(known.id)
    typer.echo(_in_words(made))


def _in_words(rights: "Rights") -> str:
    if not rights.limited:
        return "everybody may read it, and every editor may change it"
    may = {"read": dict.fromkeys(rights.readers + rights.editors), "change": rights.editors}
    return "\n".join(
        f"may {does} it: {', '.join(map(output.safe, who)) or 'administrators alone'}" for does, who in may.items()
    )


def _change(name: str, documents: list[str], *, into: bool) -> None:
    with output.open_library() as library:
        ids = [output.document_named(library, each).id for each in documents]
        kept = library.collections
        now = kept.put(name, ids) if into else kept.take(name, ids)
    typer.echo(f"{output.safe(now.name)} has {counted(now.documents, 'document')} now")
