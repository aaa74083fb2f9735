"""Periods that are told from the present day."""

from datetime import date

import pytest

from qa.english.periods import Period, split_period
from qa.english.relative_periods import dated

THURSDAY = date(2023, 12, 14)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("fires last month", "fires in February 2022"),
        ("fires since last month?", "fires since February 2022?"),
        ("what happened this week", "what happened in the week of 14 March 2022"),
        ("articles from last week about fires", "articles from the week of 7 March 2022 about fires"),
        ("Yesterday's news about fires", "news about fires on 15 March 2022"),
        ("compare last year and this year on fires", "compare in 2021 and in 2022 on fires"),
        ("what he said about “last week”", "what he said about “last week”"),
        ("last month's fires", "last month's fires"),
        ("who worked last year and left", "who worked last year and left"),
        ("what is new today", "what is new today"),
    ],
)
def test_a_period_told_by_how_long_ago_it_was_is_worked_out(text: str, read: str) -> None:
    told, words = dated(text, date(2022, 3, 16))  # a Wednesday
    assert told == read
    assert bool(words) == (text != read)


def test_the_month_before_january_is_of_the_year_before() -> None:
    told, [read] = dated("fires last month", date(2022, 1, 31))

    assert (told, read.words, read.name) == ("fires in December 2021", "last month", "December 2021")


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("in May", "2023-05-01", "2023-05-31"),
        ("in may", "2023-05-01", "2023-05-31"),
        ("on 3 June", "2023-06-03", "2023-06-03"),
        ("on Dec. 20", "2022-12-20", "2022-12-20"),  # this year's is to come
        ("before 20 December", None, "2022-12-19"),
        ("since October", "2023-10-01", None),
        ("from 20 October onwards", "2023-10-20", None),
        ("between March and May", "2023-03-01", "2023-05-31"),
        ("between 3 and 6 Dec", "2023-12-03", "2023-12-06"),
        ("between November and February", "2022-11-01", "2023-02-28"),
        ("in Q3", "2023-07-01", "2023-09-30"),
        ("last quarter", "2023-07-01", "2023-09-30"),
        ("this summer", "2023-06-01", "2023-08-31"),
        ("in the first week of November", "2023-11-01", "2023-11-07"),
        ("in the week of 31 July", "2023-07-31", "2023-08-06"),
        ("on Monday", "2023-12-11", "2023-12-11"),
        ("on Thursday", "2023-12-14", "2023-12-14"),
        ("last Thursday", "2023-12-07", "2023-12-07"),
        ("since mon", "2023-12-11", None),
        ("since Thursday", "2023-12-07", None),
        ("over the weekend", "2023-12-09", "2023-12-10"),
        ("the day before yesterday", "2023-12-12", "2023-12-12"),
        ("overnight", "2023-12-13", "2023-12-14"),
        ("in the past ten days", "2023-12-05", "2023-12-14"),
        ("this past week", "2023-12-08", "2023-12-14"),
        ("within the past week", "2023-12-08", "2023-12-14"),
        ("in the last fortnight", "2023-12-01", "2023-12-14"),
        ("a few days ago", "2023-12-11", "2023-12-11"),
        ("48 hours ago", "2023-12-12", "2023-12-12"),
        ("on Boxing Day", "2022-12-26", "2022-12-26"),
        ("on New Year’s Eve", "2022-12-31", "2022-12-31"),
        ("this afternoon", "2023-12-14", "2023-12-14"),
        ("since Labor Day", "2023-09-04", None),
        ("on Memorial Day", "2023-05-29", "2023-05-29"),
        ("in H1", "2023-01-01", "2023-06-30"),
        ("earlier this week", "2023-12-11", "2023-12-17"),
        ("back in April", "2023-04-01", "2023-04-30"),
        ("between March 8-17", "2023-03-08", "2023-03-17"),
        ("since mid-September", "2023-09-15", None),
        ("prior to 23 July", None, "2023-07-22"),
        ("in May and June", "2023-05-01", "2023-06-30"),
        ("in the past 48 hrs", "2023-12-12", "2023-12-14"),
        ("in the last three months", "2023-09-14", "2023-12-14"),
        ("two weeks ago", "2023-11-27", "2023-12-03"),
        ("since the start of the month", "2023-12-01", None),
        ("before Easter", None, "2023-04-06"),  # Good Friday is the 7th
        ("on 29 February", "2020-02-29", "2020-02-29"),
    ],
)
def test_days_months_and_seasons_without_a_year_are_the_last_ones(words: str, since: str | None, until: str | None) -> None:
    text, read = dated(f"news {words}", THURSDAY)

    assert split_period(text) == ("news", Period(since, until))
    assert len(read) == 1


@pytest.mark.parametrize(
    "text",
    [
        "articles on Theresa May",
        "deals on Black Friday",
        "the Sunday Times",
        "articles on spring rolls",
        "news in May 2021",
        "news since 3 June 2021",
        "the march on Washington",
        "in the last six weeks of February",
        "on 31 June",
        "in the beginning",
        "from last month to this month",
        "before the end of May",
    ],
)
def test_what_names_no_such_period_stays_as_it_is(text: str) -> None:
    assert dated(text, THURSDAY) == (text, ())


def test_a_period_is_read_before_what_documents_are_about() -> None:
    told, _ = dated("What did Lee say on Friday about the strike?", THURSDAY)

    assert told == "What did Lee say on 8 December 2023 about the strike?"


def test_from_a_day_to_today_is_since_then() -> None:
    assert dated("news from last month to today", THURSDAY)[0] == "news since November 2023"


def test_this_weekend_is_that_of_a_saturday_and_last_weekend_the_one_before() -> None:
    saturday = date(2023, 12, 9)

    assert dated("news from this weekend", saturday)[0] == "news from 2023-12-09 to 2023-12-10"
    assert dated("news last weekend", saturday)[0] == "news from 2023-12-02 to 2023-12-03"


@pytest.mark.parametrize(
    ("words", "any_one"),
    [
        ("in May", True),
        ("in May and June", True),
        ("on 3 June", True),
        ("on Friday", True),
        ("since May", False),
        ("last week", False),
    ],
)
def test_what_comes_again_may_be_any(words: str, any_one: bool) -> None:
    _, [read] = dated(f"the vote {words}", THURSDAY)

    assert read.may_be_any == any_one


@pytest.mark.parametrize("year", [1, 999, 1850, 1901, 2100, 9999])
@pytest.mark.parametrize("words", ["last quarter", "999 years ago", "in the last 999 months", "since Monday", "in May"])
def test_a_day_that_no_newest_document_has_breaks_nothing(year: int, words: str) -> None:
    assert dated(f"news {words}", date(year, 1, 1)) == (f"news {words}", ())


@pytest.mark.parametrize("text", ["x in " * 400, "may " * 500, "1 - " * 500, "since the " * 200, "from 1 to " * 200])
def test_a_long_text_is_read_at_once(text: str) -> None:
    dated(text, THURSDAY)
