import random

import pytest
from tokenizers import Tokenizer

from eval.training.batches import Row, Sampler, batches, token_span
from eval.training.examples import Context, Example
from qa.embedding import bundled_tokenizer
from qa.types import Span

TEXT = "The harbour was closed on Monday. About 300 boats were damaged. The market stays shut until Friday."
ANSWER = Span(TEXT.index("300"), TEXT.index("300") + 3)
EXAMPLE = Example(
    "How many boats were damaged?",
    (Context("Storm", TEXT, (ANSWER,)),),
    (Context("", "The mayor thanked the rescue crews. They worked all night.", ()),),
)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    found: Tokenizer = bundled_tokenizer()
    found.enable_truncation(256, strategy="only_second")
    found.no_padding()
    return found


def test_token_spans_are_counted_in_the_passage_and_none_where_it_was_cut_off(tokenizer: Tokenizer) -> None:
    encoding = tokenizer.encode("How many?", "About 300 boats")
    start, end = token_span(encoding, Span(6, 9))
    # [CLS] how many ? [SEP] about 300 boats [SEP]
    assert (start, end) == (6, 6)
    assert token_span(encoding, Span(40, 45)) == (0, 0)


def test_every_showing_keeps_the_answer_in_its_place(tokenizer: Tokenizer) -> None:
    sampler = Sampler(tokenizer, ["Genoa"], seed=3)
    for number in range(60):
        for row in sampler.rows(EXAMPLE, number, negatives=1):
            shown = [tokenizer.decode(row.ids[start : end + 1]) for start, end in zip(row.starts, row.ends, strict=True)]
            assert shown in (["300"], [""])


def test_the_same_seed_shows_the_same(tokenizer: Tokenizer) -> None:
    def shown(seed: int) -> list[list[int]]:
        sampler = Sampler(tokenizer, ["Genoa"], seed)
        return [row.ids for number in range(10) for row in sampler.rows(EXAMPLE, number, negatives=1)]

    assert shown(1) == shown(1) != shown(2)


def test_batches_keep_groups_whole_and_hold_every_row_once() -> None:
    rows = [Row([1] * (10 + n % 7), [0, *[1] * (9 + n % 7)], (3,), (4,), n // 2) for n in range(40)]
    made = list(batches(rows, 60, random.Random(0)))
    assert sum(len(batch.ids) for batch in made) == 40
    for group in range(20):
        assert sum((batch.groups == group).any() for batch in made) == 1
    for batch in made:
        assert batch.ids.size <= 60
        assert batch.gold_start.sum() == len(batch.ids)
        # The null token and the last one, which ends the passage, are no places for an answer.
        assert not batch.spannable[:, 0].any()
        assert (batch.spannable.sum(axis=1) == batch.mask.sum(axis=1) - 2).all()
