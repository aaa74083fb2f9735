"""recall@k, mrr@k and ndcg@k of one ranking."""

from math import log2

import pytest

from eval.metrics.scores import ndcg, recall, reciprocal_rank
from tests.eval.rows import absent, chunks, row

SECOND_AND_FOURTH = row(chunks=chunks(False, True, False, True), relevant_chunks=3)


@pytest.mark.parametrize(("k", "expected"), [(1, 0.0), (2, 1.0), (10, 1.0)])
def test_recall_asks_for_one_relevant_chunk_among_the_first_k(k, expected):
    assert recall(SECOND_AND_FOURTH, k) == expected


def test_the_reciprocal_rank_is_that_of_the_first_relevant_chunk():
    assert reciprocal_rank(SECOND_AND_FOURTH, 10) == 1 / 2
    assert reciprocal_rank(SECOND_AND_FOURTH, 1) == 0.0


def test_ndcg_compares_with_all_relevant_chunks_of_the_library_first():
    gained = 1 / log2(3) + 1 / log2(5)  # ranks 2 and 4
    best = 1 / log2(2) + 1 / log2(3) + 1 / log2(4)  # three relevant ones at ranks 1, 2 and 3
    assert ndcg(SECOND_AND_FOURTH, 10) == pytest.approx(gained / best)
    assert ndcg(SECOND_AND_FOURTH, 2) == pytest.approx((1 / log2(3)) / (1 / log2(2) + 1 / log2(3)))


def test_no_relevant_chunk_in_the_library_is_a_miss_and_no_division_by_zero():
    lost = row(chunks=chunks(False), relevant_chunks=0)
    assert (recall(lost, 10), reciprocal_rank(lost, 10), ndcg(lost, 10)) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("unscored", [absent(), row(answers=None, answerable=None, relevant_chunks=None), row(left_out="near")])
def test_questions_without_known_relevant_chunks_have_no_say(unscored):
    assert recall(unscored, 5) is reciprocal_rank(unscored, 5) is ndcg(unscored, 5) is None
