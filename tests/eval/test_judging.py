import pytest

from eval.datasets import GoldQuestion
from eval.judging import answers_by_words, citation_holds, holds_answer, same_words, wanted_and_cited


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        ("On April 22, they met.", "april 22", True),
        ("It is 30%.", "30", True),
        ("In 1990 it began.", "199", False),  # words, not letters
        ("The party was long.", "art", False),
        ("7,000,000 square kilometres (2,702,703 sq mi)", "7,000,000 square kilometres (2,70", True),  # cut inside a word
        ("a + b", "+", True),
        ("22 April", "April 22", False),
    ],
)
def test_an_answer_is_held_when_its_words_stand_there_in_order(text, answer, expected):
    assert holds_answer(text, [answer]) is expected


def test_a_citation_of_another_document_is_not_what_was_asked_for():
    gold = GoldQuestion("1", "Who?", ("Ann",), True, ("a.txt",))
    assert citation_holds(gold, "Ann came.", of_gold_document=True) is True
    assert citation_holds(gold, "Ann came.", of_gold_document=False) is False


def test_listed_quotes_decide_where_there_are_any():
    gold = GoldQuestion("1", "Who?", ("Ann",), True, cites=(("Ann came.", "So did Ann."), ("Bob left.",)))
    assert citation_holds(gold, "Ann went.", of_gold_document=True) is False
    assert citation_holds(gold, "Ann\n  came.", of_gold_document=True) is True  # as a hard-wrapped text has it
    assert citation_holds(gold, "Then Bob left. At last.", of_gold_document=True) is True
    assert wanted_and_cited(gold, ["So did Ann."]) == (2, 1)


def test_nothing_answers_an_unanswerable_question_and_nothing_judges_an_unscored_one():
    assert citation_holds(GoldQuestion("1", "Who?", (), False), "Ann came.", of_gold_document=True) is False
    assert citation_holds(GoldQuestion("1", "Who?"), "Ann came.", of_gold_document=True) is None


@pytest.mark.parametrize(
    ("kind", "by_words"), [(None, True), ("who", True), ("how_many", True), ("why", False), ("yes_no", False), ("said", False)]
)
def test_only_some_kinds_of_question_are_answered_by_words_that_the_right_sentence_has(kind, by_words):
    assert answers_by_words(GoldQuestion("1", "Why?", answers=("yes",), answerable=True, type=kind)) is by_words


def test_a_copy_of_a_sentence_has_its_words_and_short_stretches_may_be_alike_by_chance():
    assert same_words("The bridge was closed on Monday, he said.", "“The bridge was closed on Monday, he said.")
    assert not same_words("The bridge was closed on Monday, he said.", "The bridge was closed on Tuesday, he said.")
    assert not same_words("He said so.", "He said so. Then the bridge was closed for a week.")
