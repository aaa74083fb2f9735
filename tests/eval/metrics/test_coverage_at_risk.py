import numpy as np
import pytest

from eval.metrics.runs import coverage_at_risk, risk_coverage_curve
from tests.eval.rows import absent, row, sentences


def at(answerability, *, right, number=0):
    return row(number, answerability=answerability, evidence=sentences(right))


def coverage(rows, risk):
    return float(coverage_at_risk(rows, risk).of(np.ones((1, len(rows))))[0])


FOUR = [at(0.9, right=True), at(0.8, right=False), at(0.7, right=True), at(0.6, right=True)]


def test_it_is_the_largest_share_that_can_be_answered_within_the_risk():
    assert coverage(FOUR, 0.05) == 1 / 4  # the first alone
    assert coverage(FOUR, 0.25) == 1.0  # one wrong of four
    assert coverage(FOUR, 0.34) == 1.0


def test_the_curve_has_a_point_for_each_threshold():
    coverages, risks = zip(*risk_coverage_curve(FOUR), strict=True)
    assert coverages == pytest.approx((1 / 4, 2 / 4, 3 / 4, 1))
    assert risks == pytest.approx((0, 1 / 2, 1 / 3, 1 / 4))


def test_equally_sure_questions_are_answered_together():
    tied = [at(0.9, right=True), at(0.9, right=False), at(0.5, right=True)]
    assert [each for each, _ in risk_coverage_curve(tied)] == pytest.approx([2 / 3, 1])
    assert coverage(tied, 0.05) == 0.0


def test_answering_an_unanswerable_question_is_always_wrong():
    assert coverage([at(0.9, right=True), absent(2, answerability=0.95)], 0.05) == 0.0


def test_a_weight_counts_a_row_as_often():
    # The wrong one once among 19 right ones: 1 / 20 is just within 5 %.
    rows = [at(0.9, right=True), at(0.5, right=False)]
    assert coverage_at_risk(rows, 0.05).of(np.array([[19.0, 1.0], [18.0, 1.0]])) == pytest.approx([1.0, 18 / 19])
