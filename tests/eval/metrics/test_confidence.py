"""How far "sure", "perhaps" and "no" can be relied on."""

import numpy as np
import pytest

from eval.metrics import METRICS
from eval.rows import Row
from tests.eval.rows import absent, abstained, citations, row


def value(name, rows):
    return float(METRICS[name](rows).of(np.ones((1, len(rows))))[0])


def said(confidence: str, made: Row) -> Row:
    answer = {**made.answer, "confidence": confidence}
    return Row.from_json(made.to_json() | {"answer": answer})


# Of five answerable questions two are answered well; of four unanswerable ones two surely, one of them a near miss.
ROWS = [
    said("sure", row(1)),
    said("perhaps", row(2)),
    said("sure", row(3, citations=citations(False, True))),
    said("perhaps", row(4, citations=citations(False))),
    said("no", abstained(5)),
    said("no", absent(6)),
    said("perhaps", absent(7, status="answered", citations=citations(False), near_miss=True)),
    said("sure", absent(8, status="answered", citations=citations(False), near_miss=True)),
    said("sure", absent(9, status="answered", citations=citations(False))),
]


def test_a_good_answer_has_the_right_sentence_first_whether_it_is_sure_or_not():
    assert value("good", ROWS) == pytest.approx(2 / 5)


def test_wrong_and_sure_is_counted_apart_from_wrong_and_honest_about_it():
    assert value("wrong_sure", ROWS) == pytest.approx(1 / 5)


def test_a_no_to_what_is_there_is_a_false_abstention():
    assert value("false_abstention_rate", ROWS) == pytest.approx(1 / 5)


def test_only_sure_answers_to_what_is_not_there_are_false_answers():
    assert value("false_answer_rate", ROWS) == pytest.approx(2 / 4)
    assert value("near_miss_rate", ROWS) == pytest.approx(1 / 2)


def test_answers_of_earlier_versions_are_sure_or_abstentions():
    assert value("wrong_sure", [row(1, citations=citations(False)), abstained(2)]) == pytest.approx(1 / 2)


@pytest.mark.parametrize(
    ("given", "gold", "right"),
    [
        ("the 12 months", ("12 months", "a year"), True),
        ("no later than 2050", ("2050",), True),
        ("Biden", ("President Joe Biden",), True),
        ("2049", ("2050",), False),
    ],
)
def test_a_short_answer_is_right_where_it_and_a_gold_answer_hold_each_others_words(given, gold, right):
    assert value("short_answer_precision", [row(1, short_answer=given, answers=gold)]) == float(right)


def test_a_short_answer_to_an_unanswerable_question_is_wrong_and_none_has_no_say():
    rows = [absent(1, status="answered", short_answer="Ann"), row(2, short_answer="Ann"), row(3)]
    assert value("short_answer_precision", rows) == pytest.approx(1 / 2)
