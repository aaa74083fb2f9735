"""Written dates, as far as they are written."""

from datetime import date

import pytest

from qa.english.calendar import PartialDate, parse_date


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2022", PartialDate(2022)),
        ("2022-03", PartialDate(2022, 3)),
        ("March 2022", PartialDate(2022, 3)),
        ("Sept. of 2022", PartialDate(2022, 9)),
        ("13 sept 2022", PartialDate(2022, 9, 13)),
        ("13. March 2022", PartialDate(2022, 3, 13)),
        ("the 13th of March 2022", None),
        ("2022-03/13", None),
        ("March 13", None),
        ("Marching 13, 2022", None),
        ("12345", None),
    ],
)
def test_a_date_is_read_as_far_as_it_is_written(text: str, read: PartialDate | None) -> None:
    assert parse_date(text) == read


def test_what_may_be_either_of_two_days_is_read_as_its_author_writes_or_not_at_all() -> None:
    assert parse_date("03/04/2022") is None
    assert parse_date("03/04/2022", day_first=True) == PartialDate(2022, 4, 3)
    assert parse_date("03-04-2022", day_first=False) == PartialDate(2022, 3, 4)
    assert parse_date("13/04/2022") == PartialDate(2022, 4, 13)


def test_only_a_day_that_there_was_is_exact() -> None:
    for text, day in (("29 February 2024", date(2024, 2, 29)), ("29 February 2023", None), ("February 2024", None)):
        read = parse_date(text)
        assert read is not None
        assert read.exact == day
