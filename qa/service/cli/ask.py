"""`qa ask`, `qa search` and `qa sample`."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.service.cli import output
from qa.types.errors import QuestionError
from qa.types.text import counted

if TYPE_CHECKING:
    from qa.types import Answer, Citation, Turn, Verdict

ARTICLE = Path(__file__).parent / "biden-xi-climate-summit.txt"  # the same file as in corpus/
QUESTION = "What did Porter say?"
_DOUBTS: "dict[Verdict, str]" = {"unsupported": "not in the documents", "partly": "only partly in the documents"}


def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotes.")],
    as_json: output.JsonOption = False,
    history: Annotated[
        Path | None,
        typer.Option(help='Earlier turns as JSON: [["user", "…"], ["assistant", "…"]]; - reads them from standard input.'),
    ] = None,
    documents: output.DocumentsOption = None,
    collections: output.CollectionsOption = None,
    since: output.SinceOption = None,
    until: output.UntilOption = None,
    extract: Annotated[
        bool, typer.Option("--extract", help="In the documents' words, even where a language model could write.")
    ] = False,
    format_: Annotated[
        output.Format, typer.Option("--format", help="CSV: a row for each line of a list, all its pages, and each quotation.")
    ] = output.Format.text,
    out: output.OutOption = None,
    copies: Annotated[bool, typer.Option("--copies", help="List the other documents that have the same words.")] = False,
    why: Annotated[
        bool, typer.Option("--why", help="Tell how the answer came about. Only here: neither the app nor the API can tell it.")
    ] = False,
) -> None:
    """Answer a question from the documents, with citations."""
    format_ = output.as_format(format_, as_json=as_json, out=out)
    if why and format_ in (output.Format.csv, output.Format.markdown):
        raise QuestionError(f"--why can't be told in --format {format_}; leave the format out, or take --json")
    settings = output.read_settings()
    turns = _read_history(history) if history is not None else ()
    with output.working("Reading the documents …") as filling:
        from qa.embedding import BUNDLED_MODEL
        from qa.pipeline.loading import Loading

        # What another model imports isn't known.
        loading = Loading(settings) if settings.embedding_model == BUNDLED_MODEL else None
        from qa.pipeline import Pipeline
        from qa.pipeline.explanation import explain
        from qa.types import Question

        with Pipeline.open(settings, mode="one_query", progress=filling, loading=loading) as pipeline:
            scope = output.scope_of(pipeline.stores.library, documents, collections, since, until)
            whole = format_ in (output.Format.csv, output.Format.markdown)
            asked = Question(question, turns, scope, language_model=not extract, whole=whole)
            asking, answer = pipeline.trace(asked)
    reasons = explain(asking, answer, settings.answer_threshold) if why else {}
    if format_ is output.Format.text:
        print_answer(answer, copies=copies)
        _print_reasons(reasons)
    elif format_ is output.Format.json:
        output.print_json(answer.to_json() | ({"why": reasons} if why else {}), out)
    else:
        from qa.service.lists import ListFormat, answer_as

        output.write_text(answer_as(ListFormat(format_), answer), out)


def print_answer(answer: "Answer", *, copies: bool = False) -> None:
    """`copies` lists the other documents that have the words cited."""
    from qa.service.export import author_of, model_of

    if answer.standalone_question != answer.question:
        typer.secho(f"({output.safe(answer.standalone_question)})", dim=True)
    typer.echo("".join(_with_doubts(answer)))
    if author := author_of(answer) if model_of(answer) else "":
        typer.secho(f"\n{output.safe(author)}", dim=True)
    if answer.notice:
        typer.secho(f"\n{output.safe(answer.notice)}", fg="yellow")
    if answer.closest:
        typer.secho("\nClosest passages", bold=True)
        for citation in answer.closest:
            typer.echo(f"  {output.safe(citation.quote)}")
            print_place(citation, copies=copies)
    elif answer.citations:
        typer.echo()
        for citation in answer.citations:
            print_place(citation, copies=copies)


def _print_reasons(reasons: "Mapping[str, Sequence[str]]") -> None:
    """A step on each line, and what else is to be told of it below, all behind the steps' names."""
    for step, (first, *others) in reasons.items():
        before = "\n" if step == "understood" else ""
        typer.secho(f"{before}{step:<12}{output.one_line(first)}", dim=True)
        for line in others:
            typer.secho(f"{'':<12}{output.one_line(line)}", dim=True)


