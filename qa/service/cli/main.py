"""The `qa` program: its commands, its exit codes, its one-line errors; and the telemetry of the libraries underneath, off."""

import errno
import gc
import io
import os
import sys
from collections.abc import MutableMapping, Sequence
from importlib import import_module
from typing import Annotated, NoReturn

import typer

from qa.types.errors import QAError, QuestionError, SettingsError

# Read by the libraries when they are imported, or at their first use.
_OFF = {
    "ORT_DISABLE_TELEMETRY": "1",  # onnxruntime 1.32: a device id, processor, memory and interpreter, to its maker
    "GRADIO_ANALYTICS_ENABLED": "False",
    "ANONYMIZED_TELEMETRY": "False",  # Chroma
    "HF_HUB_OFFLINE": "1",  # models come from a package or a folder, never from the hub
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "LANGSMITH_TRACING": "false",
}
# LangSmith's other switches, each of which would send questions, passages and answers out. Unset, because LangChain takes
# one of them for an error wherever it is set.
_UNSET = ("LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2", "LANGCHAIN_HANDLER")
DONE, FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
# Where each command is, in the order of the help: a function, or an app of several commands; and its example, where that is
# more than its name. Those in rooms above this one are named here, too, since a name imports nothing.
_COMMANDS = {
    "ask": ("qa.service.cli.ask:ask", 'qa ask "What did Porter say?" --json'),
    "search": ("qa.service.cli.ask:search", 'qa search "tariffs on steel" --limit 20'),
    "ingest": ("qa.service.cli.ingest:ingest", "qa ingest articles/ report.pdf https://example.com/feed"),
    "sample": ("qa.service.cli.ask:sample", 'qa sample "Who is Yang Jiechi?"'),
    "statements": ("qa.service.cli.speakers:statements", 'qa statements --speaker Porter --about "North Korea"'),
    "people": ("qa.service.cli.speakers:people", 'qa people "Jalina Porter"'),
    "documents": ("qa.service.cli.library:documents", ""),
    "collections": ("qa.service.cli.library:collections", ""),
    "conversations": ("qa.service.cli.kept:conversations", ""),
    "verify": ("qa.service.cli.upkeep:verify", "qa ask 'What did Porter say?' --json > answer.json && qa verify answer.json"),
    "feedback": ("qa.service.cli.kept:feedback", ""),
    "users": ("qa.service.cli.accounts:users", ""),
    "sessions": ("qa.service.cli.accounts:sessions", ""),
    "tokens": ("qa.service.cli.accounts:tokens", ""),
    "backup": ("qa.service.cli.backup:app", ""),
    "restore": ("qa.service.cli.backup:restore", "qa restore library.citedqa.zip --yes"),
    "move": ("qa.service.cli.upkeep:move", "qa move to-server"),
    "reindex": ("qa.service.cli.upkeep:reindex", "qa reindex --model models/multilingual"),
    "doctor": ("qa.service.cli.upkeep:doctor", ""),
    "serve": ("ui.serving:serve", ""),
    "mcp": ("qa.service.api.command:mcp", ""),
    "eval": ("eval.command:evaluate", ""),
}


def switch_telemetry_off(environ: MutableMapping[str, str]) -> None:
    """Change the environment of this process, which the ones it starts inherit. To be called before anything is imported that
    reads it.

    What was set before is overruled: a switch that was meant for another program must not send this one's documents out.
    """
    environ.update(_OFF)
    for name in _UNSET:
        environ.pop(name, None)


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version as version_of

        typer.echo(version_of("citedqa"))
        raise typer.Exit


def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    # `main` has read --debug already, so that it may stand behind the command too; here it is for the help.
    del debug, version


def _listed() -> None:
    """Stands in for a command in the help's list: to find out what each takes would double the help's time."""


def program(arguments: Sequence[str] = ()) -> typer.Typer:
    """Return a program with the command that is asked for, so that nothing else is loaded; for the help, with a list of all;
    without arguments, with all of them."""
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
    app.callback()(_options)
    asked = next((argument for argument in arguments if not argument.startswith("-")), "")
    for name in [asked] if asked in _COMMANDS else _COMMANDS:
        place, example = _COMMANDS[name]
        place, _, attribute = place.partition(":")
        module = import_module(place)
        command = getattr(module, attribute)
        if asked not in _COMMANDS and arguments:
            summary = command.info.help if isinstance(command, typer.Typer) else command.__doc__
            app.command(name, help=str(summary))(_listed)
            continue
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
            continue
        has_example = "Example:" in (command.__doc__ or "")
        epilog = None if has_example else f"Example: {example or f'qa {name}'}"
        app.command(name, cls=getattr(module, "SHOWN_AS", None), epilog=epilog)(command)
    return app


def main() -> NoReturn:
    """Run the program and leave with its exit code: 0 done, 1 some of it failed, 2 wrong use."""
    # Importing what an answer needs makes a million objects that all stay: looking for garbage among them, and taking them
    # apart one by one at the end, is a third of the time that `qa ask` takes.
    gc.set_threshold(100_000)
    if "ask" in sys.argv[1:3]:
        gc.disable()  # what one answer leaves behind, the end takes away
    switch_telemetry_off(os.environ)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # not every terminal has “ and ”
    code = _run(_take_debug(sys.argv))
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _run(debug: bool) -> int:
    if debug:
        from logging import DEBUG, getLogger

        getLogger("qa.documents").setLevel(DEBUG)  # of a format that can't be loaded it tells all
    try:
        program(sys.argv[1:] or ["--help"])()
    except SystemExit as exc:
        return exc.code if isinstance(exc.code, int) else DONE
    except BrokenPipeError:  # `qa documents list | head`
        return FAILED
    except KeyboardInterrupt:  # while a command is imported; from then on typer catches it
        return INTERRUPTED
    except Exception as exc:  # noqa: BLE001 - the program's outer edge: what nobody foresaw is told in one line too
        if debug:
            import traceback

            traceback.print_exc()
        elif isinstance(exc, QAError):
            typer.echo(f"qa: {exc}", err=True)
        elif isinstance(exc, OSError) and exc.errno == errno.ENOSPC:
            typer.echo("qa: there is no space left where this writes; make room and run it again", err=True)
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
