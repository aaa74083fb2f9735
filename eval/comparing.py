"""Two runs over the same questions: which were won and lost, and whether the figures differ by more than chance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.bootstrap import Difference, compare
from eval.datasets import GoldError
from eval.metrics import LOWER_IS_BETTER, METRICS, SCORES
from eval.rows import Row


@dataclass(frozen=True, slots=True)
class Changed:
    """A question that one run got right and the other didn't."""

    new: Row
    old: Row


@dataclass(frozen=True, slots=True)
class Moved:
    """One metric in both runs. `won` and `lost` count the questions whose own score got better and worse, if they have one."""

    difference: Difference
    won: int | None
    lost: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Over the questions that both runs asked; `only_new` and `only_old` count the others."""

    metrics: Mapping[str, Moved]
    won: tuple[Changed, ...]
    lost: tuple[Changed, ...]
    questions: int
    only_new: int
    only_old: int


def compare_runs(new: Sequence[Row], old: Sequence[Row]) -> Comparison:
    """Raises GoldError where they have no question in common."""
    before = {row.key: row for row in old}
    pairs = [(row, before[row.key]) for row in new if row.key in before and before[row.key].question == row.question]
    if not pairs:
        raise GoldError("the earlier results have no question in common with this run; compare runs over the same set")
    ours, theirs = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    differences = compare(
        {name: metric(ours) for name, metric in METRICS.items()},
        {name: metric(theirs) for name, metric in METRICS.items()},
        ours,
    )
    return Comparison(
        metrics={name: _moved(name, difference, pairs) for name, difference in differences.items()},
        won=tuple(Changed(*pair) for pair in pairs if _change("right", *pair) > 0),
        lost=tuple(Changed(*pair) for pair in pairs if _change("right", *pair) < 0),
        questions=len(pairs),
        only_new=len(new) - len(pairs),
        only_old=len(old) - len(pairs),
    )


def _moved(name: str, difference: Difference, pairs: Sequence[tuple[Row, Row]]) -> Moved:
    if name not in SCORES:
        return Moved(difference, None, None)
    changes = [_change(name, *pair) for pair in pairs if pair[0].left_out is None]
    return Moved(difference, sum(change > 0 for change in changes), sum(change < 0 for change in changes))


def _change(name: str, new: Row, old: Row) -> float:
    """How much better the question's own score got; 0 where either run has none."""
    ours, theirs = SCORES[name](new), SCORES[name](old)
    if ours is None or theirs is None:
        return 0.0
    return theirs - ours if name in LOWER_IS_BETTER else ours - theirs
