"""The plots of the page, from rows to SVG."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from eval.bootstrap import estimate
from eval.metrics import risk_coverage_curve
from eval.metrics.scores import recall
from eval.metrics.statistic import mean
from eval.report.svg import Axis, Plot
from eval.results import Results
from eval.rows import Row

_RANKS = range(1, 11)
_BINS = 28
_SURENESS_BINS = 20


def recall_plot(rows: Sequence[Row]) -> str | None:
    """recall@k for k = 1 … 10, with the 95 % interval."""
    found = estimate({str(k): mean(list(map(partial(recall, k=k), rows))) for k in _RANKS}, rows)
    points = [(k, each.value, each.low, each.high) for k in _RANKS if (each := found[str(k)]).value is not None]
    if not points:
        return None
    lowest = min(low for _, _, low, _ in points if low is not None)
    ranks = tuple(float(k) for k in _RANKS)
    x = Axis(0.6, 10.4, ranks, tuple(f"{k}" for k in _RANKS), "first k passages")
    plot = Plot(x, Axis.of_shares(min(lowest, 0.95), 1.0, ""), "Recall by number of passages")
    plot.band([(k, low or 0.0) for k, _, low, _ in points], [(k, high or 0.0) for k, _, _, high in points])
    plot.line([(k, value or 0.0) for k, value, _, _ in points])
    for k, value, low, high in points:
        plot.dot(k, value or 0.0, f"recall@{k} {value:.3f} (95 % interval {low:.3f} – {high:.3f})")
    return plot.svg()


def risk_plot(results: Results) -> str | None:
    """Risk over coverage, with where the 5 % end and where the threshold in force stands."""
    curve = risk_coverage_curve(results.rows)
    if not curve:
        return None
    highest = max(0.1, *(risk for coverage, risk in curve if coverage >= 0.05))
    plot = Plot(
        Axis.of_shares(0.0, 1.0, "coverage: share of the questions answered, the surest first"),
        Axis.of_shares(0.0, highest, ""),
        "Risk over coverage",
    )
    plot.level(0.05, "5 % risk")
    plot.line(curve)
    coverage = results.metrics["coverage_at_5_risk"].value
    if coverage:
        plot.dot(coverage, 0.05, f"at 5 % risk, {coverage:.1%} can be answered")
    answered = sum(not row.abstained for row in results.rows if row.as_given)
    asked = sum(row.as_given for row in results.rows)
    now = min(curve, key=lambda point: abs(point[0] - answered / asked))
    plot.dot(*now, f"the threshold in force answers {now[0]:.1%} with a risk of {now[1]:.1%}", "dot second")
    return plot.svg()


def latency_plot(results: Results) -> str:
    """How many questions took how long; the slowest hundredth stands in the last bar."""
    spent = np.array([row.latency_ms for row in results.rows if row.left_out is None])
    top = float(np.percentile(spent, 99)) if len(spent) > _BINS else float(spent.max())
    x = Axis.of_numbers(max(top, 1.0), "milliseconds a question")
    counts, edges = np.histogram(np.minimum(spent, x.high), bins=_BINS, range=(0.0, x.high))
    plot = Plot(x, Axis.of_numbers(float(max(counts.max(), 1)), ""), "How long questions took")
    for count, left, right in zip(counts, edges, edges[1:], strict=False):
        beyond = " or more" if right == edges[-1] else ""
        plot.bar(left, right, 0, float(count), f"{count} questions took {left:.0f} to {right:.0f} ms{beyond}")
    for number, (name, label) in enumerate({"latency_p50_ms": "half", "latency_p95_ms": "95 %"}.items()):
        value = results.metrics[name].value
        if value is not None:
            plot.upright(value, f"{label} within {value:.0f} ms", number)
    return plot.svg()


def sureness_plot(results: Results) -> str | None:
    """The answerability of questions that the documents answer, upwards, and of those they don't, downwards."""
    there = np.array([row.answerability for row in results.rows if row.as_given and row.answerable])
    absent = np.array([row.answerability for row in results.rows if row.answerable is False])
    if not len(there) or not len(absent):
        return None
    upper, edges = np.histogram(there, bins=_SURENESS_BINS, range=(0.0, 1.0))
    lower, _ = np.histogram(absent, bins=_SURENESS_BINS, range=(0.0, 1.0))
    shares_up, shares_down = upper / len(there), lower / len(absent)
    most = float(max(shares_up.max(), shares_down.max()))
    scale = Axis.of_shares(-most, most, "")
    labels = tuple(label.removeprefix("-") for label in scale.labels)
    y = Axis(scale.low, scale.high, scale.ticks, labels, "")
    plot = Plot(Axis.of_numbers(1.0, "answerability, as the reader sees it"), y, "Answerability")
    for number in range(_SURENESS_BINS):
        left, right = float(edges[number]), float(edges[number + 1])
        place = f"{left:.2f} to {right:.2f}"
        plot.bar(left, right, 0, float(shares_up[number]), f"{upper[number]} answerable questions at {place}")
        plot.bar(
            left, right, -float(shares_down[number]), 0, f"{lower[number]} unanswerable questions at {place}", "bar second"
        )
    threshold = results.settings.get("answer_threshold")
    if isinstance(threshold, float):
        plot.upright(threshold, f"threshold {threshold:g}")
    return plot.svg()
