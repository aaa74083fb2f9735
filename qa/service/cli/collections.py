"""`qa collections list|create|rename|delete|put|take|rights|limit|open`."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from qa.service.cli.output import JsonOption, YesOption, confirm, open_library, print_json, print_list, safe
from qa.service.cli.scope import document_named
from qa.types.text import counted

if TYPE_CHECKING:
    from qa.store.sql import Rights

app = typer.Typer(
    help="Sort documents into collections, and ask one: qa ask --collection NAME.", no_args_is_help=True, rich_markup_mode=None
)
Name = Annotated[str, typer.Argument(help="A collection's name or id, as `qa collections list` shows it.")]
Documents = Annotated[list[str], typer.Argument(help="Documents, by id, source or path.")]


@app.command("list", epilog="Example: qa collections list --json")
def list_collections(as_json: JsonOption = False) -> None:
    """List all collections by name."""
    with open_library() as library:
        found = library.collections.list()
    print_list(
        found,
        lambda each: f"{each.id}  {counted(each.documents, 'document'):>17}  {each.name}{'  limited' if each.limited else ''}",
        "no collections yet; make one with: qa collections create NAME",
        as_json=as_json,
    )


@app.command("create", epilog="Example: qa collections create Climate")
def create_collection(name: Annotated[str, typer.Argument(help="What to call it.")]) -> None:
    """Make an empty collection."""
    with open_library() as library:
        made = library.collections.create(name)
    typer.echo(f"made {safe(made.name)} ({made.id})")


@app.command("rename", epilog='Example: qa collections rename Climate "Climate 2024"')
def rename_collection(name: Name, new: Annotated[str, typer.Argument(help="What to call it now.")]) -> None:
    """Give a collection another name."""
    with open_library() as library:
        made = library.collections.rename(name, new)
    typer.echo(f"renamed to {safe(made.name)}")


@app.command("delete", epilog="Example: qa collections delete Climate --yes")
def delete_collection(name: Name, yes: YesOption = False) -> None:
    """Delete a collection; its documents stay in the library."""
    with open_library() as library:
        known = library.collections.get(name)
        question = f"Delete “{safe(known.name)}”, with {counted(known.documents, 'document')}? They stay in the library."
        confirm(question, "deleting a collection", yes)
        library.collections.delete(known.id)
    typer.echo(f"deleted {safe(known.name)}; its documents are still in the library")


@app.command("put", epilog="Example: qa collections put Climate 6a3f0b1c2d4e5f60")
def put_documents(name: Name, documents: Documents) -> None:
    """Put documents into a collection."""
    _change(name, documents, into=True)


@app.command("take", epilog="Example: qa collections take Climate 6a3f0b1c2d4e5f60")
def take_documents(name: Name, documents: Documents) -> None:
    """Take documents out of a collection; they stay in the library."""
    _change(name, documents, into=False)


@app.command("rights", epilog="Example: qa collections rights Personnel")
def show_rights(name: Name, as_json: JsonOption = False) -> None:
    """Show who may read and change a collection, beside administrators and whoever uses this machine."""
    with open_library() as library:
        found = library.rights.get(name)
    if as_json:
        print_json(asdict(found))
        return
    _tell(found)


@app.command("limit", epilog="Example: qa collections limit Personnel --reader bob --editor ann")
def limit_collection(
    name: Name,
    readers: Annotated[list[str], typer.Option("--reader", help="A user, role:reader or role:editor. May be repeated.")] = [],  # noqa: B006
    editors: Annotated[list[str], typer.Option("--editor", help="May change it too, as far as their role lets them.")] = [],  # noqa: B006
) -> None:
    """Let only these people read a collection; nobody else finds what is in no other. Those of before are left out."""
    with open_library() as library:
        made = library.rights.limit(name, readers, editors)
    _tell(made)


@app.command("open", epilog="Example: qa collections open Personnel --yes")
def open_collection(name: Name, yes: YesOption = False) -> None:
    """Let everybody read a collection, and every editor change it."""
    with open_library() as library:
        known = library.collections.get(name)
        confirm(f"Let everybody read “{safe(known.name)}”?", "opening a collection", yes)
        made = library.rights.open(known.id)
    _tell(made)


def _tell(rights: "Rights") -> None:
    if not rights.limited:
        typer.echo("everybody may read it, and every editor may change it")
        return
    for does, names in (("read", dict.fromkeys(rights.readers + rights.editors)), ("change", rights.editors)):
        typer.echo(f"may {does} it: {', '.join(map(safe, names)) or 'administrators alone'}")


def _change(name: str, documents: list[str], *, into: bool) -> None:
    with open_library() as library:
        ids = [document_named(library, each).id for each in documents]
        collections = library.collections
        now = collections.put(name, ids) if into else collections.take(name, ids)
    typer.echo(f"{safe(now.name)} has {counted(now.documents, 'document')} now")