def _with_doubts(answer: "Answer") -> Iterator[str]:
    """The text, with a word after each sentence that the documents don't bear out."""
    at = 0
    for claim in answer.claims:
        if claim.verdict in _DOUBTS:
            yield output.safe(answer.text[at : claim.end]) + typer.style(f" ({_DOUBTS[claim.verdict]})", fg="yellow")
            at = claim.end
    yield output.safe(answer.text[at:])


def print_place(citation: "Citation", *, copies: bool) -> None:
    page = f"page {citation.page}" if citation.page else f"cell {citation.cell}" if citation.cell else ""
    others = f"also in {counted(len(citation.also), 'other')}" if citation.also else ""
    _print_line(
        f"  [{citation.marker}] ",
        [citation.title, citation.published, page, f"{citation.source}:{citation.start}-{citation.end}", others],
    )
    for copy in citation.also if copies else ():
        _print_line("      ", [copy.title, copy.published, f"{copy.source}:{copy.start}-{copy.end}"])


def _print_line(before: str, parts: Sequence[str | None]) -> None:
    typer.secho(before + output.one_line(" · ".join(filter(None, parts))), dim=True)


def _read_history(path: Path) -> "tuple[Turn, ...]":
    from qa.types.questions import turns

    try:
        raw = json.loads(sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as exc:
        cause = exc.strerror if isinstance(exc, OSError) else f"it is no JSON ({exc})"
        raise QuestionError(f'the history {path} can\'t be read: {cause}; give a file of turns, [["user", "…"], …]') from exc
    return turns(raw if isinstance(raw, list) else [raw])


def search(
    query: Annotated[str, typer.Argument(help="What to look for, in quotes.")],
    limit: Annotated[int, typer.Option(min=1, max=50, help="Passages, the nearest first.")] = 8,
    as_json: output.JsonOption = False,
    documents: output.DocumentsOption = None,
    collections: output.CollectionsOption = None,
    since: output.SinceOption = None,
    until: output.UntilOption = None,
) -> None:
    """Find the passages nearest to a query, whether or not they answer anything."""
    settings = output.read_settings()
    with output.working("Looking through the documents …") as filling:
        from qa.pipeline import Pipeline

        with Pipeline.open(settings, mode="one_query", progress=filling) as pipeline:
            scope = output.scope_of(pipeline.stores.library, documents, collections, since, until)
            found = pipeline.search(query, limit, scope)
            if not found and not as_json:
                output.none_found(pipeline.stores.library, "nothing in these documents is near that")
    if as_json:
        output.print_json([each.to_json() for each in found])
        return
    for each in found:
        typer.echo(output.safe(each.quote))
        print_place(each, copies=False)


def sample(
    question: Annotated[str, typer.Argument(help="A question about it, in quotes.")] = QUESTION,
    as_json: output.JsonOption = False,
) -> None:
    """Add the article that comes with the program, and answer a question from it: to see what this is."""
    settings = output.read_settings()
    with output.working("Opening the library …") as filling:
        from qa.pipeline import Pipeline
        from qa.pipeline.ingestion.ingest import Ingester

        with Pipeline.open(settings, progress=filling) as pipeline:
            summary = Ingester(pipeline.stores, pipeline.embedder, settings).ingest([ARTICLE])
            for failure in summary.failures:
                typer.echo(f"failed: {failure.cause}", err=True)
            if summary.failures:
                raise typer.Exit(1)
            answer = pipeline.ask(question)
    if as_json:
        output.print_json(answer.to_json())
        return
    if question == QUESTION:
        typer.secho(f"{question}\n", bold=True)
    print_answer(answer)
    typer.echo("\nAdd your own documents with `qa ingest PATH`, and open the app with `qa serve`.", err=True)
