import pytest

from eval.kinds import OPEN, SEALED, Recognised, confusion_matrix, recognised


@pytest.mark.parametrize("table", [OPEN, SEALED], ids=["open", "sealed"])
def test_what_a_question_wants_is_recognised_and_a_plain_question_stays_one(table) -> None:
    found = recognised(table)
    assert sum(each.is_right for each in found) >= 0.95 * len(found)
    assert all(each.told == "question" for each in found if each.right == "question")


def test_the_confusion_matrix_has_a_row_for_each_right_kind() -> None:
    matrix = confusion_matrix(
        [
            Recognised("Who?", "question", "question", plain=None, is_right=True),
            Recognised("Sum up", "summary", "question", plain=None, is_right=False),
        ]
    )
    assert [line.split() for line in matrix.splitlines()] == [
        ["question", "summary"],
        ["question", "1", "·"],
        ["summary", "1", "·"],
    ]
