"""The statement harness: what it counts, and that ours beats the naive reader on the gold articles."""

from pathlib import Path

import pytest

from eval.spoken import Spoken, coverage, overlap, same_speaker
from eval.statements import extractor, nearest_name, read_gold, score
from eval.tally import Tally

_GOLD = Path(__file__).parents[2] / "eval" / "gold" / "statements.jsonl"
# By another writer, who hadn't seen the ones above. Since tuned on, so no longer unseen: a guard and no estimate.
_BLIND = _GOLD.with_name("statements-blind.jsonl")


@pytest.mark.parametrize("path", [_GOLD, _BLIND], ids=lambda path: path.stem)
def test_every_gold_quotation_is_a_span_of_its_text(path):
    for text, labels in read_gold(path):
        for label in labels:
            assert label.of(text).strip() == label.of(text)


def test_there_are_a_dozen_articles_of_eight_quotations_each():
    gold = read_gold(_GOLD)
    assert len(gold) >= 12
    assert all(len(labels) >= 8 for _, labels in gold)


def test_overlap_is_intersection_over_union():
    assert overlap(Spoken(0, 8, None), Spoken(2, 10, None)) == pytest.approx(6 / 10)
    assert overlap(Spoken(0, 2, None), Spoken(5, 9, None)) == 0


def test_coverage_is_the_share_of_the_label_that_an_answer_holds():
    assert coverage(Spoken(0, 20, None), Spoken(10, 15, None)) == 1
    assert coverage(Spoken(0, 12, None), Spoken(10, 20, None)) == pytest.approx(0.2)


def test_an_article_before_a_described_source_makes_no_difference():
    assert same_speaker("A senior official", "senior official")
    assert not same_speaker("Jane Doe", None)


def test_a_speaker_counts_only_where_the_span_was_found():
    gold = [('"Yes," Jo said.', [Spoken(0, 6, "Jo")])]
    assert score(gold, lambda _: [Spoken(7, 9, "Jo")])["speaker right"] == Tally(0, 1)
    assert score(gold, lambda _: [Spoken(0, 6, "Jo")])["speaker right"] == Tally(1, 1)


def test_ours_beats_the_nearest_name():
    gold = read_gold(_GOLD)
    ours, naive = score(gold, extractor), score(gold, nearest_name)
    assert ours["span recall"].share >= 0.97
    assert ours["speaker right"].share >= 0.9
    assert ours["speaker right, hard"].share >= 0.85
    assert ours["speaker right"].right > naive["speaker right"].right


def test_ours_holds_on_articles_by_another_hand():
    gold = read_gold(_BLIND)
    ours = score(gold, extractor)
    assert len(gold) >= 20
    assert ours["span covered"].share >= 0.97
    assert ours["speaker right, covered"].share >= 0.9
    assert ours["speaker right, hard"].share >= 0.85
