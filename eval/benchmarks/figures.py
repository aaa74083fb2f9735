"""A benchmark's figures and the table they are printed in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Literal

Better = Literal["less", "more"]


@dataclass(frozen=True, slots=True)
class Samples:
    """Repeated measurements of one thing, in `unit`."""

    values: tuple[float, ...]
    unit: str

    @property
    def median(self) -> float:
        return median(self.values)

    def __str__(self) -> str:
        low, mid, high = (short(value) for value in (min(self.values), self.median, max(self.values)))
        return f"{low} / {mid} / {high} {self.unit}" if len(self.values) > 1 else f"{mid} {self.unit}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: ours, the baseline's if it has such a thing, and what is wanted of ours."""

    name: str
    ours: Samples
    baseline: Samples | None = None
    target: float | None = None
    better: Better = "less"

    def cells(self) -> tuple[str, str, str, str]:
        ratio = f"{self.ours.median / self.baseline.median:.2f}" if self.baseline else ""
        return str(self.ours), str(self.baseline or ""), ratio, self._verdict()

    def _verdict(self) -> str:
        if self.target is None:
            return ""
        met = self.ours.median <= self.target if self.better == "less" else self.ours.median >= self.target
        return f"{'≤' if self.better == 'less' else '≥'} {short(self.target)} {'met' if met else 'MISSED'}"


def short(value: float) -> str:
    """Three significant digits, as far as they stand behind the point."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that at least this share of the values doesn't pass."""
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def seconds(action: Callable[..., object], *args: object) -> float:
    """How long one call takes."""
    started = perf_counter()
    action(*args)
    return perf_counter() - started


def print_table(title: str, figures: Sequence[Figure], baseline: str = "plain LangChain") -> None:
    """Medians stand in the middle: min / median / max. The ratio is ours over the baseline's, of the medians."""
    header = (title, "CitedQA", baseline, "ratio", "target")
    rows = [header, *((figure.name, *figure.cells()) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(header))]
    for number, row in enumerate(rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        if number == 0:
            print("  ".join("-" * width for width in widths))
    print(flush=True)
