"""What commands share: in talking to the terminal, and in which documents are asked."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from qa.types.errors import NotFoundError, QuestionError

if TYPE_CHECKING:
    from qa.settings import Settings
    from qa.store import Stores
    from qa.store.sql import Library
    from qa.types import Document, DocumentSummary, Scope

T = TypeVar("T")
NO_DOCUMENTS = "no documents yet; add some with: qa ingest PATH, or try: qa sample"
# Seconds between two lines of progress. A log that somebody follows should say that the work goes on, and not much more.
_EVERY = 10.0


class Format(StrEnum):
    text = "text"
    markdown = "markdown"
    csv = "csv"
    json = "json"


JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
FormatOption = Annotated[Format, typer.Option("--format", help="CSV and Markdown are for files, and have all there is.")]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Don't ask for confirmation.")]
OutOption = Annotated[Path | None, typer.Option(help="Write Markdown, CSV or JSON to this file.")]


def read_settings() -> "Settings":
    """The settings, at the time a command runs: reading them takes longer than showing help may."""
    from qa.settings import load_settings

    return load_settings()


def open_library() -> "Library":
    """The library that the settings name; imported and opened at the time a command runs, too."""
    from qa.store.sql import Library

    return Library.of(read_settings())


@contextmanager
def open_stores(settings: "Settings") -> "Iterator[Stores]":
    """The library with its index, which is told to be filling where it is."""
    with working("Opening the library …") as filling:
        from qa.store import Stores

        stores = Stores(settings, progress=filling)
    with stores:
        yield stores


def as_format(format_: Format, *, as_json: bool, out: Path | None) -> Format:
    """What the options together ask for. Raises QuestionError where two contradict, or a file would hold a terminal's text."""
    if as_json and format_ not in (Format.text, Format.json):
        raise QuestionError(f"--json and --format {format_} contradict each other; leave one of them out")
    format_ = Format.json if as_json else format_
    if out is not None and format_ is Format.text:
        raise QuestionError("--out writes Markdown, CSV or JSON; say which with --format, for example --format csv")
    return format_


def json_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def print_json(value: Any, out: Path | None = None) -> None:
    """UTF-8 whatever the terminal's locale says, so that a pipe gets what the contract promises. Or write it to this file."""
    write_text(json_text(value), out)


def tell(told: Any, words: str, *, as_json: bool) -> None:
    """Print what is `told` as JSON, or the words."""
    if as_json:
        print_json(told)
    else:
        typer.echo(words)


def print_list(
    found: Sequence[T], line: Callable[[T], str], none: str, *, as_json: bool, to_json: Callable[[Any], Any] = asdict
) -> None:
    """As JSON, or a line for each; where there are none, `none` is told beside."""
    if as_json:
        print_json([to_json(each) for each in found])
        return
    for each in found:
        typer.echo(one_line(line(each)))
    if not found:
        typer.echo(none, err=True)


def none_found(library: "Library", none: str) -> None:
    """Tell beside that there is nothing, `none`; of an empty library, how to fill it."""
    typer.echo(none if library.document_count else NO_DOCUMENTS, err=True)


def now_and_then() -> Callable[[str], None]:
    """Print lines of progress beside, the first after some seconds: for a pipe or a file, where a bar can't be drawn."""
    last = monotonic()

    def tell(line: str) -> None:
        nonlocal last
        if monotonic() - last >= _EVERY:
            last = monotonic()
            typer.echo(safe(line), err=True)

    return tell


@contextmanager
def progress_bar() -> Iterator[Callable[[float, str], None]]:
    """A bar with the time left on a terminal, else lines; what it yields is told the share that is done, and that in words."""
    if not sys.stderr.isatty():
        tell = now_and_then()
        yield lambda _share, told: tell(told)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), TextColumn("{task.description}", markup=False), TimeRemainingColumn(), TextColumn("left"))
    with Progress(*columns, console=Console(stderr=True), transient=True, speed_estimate_period=60) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda share, told: bar.update(task, completed=share, description=told)


def safe(text: str) -> str:
    """Document text without control characters, which could move the cursor or rewrite the terminal."""
    return "".join(char if char.isprintable() or char in "\n\t" else "\ufffd" for char in text.replace("\f", " "))


def one_line(text: str) -> str:
    """The same without ends of lines, which titles and sources may have."""
    return " ".join(safe(text).splitlines())


def write_text(text: str, out: Path | None) -> None:
    """To this file, or to standard output; UTF-8 either way. Raises QuestionError where the file can't be written."""
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as exc:
        raise QuestionError(f"{out} can't be written: {exc.strerror}; give another file with --out") from exc
    typer.echo(f"written to {safe(str(out))}", err=True)


def confirm(question: str, doing: str, yes: bool) -> None:
    """Go on only after a yes; without a terminal to ask at, only with --yes. Raises QuestionError."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise QuestionError(f"{doing} needs a confirmation; add --yes")
    typer.confirm(question, abort=True, err=True)


@contextmanager
def working(
    message: str, doing: str = "Filling the vector index from the stored vectors"
) -> Iterator[Callable[[int, int], None]]:
    """A spinner while it works, on a terminal. What it yields is told how far the work has got: (done, total)."""
    if not sys.stderr.isatty():
        tell = now_and_then()
        yield lambda done, total: tell(f"{doing} … {done:,} of {total:,}")
        return
    from rich.console import Console

    with Console(stderr=True).status(message) as status:
        yield lambda done, total: status.update(f"{doing} … {done:,} of {total:,}")


DocumentsOption = Annotated[
    list[str] | None, typer.Option("--document", help="Only this document, by id, source or path; may be given again.")
]
CollectionsOption = Annotated[
    list[str] | None, typer.Option("--collection", help="Only documents in this collection; may be given again.")
]
SinceOption = Annotated[str | None, typer.Option(help="Only documents published on or after this date.")]
UntilOption = Annotated[str | None, typer.Option(help="Only documents published on or before this date.")]


def scope_of(
    library: "Library", documents: Sequence[str] | None, collections: Sequence[str] | None, since: str | None, until: str | None
) -> "Scope":
    """Raises NotFoundError where the library lacks one. Whether the dates are any is for the pipeline to say."""
    from qa.types import Scope

    ids = tuple(document_named(library, name).id for name in documents or ())
    within = library.collections.ids(collections or ())
    return Scope(documents=ids, collections=within, since=since, until=until)


def document_named(library: "Library", name: str) -> "DocumentSummary":
    """The document with this id, source or file: `qa ingest notes.txt` keeps the whole path. Raises NotFoundError."""
    try:
        return library.document_list.get(name).summary
    except NotFoundError:
        from qa.documents.outcome import source_of

        with suppress(NotFoundError):
            return library.document_list.get(source_of(Path(name))).summary
        raise


def removed_named(library: "Library", name: str) -> "Document":
    """The removed document with this id, source or file, as `document_named` reads a name. Raises NotFoundError."""
    try:
        return library.trash.get(name)
    except NotFoundError:
        from qa.documents.outcome import source_of

        with suppress(NotFoundError):
            return library.trash.get(source_of(Path(name)))
        there = None
        with suppress(NotFoundError):
            there = document_named(library, name)
        if there is None:
            raise
        raise NotFoundError(f"{name!r} is in the library ({there.id}), so there is nothing to restore") from None
