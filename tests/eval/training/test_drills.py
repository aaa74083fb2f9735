import random

import pytest
from tokenizers import Tokenizer

from eval.training.drills import Drill, Passage, Row, batches
from eval.training.lessons import Lesson
from qa.embedding import bundled_tokenizer
from qa.types import Span

TEXT = "The harbour was closed in 2019. Mayor Ann Brown thanked 12 crews. The market stays shut."
SENTENCES = (Span(0, 31), Span(32, 65), Span(66, 88))
OTHER = "The bridge of Genoa was opened in 1999. Nobody came."
LESSON = Lesson("Whom did Mayor Ann Brown thank?", "", TEXT, (), (Span(56, 64),), "set/1")


@pytest.fixture
def tokenizer() -> Tokenizer:
    made = bundled_tokenizer()
    made.no_padding()
    return made


def drill(tokenizer: Tokenizer, seed: int = 0) -> Drill:
    passages = {TEXT: Passage("", TEXT, SENTENCES), OTHER: Passage("", OTHER, (Span(0, 39), Span(40, 52)))}
    return Drill(tokenizer, passages, {TEXT: [OTHER]}, seed)


def rows_of_many(tokenizer: Tokenizer) -> list[Row]:
    return [row for seed in range(60) for row in drill(tokenizer, seed).rows(LESSON, 1, 1.0)]


def test_every_showing_keeps_the_answer_and_its_sentence(tokenizer: Tokenizer) -> None:
    for row in rows_of_many(tokenizer):
        if row.starts:
            answer = tokenizer.decode(row.ids[row.starts[0] : (row.ends or (0,))[0] + 1])
            assert answer == "12 crews"
            assert {row.sentence[row.starts[0]]} == set(row.gold)


def test_a_near_miss_and_a_passage_that_answers_nothing_have_no_right_sentence(tokenizer: Tokenizer) -> None:
    rows = rows_of_many(tokenizer)
    near_misses = [row for row in rows if row.group == -1]
    assert near_misses
    assert all(row.gold == () and row.starts == () for row in near_misses)
    others = [row for row in rows if "genoa" in tokenizer.decode(row.ids) and row.group == 1 and not row.starts]
    assert others
    assert all(row.gold == () for row in others)


def test_a_near_miss_asks_or_tells_of_something_else(tokenizer: Tokenizer) -> None:
    true = {tuple(row.ids) for row in rows_of_many(tokenizer) if row.starts}
    assert true.isdisjoint(tuple(row.ids) for row in rows_of_many(tokenizer) if row.group == -1)


def test_the_same_seed_shows_the_same(tokenizer: Tokenizer) -> None:
    assert [row.ids for row in drill(tokenizer, 3).rows(LESSON, 1, 1.0)] == [
        row.ids for row in drill(tokenizer, 3).rows(LESSON, 1, 1.0)
    ]


def test_batches_keep_groups_whole_and_mark_right_tokens(tokenizer: Tokenizer) -> None:
    rows = [row for group in range(8) for row in drill(tokenizer, group).rows(LESSON, group, 1.0)]
    made = list(batches(rows, 200, random.Random(0)))
    assert sum(len(batch.groups) for batch in made) == len(rows)
    homes = [group for batch in made for group in set(batch.groups.tolist()) if group >= 0]
    assert len(homes) == len(set(homes)) == 8
    for batch in made:
        assert (batch.gold_start.any(axis=1) == batch.gold_sentence.any(axis=1)).all()
