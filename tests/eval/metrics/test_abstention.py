"""Abstaining is the positive class."""

import numpy as np
import pytest

from eval.metrics import METRICS
from tests.eval.rows import absent, abstained, citations, row


def value(name, rows):
    return float(METRICS[name](rows).of(np.ones((1, len(rows))))[0])


# 3 abstentions, 2 of them right; 4 unanswerable questions, 2 of them answered.
ROWS = [
    row(1),
    row(2),
    abstained(3),
    absent(4),
    absent(5),
    absent(6, status="answered", citations=citations(False)),
    absent(7, status="answered", citations=citations(False)),
]


def test_precision_recall_and_f1_count_abstentions():
    assert value("abstention_precision", ROWS) == pytest.approx(2 / 3)
    assert value("abstention_recall", ROWS) == pytest.approx(2 / 4)
    assert value("abstention_f1", ROWS) == pytest.approx(2 * 2 / (3 + 4))
    assert value("answered", ROWS) == pytest.approx(2 / 3)  # of the three answerable ones


def test_a_set_of_answerable_questions_alone_measures_no_abstention():
    assert np.isnan(value("abstention_precision", ROWS[:3]))
    assert METRICS["abstention_f1"](ROWS[:3]).n == 0


def test_what_was_left_out_is_measured_apart_from_the_set_as_given():
    twins = [absent(1, left_out="near"), absent(2, left_out="near", status="answered"), absent(1, left_out="far")]
    rows = [*ROWS, *twins]
    assert value("abstention_recall", rows) == pytest.approx(2 / 4)
    assert value("abstention_recall_near", rows) == pytest.approx(1 / 2)
    assert value("abstention_recall_far", rows) == 1.0
    # Near: abstained were the answerable third and one of the two twins.
    assert value("abstention_precision_near", rows) == pytest.approx(1 / 2)
    assert value("right", rows) == pytest.approx(4 / 7)  # rows 1, 2, 4 and 5 of the seven as given
