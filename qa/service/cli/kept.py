"""`qa conversations list|show|export|delete|restore` and `qa feedback list|note|export|remove`."""

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.service.cli import output
from qa.types.text import counted

if TYPE_CHECKING:
    from qa.store.sql import Conversation, Exchange, FeedbackEntry, Library

conversations = typer.Typer(help="List, show, export and delete conversations.", no_args_is_help=True, rich_markup_mode=None)
ConversationId = Annotated[str, typer.Argument(metavar="ID", help="A conversation's id, as `qa conversations list` shows it.")]


class Format(StrEnum):
    markdown = "markdown"
    json = "json"


@conversations.command("list", epilog="Example: qa conversations list --containing climate")
def list_conversations(
    user: Annotated[str, typer.Option(help="Whose; `local` where nobody logs in.")] = "local",
    containing: Annotated[str, typer.Option(help="Only those with these words in title, questions or answers.")] = "",
    as_json: output.JsonOption = False,
) -> None:
    """List somebody's conversations, last used first."""
    with output.open_library() as library:
        found = library.conversations.list(library.accounts.owner(user), containing)
    output.print_list(
        found,
        lambda each: (
            f"{each.id}  {each.updated[:16]}  {counted(each.exchanges, 'question'):>13}  {each.title}"
            f"{'  shared' if each.share_token else ''}"
        ),
        f"no {'such ' if containing else ''}conversations of {output.safe(user)}",
        as_json=as_json,
    )


@conversations.command("show", epilog="Example: qa conversations show 6a3f0b1c2d4e5f60")
def show_conversation(conversation_id: ConversationId, as_json: output.JsonOption = False) -> None:
    """Show a conversation as it was."""
    from qa.service.cli.ask import print_answer
    from qa.service.export import gone, to_json, told_gone

    with output.open_library() as library:
        conversation, exchanges = _read(library, conversation_id)
        if as_json:
            output.print_json(to_json(conversation, exchanges, library))
            return
        typer.secho(output.safe(conversation.title), bold=True)
        for exchange in exchanges:
            typer.secho(f"\n> {output.safe(exchange.answer.question)}", bold=True)
            print_answer(exchange.answer)
            if told := told_gone(gone(exchange.answer, library)):
                typer.secho(f"\n{told}", fg="yellow")


@conversations.command("export", epilog="Example: qa conversations export 6a3f0b1c2d4e5f60 --format json --out talk.json")
def export_conversation(
    conversation_id: ConversationId,
    format_: Annotated[Format, typer.Option("--format", help="JSON can be re-checked with `qa verify`.")] = Format.markdown,
    out: Annotated[Path | None, typer.Option(help="Write to this file instead of the terminal.")] = None,
) -> None:
    """Export a conversation with all its sources."""
    from qa.service.export import to_json, to_markdown

    with output.open_library() as library:
        whole = *_read(library, conversation_id), library
        output.write_text(output.json_text(to_json(*whole)) if format_ is Format.json else to_markdown(*whole), out)


@conversations.command("delete", epilog="Example: qa conversations delete 6a3f0b1c2d4e5f60 --yes")
def delete_conversation(conversation_id: ConversationId, yes: output.YesOption = False) -> None:
    """Delete a conversation; it can be restored for a day."""
    with output.open_library() as library:
        conversation = library.conversations.owned(conversation_id)
        output.confirm(f"Delete {_called(conversation)}?", "deleting a conversation", yes)
        library.conversations.delete(conversation.id, conversation.owner_id)
    typer.echo(f"deleted {_called(conversation)}; for a day, qa conversations restore {conversation.id} undoes it")


@conversations.command("restore", epilog="Example: qa conversations restore 6a3f0b1c2d4e5f60")
def restore_conversation(
    conversation_id: ConversationId,
    user: Annotated[str, typer.Option(help="Whose it was; `local` where nobody logs in.")] = "local",
) -> None:
    """Undo a deletion of the last day."""
    with output.open_library() as library:
        conversation = library.conversations.restore(conversation_id, library.accounts.owner(user))
    typer.echo(f"restored {_called(conversation)}")


def _called(conversation: "Conversation") -> str:
    return f"“{output.safe(conversation.title)}”" if conversation.title else "an untitled conversation"


def _read(library: "Library", conversation_id: str) -> "tuple[Conversation, tuple[Exchange, ...]]":
    conversation = library.conversations.owned(conversation_id)
    return conversation, library.conversations.exchanges(conversation.id, conversation.owner_id)


feedback = typer.Typer(
    help="What people thought of answers; questions for `qa eval`.", no_args_is_help=True, rich_markup_mode=None
)
FeedbackId = Annotated[str, typer.Argument(metavar="ID", help="The id of some feedback, as `qa feedback list` shows it.")]


@feedback.command("list", epilog="Example: qa feedback list")
def list_feedback(as_json: output.JsonOption = False) -> None:
    """List all feedback, newest first."""
    with output.open_library() as library:
        entries = library.feedback.list()
    output.print_list(
        entries,
        _line,
        "no feedback yet",
        as_json=as_json,
        to_json=lambda entry: asdict(entry) | {"answer": entry.answer.to_json()},
    )


def _line(entry: "FeedbackEntry") -> str:
    note = " / ".join(line.strip() for line in entry.note.splitlines() if line.strip())
    return (
        f"{entry.id}  {entry.given_at[:10]}  {entry.verdict:<4}  {entry.owner}  "
        f"{entry.answer.standalone_question}{'  — ' + note if note else ''}"
    )


@feedback.command("note", epilog='Example: qa feedback note 4f1d2c3b5a69 "answer: 15-60"')
def note_feedback(
    feedback_id: FeedbackId,
    note: Annotated[str, typer.Argument(help="The new note; `answer: …` or `unanswerable` says what is right.")],
) -> None:
    """Replace a note, to say what the right answer is."""
    with output.open_library() as library:
        entry = library.feedback.annotate(feedback_id, note)
    typer.echo(f"noted on {output.safe(entry.answer.standalone_question)}")


@feedback.command("export", epilog="Example: qa feedback export --out regressions.jsonl && qa eval regressions.jsonl")
def export_feedback(
    out: Annotated[Path | None, typer.Option(help="Write to this file instead of the terminal.")] = None,
) -> None:
    """Print feedback as questions for `qa eval`, oldest first."""
    from qa.service.gold import gold_lines

    with output.open_library() as library:
        entries = library.feedback.list()
        lines = gold_lines(reversed(entries), library)
    output.write_text(lines, out)
    if left_out := len(entries) - lines.count("\n"):
        typer.echo(f"{counted(left_out, 'answer')} left out: a document that was quoted was removed since", err=True)


@feedback.command("remove", epilog="Example: qa feedback remove 4f1d2c3b5a69")
def remove_feedback(feedback_id: FeedbackId) -> None:
    """Remove some feedback."""
    with output.open_library() as library:
        entry = library.feedback.remove(feedback_id)
    typer.echo(f"removed the feedback on {output.safe(entry.answer.standalone_question)}")
