import pytest

from eval.kinds import OPEN, SEALED, accuracy, confusion_matrix, judged


@pytest.mark.parametrize("table", [OPEN, SEALED], ids=["open", "sealed"])
def test_what_a_question_wants_is_recognised_and_a_plain_question_stays_one(table) -> None:
    found = judged(table)
    assert accuracy(found) >= 0.95
    assert all(recognised == "question" for _, right, recognised in found if right == "question")


def test_the_confusion_matrix_has_a_row_for_each_right_kind() -> None:
    matrix = confusion_matrix([("Who?", "question", "question"), ("Sum up", "summary", "question")])
    assert [line.split() for line in matrix.splitlines()] == [
        ["question", "summary"],
        ["question", "1", "·"],
        ["summary", "1", "·"],
    ]
