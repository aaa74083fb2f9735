import pytest

from qa.english.dates import about_day, dates_in

WEDNESDAY = "2021-03-17"


def days(text: str, published: str | None = WEDNESDAY) -> list[str]:
    return [found.day for found in dates_in(text, published)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The bridge opened on June 7, 2019.", "2019-06-07"),
        ("The bridge opened on 7 June 2019.", "2019-06-07"),
        ("The council meets on Thursday, 9 April 2026.", "2026-04-09"),
        ("The council meets on Thursday 9 April 2026.", "2026-04-09"),
        ("The bridge opened in March 2019.", "2019-03"),
        ("The bridge opened in 2019.", "2019"),
        ("The bridge fell during the 1977 blizzard.", "1977"),
        ("The poll, conducted Oct. 22-26, 2023, has 404 answers.", "2023-10-22"),
        ("The bridge must open before 2060.", "2060"),
        ("The bridge must open no later than 2050.", "2050"),
        ("The bridge must open by 2030.", "2030"),
    ],
)
def test_a_full_date_needs_no_day_of_writing(text: str, day: str) -> None:
    assert days(text, None) == days(text) == [day]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The mayor resigned on Tuesday.", "2021-03-16"),
        ("The mayor resigned on Wednesday.", "2021-03-17"),
        ("The mayor resigned last Wednesday.", "2021-03-10"),
        ("The mayor will speak on Friday.", "2021-03-19"),
        ("Next meeting: Thursday 8 July.", "2021-07-08"),
        ("Next meeting: Wednesday, July 8.", "2020-07-08"),
        ("The mayor spoke on Monday, March 16.", "2021-03-16"),  # the weekday is mistaken, not the year
        ("The court has set a new date for the mayor to stand trial: Jan. 23.", "2022-01-23"),
        ("The work must be done by Monday.", "2021-03-22"),
        ("By Monday the mayor had resigned.", "2021-03-15"),
        ("By March 15, the plan covered all of the town.", "2021-03-15"),
        ("The bank expects prices to rise in July.", "2021-07"),
        ("The contract expires Friday.", "2021-03-19"),
        ("Prices have risen since the start of the war April 2.", "2020-04-02"),
        ("Prices have risen since April.", "2020-04"),
        ("The mayor resigned yesterday.", "2021-03-16"),
        ("The mayor resigned on Dec. 25.", "2020-12-25"),
        ("The mayor resigned on Sep. 25.", "2020-09-25"),
        ("The summit is set for April 22.", "2021-04-22"),
        ("The mayor resigned on May 3.", "2020-05-03"),
        ("The mayor resigned in January.", "2021-01"),
        ("The mayor was elected three years ago.", "2018"),
        ("The mayor was elected last year.", "2020"),
        ("The mayor fell ill last week.", "2021-03"),
        ("The mayor said in November it will be some time.", "2020-11"),
        ("A group put out an estimate Tuesday that it would cost millions.", "2021-03-16"),
        ("The mayor, arrested in February, will spend the night at home.", "2021-02"),
        ("When the ministers meet on Friday, the war will be their subject.", "2021-03-19"),
        ("The hearing is set to begin with the man who took over on February 1.", "2021-02-01"),
        ("A decision is expected soon following a Tuesday meeting in which experts spoke.", "2021-03-16"),
        ("He wasn't told of the leak until December.", "2020-12"),
        ("The contract runs through June 30.", "2021-06-30"),
        ("The bridge closed due to a storm in December.", "2020-12"),
        ("It is behind their bid to win the council in May.", "2021-05"),
        ("The bridge opens this summer.", "2021"),
        ("She was going to audition last August.", "2020-08"),
        ("The bridge was built this past fall.", "2020"),
    ],
)
def test_other_dates_are_worked_out_from_the_day_of_writing(text: str, day: str) -> None:
    assert days(text) == [day]
    assert days(text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        "She may march 20 miles.",
        "About 2,019 people came.",
        "It fell by 2000 percent.",
        "The market opens every Tuesday.",
        "Prices rose 3% from last year.",
        "He investigated the January 6 attack.",
        "“We had no money last year,” she said.",
        "Many people live there today.",
        "The mayor resigned Thursday.",  # the day after the article's own: last week's, or it was rewritten
        "It shone on a Sunday night.",
        "Come on out on Friday, Saturday or Sunday.",
        "“I saw him Monday,” she said.",
        "Last night I signed an order.",
        "She moved nearly two years ago.",
        "She moved 20 years ago.",
        "The next year, she won.",
        "Decorations are usually up in December.",
        "Her column runs every other Wednesday.",
        "Thanksgiving is held on the last Thursday of November.",
        'He should be on the stage tonight to defend his record."',
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert days(text, "2022-06-21") == []


def test_a_week_in_two_months_tells_no_month() -> None:
    assert days("The mayor fell ill last week.", "2021-04-07") == []
    assert days("The mayor fell ill this week.", "2021-03-03") == ["2021-03"]
    assert days("The mayor will speak this week.", "2021-03-31") == []


@pytest.mark.parametrize(
    ("words", "day"), [("a week ago", "2021-03-10"), ("Last\nweek", "2021-03-10"), ("last month", None), ("Tuesday", None)]
)
def test_words_of_a_week_tell_around_which_day_it_was(words: str, day: str | None) -> None:
    assert about_day(words, WEDNESDAY) == day
    assert about_day(words, None) is None


def test_the_words_of_a_date_are_told() -> None:
    text = "It rained on Tuesday, as it did in May 2019."
    assert [(found.span.of(text), found.day) for found in dates_in(text, WEDNESDAY)] == [
        ("Tuesday", "2021-03-16"),
        ("May 2019", "2019-05"),
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("In 2008, prices peaked at $4.11 in July.", ["2008", "2008-07"]),
        ("On July 4, 2008, she spoke; on July 7 she left.", ["2008-07-04", "2008-07-07"]),
        ("She joined in 2019 and left in March.", ["2019", "2022-03"]),
        ("In December 2020 it began, and it ended in January.", ["2020-12", "2021-01"]),
        ("In 2008 it opened; it closed in December 2015 and was empty in March.", ["2008", "2015-12", "2016-03"]),
        ("In 2021 the rule of Feb. 29 was dropped.", ["2021", "2020-02-29"]),
        ("Since 1998, the rate rose in March for the first time.", ["1998", "2022-03"]),
    ],
)
def test_a_month_is_of_the_year_that_its_sentence_opens_with(text: str, days: list[str]) -> None:
    assert [told.day for told in dates_in(text, "2022-07-19")] == days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The film opens in theaters on Friday.", "2022-07-22"),
        ("The show premieres Friday.", "2022-07-22"),
        ("She opened the fair on Friday.", "2022-07-15"),
        ("The store opens at nine and was robbed on Friday.", "2022-07-15"),
    ],
)
def test_a_weekday_on_which_something_opens_is_to_come(text: str, day: str) -> None:
    assert [told.day for told in dates_in(text, "2022-07-19")] == [day]  # a Tuesday


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
def test_what_programs_write_for_no_day_is_no_day_of_writing(published: str) -> None:
    assert dates_in("He left yesterday. It opens next Tuesday.", published) == []
