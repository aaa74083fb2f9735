"""Conversations are written down with what is told, for readers to judge."""

from pathlib import Path

import pytest

from eval.datasets import GOLD, json_lines
from eval.messages import MESSAGES, told
from qa.pipeline import Pipeline


@pytest.mark.parametrize("file", [MESSAGES, GOLD / "messages-sealed-3.jsonl"], ids=lambda file: file.stem)
def test_each_message_has_a_rating(file: Path) -> None:
    rows = list(json_lines(file))
    assert len({row["id"] for row in rows}) == len(rows)
    assert [row["id"] for row in rows if len(row["rated"]) != len(row["messages"])] == []
    assert {rating for row in rows for rating in row["rated"]} == {0, 1, 2}


def test_a_conversation_is_asked_in_turn_and_written_down(pipeline: Pipeline) -> None:
    (text,) = told(pipeline, [{"id": "a", "messages": ["How many warheads does North Korea have?", "thanks a lot"]}])
    assert text.startswith("### a\n\n> How many warheads does North Korea have?\n\n")
    assert text.endswith("> thanks a lot\n\nYou're welcome. Ask me anything else about your documents.")
