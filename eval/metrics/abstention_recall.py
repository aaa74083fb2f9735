"""abstention_recall: share of the unanswerable questions that were abstained from (abstaining is the positive class).

Unanswerable questions abstained from / all unanswerable questions. Undefined where the set has none.
"""

from collections.abc import Sequence

from eval.metrics.abstention import asked_for
from eval.metrics.statistic import Statistic, ratio
from eval.rows import LeftOut, Row


def abstention_recall(rows: Sequence[Row], left_out: LeftOut | None = None) -> Statistic:
    absent = [counts and not row.answerable for row, counts in zip(rows, asked_for(rows, left_out), strict=True)]
    return ratio([found and row.abstained for row, found in zip(rows, absent, strict=True)], absent)
