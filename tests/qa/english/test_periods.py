import pytest

from qa.english.period_places import date_as_period, period_last
from qa.english.periods import Period, is_date, joined, split_period, split_periods

YEAR_21, YEAR_22 = Period("2021-01-01", "2021-12-31"), Period("2022-01-01", "2022-12-31")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("fires in 2021 and in 2022", (("fires", YEAR_21), ("fires", YEAR_22))),
        ("fires in 2021 or 2022", (("fires", YEAR_21), ("fires", YEAR_22))),
        ("Lee in 2021 and Ray in 2022", (("Lee", YEAR_21), ("Ray", YEAR_22))),
        ("fires and floods in 2021, 2022", (("fires and floods", YEAR_21), ("fires and floods", YEAR_22))),
        ("fires between 2021 and 2022", (("fires", Period("2021-01-01", "2022-12-31")),)),
        ("fires between 2022 and 2021", (("fires", Period("2021-01-01", "2022-12-31")),)),
        ("fires on March 3, 2021", (("fires", Period("2021-03-03", "2021-03-03")),)),
        ("fires in 2021 and floods", ()),
        ("fires", ()),
        (f"{'no, ' * 50}fires in 2021", ()),  # no list that anybody types
    ],
)
def test_each_part_of_a_list_has_its_period(text: str, found: tuple[tuple[str, Period], ...]) -> None:
    assert split_periods(text) == found


def test_a_month_without_a_year_is_of_the_year_that_the_next_one_names() -> None:
    assert split_period("fires between March and May 2021") == ("fires", Period("2021-03-01", "2021-05-31"))
    assert [period.since for _, period in split_periods("fires in July and August 2021")] == ["2021-07-01", "2021-08-01"]


def test_a_text_may_be_a_period_and_nothing_else() -> None:
    assert split_period("in 2021") == ("", YEAR_21)


def test_a_part_of_a_period_is_no_period_that_is_known() -> None:
    assert split_period("fires in the heat of 2021") == ("fires in the heat of 2021", Period())
    assert split_period("the fires of 2021") == ("the fires", YEAR_21)


@pytest.mark.parametrize(
    ("told", "since", "until"),
    [
        ("in spring 2022", "2022-03-01", "2022-05-31"),
        ("over the summer of 2022", "2022-06-01", "2022-08-31"),
        ("in fall 2022", "2022-09-01", "2022-11-30"),
        ("in the winter of 2023-24", "2023-12-01", "2024-02-29"),
        ("in late summer 2022", "2022-08-01", "2022-08-31"),
        ("since spring 2022", "2022-03-01", None),
        ("until the end of October 2022", None, "2022-10-31"),
        ("in Q3 2022", "2022-07-01", "2022-09-30"),
        ("in the fourth quarter of 2022", "2022-10-01", "2022-12-31"),
        ("in the second half of 2022", "2022-07-01", "2022-12-31"),
        ("in the second half of February 2022", "2022-02-15", "2022-02-28"),
        ("in early November 2022", "2022-11-01", "2022-11-10"),
        ("in mid-November 2022", "2022-11-11", "2022-11-20"),
        ("in late February 2024", "2024-02-21", "2024-02-29"),
        ("in mid 2022", "2022-05-01", "2022-08-31"),
        ("at the end of 2022", "2022-11-01", "2022-12-31"),
        ("in the last week of October 2022", "2022-10-25", "2022-10-31"),
        ("in the first two weeks of October 2022", "2022-10-01", "2022-10-14"),
        ("in the last three months of 2022", "2022-10-01", "2022-12-31"),
        ("on 10 to 15 August 2023", "2023-08-10", "2023-08-15"),
        ("between 10 and 15 august 2023", "2023-08-10", "2023-08-15"),
        ("from August 10–15, 2023", "2023-08-10", "2023-08-15"),
        ("from 28 July to 3 August 2023", "2023-07-28", "2023-08-03"),
        ("between spring and autumn 2022", "2022-03-01", "2022-11-30"),
        ("from late March to early May 2022", "2022-03-21", "2022-05-10"),
        ("around christmas 2022", "2022-12-17", "2023-01-02"),
        ("after thanksgiving 2022", "2022-11-25", None),
        ("from around 10 March 2022", "2022-03-03", "2022-03-17"),
    ],
)
def test_a_period_may_be_called_by_a_season_a_part_or_a_feast(told: str, since: str | None, until: str | None) -> None:
    assert split_period(f"fires {told}") == ("fires", Period(since, until))


@pytest.mark.parametrize(
    "text",
    [
        "the Summer Olympics 2020",
        "fires in Spring, Texas",
        "the Arab Spring of 2011",
        "the Christmas tree",
        "fires at 2022",
        "around 2000",
        "articles about the summer of 2020",
        "fires before the end of 2022",
        "fires in Q5 2022",
        "fires in the first 40 days of March 2022",
        "fires in the third half of 2022",
        "fires from 31 to 35 March 2022",
        "fires from 15 to 10 March 2022",
    ],
)
def test_no_period_is_read_out_of_a_name_or_made_of_days_that_there_arent(text: str) -> None:
    assert split_period(text) == (text, Period())


def test_a_year_behind_a_name_is_the_only_period_there() -> None:
    assert split_period("theresa may in 2019") == ("theresa may", Period("2019-01-01", "2019-12-31"))
    assert split_period("the Prague Spring in 1968")[0] == "the Prague Spring"


def test_parts_of_years_are_listed_as_years_are() -> None:
    found = split_periods("fires in spring and summer 2022")
    assert [(period.since, period.until) for _, period in found] == [("2022-03-01", "2022-05-31"), ("2022-06-01", "2022-08-31")]


