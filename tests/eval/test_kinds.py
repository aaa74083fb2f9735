import json
from pathlib import Path

import pytest

from eval.kinds import OPEN, SEALED, Recognised, confusion_matrix, recognised


@pytest.mark.parametrize("table", [OPEN, SEALED], ids=["open", "sealed"])
def test_what_a_question_wants_is_recognised_and_a_plain_question_mostly_stays_one(table) -> None:
    found = recognised(table)
    assert sum(each.is_right for each in found) >= 0.95 * len(found)
    assert sum(each.right == "question" and not each.is_right for each in found) <= 1


def test_a_wish_for_somebodys_words_is_right_only_with_the_speaker_and_the_topic(tmp_path: Path) -> None:
    rows = [
        {"type": "said", "speaker": "Ann Lee", "about": "landlords", "question": "Ann Lee furious at landlords"},
        {"type": "said", "speaker": "Ann Lee", "about": "rents", "question": "Ann Lee furious at landlords"},
        {"type": "said", "speaker": "Bob Day", "about": "landlords", "question": "Ann Lee furious at landlords"},
        {"type": "plain", "question": "When did Ann Lee resign?"},
    ]
    table = tmp_path / "voices.jsonl"
    table.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")

    assert [(each.right, each.is_right) for each in recognised(table)] == [
        ("said", True),
        ("said", False),
        ("said", False),
        ("question", True),
    ]


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
