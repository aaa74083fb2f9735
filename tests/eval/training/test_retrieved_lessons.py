from pathlib import Path

import pytest
from tokenizers import Tokenizer

from eval.training.drills import Drill, Passage
from eval.training.retrieved_lessons import RetrievedLesson, Shown, retrieved_lessons, retrieved_rows
from qa.embedding import bundled_tokenizer
from qa.types import Span
from tests.eval.training.conftest import BRIDGE, FERRY

TEXT, OTHER = FERRY.text, BRIDGE.text


@pytest.fixture
def tokenizer() -> Tokenizer:
    made = bundled_tokenizer()
    made.no_padding()
    return made


def test_a_question_s_passages_are_those_retrieved_for_it_with_the_gold_sentences_marked(
    two_articles: Path, asked_of_two_articles: Path
) -> None:
    why, tunnel = retrieved_lessons(asked_of_two_articles, two_articles)

    assert [[shown.passage.sentences[n].of(shown.passage.text) for n in shown.right] for shown in why.right] == [
        ["Captain Ida Berg blamed a broken shaft."]
    ]
    assert [span.of(TEXT) for shown in why.right for span in shown.answers] == ["a broken shaft"]
    assert {shown.passage.title for shown in why.wrong} == {"Bridge"}
    assert not tunnel.right
    assert {shown.passage.title for shown in tunnel.wrong} == {"Ferry", "Bridge"}


def test_passages_of_an_answered_question_share_a_group_and_those_of_a_near_miss_stand_alone(tokenizer: Tokenizer) -> None:
    ferry = Passage("Ferry", TEXT, (Span(0, 33), Span(34, 73), Span(74, len(TEXT))))
    bridge = Shown(Passage("Bridge", OTHER, (Span(0, 39), Span(40, len(OTHER)))), (), ())
    right = Shown(ferry, (1,), (Span(58, 72),))
    answered = RetrievedLesson("Why did the Lund ferry stop?", True, (right,), (bridge,))
    missed = RetrievedLesson("Who opened the Lund tunnel?", True, (), (Shown(ferry, (), ()), bridge))

    rows = [row for seed in range(20) for row in retrieved_rows(Drill(tokenizer, {}, {}, seed), answered, 7)]
    assert {row.group for row in rows if row.gold} == {7}
    assert {tokenizer.decode(row.ids[row.starts[0] : row.ends[0] + 1]) for row in rows if row.starts and row.ends} == {
        "a broken shaft"
    }
    assert {row.group for row in rows if not row.gold and "genoa" in tokenizer.decode(row.ids)} == {7}
    apart = retrieved_rows(Drill(tokenizer, {}, {}, 1), missed, 8)
    assert [row.group for row in apart] == [-1, -1]
    assert all(row.gold == () and row.starts == () for row in apart)
