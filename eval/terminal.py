"""Results in a terminal: a bar while it works, tables when it is done."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import TYPE_CHECKING

from eval.bootstrap import Estimate
from eval.comparing import Changed, Comparison
from eval.libraries import Progress
from eval.results import BY_TYPE, Results
from qa.service.cli.output import now_and_then, safe
from qa.types.text import counted

if TYPE_CHECKING:
    from rich.console import Console

# Of the questions won and lost, as many are listed; the page of --html has all.
_LISTED = 20


@contextmanager
def progress_bar(what: str) -> Iterator[Progress]:
    """Lines where there is no terminal."""
    if not sys.stderr.isatty():
        tell = now_and_then()
        yield lambda done, total: tell(f"{what}: {done:,} of {total:,}")
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def print_results(results: Results, comparison: Comparison | None) -> None:
    from rich.console import Console

    # Without a terminal rich would cut tables at 80 columns.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    _print_metrics(console, results)
    if comparison is not None:
        _print_comparison(console, comparison)


def show(name: str, value: float) -> str:
    """A figure as it is read: milliseconds with one decimal, shares with three."""
    return f"{value:,.1f}" if name.endswith("_ms") else f"{value:.3f}"


def signed(name: str, value: float) -> str:
    """A difference, with its sign unless it is nothing."""
    text = show(name, abs(value))
    return text if float(text.replace(",", "")) == 0 else f"{'+' if value > 0 else '−'}{text}"


def stages(results: Results) -> dict[str, float]:
    """The median milliseconds of each stage, over the questions that went through it, in order of first appearance."""
    spent: dict[str, list[float]] = {}
    for row in results.rows:
        for stage, took in row.answer["timings_ms"].items():
            if row.left_out is None and stage != "total":
                spent.setdefault(stage, []).append(took)
    return {stage: median(values) for stage, values in spent.items()}


def _print_metrics(console: "Console", results: Results) -> None:
    from rich.table import Table

    given = sum(row.left_out is None for row in results.rows)
    again = len(results.rows) - given
    left_out = f", and {counted(again, 'time')} with the answer left out" if again else ""
    table = Table(title=f"{safe(str(results.run['gold']))}: {counted(given, 'question')} asked{left_out}", title_justify="left")
    table.add_column("metric")
    for column in ("value", "95 % interval", "questions"):
        table.add_column(column, justify="right")
    for name, found in results.metrics.items():
        if found.value is not None:
            table.add_row(name, show(name, found.value), _interval(name, found), f"{found.n:,}")
    console.print(table)
    _print_by_type(console, results)
    unmeasured = [name for name, found in results.metrics.items() if found.value is None]
    if unmeasured:
        console.print(f"Not measurable on this set: {', '.join(unmeasured)}", style="dim")
    console.print("Median ms: " + " · ".join(f"{stage} {took:.1f}" for stage, took in stages(results).items()), style="dim")


def _print_by_type(console: "Console", results: Results) -> None:
    from rich.table import Table

    if not results.by_type:
        return
    table = Table(title="By type of question", title_justify="left")
    table.add_column("type")
    table.add_column("questions", justify="right")
    for name in BY_TYPE:
        table.add_column(name, justify="right")
    for kind, metrics in results.by_type.items():
        asked = sum(row.type == kind for row in results.rows)
        values = [show(name, metrics[name].value) if metrics[name].value is not None else "" for name in BY_TYPE]  # type: ignore[arg-type]
        table.add_row(kind, str(asked), *values)
    console.print(table)


def _interval(name: str, found: Estimate) -> str:
    assert found.low is not None
    assert found.high is not None
    return f"{show(name, found.low)} – {show(name, found.high)}"


def _print_comparison(console: "Console", comparison: Comparison) -> None:
    from rich.table import Table

    others = [f"{comparison.only_new} only now", f"{comparison.only_old} only before"]
    table = Table(title=f"Compared over {comparison.questions} rows in both ({', '.join(others)})", title_justify="left")
    table.add_column("metric")
    for column in ("change", "95 % interval", "p", "won", "lost"):
        table.add_column(column, justify="right")
    table.add_column("more than chance")
    for name, moved in comparison.metrics.items():
        found = moved.difference
        table.add_row(
            name,
            signed(name, found.value),
            f"{signed(name, found.low)} – {signed(name, found.high)}",
            f"{found.p:.3f}",
            "" if moved.won is None else str(moved.won),
            "" if moved.lost is None else str(moved.lost),
            "yes" if found.significant else "no",
        )
    console.print(table)
    for title, changed in (("Won", comparison.won), ("Lost", comparison.lost)):
        _print_changed(console, title, changed)


def _print_changed(console: "Console", title: str, changed: tuple[Changed, ...]) -> None:
    console.print(f"{title}: {len(changed)}", style="bold", markup=False)
    for each in changed[:_LISTED]:
        left_out = f" ({each.new.left_out})" if each.new.left_out else ""
        line = f"  {each.new.id}{left_out}: {each.new.question}  [{each.old.answer['status']} → {each.new.answer['status']}]"
        console.print(safe(" ".join(line.split())), markup=False, soft_wrap=True)
    if len(changed) > _LISTED:
        console.print(f"  … and {len(changed) - _LISTED} more; --html lists them all", style="dim")
