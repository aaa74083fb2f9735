import pytest

from eval.metrics.scores import exact_match, normalised, token_f1
from tests.eval.rows import absent, abstained, row


def test_case_articles_and_punctuation_make_no_difference():
    assert normalised("The U.S.  Senate's, an age") == ["us", "senates", "age"]


def test_exact_match_is_with_any_of_the_gold_answers():
    assert exact_match(row(short_answer="the April 22.", answers=("Earth Day", "April 22"))) == 1.0
    assert exact_match(row(short_answer="on April 22", answers=("April 22",))) == 0.0


def test_f1_is_the_overlap_in_words_with_the_best_gold_answer():
    # 2 of the 3 given words are the gold's 2: 2·2 / (3 + 2).
    assert token_f1(row(short_answer="on April 22", answers=("Tuesday", "April 22"))) == pytest.approx(4 / 5)


def test_a_repeated_word_counts_as_often_as_both_have_it():
    # One shared "is": 2·1 / (2 + 1).
    assert token_f1(row(short_answer="is is", answers=("is",))) == pytest.approx(2 / 3)


@pytest.mark.parametrize("silent", [row(short_answer=None), abstained(), row(short_answer="the", answers=("the",))])
def test_saying_nothing_scores_nothing(silent):
    assert (exact_match(silent), token_f1(silent)) == (0.0, 0.0)


def test_unanswerable_questions_have_no_say():
    assert exact_match(absent()) is token_f1(absent()) is None
