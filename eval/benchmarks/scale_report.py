"""What `eval.benchmarks.scale` measured, as Markdown tables and a plot."""

from collections.abc import Sequence
from math import log10
from statistics import median
from typing import Any

from eval.benchmarks.figures import short
from eval.report.svg import HEIGHT, WIDTH, Axis, Plot

_ENDS = ("p50_ms", "p95_ms")
_STYLE = (
    "svg{font:12px system-ui,sans-serif;color-scheme:light dark;background:Canvas}text{fill:CanvasText}"
    "line{stroke:GrayText;stroke-width:.5}.rule{stroke-dasharray:4 3}polyline{fill:none;stroke:#2a78b5;stroke-width:2}"
    "polyline.second{stroke:#c8641e}circle{fill:#2a78b5}circle.second{fill:#c8641e}"
)


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
