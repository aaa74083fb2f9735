"""`qa feedback list|note|export|remove`."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.service.cli.output import JsonOption, open_library, print_list, safe, write_text

if TYPE_CHECKING:
    from qa.store.sql import FeedbackEntry

app = typer.Typer(help="What people thought of answers; questions for `qa eval`.", no_args_is_help=True, rich_markup_mode=None)
Id = Annotated[str, typer.Argument(metavar="ID", help="The id of some feedback, as `qa feedback list` shows it.")]


@app.command("list", epilog="Example: qa feedback list")
def list_feedback(as_json: JsonOption = False) -> None:
    """List all feedback, newest first."""
    with open_library() as library:
        entries = library.feedback.list()
    print_list(
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


@app.command("note", epilog='Example: qa feedback note 4f1d2c3b5a69 "answer: 15-60"')
def note_feedback(
    feedback_id: Id,
    note: Annotated[str, typer.Argument(help="The new note; `answer: …` or `unanswerable` says what is right.")],
) -> None:
    """Replace a note, to say what the right answer is."""
    with open_library() as library:
        entry = library.feedback.annotate(feedback_id, note)
    typer.echo(f"noted on {safe(entry.answer.standalone_question)}")


@app.command("export", epilog="Example: qa feedback export --out regressions.jsonl && qa eval regressions.jsonl")
def export_feedback(
    out: Annotated[Path | None, typer.Option(help="Write to this file instead of the terminal.")] = None,
) -> None:
    """Print feedback as questions for `qa eval`, oldest first."""
    from qa.service.gold import gold_lines

    with open_library() as library:
        entries = library.feedback.list()
    write_text(gold_lines(reversed(entries)), out)


@app.command("remove", epilog="Example: qa feedback remove 4f1d2c3b5a69")
def remove_feedback(feedback_id: Id) -> None:
    """Remove some feedback."""
    with open_library() as library:
        entry = library.feedback.remove(feedback_id)
    typer.echo(f"removed the feedback on {safe(entry.answer.standalone_question)}")
