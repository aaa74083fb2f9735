"""`qa eval`."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from eval.rows import LeftOut


class LeaveOut(StrEnum):
    """What `--leave-out` takes."""

    FAR = "far"
    NEAR = "near"
    BOTH = "both"

    @property
    def kinds(self) -> "tuple[LeftOut, ...]":
        match self:
            case LeaveOut.FAR:
                return ("far",)
            case LeaveOut.NEAR:
                return ("near",)
            case _:
                return ("far", "near")


def evaluate(
    gold: Annotated[Path, typer.Argument(help="SQuAD-format JSON, or JSON lines of questions and answers.")],
    ingest: Annotated[bool, typer.Option("--ingest", help="Ask a throw-away library of the set's own passages.")] = False,
    leave_out: Annotated[
        LeaveOut | None,
        typer.Option(help="Ask again without the paragraph that answers (near), or its whole article (far): is it missed?"),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Ask only so many questions, spread evenly over the set.")] = None,
    json_path: Annotated[Path | None, typer.Option("--json", help="Write every metric and row to this file.")] = None,
    html_path: Annotated[Path | None, typer.Option("--html", help="Write a page with plots and failures to this file.")] = None,
    compare: Annotated[Path | None, typer.Option(help="Earlier --json results: what was won and lost since?")] = None,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(
            metavar="METRIC=VALUE", help="Leave with 1 unless this is reached (latency: not passed); may be given again."
        ),
    ] = None,
) -> None:
    """Measure how well questions with known answers are answered, from the open library.

    Example: qa eval gold.jsonl --html report.html
    """
    from eval.comparing import compare_runs
    from eval.datasets import read_gold
    from eval.gate import Bound, failures
    from eval.results import read_rows, write
    from qa.service.cli.output import read_settings, safe

    settings = read_settings()
    bounds = [Bound.parse(given) for given in fail_under or ()]
    asked = read_gold(gold)
    asked = asked.spread(limit) if limit else asked
    earlier = read_rows(compare) if compare else None
    for path in (json_path, html_path):
        if path is not None:
            write(path, "", append=True)  # better told now than after the work
    from eval.running import run
    from eval.terminal import print_results

    results, texts = run(settings, asked, ingest=ingest, leave_out=leave_out.kinds if leave_out else ())
    comparison = compare_runs(results.rows, earlier) if earlier is not None else None
    print_results(results, comparison)
    if json_path is not None:
        write(json_path, json.dumps(results.to_json(), ensure_ascii=False, indent=1))
    if html_path is not None:
        from eval.report import render_page

        write(html_path, render_page(results, texts, comparison))
    troubles = [f"{failed.id}: {failed.cause}" for failed in results.failed] + failures(bounds, results.metrics)
    for trouble in troubles:
        typer.echo(f"failed: {safe(trouble)}", err=True)
    if troubles:
        raise typer.Exit(1)
