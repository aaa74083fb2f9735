"""abstention_f1: the harmonic mean of abstention precision and recall (abstaining is the positive class).

2 · both / (abstained + unanswerable), where both counts the unanswerable questions abstained from. Undefined where the set
has no unanswerable questions.
"""

from collections.abc import Sequence

from eval.metrics.abstention import asked_for
from eval.metrics.statistic import Statistic, ratio
from eval.rows import LeftOut, Row


def abstention_f1(rows: Sequence[Row], left_out: LeftOut | None = None) -> Statistic:
    counted = asked_for(rows, left_out)
    below = [float(counts) * (row.abstained + (not row.answerable)) for row, counts in zip(rows, counted, strict=True)]
    return ratio([2.0 * (total == 2) for total in below], below)
