"""Dates in the forms that people and programs write them."""

import pytest

from qa.documents.dates import read_date


@pytest.mark.parametrize(
    "words",
    [
        "2022-03-13",
        "2022-03-13T10:00:00Z",
        "2022-03-13 10:00",
        "2022-03-13T10:00:00.123456+02:00",
        "2022/03/13",
        "2022/3/13",
        "2022.03.13",
        "20220313",
        "13.03.2022",
        "13.3.2022",
        "13 March 2022",
        "13th March 2022",
        "March 13, 2022",
        "Mar. 13th, 2022",
        "Sunday, 13 March 2022",
        "Sun, 13 Mar 2022 10:00:00 +0000",
        "13-Mar-2022",
        "13/03/2022",
        "03/13/2022",
    ],
)
def test_common_forms_are_read(words: str) -> None:
    assert read_date(words) == "2022-03-13"


@pytest.mark.parametrize(
    "words", ["", "soon", "2022", "2021-02-30", "2021-13-45", "13", "the 13th of March, or the 14th", "x" * 100]
)
def test_what_is_no_day_is_none(words: str) -> None:
    assert read_date(words) is None


def test_what_may_be_either_of_two_days_is_not_guessed() -> None:
    assert read_date("03/04/2022") is None
    assert read_date("04/04/2022") == "2022-04-04"
