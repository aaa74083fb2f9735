"""abstention_precision: share of abstentions that were right to abstain (abstaining is the positive class).

Unanswerable questions abstained from / all questions abstained from. Rajpurkar et al., "Know What You Don't Know" (SQuAD
2.0), ACL 2018, for the task; precision as usual. Undefined where the set has no unanswerable questions.
"""

from collections.abc import Sequence

from eval.metrics.abstention import asked_for
from eval.metrics.statistic import Statistic, ratio
from eval.rows import LeftOut, Row


def abstention_precision(rows: Sequence[Row], left_out: LeftOut | None = None) -> Statistic:
    counted = asked_for(rows, left_out)
    abstained = [counts and row.abstained for row, counts in zip(rows, counted, strict=True)]
    return ratio([found and not row.answerable for row, found in zip(rows, abstained, strict=True)], abstained)
