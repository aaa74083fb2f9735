"""Wishes for the news or articles of a period, with their subject in front."""

import pytest

from qa.english.subject_places import subject_last, word_before_documents


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Lowtown news from June 2021", "news about Lowtown from June 2021"),
        ("Lowtown news June 2021", "news about Lowtown in June 2021"),
        ("June 2021 Lowtown news", "news about Lowtown in June 2021"),
        ("tram strike headlines of 28 November 2022", "news about tram strike of 28 November 2022"),
        ("Lowtown’s news from last month", "news about Lowtown from last month"),
        ("harbour stories 2017", "news about harbour in 2017"),
        ("list every recall story from 2023", "which articles about recall from 2023"),
        ("show me all the recall articles", "which articles about recall"),
        ("all recall stories", "articles about recall"),
        ("how many recall stories in 2023", "how many articles about recall in 2023"),
        ("summarise the tram coverage in May 2022", "summarise tram in May 2022"),
    ],
)
def test_a_subject_in_front_of_the_news_is_put_behind_them(typed: str, meant: str) -> None:
    assert subject_last(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "news about Lowtown from June 2021",
        "Lowtown news",
        "the latest news from June 2021",
        "list all news stories from 2023",
        "Fox news 2022",
        "fake news in 2020",
        "which articles from 2023 are about recalls",
        "articles on crime stories from 2017",
        "summarize the news of June 2021",
        "how many articles in 2020",
        "love story 2019",
        "add up the pieces from 2018 to 2020",
    ],
)
def test_what_names_no_subject_in_front_stays_as_it_is(typed: str) -> None:
    assert subject_last(typed) is None


def test_a_word_that_requests_opens_no_subject() -> None:
    assert subject_last("collect articles from 2020", frozenset({"collect"})) is None


def test_a_word_before_the_articles_may_name_their_subject() -> None:
    assert word_before_documents("list every recall story of 2023") == "recall"
    assert [word_before_documents(each) for each in ("which articles", "five stories", "list articles")] == ["", "", ""]
