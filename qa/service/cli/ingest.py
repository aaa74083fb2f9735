"""`qa ingest`."""

import json
import sys
from collections.abc import Collection, Sequence
from dataclasses import asdict
from pathlib import Path
from time import perf_counter, sleep
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from qa.service.cli.output import JsonOption, progress_bar, read_settings, safe, tell, working
from qa.types.errors import BusyError, QuestionError
from qa.types.text import counted

if TYPE_CHECKING:
    from qa.pipeline.ingestion.folder_sync import FolderSync, Step
    from qa.pipeline.ingestion.ingest import Summary
    from qa.pipeline.ingestion.ingest_progress import IngestProgress
    from qa.store.sql import Library

# Seconds between two looks at a folder that is watched, at least and at most; and how many times as long as a look it rests.
_LOOK_EVERY, _LONGEST_REST, _REST = 1.0, 30.0, 9


class ListsFormats(TyperCommand):
    """A command whose help names the formats that are read. Only printing the help looks for them."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from qa.documents.formats.registry import supported

        for parameter in self.params:
            if (told := getattr(parameter, "help", None)) is not None:
                parameter.help = told.replace("{formats}", supported())  # type: ignore[attr-defined]
        super().format_help(ctx, formatter)


SHOWN_AS = ListsFormats
STOPPED = 130  # what a shell gives for Ctrl-C


def ingest(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="PATH|URL…", help="Files, folders ({formats}) and addresses of pages, documents or feeds."),
    ],
    as_json: JsonOption = False,
    collection: Annotated[
        list[str] | None,
        typer.Option(help="Put it all into this collection, which is made if there is none; may be given again."),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Keep the library in step with one folder until Ctrl-C.")] = False,
    remove_missing: Annotated[
        bool, typer.Option("--remove-missing", help="With --watch: also remove documents when most of the folder is gone.")
    ] = False,
) -> None:
    """Add documents, or bring changed ones up to date. Documents that haven't changed are left alone."""
    from qa.documents.web import is_url

    settings = read_settings()
    if not all(map(str.strip, sources)):
        # `Path("")` is the folder one is in.
        raise QuestionError('one of the sources is empty, perhaps an unset variable; for this folder write "."')
    if remove_missing and not watch:
        raise QuestionError("--remove-missing goes with --watch: qa ingest --watch --remove-missing FOLDER")
    given = [source if is_url(source) else Path(source) for source in sources]
    folder = _folder(given, remove_missing) if watch else None
    with working("Opening the library …") as filling:
        from qa.embedding import open_embedder
        from qa.pipeline.ingestion.folder_sync import FolderSync
        from qa.pipeline.ingestion.ingest import Ingester, Stopped
        from qa.pipeline.ingestion.pieces import ALONE, USUAL_PIECES
        from qa.pipeline.library_model import LibraryModel
        from qa.store import Stores

        opened = open_embedder(settings)
        stores = Stores(settings, progress=filling)
    with stores:
        pieces = USUAL_PIECES if watch else ALONE
        ingester = Ingester(stores, LibraryModel(stores.library, settings, opened), settings, pieces=pieces)
        before = {each.id for each in stores.library.collections.list()}
        within = [stores.library.collections.named(name).id for name in collection or ()]
        if folder is not None:
            keeper = FolderSync(folder, stores, ingester, remove_missing=remove_missing, collections=within)
            _keep_in_step(folder, keeper, as_json=as_json)
            return
        try:
            with progress_bar() as bar:
                started = perf_counter()
                summary = ingester.ingest(given, lambda now: bar(now.share, _progress_line(now, started)), collections=within)
        except Stopped as stopped:
            _print_failures(stopped.summary)
            typer.echo(f"stopped: {stopped.summary}; the same command again does the rest", err=True)
            raise typer.Exit(STOPPED) from stopped
        finally:
            _delete_empty(stores.library, set(within) - before)
    _print_failures(summary)
    _print_skipped(summary)
    tell(_fields(summary), str(summary), as_json=as_json)
    if summary.failures:
        raise typer.Exit(1)


def _delete_empty(library: "Library", made: Collection[str]) -> None:
    """Delete the collections (ids) that were made for documents of which none came."""
    for each in library.collections.list() if made else ():
        if each.id in made and not each.documents:
            library.collections.delete(each.id)


def _folder(given: Sequence[Path | str], remove_missing: bool) -> Path:
    if len(given) != 1 or not isinstance(given[0], Path):
        raise QuestionError("--watch takes one folder: qa ingest --watch FOLDER")
    if not given[0].is_dir() and not (remove_missing and not given[0].exists()):
        raise QuestionError(f"{given[0]} is no folder; --watch takes one folder: qa ingest --watch FOLDER")
    return given[0]


def _keep_in_step(folder: Path, keeper: "FolderSync", *, as_json: bool) -> None:
    """Add and remove what changes in the folder, and tell of it, until Ctrl-C."""
    last: Step | None = None
    if not as_json:
        typer.echo(f"watching {safe(str(folder))}; Ctrl-C ends it", err=True)
    try:
        while True:
            began = perf_counter()
            try:
                step, _ = keeper.look()
            except BusyError as exc:
                typer.echo(f"waiting: {safe(str(exc))}", err=True)
            else:
                # A program is also told that files were looked at which had not changed.
                if last is None or step.tells_more_than(last) or (as_json and step.summary.unchanged):
                    _tell(step, last, as_json=as_json)
                last = step
            sleep(min(max(_LOOK_EVERY, _REST * (perf_counter() - began)), _LONGEST_REST))
    except KeyboardInterrupt:
        typer.echo("", err=True)


def _tell(step: "Step", last: "Step | None", *, as_json: bool) -> None:
    _print_failures(step.summary)
    if step.held_back and (last is None or step.held_back != last.held_back):
        typer.echo(f"kept: {safe(step.held_back)} If they are to go, use --remove-missing", err=True)
    for source in step.removed:
        typer.echo(f"removed: {safe(source)}", err=True)
    if as_json:
        typer.echo(json.dumps({**_fields(step.summary), "removed": list(step.removed)}))
    else:
        typer.echo(f"{step.summary}, removed {len(step.removed)}")
    sys.stdout.flush()


def _print_failures(summary: "Summary") -> None:
    for failure in summary.failures:
        typer.echo(f"failed: {safe(failure.cause)}", err=True)


def _print_skipped(summary: "Summary") -> None:
    """Tell what was passed over; a folder without anything to read may be the wrong one."""
    kinds = ", ".join(f"{safe(suffix) or 'without a suffix'} ({count:,})" for suffix, count in summary.skipped.items())
    if kinds:
        typer.echo(f"skipped, of kinds that aren't read: {kinds}", err=True)
    if summary.outside:
        links = "1 link that leads" if summary.outside == 1 else f"{summary.outside:,} links that lead"
        typer.echo(f"skipped: {links} out of the folder; to add what is there, name it", err=True)
    if not (summary.added or summary.updated or summary.unchanged or summary.failures):
        typer.echo("no file to read was found there; `qa ingest --help` names the kinds that are read", err=True)


def _fields(summary: "Summary") -> dict[str, object]:
    told = asdict(summary) | {"failed": len(summary.failures)}
    del told["documents"]
    return told


def _progress_line(progress: "IngestProgress", started: float) -> str:
    """The documents read so far, and how many that is a second."""
    speed = progress.documents / max(perf_counter() - started, 0.001)
    so_far = f"{progress.done}/{counted(progress.total, 'file')} · {counted(progress.documents, 'document')}, {speed:.1f}/s"
    return f"{so_far} · {safe(Path(progress.current).name)}"
