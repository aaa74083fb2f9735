from eval.metrics.scores import evidence
from tests.eval.rows import absent, abstained, row, sentences


def test_evidence_at_k_asks_for_an_answer_in_the_first_k_sentences():
    third = row(evidence=sentences(False, False, True))
    assert (evidence(third, 1), evidence(third, 3)) == (0.0, 1.0)


def test_the_ranking_counts_even_where_the_reader_then_abstained():
    assert evidence(abstained(evidence=sentences(True)), 1) == 1.0


def test_no_sentence_at_all_is_a_miss():
    assert evidence(row(evidence=()), 3) == 0.0


def test_unanswerable_questions_and_those_without_gold_have_no_say():
    assert evidence(absent(), 1) is None
    assert evidence(row(answers=(), wanted=0), 1) is None
