import numpy as np
import pytest

from eval.bootstrap import Difference, Estimate, compare, estimate
from eval.metrics import METRICS
from eval.metrics.statistic import Statistic, mean, undefined
from tests.eval.rows import absent, citations, row


def rows(*right):
    return [row(number, citations=citations(bool(each))) for number, each in enumerate(right)]


def test_the_same_rows_give_the_same_interval():
    some = rows(1, 0, 1, 1, 0, 1)
    assert estimate({"right": METRICS["right"](some)}, some) == estimate({"right": METRICS["right"](some)}, some)


def test_the_interval_of_a_mean_is_about_two_standard_errors_either_way():
    half = rows(*[1, 0] * 200)
    found = estimate({"right": METRICS["right"](half)}, half)["right"]
    error = 1.96 * (0.5 * 0.5 / 400) ** 0.5  # 0.049
    assert (found.value, found.n) == (0.5, 400)
    assert found.low == pytest.approx(0.5 - error, abs=0.01)
    assert found.high == pytest.approx(0.5 + error, abs=0.01)


@pytest.mark.parametrize(("right", "interval"), [(1, (0.4385, 1)), (0, (0, 0.5615))])
def test_three_questions_that_all_went_alike_leave_it_open_how_others_would_go(right: int, interval: tuple[float, float]):
    # Wilson: the lower end for 3 of 3 is 3 / (3 + 1.96²).
    alike = rows(*[right] * 3)
    found = estimate({"right": METRICS["right"](alike)}, alike)["right"]
    assert (found.value, found.n, (found.low, found.high)) == (right, 3, pytest.approx(interval, abs=1e-4))


def test_a_question_and_its_repetitions_are_drawn_together():
    # Drawn apart, the share of abstentions that were right would vary; drawn together, each question brings one of each.
    pairs = [each for number in range(20) for each in (row(number), absent(number, left_out="far"))]
    statistic = mean([float(each.left_out is not None) for each in pairs])
    assert estimate({"share": statistic}, pairs)["share"] == Estimate(0.5, 0.5, 0.5, 40)


def test_what_cannot_be_measured_is_none_of_no_questions():
    assert estimate({"nothing": undefined()}, rows(1)) == {"nothing": Estimate(None, None, None, 0)}
    assert estimate({"right": METRICS["right"]([])}, []) == {"right": Estimate(None, None, None, 0)}


def test_a_paired_difference_is_surer_than_two_intervals():
    before = rows(*[1, 0] * 50)
    after = rows(*[1, 0] * 44, *[1] * 12)  # six of a hundred won, none lost
    found = compare({"right": METRICS["right"](after)}, {"right": METRICS["right"](before)}, after)["right"]
    assert found.value == pytest.approx(0.06)
    assert found.significant
    assert found.p < 0.05


def test_as_many_won_as_lost_is_chance():
    before, after = rows(*[1, 0] * 50), rows(*[0, 1] * 5, *[1, 0] * 45)
    found = compare({"right": METRICS["right"](after)}, {"right": METRICS["right"](before)}, after)["right"]
    assert found.value == 0
    assert not found.significant
    assert found.p > 0.5


@pytest.mark.parametrize(
    ("won", "lost", "p"),
    [(1, 0, 1.0), (5, 0, 2 / 2**5), (6, 0, 2 / 2**6), (7, 1, 2 * (1 + 8) / 2**8)],  # the exact sign test's
)
def test_what_few_questions_differ_in_is_more_than_chance_only_where_an_exact_test_says_so(won: int, lost: int, p: float):
    before, after = rows(*[0] * won, *[1] * lost, *[1] * 20), rows(*[1] * won, *[0] * lost, *[1] * 20)
    found = compare({"right": METRICS["right"](after)}, {"right": METRICS["right"](before)}, after)["right"]
    assert found.p == pytest.approx(p)
    assert found.significant is (p < 0.05)
    alone = compare({"right": METRICS["right"](after[:1])}, {"right": METRICS["right"](before[:1])}, after[:1])["right"]
    assert (alone.value, alone.significant) == (1.0, False)


def test_of_a_metric_that_no_question_alone_has_as_many_questions_as_it_takes_are_needed():
    pair = statistic_of_two(0.0), statistic_of_two(1.0)
    found = compare({"auc": pair[1]}, {"auc": pair[0]}, rows(1, 0, 1))["auc"]
    assert (found.value, found.p, found.significant) == (1.0, 0.25, False)


def statistic_of_two(value: float) -> Statistic:
    """Of three rows; told of no fewer than two."""
    return Statistic(3, lambda weights: np.where((weights > 0).sum(axis=1) > 1, value, np.nan))


def test_no_difference_at_all_is_not_significant():
    assert not Difference(0.0, 0.0, 0.0, 1.0).significant


def test_intervals_agree_with_scipy():
    from scipy.stats import bootstrap

    random = np.random.default_rng(3)
    values = random.normal(size=200).tolist()
    some = [row(number) for number in range(200)]
    found = estimate({"mean": mean(values)}, some)["mean"]
    expected = bootstrap((values,), np.mean, method="percentile", n_resamples=2000, random_state=random).confidence_interval
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=0.02)
