"""95 % intervals by the bootstrap: how much a figure would move with other questions of the same kind.

The percentile bootstrap of Efron & Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13: questions are drawn with
replacement, as many as there are; a question's repetitions with something left out are drawn with it. Every run draws the same,
so the same rows give the same intervals. The bootstrap can't know of failures that it hasn't seen: a share of which every draw
is 0, or 1, has Wilson's interval in its place.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from eval.metrics import Floats, Statistic
from eval.metrics.statistic import wilson
from eval.rows import Row

RESAMPLES = 2000
SEED = 20210317
# Questions that differ, up to which all ways to exchange their answers are looked at: 4,096.
_FEW = 12
# Weights in memory at a time: 20 million are 160 MB.
_WEIGHTS_AT_A_TIME = 20_000_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval over `n` questions; all None where nothing could be measured."""

    value: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Difference:
    """New minus old over the same questions; `p` is two-sided, the chance of such a difference if there were none.

    It is the bootstrap's, but never below that of Fisher's exact randomization test where few questions differ: what a handful
    went alike in has an interval without width, and could go the other way with the next question.
    """

    value: float
    low: float
    high: float
    p: float

    @property
    def significant(self) -> bool:
        """Whether the interval leaves out zero, and chance makes such a difference less than once in twenty times."""
        return self.p < 0.05 and (self.low > 0 or self.high < 0)


def estimate(statistics: Mapping[str, Statistic], rows: Sequence[Row]) -> dict[str, Estimate]:
    """Each statistic over these rows, which all of them were made of."""
    drawn = _draw(statistics, rows)
    return {name: _estimate(statistic, drawn[name], len(rows)) for name, statistic in statistics.items()}


def compare(new: Mapping[str, Statistic], old: Mapping[str, Statistic], rows: Sequence[Row]) -> dict[str, Difference]:
    """The paired bootstrap: both runs are drawn the same questions. `rows` are either run's, in the order of both.

    Metrics that either run couldn't measure are left out. Koehn, "Statistical Significance Tests for Machine Translation
    Evaluation", EMNLP 2004.
    """
    both = [name for name in new if name in old]
    ours, theirs = _draw({name: new[name] for name in both}, rows), _draw({name: old[name] for name in both}, rows)
    once = np.ones((1, len(rows)))
    found = {}
    for name in both:
        value = float(new[name].of(once)[0] - old[name].of(once)[0])
        drawn = ours[name] - theirs[name]
        drawn = drawn[~np.isnan(drawn)]
        if not np.isnan(value) and len(drawn):
            low, high = np.percentile(drawn, [2.5, 97.5])
            # One more than was counted, so that no p is smaller than the resamples can tell.
            tail = min(int((drawn <= 0).sum()), int((drawn >= 0).sum())) + 1
            p = max(2 * tail / (len(drawn) + 1), _exact(new[name], old[name], rows))
            found[name] = Difference(value, float(low), float(high), min(1.0, p))
    return found


def _exact(new: Statistic, old: Statistic, rows: Sequence[Row]) -> float:
    """The chance of such a difference if each question's two answers were either run's: of all ways to exchange them, how many
    differ as much. 0 where more than a few questions differ.

    Where a metric can't be told of one question alone, it is the least that as many questions could give.
    """
    _, question_of = np.unique([row.id for row in rows], return_inverse=True)
    alone = (np.equal(question_of, each).astype(float)[None] for each in range(int(question_of.max()) + 1))
    differing = np.array([new.of(one)[0] - old.of(one)[0] for one in alone])
    if np.isnan(differing).all():
        return float(2.0 ** (1 - min(new.n, old.n)))
    differing = differing[~np.isnan(differing) & (differing != 0)]
    if len(differing) > _FEW:
        return 0.0
    exchanged = np.array(list(product((1.0, -1.0), repeat=len(differing)))) @ differing
    return float((abs(exchanged) >= abs(differing.sum()) - 1e-9).mean())


def _draw(statistics: Mapping[str, Statistic], rows: Sequence[Row]) -> dict[str, Floats]:
    """(RESAMPLES,) values of each."""
    drawn: dict[str, list[Floats]] = {name: [] for name in statistics}
    for weights in _weights([row.id for row in rows]) if rows else ():
        for name, statistic in statistics.items():
            drawn[name].append(statistic.of(weights))
    return {name: np.concatenate(parts) if parts else np.full(RESAMPLES, np.nan) for name, parts in drawn.items()}


def _weights(questions: Sequence[str]) -> Iterator[Floats]:
    """How often each row counts in each resample, (some resamples, rows) at a time."""
    _, question_of = np.unique(questions, return_inverse=True)
    total = int(question_of.max()) + 1
    random = np.random.default_rng(SEED)
    # The number of resamples a time must not change what is drawn, so each is drawn by itself.
    at_a_time = max(1, min(RESAMPLES, _WEIGHTS_AT_A_TIME // len(questions)))
    for first in range(0, RESAMPLES, at_a_time):
        counts = np.stack(
            [np.bincount(random.integers(total, size=total), minlength=total) for _ in range(min(at_a_time, RESAMPLES - first))]
        )
        yield counts[:, question_of].astype(float)


def _estimate(statistic: Statistic, drawn: Floats, rows: int) -> Estimate:
    value = float(statistic.of(np.ones((1, rows)))[0]) if rows else np.nan
    drawn = drawn[~np.isnan(drawn)]
    if np.isnan(value) or not len(drawn):
        return Estimate(None, None, None, 0)
    low, high = map(float, np.percentile(drawn, [2.5, 97.5]))
    if low == high == value and value in (0, 1):
        low, high = (0.0, wilson(0, statistic.n)[1]) if value == 0 else (wilson(statistic.n, statistic.n)[0], 1.0)
    return Estimate(value, low, high, statistic.n)
