"""Who holds an office: the newest document that calls somebody so answers, and nobody who held it before or another one."""

import pytest

from qa.pipeline.answerers.holders import bearers
from qa.pipeline.answerers.offices import asked_of_office
from tests.support import Workshop

ARTICLES = {
    "2019": "Hawaii Gov. David Brown opened the new road on Monday. Ann Lee, the mayor of Kona, cut the ribbon.",
    "2022": "Former Hawaii Gov. David Brown praised it. Hawaii Lt. Gov. Sue Park was there, too. The harbour was closed.",
    "2023": "Hundreds were let in, said Josh Green, the governor of Hawaii. “It is over,” Kona Mayor Jim Holt told reporters.",
    "2024": "It pays more. John Hall, governor of the Bank of Hawaii, said so on Friday. Hawaii Gov. Josh Green was silent.",
}


@pytest.fixture
def news(workshop: Workshop) -> Workshop:
    for year, text in ARTICLES.items():
        workshop.add(f"{year}.txt", text, title=f"News of {year}", published=f"{year}-05-02")
    return workshop


@pytest.mark.parametrize(
    ("question", "names", "of"),
    [
        ("Who is the governor of Hawaii?", "governor", ("hawaii",)),
        ("hawaii gov", "governor", ("hawaii",)),
        ("who's new zealand's pm right now", "prime minister", ("new", "zealand")),
        ("Who runs Disney?", "chief executive", ("disney",)),
        ("what is the name of the head coach of the United States", "coach", ("us",)),
        ("former mayor of Bergen", "mayor", ("former", "bergen")),
        ("Who is the new speaker of the House?", "speaker", ("house",)),
    ],
)
def test_an_office_is_read_with_its_other_names_and_what_it_is_of(question: str, names: str, of: tuple[str, ...]) -> None:
    office = asked_of_office(question)
    assert office is not None
    assert names in office.names
    assert sorted(office.words) == sorted(of)


@pytest.mark.parametrize(
    "question",
    [
        "How old is the governor of Hawaii?",
        "What did the mayor of Kona say?",
        "Is Josh Green the governor of Hawaii?",
        "Who is Josh Green?",
        "the price of bread",
        "Who is the governor?",
        "and as a free agent?",
    ],
)
def test_what_asks_for_something_else_asks_for_no_holder(question: str) -> None:
    assert asked_of_office(question) is None


def test_the_newest_document_that_calls_somebody_so_answers_with_the_name(news: Workshop) -> None:
    answer = news.pipeline.ask("Who is the governor of Hawaii?")
    assert (answer.confidence, answer.short_answer) == ("sure", "Josh Green")
    assert [each.quote for each in answer.citations] == ["Hawaii Gov. Josh Green was silent."]


def test_a_time_that_the_question_names_chooses_the_documents(news: Workshop) -> None:
    assert news.pipeline.ask("Who was the governor of Hawaii in 2019?").short_answer == "David Brown"


def test_of_several_whom_one_document_each_calls_so_none_is_sure(news: Workshop) -> None:
    answer = news.pipeline.ask("Who is the mayor of Kona?")
    assert (answer.confidence, answer.short_answer) == ("perhaps", None)
    assert ["Holt" in each.quote for each in answer.citations] == [True, False]  # the newest first


def test_where_nobody_is_called_so_the_documents_are_read(news: Workshop) -> None:
    assert news.pipeline.ask("Who is the sheriff of Hawaii?").short_answer is None


def test_words_that_name_no_office_have_no_bearers() -> None:
    assert bearers("the other", []) == []
