"""`qa conversations list|show|export|delete|restore`."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.service.cli.output import (
    JsonOption,
    YesOption,
    confirm,
    json_text,
    open_library,
    print_json,
    print_list,
    safe,
    write_text,
)

if TYPE_CHECKING:
    from qa.store.sql import Conversation, Exchange

app = typer.Typer(help="List, show, export and delete conversations.", no_args_is_help=True, rich_markup_mode=None)
Id = Annotated[str, typer.Argument(metavar="ID", help="A conversation's id, as `qa conversations list` shows it.")]


class Format(StrEnum):
    """What an export is written as."""

    markdown = "markdown"
    json = "json"


@app.command("list", epilog="Example: qa conversations list --containing climate")
def list_conversations(
    user: Annotated[str, typer.Option(help="Whose; `local` where nobody logs in.")] = "local",
    containing: Annotated[str, typer.Option(help="Only those with these words in title, questions or answers.")] = "",
    as_json: JsonOption = False,
) -> None:
    """List somebody's conversations, last used first."""
    with open_library() as library:
        found = library.conversations.list(library.accounts.owner(user), containing)
    print_list(
        found,
        lambda each: (
            f"{each.id}  {each.updated[:16]}  {each.exchanges:>3} questions  {each.title}"
            f"{'  shared' if each.share_token else ''}"
        ),
        f"no {'such ' if containing else ''}conversations of {safe(user)}",
        as_json=as_json,
    )


@app.command("show", epilog="Example: qa conversations show 6a3f0b1c2d4e5f60")
def show_conversation(conversation_id: Id, as_json: JsonOption = False) -> None:
    """Show a conversation as it was."""
    from qa.service.cli.ask import print_answer
    from qa.service.export import to_json

    conversation, exchanges = _read(conversation_id)
    if as_json:
        print_json(to_json(conversation, exchanges))
        return
    typer.secho(safe(conversation.title), bold=True)
    for exchange in exchanges:
        typer.secho(f"\n> {safe(exchange.answer.question)}", bold=True)
        print_answer(exchange.answer)


@app.command("export", epilog="Example: qa conversations export 6a3f0b1c2d4e5f60 --format json --out talk.json")
def export_conversation(
    conversation_id: Id,
    format_: Annotated[Format, typer.Option("--format", help="JSON can be re-checked with `qa verify`.")] = Format.markdown,
    out: Annotated[Path | None, typer.Option(help="Write to this file instead of the terminal.")] = None,
) -> None:
    """Export a conversation with all its sources."""
    from qa.service.export import to_json, to_markdown

    conversation, exchanges = _read(conversation_id)
    as_json = format_ is Format.json
    write_text(json_text(to_json(conversation, exchanges)) if as_json else to_markdown(conversation, exchanges), out)


@app.command("delete", epilog="Example: qa conversations delete 6a3f0b1c2d4e5f60 --yes")
def delete_conversation(
    conversation_id: Id,
    yes: YesOption = False,
) -> None:
    """Delete a conversation; it can be restored for a day."""
    with open_library() as library:
        conversation = library.conversations.owned(conversation_id)
        confirm(f"Delete “{safe(conversation.title)}”?", "deleting a conversation", yes)
        library.conversations.delete(conversation.id, conversation.owner_id)
    typer.echo(f"deleted {safe(conversation.title)}; for a day, qa conversations restore {conversation.id} undoes it")


@app.command("restore", epilog="Example: qa conversations restore 6a3f0b1c2d4e5f60")
def restore_conversation(
    conversation_id: Id,
    user: Annotated[str, typer.Option(help="Whose it was; `local` where nobody logs in.")] = "local",
) -> None:
    """Undo a deletion of the last day."""
    with open_library() as library:
        conversation = library.conversations.restore(conversation_id, library.accounts.owner(user))
    typer.echo(f"restored {safe(conversation.title)}")


def _read(conversation_id: str) -> "tuple[Conversation, tuple[Exchange, ...]]":
    with open_library() as library:
        conversation = library.conversations.owned(conversation_id)
        return conversation, library.conversations.exchanges(conversation.id, conversation.owner_id)
