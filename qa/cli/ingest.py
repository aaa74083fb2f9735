"""`qa ingest`."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.cli.output import JsonOption, print_json, read_settings, safe, working

if TYPE_CHECKING:
    from qa.ingesting import Progress


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders: .txt, .md, .html, .jsonl.")],
    as_json: JsonOption = False,
) -> None:
    """Add documents, or bring changed ones up to date. Documents that haven't changed are left alone."""
    settings = read_settings()
    with working("Opening the library …"):
        from qa.embedding import open_embedder
        from qa.ingesting import Ingester
        from qa.stores import Stores

        embedder = open_embedder(settings)
        stores = Stores(settings)
    with stores, _progress_bar() as on_progress:
        summary = Ingester(stores, embedder, settings).ingest(paths, on_progress)
    for failure in summary.failures:
        typer.echo(f"failed: {safe(failure.cause)}", err=True)
    if as_json:
        print_json(
            {
                "added": summary.added,
                "updated": summary.updated,
                "unchanged": summary.unchanged,
                "failed": len(summary.failures),
                "failures": [asdict(failure) for failure in summary.failures],
            }
        )
    else:
        typer.echo(str(summary))
    if summary.failures:
        raise typer.Exit(1)


@contextmanager
def _progress_bar() -> Iterator[Callable[["Progress"], None] | None]:
    """A bar over the files with the documents read so far; nothing when the output goes to a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files · {task.fields[documents]} documents · {task.description}", markup=False),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, documents=0)

        def show(progress: "Progress") -> None:
            bar.update(
                task,
                total=progress.total,
                completed=progress.done,
                documents=progress.documents,
                description=safe(Path(progress.current).name),
            )

        yield show
