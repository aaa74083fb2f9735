"""`qa doctor`, `qa move` and `qa reindex`."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from qa.service.cli.output import JsonOption, now_and_then, print_json, read_settings, safe, working
from qa.types.errors import BusyError, LibraryError, QuestionError, SettingsError
from qa.types.text import counted

if TYPE_CHECKING:
    from qa.pipeline.health import Finding
    from qa.settings import Settings

_SIGNS = {"ok": "✓", "repaired": "⟳", "wrong": "✗"}


def doctor(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Build the vector index anew from the stored embeddings.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Check everything, repair what can be repaired, and say what is wrong."""
    settings = read_settings()
    with working("Checking …"):
        from qa.pipeline.health import examine

        findings = tuple(examine(settings, rebuild=rebuild))
    if as_json:
        print_json([asdict(finding) for finding in findings])
    _end(findings, told=as_json)


def _end(findings: "Sequence[Finding]", *, told: bool) -> None:
    """Print the findings, unless they have been `told`; leave with 1 where anything is wrong."""
    for finding in () if told else findings:
        typer.echo(f"{_SIGNS[finding.state]} {finding.part}: {finding.message}")
    if any(finding.state == "wrong" for finding in findings):
        raise typer.Exit(1)


class Where(StrEnum):
    SERVER = "to-server"
    FILE = "to-file"


def move(
    where: Annotated[Where, typer.Argument(help="to-server: from QA_DATA_DIR to QA_DATABASE_URL. to-file: the way back.")],
    as_json: JsonOption = False,
) -> None:
    """Copy the whole library from its file to a PostgreSQL server, or back; then check what has arrived.

    Everything goes: documents, vectors, statements, conversations, feedback, accounts. Where it goes to must be empty, and what
    it comes from stays as it is. Stop servers that write to it before: what they would add meanwhile isn't copied.
    """
    settings = read_settings()
    if settings.database_url is None:
        raise SettingsError("moving takes both places; set QA_DATABASE_URL and QA_CHROMA_URL beside QA_DATA_DIR")
    at_file = settings.model_copy(update={"database_url": None, "chroma_url": None})
    target = settings if where is Where.SERVER else at_file
    with working("Copying …", "Copying rows") as progress:
        from qa.store.sql import Library, transfer

        _refuse_absent_or_served(at_file, there=where is Where.SERVER)
        with Library.of(at_file if where is Where.SERVER else settings) as old, Library.of(target) as new:
            names = old.name, new.name
            counts = transfer(old, new, progress)
    with working("Filling the vector index …") as filling:
        from qa.pipeline.health import examine
        from qa.store import Stores

        with Stores(target, progress=filling):
            pass
        findings = tuple(examine(target))
    if as_json:
        print_json({"rows": counts, "findings": [asdict(finding) for finding in findings]})
    else:
        told = ", ".join(f"{counts[name]:,} {name}" for name in ("documents", "chunks", "statements", "conversations", "users"))
        typer.echo(f"copied {told} from {safe(names[0])} to {safe(names[1])}; every row was read back and compared")
    _end(findings, told=as_json)


def _refuse_absent_or_served(at_file: "Settings", *, there: bool) -> None:
    from qa.store.process_lock import IndexLock

    if there and not (at_file.data_dir / "library.sqlite").exists():
        raise LibraryError(f"there is no library in {at_file.data_dir} to copy; set QA_DATA_DIR to the folder of one")
    if at_file.data_dir.exists() and IndexLock(at_file.data_dir, serving=False).served():
        raise BusyError(f"a server is running on {at_file.data_dir}; stop it first, or what is added meanwhile is left behind")


def reindex(
    model: Annotated[
        str | None, typer.Option(help="The new model: all-MiniLM-L6-v2, which comes along, or a folder or name as in the docs.")
    ] = None,
    cancel: Annotated[
        bool, typer.Option("--cancel", help="Drop a change that isn't done; the library stays as it is.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Have all passages embedded by another model. Questions are answered with the present one until all is there.

    Ctrl-C stops it; the same command goes on where it was, and so does a running server.
    """
    settings = read_settings()
    from qa.store.sql import Library

    with Library.of(settings) as library:
        if cancel:
            dropped = library.reembeddings.cancel()
            if as_json:
                print_json({"cancelled": dropped})
            else:
                typer.echo("cancelled; the library stays as it is" if dropped else "there is nothing to cancel")
            return
        begun = library.reembeddings.get()
        wanted = model or (begun.setting if begun else None)
        if wanted is None:
            raise QuestionError("say which model: qa reindex --model NAME")
        from qa.pipeline.library_model import begin_reembedding, reembed

        changed = begin_reembedding(library, settings, wanted)
        if changed:
            with _bar() as progress:
                done = reembed(library, settings, progress)
            if not done and library.reembeddings.get() is not None:
                raise BusyError("a server or another command embeds the library already; see the app, or end it with --cancel")
            if not done:
                raise BusyError("it was cancelled meanwhile; the library stays as it is")
        if as_json:
            print_json({"embedding_model": library.embedding_model, "changed": changed, "passages": library.chunk_count})
        elif changed:
            typer.echo(f"{counted(library.chunk_count, 'passage')} embedded by {safe(library.embedding_model or '')} now")
        else:
            typer.echo(f"the library is embedded by {safe(wanted)} already")


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """Passages done, and the time left; lines when the output is piped."""
    if not sys.stderr.isatty():
        tell = now_and_then()
        yield lambda done, total: tell(f"{done:,} of {counted(total, 'passage')}")
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("passages,"), TimeRemainingColumn(), TextColumn("left"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
