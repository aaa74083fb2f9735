"""Conversations over a whole library: when a conversation has cost nothing, and that the sets are whole."""

from dataclasses import replace
from pathlib import Path

import pytest

from eval.datasets import json_lines
from eval.library_conversations import FIGURES, is_good, same, table
from qa.types import Answer, Citation

GOLD = Path(__file__).parents[2] / "eval" / "gold"
LEFT = Citation(1, "a", "A", "a.md", None, 0, 9, "Ann left.", None, 1.0, "supported")
TOLD = Answer("Who left?", "Who left?", "answered", "extractive", "Ann left. [1]", (LEFT,))
REFUSED = Answer("Who left?", "Who left?", "abstained", "extractive", "Not in these documents.")


@pytest.mark.parametrize("library", ["news", "documents"])
@pytest.mark.parametrize("half", ["", "-sealed", "-changing", "-changing-sealed"])
def test_every_turn_is_rewritten_and_the_first_stands_alone(library: str, half: str) -> None:
    conversations = json_lines(GOLD / f"conversations-library-{library}{half}.jsonl")
    assert conversations
    for conversation in conversations:
        first, *others = conversation["turns"]
        assert first["question"] == first["rewrite"]
        assert others
        assert all(turn["question"] and turn["rewrite"] and isinstance(turn["also"], list) for turn in others)
        assert all((turn["document"] is None) == (turn["answer"] is None) for turn in others)


def test_an_answer_is_good_that_quotes_the_words_of_the_document() -> None:
    assert is_good(TOLD, "a.md", "ann LEFT")
    assert is_good(TOLD, "b.md", "Ann left") is False
    assert is_good(REFUSED, "a.md", "Ann left") is False
    assert is_good(TOLD, None, None) is None


def test_two_answers_tell_the_same_that_quote_the_same_document_first_and_mostly_the_same() -> None:
    other = replace(LEFT, marker=2, start=10, end=20, quote="Bob stays.")
    assert same(TOLD, replace(TOLD, text="“Ann left.” [1] [2]", citations=(LEFT, other)))
    assert not same(TOLD, replace(TOLD, text="Bob stays. [2]", citations=(other,)))
    assert not same(TOLD, replace(TOLD, text="Ann left. [1]!", citations=(replace(LEFT, document_id="b"),)))
    assert not same(TOLD, REFUSED)
    assert same(REFUSED, replace(REFUSED, text="None of them says."))


def test_the_table_averages_over_all_follow_ups_and_over_each_sort() -> None:
    rows = [
        {"conversation": "a", "type": "pronoun", **dict.fromkeys(FIGURES, 1.0), "wrong_sure": 0.0},
        {"conversation": "a", "type": "library", **dict.fromkeys(FIGURES[:3]), "kept": 0.0, "wrong_sure": 1.0},
    ]
    lines = table(rows)
    assert lines[1].split() == ["all", "2", "1.000", "1.000", "1.000", "0.500", "0.500"]  # of two, of one that has words
    assert ["library", "1", "nan", "nan", "nan", "0.000", "1.000"] in [line.split() for line in lines]
    assert lines[-2].startswith("kept: 0.500")
