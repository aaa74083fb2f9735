import pytest

from qa.english.periods import Period, joined, split_period, split_periods

YEAR_21, YEAR_22 = Period("2021-01-01", "2021-12-31"), Period("2022-01-01", "2022-12-31")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("fires in 2021 and in 2022", (("fires", YEAR_21), ("fires", YEAR_22))),
        ("fires in 2021 or 2022", (("fires", YEAR_21), ("fires", YEAR_22))),
        ("Lee in 2021 and Ray in 2022", (("Lee", YEAR_21), ("Ray", YEAR_22))),
        ("fires and floods in 2021, 2022", (("fires and floods", YEAR_21), ("fires and floods", YEAR_22))),
        ("fires between 2021 and 2022", (("fires", Period("2021-01-01", "2022-12-31")),)),
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
    assert split_period("fires in the summer of 2021") == ("fires in the summer of 2021", Period())
    assert split_period("the fires of 2021") == ("the fires", YEAR_21)


def test_the_end_of_a_word_begins_no_period() -> None:
    assert split_period("inflation 2021") == ("inflation 2021", Period())


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
