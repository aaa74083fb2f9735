import pytest

from eval.bootstrap import Estimate
from eval.datasets import GoldError
from eval.gate import Bound, failures

MEASURED = {
    "recall@5": Estimate(0.95, 0.9, 1.0, 40),
    "latency_p50_ms": Estimate(80.0, 70.0, 90.0, 40),
    "answerable_auroc": Estimate(None, None, None, 0),
}


@pytest.mark.parametrize("reached", ["recall@5=0.95", "recall@5=0", "latency_p50_ms=80"])
def test_a_bound_that_is_reached_says_nothing(reached):
    assert failures([Bound.parse(reached)], MEASURED) == []


@pytest.mark.parametrize(
    ("missed", "told"),
    [
        ("recall@5=0.951", "recall@5 is 0.95, and must be at least 0.951"),
        ("latency_p50_ms=79.9", "latency_p50_ms is 80, and must be at most 79.9"),
        ("answerable_auroc=0.5", "answerable_auroc could not be measured on this set, and must be at least 0.5"),
    ],
)
def test_a_bound_that_is_missed_is_named_with_both_figures(missed, told):
    assert failures([Bound.parse(missed)], MEASURED) == [told]


@pytest.mark.parametrize(
    ("given", "told"), [("recall=0.9", "there are: right, "), ("recall@5", "nothing"), ("recall@5=x", "'x'")]
)
def test_a_bound_that_means_nothing_is_wrong_use(given, told):
    with pytest.raises(GoldError, match=told):
        Bound.parse(given)
