"""How many were right, and of how many: what every measure counts, how it is told, and the options that measures share."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eval.bootstrap import RESAMPLES, SEED
from eval.metrics.statistic import wilson


@dataclass(frozen=True, slots=True)
class Tally:
    """So many were right of so many."""

    right: int = 0
    of: int = 0

    @classmethod
    def count(cls, hits: Iterable[bool]) -> "Tally":
        marks = list(hits)
        return cls(sum(marks), len(marks))

    @property
    def share(self) -> float:
        """0 of nothing is 0."""
        return self.right / max(1, self.of)

    def __str__(self) -> str:
        """ "6 of 8, 0.750 [0.409, 0.929]": Wilson's interval of 95 %."""
        if not self.of:
            return "0 of 0"
        low, high = wilson(self.right, self.of)
        return f"{self.right} of {self.of}, {self.share:.3f} [{low:.3f}, {high:.3f}]"


class Tallies(dict[str, Tally]):
    """By what is counted; `wrong` has a line for each thing that wasn't right."""

    def __init__(self) -> None:
        self.wrong: list[str] = []

    def __missing__(self, name: str) -> Tally:
        return Tally()

    def add(self, name: str, right: bool, told: str = "") -> None:
        """Count one thing; `told` is the line that is kept where it isn't right."""
        self[name] = Tally(self[name].right + right, self[name].of + 1)
        if told and not right:
            self.wrong.append(told)

    def print(self, title: str, *, wrong: bool) -> None:
        lines = [f"{name}: {tally}" for name, tally in sorted(self.items())]
        print(f"{title}:", *lines, *(self.wrong if wrong else ()), sep="\n  ")


def lines_by_article(counted: Sequence[Tallies]) -> Iterator[str]:
    """What was counted in each article as one table; its 95 % intervals are by drawing whole articles with replacement."""
    drawn = np.random.default_rng(SEED).multinomial(len(counted), [1 / len(counted)] * len(counted), size=RESAMPLES)
    for name in sorted({name for tallies in counted for name in tallies}):
        pairs = np.array([(tallies[name].right, tallies[name].of) for tallies in counted])
        hits, totals = (drawn @ pairs).T
        low, high = np.percentile(hits[totals > 0] / totals[totals > 0], [2.5, 97.5])
        right, total = pairs.sum(axis=0)
        if right in (0, total):  # drawing has no width there; articles are what was drawn
            low, high = wilson(len(pairs) if right else 0, len(pairs))
        yield f"{name:44}{right / total:7.3f}  ({low:.3f}–{high:.3f}){total:6}"


def tables_given(description: str, tables: Sequence[Path]) -> argparse.Namespace:
    """`[FILE…] [--wrong]`: the options of a measure that reads tables of gold."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("tables", nargs="*", type=Path, default=tables)
    parser.add_argument("--wrong", action="store_true", help="Show what isn't right.")
    return parser.parse_args()
