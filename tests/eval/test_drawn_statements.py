"""What becomes of statements that were judged."""

import json
from pathlib import Path

import pytest

from eval.drawn_statements import VERDICTS, drawn, found_at
from qa.attribution import find_statements
from qa.types import Document

GOLD = Path(__file__).parents[2] / "eval" / "gold"
TEXT = "The pier is shut, Ann Lee said. “It will open in May,” she told Bo Green."


def at(words: str, speaker: str, meant: str | None = None) -> str:
    """Return what became of a statement of these words that was given to this speaker."""
    start = TEXT.index(words)
    row = {"start": start, "end": start + len(words), "speaker": speaker, "meant": meant}
    return found_at(row, find_statements(Document.create(source="a", title="", text=TEXT)))[0]


def test_a_statement_stays_is_cut_otherwise_or_is_given_to_another() -> None:
    assert at("The pier is shut", "Ann Lee") == "same"
    assert at("The pier", "Ann Lee") == "cut otherwise"  # 8 of 16 characters are shared
    assert at("The pier is shut", "Bo Green", "Ann Lee") == "given to the right one"
    assert at("The pier is shut", "Bo Green", "Eva Rowe") == "given to another"


def test_what_is_found_there_no_longer_is_gone() -> None:
    assert at("she told Bo Green", "Ann Lee") == "gone"


def test_an_article_comes_with_its_statements_but_for_those_that_nobody_could_judge(tmp_path: Path) -> None:
    articles, gold = tmp_path / "articles.jsonl", tmp_path / "gold.jsonl"
    articles.write_text("".join(json.dumps({"source": name, "text": TEXT}) + "\n" for name in "ab"))
    row = {"source": "a", "start": 0, "end": 16, "kind": "indirect", "speaker": "Ann Lee"}
    gold.write_text("".join(json.dumps({**row, "verdict": verdict}) + "\n" for verdict in ("ok", "unsure")))
    ((document, rows),) = drawn(articles, gold)
    assert (document.source, [each["verdict"] for each in rows]) == ("a", ["ok"])


@pytest.mark.parametrize("name", ["statements-drawn", "statements-drawn-sealed"])
def test_every_drawn_statement_has_a_place_a_speaker_and_a_verdict(name: str) -> None:
    rows = [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all(row["start"] < row["end"] and row["speaker"] and row["verdict"] in (*VERDICTS, "unsure") for row in rows)
