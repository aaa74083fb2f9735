"""How a library of 25,000 articles (250,000 chunks) behaves. Run by hand; each command goes on where its last run stopped.

    python -m eval.benchmarks.scale grow WORK     # made-up vectors: questions, start, memory, disk, from 1,000 chunks on
    python -m eval.benchmarks.scale pace WORK     # the real model: ingest beside bare embedding, in rounds
    python -m eval.benchmarks.scale beside WORK   # the real model: questions while articles come in
    python -m eval.benchmarks.scale again WORK    # all of the grown library once more, unchanged
    python -m eval.benchmarks.scale report WORK   # what was measured so far, as Markdown, and growth.svg in WORK

WORK holds the library and what was measured, some 4 GB at 250,000 chunks. With made-up vectors nothing waits for the embedding
(which takes an hour and more), and everything else is as it is: the same number and size of vectors, rows and words, and each
question is embedded by the real model, too.
"""

import argparse
import json
import os
from collections.abc import Iterable, Sequence
from math import log10
from pathlib import Path
from statistics import median
from typing import Any

from eval.benchmarks.beside import beside
from eval.benchmarks.figures import short
from eval.benchmarks.growth import ask, grow
from eval.benchmarks.pace import again, pace
from eval.datasets import json_lines, write_json_lines
from eval.report.svg import HEIGHT, WIDTH, Axis, Plot
from qa.settings import Settings

_SIZES = (1000, 10_000, 50_000, 100_000, 250_000)
_QUESTIONS, _ROUNDS, _CHUNKS = 200, 3, 2000
_ENDS = ("p50_ms", "p95_ms")
_STYLE = (
    "svg{font:12px system-ui,sans-serif;color-scheme:light dark;background:Canvas}text{fill:CanvasText}"
    "line{stroke:GrayText;stroke-width:.5}.rule{stroke-dasharray:4 3}polyline{fill:none;stroke:#2a78b5;stroke-width:2}"
    "polyline.second{stroke:#c8641e}circle{fill:#2a78b5}circle.second{fill:#c8641e}"
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure a library of 250,000 chunks.")
    parser.add_argument("command", choices=("grow", "pace", "beside", "again", "report", "ask"))
    parser.add_argument("work", type=Path, help="folder for the library and the figures")
    parser.add_argument("--sizes", type=int, nargs="+", default=_SIZES, help="grow: chunks at which to measure, rising")
    parser.add_argument("--questions", type=int, default=_QUESTIONS, help="grow: questions at each size (default: 200)")
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help="pace, beside: rounds to add (default: 3)")
    parser.add_argument("--chunks", type=int, default=_CHUNKS, help="pace, beside: chunks a round (default: 2000)")
    parser.add_argument("--into", choices=("new", "grown"), default="new", help="pace: the library that is added to")
    parser.add_argument("--every", type=int, default=1, help="pace: embed one of so many articles bare (default: all)")
    given = parser.parse_args()
    if given.command == "ask":
        print(json.dumps(ask(Settings(data_dir=given.work), given.questions)))
        return
    grown = given.work / "grown"
    if given.command == "grow":
        known = {row["size"] for row in _rows(given.work / "growth.jsonl")}
        sizes = [size for size in given.sizes if size not in known]
        figures = grow(_settings(given.work, "grown"), sizes, given.questions)
        _keep(given.work / "growth.jsonl", ({"size": size, **row} for size, row in zip(sizes, figures, strict=True)))
    elif given.command == "pace":
        path = given.work / f"pace-{given.into}.jsonl"
        settings = _settings(given.work, given.into if given.into == "grown" else "pace")
        _keep(path, pace(settings, given.rounds, given.chunks, len(_rows(path)), given.every))
    elif given.command == "beside":
        _keep(given.work / "beside.jsonl", beside(_settings(given.work, "beside"), given.rounds, given.chunks))
    elif given.command == "again":
        _keep(given.work / "again.jsonl", [again(Settings(data_dir=grown))])
    else:
        growth = _rows(given.work / "growth.jsonl")
        print(growth_table(growth))
        for name in ("pace-new", "pace-grown"):
            print(pace_table(name, _rows(given.work / f"{name}.jsonl")))
        for row in _rows(given.work / "again.jsonl"):
            print(row)
        (given.work / "growth.svg").write_text(growth_plot(growth), encoding="utf-8")


