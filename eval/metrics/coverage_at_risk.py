"""coverage_at_5_risk: the largest share of questions that can be answered with at most 5 % of those answers wrong.

Questions are taken by falling answerability; coverage is the share taken, risk the share of the taken ones whose first
evidence sentence doesn't hold a gold answer (always, for an unanswerable question). The metric is the largest coverage with
risk ≤ 5 %, over the questions as the set gives them. El-Yaniv & Wiener, "On the Foundations of Noise-free Selective
Classification", JMLR 2010; for question answering, Kamath et al., "Selective Question Answering under Domain Shift", ACL
2020.
"""

from collections.abc import Sequence

import numpy as np

from eval.metrics.evidence import evidence
from eval.metrics.statistic import Floats, Statistic, divide, undefined
from eval.rows import Row


def coverage_at_risk(rows: Sequence[Row], risk: float) -> Statistic:
    order, wrong, last = _by_confidence(rows)
    if not len(order):
        return undefined()

    def of(weights: Floats) -> Floats:
        taken = np.cumsum(weights[:, order], axis=1)
        mistaken = np.cumsum(weights[:, order] * wrong, axis=1)
        safe = last & (mistaken <= risk * taken + 1e-9)
        return divide(np.where(safe, taken, 0.0).max(axis=1), taken[:, -1])

    return Statistic(len(order), of)


def risk_coverage_curve(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """(coverage, risk) for every threshold, by rising coverage."""
    order, wrong, last = _by_confidence(rows)
    taken = np.arange(1, len(order) + 1)
    risks = np.cumsum(wrong) / taken
    return [(float(taken[place] / len(order)), float(risks[place])) for place in np.flatnonzero(last)]


def _by_confidence(rows: Sequence[Row]) -> tuple[np.ndarray, Floats, np.ndarray]:
    """The rows that count, surest first; whether each is wrong; and whether the next one is less sure."""
    counted = [place for place, row in enumerate(rows) if row.as_given and _first_holds(row) is not None]
    counted.sort(key=lambda place: -rows[place].answerability)
    scores = np.array([rows[place].answerability for place in counted])
    last = np.append(scores[1:] < scores[:-1], True) if counted else np.zeros(0, dtype=bool)
    wrong = np.array([1.0 - (_first_holds(rows[place]) or 0.0) for place in counted])
    return np.array(counted, dtype=int), wrong, last


def _first_holds(row: Row) -> float | None:
    return evidence(row, 1) if row.answerable else 0.0
