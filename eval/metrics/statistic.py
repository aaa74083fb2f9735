"""A metric as a function of how often each row counts, so that value, interval and paired difference are one computation.

With every weight 1 it gives the metric's value; with the counts of a bootstrap resample, that resample's.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Statistic:
    """`n` rows have a say in it. `of` takes weights (resamples, rows) to values (resamples,), NaN where undefined."""

    n: int
    of: Callable[[Floats], Floats]


def mean(scores: Sequence[float | None]) -> Statistic:
    """Of the rows that have a score."""
    return ratio([0.0 if score is None else score for score in scores], [float(score is not None) for score in scores])


def ratio(numerators: Sequence[float], denominators: Sequence[float]) -> Statistic:
    """The sum of the one over the sum of the other; rows with denominator 0 have no say."""
    above, below = np.asarray(numerators, dtype=float), np.asarray(denominators, dtype=float)

    def of(weights: Floats) -> Floats:
        return divide(weights @ above, weights @ below)

    return Statistic(int(np.count_nonzero(below)), of)


def divide(above: Floats, below: Floats) -> Floats:
    """NaN where `below` is 0."""
    return np.divide(above, below, out=np.full_like(above, np.nan), where=below > 0)


def undefined() -> Statistic:
    """Of no rows."""
    return Statistic(0, lambda weights: np.full(len(weights), np.nan))


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share; unlike the bootstrap's it has a width where nothing failed (Wilson, 1927)."""
    z, share = 1.96, right / of
    middle, width = share + z * z / (2 * of), z * sqrt(share * (1 - share) / of + (z / (2 * of)) ** 2)
    low, high = (middle - width) / (1 + z * z / of), (middle + width) / (1 + z * z / of)
    return max(0.0, low), min(1.0, high)  # beyond them by rounding alone
