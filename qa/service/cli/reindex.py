"""`qa reindex`."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from qa.service.cli.output import JsonOption, counted, now_and_then, print_json, read_settings, safe
from qa.types.errors import BusyError, QuestionError


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
        from qa.pipeline.reembedding import begin_reembedding, reembed

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
