"""latency_pP_ms: the P-th percentile of how long a question takes, in milliseconds.

The smallest latency that at least P % of the questions don't exceed (nearest rank), over all questions asked of the whole
library, scored or not. A question's latency is the answer's own `timings_ms.total`: what a running service takes, without
starting the program.
"""

from collections.abc import Sequence

import numpy as np

from eval.metrics.statistic import Floats, Statistic, undefined
from eval.rows import Row


def latency(rows: Sequence[Row], percent: float) -> Statistic:
    asked = [place for place, row in enumerate(rows) if row.left_out is None]
    if not asked:
        return undefined()
    order = np.array(sorted(asked, key=lambda place: rows[place].latency_ms))
    spent = np.array([rows[place].latency_ms for place in order])

    def of(weights: Floats) -> Floats:
        taken = np.cumsum(weights[:, order], axis=1)
        enough = taken >= percent / 100 * taken[:, -1:] - 1e-9
        return np.where(taken[:, -1] > 0, spent[enough.argmax(axis=1)], np.nan)

    return Statistic(len(asked), of)
