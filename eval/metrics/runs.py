"""Metrics of a whole run that aren't means of its questions' scores. Abstaining is the positive class throughout."""

from collections.abc import Sequence

import numpy as np

from eval.metrics.scores import evidence
from eval.metrics.statistic import Floats, Statistic, divide, ratio, undefined
from eval.rows import LeftOut, Row


def abstention_precision(rows: Sequence[Row], left_out: LeftOut | None = None) -> Statistic:
    """abstention_precision: share of abstentions that were right to abstain (abstaining is the positive class).

    Unanswerable questions abstained from / all questions abstained from. Rajpurkar et al., "Know What You Don't Know" (SQuAD
    2.0), ACL 2018, for the task; precision as usual. Undefined where the set has no unanswerable questions.
    """
    counted = asked_for(rows, left_out)
    abstained = [counts and row.abstained for row, counts in zip(rows, counted, strict=True)]
    return ratio([found and not row.answerable for row, found in zip(rows, abstained, strict=True)], abstained)


def abstention_recall(rows: Sequence[Row], left_out: LeftOut | None = None) -> Statistic:
    """abstention_recall: share of the unanswerable questions that were abstained from (abstaining is the positive class).

    Unanswerable questions abstained from / all unanswerable questions. Undefined where the set has none.
    """
    absent = [counts and not row.answerable for row, counts in zip(rows, asked_for(rows, left_out), strict=True)]
    return ratio([found and row.abstained for row, found in zip(rows, absent, strict=True)], absent)


def abstention_f1(rows: Sequence[Row], left_out: LeftOut | None = None) -> Statistic:
    """abstention_f1: the harmonic mean of abstention precision and recall (abstaining is the positive class).

    2 · both / (abstained + unanswerable), where both counts the unanswerable questions abstained from. Undefined where the set
    has no unanswerable questions.
    """
    counted = asked_for(rows, left_out)
    below = [float(counts) * (row.abstained + (not row.answerable)) for row, counts in zip(rows, counted, strict=True)]
    return ratio([2.0 * (total == 2) for total in below], below)


def answerable_auroc(rows: Sequence[Row], left_out: LeftOut | None = None) -> Statistic:
    """answerable_auroc: the chance that an answerable question gets a higher answerability score than an unanswerable one.

    AUROC = share of (answerable, unanswerable) pairs in which the answerable one scores higher, ties counting half: the area
    under the ROC curve (Hanley & McNeil, Radiology 1982). 0.5 is guessing. It judges the score, whatever the threshold for
    abstaining.
    """
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


def coverage_at_risk(rows: Sequence[Row], risk: float) -> Statistic:
    """coverage_at_5_risk: the largest share of questions that can be answered with at most 5 % of those answers wrong.

    Questions are taken by falling answerability; coverage is the share taken, risk the share of the taken ones whose first
    evidence sentence doesn't hold a gold answer (always, for an unanswerable question). The metric is the largest coverage with
    risk ≤ 5 %, over the questions as the set gives them. El-Yaniv & Wiener, "On the Foundations of Noise-free Selective
    Classification", JMLR 2010; for question answering, Kamath et al., "Selective Question Answering under Domain Shift", ACL
    2020.
    """
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


def latency(rows: Sequence[Row], percent: float) -> Statistic:
    """latency_pP_ms: the P-th percentile of how long a question takes, in milliseconds.

    The smallest latency that at least P % of the questions don't exceed (nearest rank), over all questions asked of the whole
    library, scored or not. A question's latency is the answer's own `timings_ms.total`: what a running service takes, without
    starting the program.
    """
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


def asked_for(rows: Sequence[Row], left_out: LeftOut | None) -> list[bool]:
    """Which rows count: as the set gives them; or its answerable questions beside the same with what answers them left out.

    None does where no question is unanswerable, or none answerable: there is nothing to tell apart.
    """
    if left_out is None:
        counted = [row.as_given for row in rows]
    else:
        counted = [row.left_out == left_out or (row.as_given and row.answerable is True) for row in rows]
    kinds = {row.answerable for row, counts in zip(rows, counted, strict=True) if counts}
    return counted if kinds == {True, False} else [False] * len(rows)
