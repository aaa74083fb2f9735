"""`qa doctor`."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from qa.service.cli.output import JsonOption, print_json, read_settings, working

if TYPE_CHECKING:
    from qa.pipeline.health import Finding

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
    else:
        print_findings(findings)
    if any(finding.state == "wrong" for finding in findings):
        raise typer.Exit(1)


def print_findings(findings: "Iterable[Finding]") -> None:
    for finding in findings:
        typer.echo(f"{_SIGNS[finding.state]} {finding.part}: {finding.message}")
