"""`qa verify`."""

import json
import sys
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.service.cli.output import JsonOption, print_json, read_settings, safe
from qa.types.errors import QuestionError, SavedError
from qa.types.text import counted

if TYPE_CHECKING:
    from qa.embedding.model import Relevance
    from qa.settings import Settings


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
