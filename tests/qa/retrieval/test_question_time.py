from math import log

import pytest

from qa.retrieval.question_time import QuestionTime


def test_an_older_document_counts_by_the_logarithm_of_its_days() -> None:
    asked = QuestionTime.of("Who leads the council?")
    assert asked.age("2023-07-07", "2023-07-07") == 0.0
    # ten days: log(1 + 10) / log(1 + 3650)
    assert asked.age("2023-06-27", "2023-07-07") == pytest.approx(log(11) / log(3651))
    assert asked.age("1990-01-01", "2023-07-07") == 1.0
    assert asked.age(None, "2023-07-07") == 0.0


def test_a_question_that_names_a_year_doesnt_ask_for_the_newest() -> None:
    assert QuestionTime.of("Who led the council in 2019?").age("2019-05-01", "2023-07-07") == 0.0


@pytest.mark.parametrize("question", ["Who paid 2000 euros?", "Who got $2000?", "Where did 2000 people live?"])
def test_a_number_of_something_is_no_year(question: str) -> None:
    assert QuestionTime.of(question).years == frozenset()


@pytest.mark.parametrize(
    ("text", "published", "other"),
    [
        ("It was founded in 2019.", "2023-01-01", 0.0),
        ("It was founded.", "2019-05", 0.0),
        ("It was founded in 2020.", None, 1.0),
    ],
)
def test_a_passage_tells_of_a_year_in_its_words_or_by_its_date(text: str, published: str | None, other: float) -> None:
    assert QuestionTime.of("What was founded in 2019?").other_year(text, published) == other


def test_a_question_without_a_year_is_of_any_year() -> None:
    assert QuestionTime.of("What was founded?").other_year("Nothing.", None) == 0.0


@pytest.mark.parametrize(
    ("question", "text", "another"),
    [
        ("Who won the 2023 regatta?", "Lind won the regatta last year.", True),
        ("Who won the 2022 regatta?", "Lind won the regatta last year.", False),  # written in 2023
        ("Who won the 2023 regatta?", "Lind, who won last year, won in 2023.", False),
        ("Who won the 2023 regatta?", "Lind won the regatta.", False),
        ("Who won the regatta?", "Lind won the regatta last year.", False),
    ],
)
def test_what_was_last_year_is_told_of_the_year_before_the_document(question: str, text: str, another: bool) -> None:
    assert QuestionTime.of(question).tells_of_another(text, "2023-05-26") is another


def test_what_is_new_is_told_by_the_newest_of_the_passages() -> None:
    published = ["2023-07-01", "2021-07-01", None, "2015-01-01"]
    # 730 days of the 1,461 of four years; eight years count as four, and so does what has no date
    assert QuestionTime.of("Who won the prize this year?").behind(published) == [0.0, 730 / 1461, 1.0, 1.0]
    assert QuestionTime.of("Who won the prize?").behind(published) == [0.0] * 4
    assert QuestionTime.of("Who recently won the 2019 prize?").behind(published) == [0.0] * 4
    assert QuestionTime.of("Who won the prize this year?").behind([None, None]) == [0.0, 0.0]
    assert QuestionTime.of("Who won the prize this year?").behind([]) == []
