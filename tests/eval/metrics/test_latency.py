import numpy as np

from eval.metrics.runs import latency
from tests.eval.rows import row


def percentile(rows, percent, weights=None):
    return float(latency(rows, percent).of(np.ones((1, len(rows))) if weights is None else weights)[0])


TEN = [row(number, latency_ms=10.0 * number) for number in (7, 1, 10, 4, 2, 9, 3, 8, 6, 5)]


def test_a_percentile_is_the_smallest_latency_that_so_many_do_not_exceed():
    assert percentile(TEN, 50) == 50.0  # the fifth of ten
    assert percentile(TEN, 95) == 100.0  # 9.5 questions need the tenth


def test_a_weight_counts_a_row_as_often():
    assert percentile([row(1, latency_ms=1.0), row(2, latency_ms=9.0)], 50, np.array([[1.0, 3.0]])) == 9.0


def test_repetitions_with_something_left_out_are_not_timed():
    assert percentile([row(1, latency_ms=1.0), row(1, latency_ms=99.0, left_out="far")], 95) == 1.0
