"""The `qa` program: its commands, its exit codes, its one-line errors."""

import gc
import os
import sys
import traceback
from importlib.metadata import PackageNotFoundError, distribution
from typing import Annotated, NoReturn

import typer

from qa.service.cli import (
    ask,
    backup,
    collections,
    conversations,
    doctor,
    documents,
    feedback,
    ingest,
    move,
    people,
    reindex,
    sample,
    sessions,
    statements,
    tokens,
    users,
    verify,
)
from qa.service.cli.quiet import switch_telemetry_off
from qa.types.errors import QAError, QuestionError, SettingsError

DONE, FAILED, WRONG_USE = 0, 1, 2
_DISTRIBUTION = "citedqa"
_COMMANDS = "citedqa.commands"

app = typer.Typer(
    name="qa",
    help="Ask your own documents. Every answer is quoted, attributed, and cited to its place in the source.",
    epilog="Example: qa sample. Then, with your own documents: qa ingest FOLDER && qa serve",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich would take longer to import than everything else that help needs
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(distribution(_DISTRIBUTION).version)
        raise typer.Exit


@app.callback()
def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    # `main` has read --debug already, so that it may stand behind the command too; here it is for the help.
    del debug, version


app.command("ask", epilog='Example: qa ask "What did Porter say?" --json')(ask.ask)
app.command("ingest", cls=ingest.ListsFormats, epilog="Example: qa ingest articles/ report.pdf https://example.com/feed")(
    ingest.ingest
)
app.command("sample", epilog='Example: qa sample "Who is Yang Jiechi?"')(sample.sample)
app.command("statements", epilog='Example: qa statements --speaker Porter --about "North Korea"')(statements.statements)
app.command("people", epilog='Example: qa people "Jalina Porter"')(people.people)
app.add_typer(documents.app, name="documents")
app.add_typer(collections.app, name="collections")
app.add_typer(conversations.app, name="conversations")
app.command("verify", epilog="Example: qa ask 'What did Porter say?' --json > answer.json && qa verify answer.json")(
    verify.verify
)
app.add_typer(feedback.app, name="feedback")
app.add_typer(users.app, name="users")
app.add_typer(sessions.app, name="sessions")
app.add_typer(tokens.app, name="tokens")
app.add_typer(backup.app, name="backup")
app.command("restore", epilog="Example: qa restore library.citedqa.zip --yes")(backup.restore)
app.command("move", epilog="Example: qa move to-server")(move.move)
app.command("reindex", epilog="Example: qa reindex --model models/multilingual")(reindex.reindex)
app.command("doctor", epilog="Example: qa doctor")(doctor.doctor)


def _add_commands_from_above() -> None:
    """`serve` and the like live above this row; they are found by their entry points, so nothing here imports them."""
    try:
        found = distribution(_DISTRIBUTION).entry_points
    except PackageNotFoundError:
        return
    for entry in found:
        if entry.group == _COMMANDS:
            command = entry.load()
            has_example = "Example:" in (command.__doc__ or "")
            app.command(entry.name, epilog=None if has_example else f"Example: qa {entry.name}")(command)


def main() -> NoReturn:
    """Run the program and leave with its exit code: 0 done, 1 some of it failed, 2 wrong use."""
    # Importing what an answer needs makes a million objects that all stay: looking for garbage among them, and taking them
    # apart one by one at the end, is a third of the time that `qa ask` takes.
    gc.set_threshold(100_000)
    switch_telemetry_off(os.environ)
    code = _run(_take_debug(sys.argv))
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _run(debug: bool) -> int:
    try:
        _add_commands_from_above()
        app()
    except SystemExit as exc:
        return exc.code if isinstance(exc.code, int) else DONE
    except BrokenPipeError:  # `qa documents list | head`
        return FAILED
    except Exception as exc:  # noqa: BLE001 - the program's outer edge: what nobody foresaw is told in one line too
        if debug:
            traceback.print_exc()
        elif isinstance(exc, QAError):
            typer.echo(f"qa: {exc}", err=True)
        else:
            first = (str(exc).splitlines() or [""])[0]
            typer.echo(f"qa: unexpected {type(exc).__name__}: {first}; run it again with --debug and report it", err=True)
        return WRONG_USE if isinstance(exc, SettingsError | QuestionError) else FAILED
    return DONE


def _take_debug(arguments: list[str]) -> bool:
    """Take --debug out of the options, wherever it stands before `--`."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    if "--debug" not in options:
        return False
    arguments.remove("--debug")
    return True
