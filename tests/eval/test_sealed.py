"""Sealed sets measure what nothing was taught with."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from eval.datasets import GOLD

Asked = tuple[str, str]
# People ask alike: "who is the CEO of …", of the same company. Of a set's questions so many may stand in another set by chance:
# 7 of the 240 of `kinds-sealed-2`, 2 of the 51 telling ones of `offices-sealed`.
MOST = 0.04
FEW_WORDS = 4  # "how old?" begins many a conversation


def asked(path: Path) -> Iterator[Asked]:
    """Yield each question of a set with the one before it."""
    for line in path.read_text("utf-8").splitlines():
        row: Mapping[str, Any] = json.loads(line)
        turns = row.get("messages") or [turn["question"] for turn in row.get("turns", [row]) if "question" in turn]
        said = [turn.casefold().strip(" ?.") for turn in turns]
        yield from (
            (question, before) for question, before in zip(said, ["", *said], strict=False) if is_telling(question, before)
        )


def is_telling(question: str, before: str) -> bool:
    return bool(before) or len(question.split()) >= FEW_WORDS


@pytest.fixture(scope="module")
def taught() -> frozenset[Asked]:
    paths = [path for part in ("training", "fitting") for path in GOLD.glob(f"*{part}*.jsonl")]
    return frozenset(each for path in paths for each in asked(path))


@pytest.mark.parametrize("name", sorted(path.name for path in GOLD.glob("*sealed*.jsonl")))
def test_hardly_any_question_of_a_sealed_set_stands_where_something_is_learnt_from(name: str, taught: frozenset[Asked]) -> None:
    questions = [*asked(GOLD / name)]
    assert len(taught) > 30_000
    assert sum(each in taught for each in questions) <= MOST * len(questions)