def test_what_was_in_a_month_is_not_known_to_be_of_its_first_days() -> None:
    early, spring = Period("2022-11-01", "2022-11-10"), Period("2022-03-01", "2022-05-31")
    assert [early.tells(day) for day in ("2022-11-10", "2022-11", "2022")] == [True, False, False]
    assert [spring.tells(day) for day in ("2022-03-10", "2022-03", "2022")] == [True, True, False]


def test_the_end_of_a_word_begins_no_period() -> None:
    assert split_period("inflation 2021") == ("inflation 2021", Period())


@pytest.mark.parametrize("part", ["the last 0 months", "the first 0 weeks", "the last 13 months", "the first 99 quarters"])
def test_a_year_has_no_part_of_none_and_none_longer_than_itself(part: str) -> None:
    assert split_period(f"fires in {part} of 2021")[1] == Period()


def test_periods_with_time_between_them_make_no_stretch() -> None:
    assert joined([YEAR_22, YEAR_21]) == Period("2021-01-01", "2022-12-31")
    assert joined([YEAR_21, Period("2023-01-01", None)]) is None


def test_what_is_said_on_a_day_is_reported_up_to_the_day_after() -> None:
    assert Period("2021-02-28", "2021-02-28").of_reports == Period("2021-02-28", "2021-03-01")
    assert YEAR_21.of_reports == YEAR_21


@pytest.mark.parametrize(
    ("published", "text", "told"),
    [
        ("2021-06-01", "", True),
        ("2022-01-05", "", True),  # within the week after
        ("2022-02-05", "", False),
        ("2023-02-05", "It began in 2021.", True),
        (None, "", False),
    ],
)
def test_a_text_tells_of_a_period_by_its_date_or_by_the_year_that_it_names(
    published: str | None, text: str, told: bool
) -> None:
    assert YEAR_21.is_told(published, text) == told


@pytest.mark.parametrize("told", ["14 March 2022", "March 14, 2022", "the 17th of March 2022", "2022-03-20"])
def test_the_week_of_a_day_is_that_from_monday_to_sunday(told: str) -> None:
    week = Period("2022-03-14", "2022-03-20")
    assert split_period(f"fires in the week of {told}") == ("fires", week)
    assert week.in_words == "in the week of 14 March 2022"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (YEAR_22, "in 2022"),
        (Period("2022-02-01", "2022-02-28"), "in February 2022"),
        (Period("2022-02-04", "2022-02-04"), "on 4 February 2022"),
        (Period("2022-02-04", "2022-02-10"), "from 2022-02-04 to 2022-02-10"),  # from a Friday
        (Period("2022-01-01", None), "since 2022-01-01"),
        (Period(None, "2022-01-01"), "until 2022-01-01"),
        (Period(), ""),
    ],
)
def test_a_period_is_said_as_people_say_it(period: Period, words: str) -> None:
    assert period.in_words == words


def test_a_period_right_after_what_happened_is_moved_behind_where() -> None:
    assert period_last("what happened in March 2022 in Bergen") == "what happened in Bergen in March 2022"
    assert period_last("fires in March 2022 in Bergen") == "fires in March 2022 in Bergen"


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("In May 2022, what happened in Bergen", "what happened in Bergen in May 2022"),
        ("december 2022 top stories", "top stories in december 2022"),
        ("anything before 2013 about elections", "anything about elections before 2013"),
        ("what happened between 3 and 5 May 2022 on Maui", "what happened on Maui between 3 May 2022 and 5 May 2022"),
        ("what did Lee say in early 2022 about fires", "what did Lee say about fires in early 2022"),
        ("May 2022 minutes", "May 2022 minutes"),
        ("2022 World Cup", "2022 World Cup"),
        ("who won the cup of 2022 in Bergen", "who won the cup of 2022 in Bergen"),
    ],
)
def test_a_period_that_opens_a_wish_or_stands_inside_it_is_moved_behind(text: str, moved: str) -> None:
    assert period_last(text) == moved


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("timeline of the fair summer 2023", "timeline of the fair in summer 2023"),
        ("headlines may 2023", "headlines in may 2023"),
        ("the fair of May 2023", "the fair of May 2023"),
        ("the fair since 2023", "the fair since 2023"),
        ("the fair", "the fair"),
    ],
)
def test_a_date_at_the_end_is_turned_into_a_period(text: str, told: str) -> None:
    assert date_as_period(text) == told


@pytest.mark.parametrize("told", ["on 31 February 2022", "in the week of 99 March 2022", "in 2022-13", "in 2022-00"])
def test_a_day_or_month_that_there_isnt_is_no_period(told: str) -> None:
    assert split_period(f"fires {told}") == (f"fires {told}", Period())
    assert not is_date(told.partition(" ")[2])


@pytest.mark.parametrize(
    ("period", "told", "unknown"),
    [
        (Period("2022-03-01", "2022-03-31"), ("2022-03-31", "2022-03"), ("2022", "2022-04")),
        (Period("2022-03-14", "2022-03-20"), ("2022-03-20",), ("2022", "2022-03", "2022-03-21")),
        (Period("2022-01-01", "2022-12-31"), ("2022-03-14", "2022-03", "2022"), ("2021",)),
        (Period("2022-01-01", None), ("2022", "2023-01"), ("2021",)),
    ],
)
def test_what_was_in_a_year_is_not_known_to_be_of_its_months(
    period: Period, told: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    assert [day for day in (*told, *unknown) if period.tells(day)] == list(told)
