import pytest

from eval.comparing import compare_runs
from eval.datasets import GoldError
from tests.eval.rows import absent, abstained, row


def test_won_and_lost_are_the_questions_whose_handling_changed():
    before = [row(1), abstained(2), row(3), absent(1, left_out="near")]
    now = [abstained(1), row(2), row(3), absent(1, left_out="near", status="answered"), row(9)]
    found = compare_runs(now, before)
    assert [each.new.id for each in found.won] == ["2"]
    assert [(each.new.id, each.new.left_out) for each in found.lost] == [("1", None), ("1", "near")]
    assert (found.questions, found.only_new, found.only_old) == (4, 1, 0)
    assert (found.metrics["right"].won, found.metrics["right"].lost) == (1, 1)  # of the set as given
    assert found.metrics["latency_p50_ms"].won is None


def test_a_question_that_reads_otherwise_is_another_question():
    with pytest.raises(GoldError, match="no question in common"):
        compare_runs([row(1, question="Who came?")], [row(1, question="Who left?")])


def test_where_lower_is_better_a_question_is_won_as_its_score_falls():
    found = compare_runs([row(1), abstained(2), abstained(3)], [abstained(1), row(2), row(3)]).metrics["false_abstention_rate"]
    assert found.difference.value == pytest.approx(1 / 3)
    assert (found.won, found.lost) == (1, 2)
