import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from eval.metrics.runs import answerable_auroc
from tests.eval.rows import absent, row


def test_it_is_the_share_of_pairs_in_the_right_order_with_ties_as_halves():
    rows = [row(1, answerability=0.9), row(2, answerability=0.4), absent(3, answerability=0.4), absent(4, answerability=0.2)]
    # Of four pairs 0.9>0.4, 0.9>0.2 and 0.4>0.2 are right and 0.4=0.4 is a tie: 3.5 / 4.
    assert answerable_auroc(rows).of(np.ones((1, 4))) == pytest.approx(3.5 / 4)


def test_it_agrees_with_scikit_learn_for_any_weights():
    random = np.random.default_rng(1)
    rows = [
        (row if random.random() < 0.6 else absent)(number, answerability=float(random.integers(8)) / 8) for number in range(60)
    ]
    weights = random.integers(4, size=(5, 60)).astype(float)
    expected = [
        roc_auc_score([each.answerable for each in rows], [each.answerability for each in rows], sample_weight=some)
        for some in weights
    ]
    assert answerable_auroc(rows).of(weights) == pytest.approx(expected)


def test_one_kind_of_question_alone_cannot_be_ranked():
    assert answerable_auroc([row(1), row(2)]).n == 0
    assert np.isnan(answerable_auroc([row(1), row(2)]).of(np.ones((1, 2)))).all()
