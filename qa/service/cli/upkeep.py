"""`qa doctor`, `qa move`, `qa reindex` and `qa verify`."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.service.cli.output import JsonOption, print_json, progress_bar, read_settings, safe, tell, working
from qa.types.errors import BusyError, LibraryError, QuestionError, SavedError, SettingsError
from qa.types.text import counted

if TYPE_CHECKING:
    from qa.embedding.model import Relevance
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
    told = ", ".join(f"{counts[name]:,} {name}" for name in ("documents", "chunks", "statements", "conversations", "users"))
    words = f"copied {told} from {safe(names[0])} to {safe(names[1])}; every row was read back and compared"
    tell({"rows": counts, "findings": [asdict(finding) for finding in findings]}, words, as_json=as_json)
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
            words = "cancelled; the library stays as it is" if dropped else "there is nothing to cancel"
            tell({"cancelled": dropped}, words, as_json=as_json)
            return
        begun = library.reembeddings.get()
        wanted = model or (begun.setting if begun else None)
        if wanted is None:
            raise QuestionError("say which model: qa reindex --model NAME")
        from qa.pipeline.library_model import begin_reembedding, reembed

        changed = begin_reembedding(library, settings, wanted)
        if changed:
            with progress_bar() as bar:
                done = reembed(
                    library, settings, lambda now, all_: bar(now / max(all_, 1), f"{now:,} of {counted(all_, 'passage')}")
                )
            if not done and library.reembeddings.get() is not None:
                raise BusyError(
                    "another process embeds the library; wait, two minutes if it was killed, or end it with --cancel"
                )
            if not done:
                raise BusyError("it was cancelled meanwhile; the library stays as it is")
        passages, name = library.chunk_count, library.embedding_model
        now = f"{counted(passages, 'passage')} embedded by {safe(name or '')} now"
        words = now if changed else f"the library is embedded by {safe(wanted)} already"
        tell({"embedding_model": name, "changed": changed, "passages": passages}, words, as_json=as_json)


def verify(
    file: Annotated[Path, typer.Argument(help="A saved answer or exported conversation; - reads standard input.")],
    as_json: JsonOption = False,
) -> None:
    """Re-check a saved answer (`qa ask --json`, API) or an exported conversation against the library, offline."""
    raw, settings = _read(file), read_settings()
    from qa.store.sql import Library
    from qa.verification.saved_answers import verify as check

    with Library.of(settings) as library:
        result = check(raw, library, _relevance(settings))
    if as_json:
        print_json(asdict(result))
    else:
        for failure in result.failures:
            typer.echo(safe(f"✗ {failure}"))
        for told in result.unchecked:
            typer.echo(safe(f"? {told}"))
        counts = {"answer": result.answers, "citation": result.citations, "claim": result.claims}
        told = ", ".join(counted(count, noun) for noun, count in counts.items())
        typer.echo(f"checked {told}: " + (f"{len(result.failures)} failed" if result.failures else "all hold"))
        if result.unchecked:
            typer.echo("not checked, since it tells what the library held then (ask again to compare): the lines with ?")
    if result.failures:
        raise typer.Exit(1)


def _relevance(settings: "Settings") -> "Relevance":
    """The cosine of a word with others. Loads the model when first asked: quotes are checked without it."""

    @cache
    def loaded() -> "Relevance":
        from qa.embedding import open_embedder
        from qa.embedding.model import relevance_by

        return relevance_by(open_embedder(settings))

    return lambda word, others: loaded()(word, others)


def _read(file: Path) -> object:
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
        return json.loads(text)
    except OSError as exc:
        raise QuestionError(
            f"{file} can't be read: {exc.strerror}; save an answer with `qa ask --json`, and give its file"
        ) from exc
    except (ValueError, RecursionError) as exc:
        raise SavedError(f"{file} can't be read as JSON: {exc}; save an answer with `qa ask --json`") from exc
