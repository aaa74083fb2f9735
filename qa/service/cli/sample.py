"""`qa sample`."""

from pathlib import Path
from typing import Annotated

import typer

from qa.service.cli.ask import print_answer
from qa.service.cli.output import JsonOption, print_json, read_settings, working

ARTICLE = Path(__file__).parent / "biden-xi-climate-summit.txt"  # the same file as in corpus/
QUESTION = "What did Porter say?"


def sample(
    question: Annotated[str, typer.Argument(help="A question about it, in quotes.")] = QUESTION,
    as_json: JsonOption = False,
) -> None:
    """Add the article that comes with the program, and answer a question from it: to see what this is."""
    settings = read_settings()
    with working("Opening the library …") as filling:
        from qa.pipeline import Pipeline
        from qa.pipeline.ingest import Ingester

        with Pipeline.open(settings, progress=filling) as pipeline:
            summary = Ingester(pipeline.stores, pipeline.embedder, settings).ingest([ARTICLE])
            for failure in summary.failures:
                typer.echo(f"failed: {failure.cause}", err=True)
            if summary.failures:
                raise typer.Exit(1)
            answer = pipeline.ask(question)
    if as_json:
        print_json(answer.to_json())
        return
    if question == QUESTION:
        typer.secho(f"{question}\n", bold=True)
    print_answer(answer)
    typer.echo("\nAdd your own documents with `qa ingest PATH`, and open the app with `qa serve`.", err=True)
