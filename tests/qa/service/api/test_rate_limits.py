"""How often each may do something."""

import pytest

from qa.service.api.errors import RefusedError
from qa.service.api.rate_limits import Buckets, RateLimit, Seldom


def test_a_bucket_fills_with_time_and_by_what_is_given_back() -> None:
    now = 0.0
    buckets = Buckets(60, 2, lambda: now)
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 1]
    buckets.give_back("a")
    assert buckets.take("a") == 0
    now = 0.5
    assert buckets.take("a") == 0.5
    assert buckets.take("b") == 0
    seldom = Seldom(60, lambda: now)
    assert [seldom(), seldom(), seldom("b")] == [True, False, True]
    now = 61
    assert seldom()


def test_each_user_has_a_rate_of_their_own_and_calls_come_back_with_time() -> None:
    now = 0.0
    rates = RateLimit(60, lambda: now)  # one a second
    for _ in range(60):
        rates.take("ana")
    with pytest.raises(RefusedError) as refused:
        rates.take("ana")
    assert refused.value.retry_after == pytest.approx(1)
    rates.take("bob")
    now = 1.0
    rates.take("ana")
    with pytest.raises(RefusedError):
        rates.take("ana")