def _settings(work: Path, name: str) -> Settings:
    folder = work / name
    folder.mkdir(parents=True, exist_ok=True)
    return Settings(data_dir=folder)


def _rows(path: Path) -> list[dict[str, Any]]:
    return json_lines(path) if path.exists() else []


def _keep(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        row["load"] = os.getloadavg()[0]  # others at work on the machine make each time longer
        write_json_lines(path, [row], append=True)
        print(json.dumps(row), flush=True)


def growth_table(rows: Sequence[dict[str, Any]]) -> str:
    lines = [
        "| chunks | documents | question p50 / p95 | of it processor time | start to first answer | `qa ask`, whole process "
        "| memory, answering / adding | disk a chunk, library + index |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        disk = [1000 * row[part] / row["chunks"] for part in ("library_mb", "index_mb")]
        cells = (
            f"{row['chunks']:,}",
            f"{row['documents']:,}",
            f"{short(row['p50_ms'])} / {short(row['p95_ms'])} ms",
            f"{short(row['p50_cpu_ms'])} / {short(row['p95_cpu_ms'])} ms",
            f"{row['first_answer_s']:.1f} s",
            f"{median(row['process_s']):.1f} s",
            f"{row['asking_peak_mb']:,.0f} / {row['adding_peak_mb']:,.0f} MB",
            f"{disk[0]:.1f} + {disk[1]:.1f} kB",
        )
        lines.append(f"| {' | '.join(cells)} |")
    for row in rows[-1:]:
        parts = (f"{stage} {short(low)} / {short(high)}" for stage, (low, high) in row["stages"].items())
        lines.append(f"\nAt {row['chunks']:,} chunks by stage, p50 / p95 in ms: {', '.join(parts)}.")
    return "\n".join(lines) + "\n"


def pace_table(name: str, rows: Sequence[dict[str, Any]]) -> str:
    lines = [
        f"| {name}: chunks | into | bare embedding | ingest | ratio | ratio of processor time | once more | memory |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for row in [*rows, _together(rows)] if rows[1:] else rows:
        bare, ingest = row["bare_chunks"], row["chunks"]
        cells = (
            f"{ingest:,}",
            f"{row['before']:,}",
            f"{bare / row['bare_s']:.1f} /s",
            f"{ingest / row['ingest_s']:.1f} /s",
            f"{(row['bare_s'] / bare) / (row['ingest_s'] / ingest):.3f}",
            f"{(row['bare_cpu_s'] / bare) / (row['ingest_cpu_s'] / ingest):.3f}",
            f"{row['again_s'] / row['ingest_s']:.2%}",
            f"{row['peak_mb']:,.0f} MB",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _together(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """All rounds as one."""
    sums = {name: sum(row[name] for row in rows) for name in rows[0]}
    return sums | {"before": rows[0]["before"], "peak_mb": max(row["peak_mb"] for row in rows)}


def growth_plot(rows: Sequence[dict[str, Any]]) -> str:
    """p50 and p95 over the number of chunks, which is on a logarithmic scale; a file of its own."""
    last = log10(rows[-1]["chunks"])
    decades = tuple(float(power) for power in range(3, 7) if power <= last)
    x = Axis(3.0, last + 0.1, decades, tuple(f"{10 ** int(each):,}" for each in decades), "chunks")
    plot = Plot(x, Axis.of_numbers(max(row["p95_ms"] for row in rows), "ms"), "Milliseconds a question by chunks")
    for end, kind in zip(_ENDS, ("", "second"), strict=True):
        plot.line([(log10(row["chunks"]), row[end]) for row in rows], f"line {kind}".strip())
        for row in rows:
            plot.dot(log10(row["chunks"]), row[end], f"{end[:3]} {row[end]:.0f} ms at {row['chunks']:,}", f"dot {kind}".strip())
    drawn = plot.svg().replace("<svg ", f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" ', 1)
    return drawn.replace(">", f"><style>{_STYLE}</style><title>p50 (blue) and p95 (orange) of a question in ms</title>", 1)


if __name__ == "__main__":
    main()
