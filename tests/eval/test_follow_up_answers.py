"""Follow-ups asked of a library: what is counted, and that the sets are whole."""

from pathlib import Path

import pytest

from eval.datasets import json_lines
from eval.follow_up_answers import FIGURES, SYSTEMS, in_library, missing, table

GOLD = Path(__file__).parents[2] / "eval" / "gold"


@pytest.mark.parametrize(
    "name", ["conversations-news.jsonl", "conversations-news-sealed.jsonl", "conversations-news-sealed-2.jsonl"]
)
def test_every_follow_up_has_a_rewrite_and_the_first_question_stands_alone(name: str) -> None:
    for conversation in json_lines(GOLD / name):
        assert conversation["document"].startswith("http")
        assert all(turn["question"] and turn["rewrite"] for turn in conversation["turns"])
        assert conversation["turns"][0]["question"] == conversation["turns"][0]["rewrite"]


def test_no_document_is_in_two_sets() -> None:
    sets = [json_lines(GOLD / f"conversations-news{name}.jsonl") for name in ("", "-sealed", "-sealed-2")]
    documents = [{conversation["document"] for conversation in one} for one in sets]
    assert sum(map(len, documents)) == len(frozenset().union(*documents))


def test_the_documents_that_a_library_lacks_are_told_before_anything_is_asked() -> None:
    conversation = {"document": "a", "turns": [{"question": "Who?"}, {"question": "Where?", "document": "b"}]}
    assert missing([conversation], ["a", "c"]) == ["b"]


def test_a_file_is_called_by_its_name() -> None:
    conversation = {"document": "a.md", "turns": [{"question": "Who?"}, {"question": "Where?", "document": "https://b.org/"}]}
    found = in_library(conversation, ["/home/me/a.md", "https://b.org/"])
    assert found["document"] == "/home/me/a.md"
    assert found["turns"] == conversation["turns"]
    assert missing([found], ["/home/me/a.md", "https://b.org/"]) == []


def test_a_turn_is_better_where_only_the_understood_question_is_answered() -> None:
    right, wrong = dict.fromkeys(FIGURES, 1.0), dict.fromkeys(FIGURES, 0.0)
    rows = [
        {"conversation": "a", **dict(zip(SYSTEMS, (wrong, right, right), strict=True))},
        {"conversation": "b", **dict(zip(SYSTEMS, (right, right, right), strict=True))},
    ]
    lines = table(rows)
    assert any(line.startswith("understood, good, gain: +0.500") for line in lines)
    assert any(line.startswith("understood, good, worse: +0.000") for line in lines)
