"""answerable_auroc: the chance that an answerable question gets a higher answerability score than an unanswerable one.

AUROC = share of (answerable, unanswerable) pairs in which the answerable one scores higher, ties counting half: the area
under the ROC curve (Hanley & McNeil, Radiology 1982). 0.5 is guessing. It judges the score, whatever the threshold for
abstaining.
"""

from collections.abc import Sequence

import numpy as np

from eval.metrics.abstention import asked_for
from eval.metrics.statistic import Floats, Statistic, divide, undefined
from eval.rows import LeftOut, Row


def answerable_auroc(rows: Sequence[Row], left_out: LeftOut | None = None) -> Statistic:
    counted = np.array(asked_for(rows, left_out), dtype=bool)
    if not counted.any():
        return undefined()
    order = np.argsort([row.answerability for row in rows], kind="stable")
    order = order[counted[order]]
    scores = np.array([rows[place].answerability for place in order])
    answerable = np.array([bool(rows[place].answerable) for place in order])
    first = np.searchsorted(scores, scores, side="left")
    after = np.searchsorted(scores, scores, side="right")

    def of(weights: Floats) -> Floats:
        mine = weights[:, order]
        absent = np.where(answerable, 0.0, mine)
        below = np.concatenate([np.zeros((len(mine), 1)), np.cumsum(absent, axis=1)], axis=1)
        beaten = (below[:, first] + below[:, after]) / 2
        present = np.where(answerable, mine, 0.0)
        return divide((present * beaten).sum(axis=1), present.sum(axis=1) * absent.sum(axis=1))

    return Statistic(int(counted.sum()), of)
