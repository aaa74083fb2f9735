"""Dates as files write them, and the day that a document tells of itself."""

from datetime import date
from pathlib import Path

import pytest

from qa.documents.dates import date_lines, read_date, told_date
from tests.qa.documents.files import document, write


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


TODAY = date(2026, 4, 1)


@pytest.mark.parametrize(
    "line",
    [
        "Date: Thursday, 12 March 2026, 14:00–15:25",
        "**Date:** 12 March 2026, meeting room Severn",
        "Date | 12 March 2026",
        "Published on March 12th, 2026",
        "Last updated on 12 March 2026. Is something missing? Call us.",
        "Recorded on 12 March 2026 in Hexham, Northumberland",
        "Prepared by Ann Lee, 12 March 2026. Distribution: all",
        "By Ann Lee | March 12, 2026",
        "Updated 2026-03-12 10:30 GMT",
        "Larkfield Ltd · Version 7 · valid from 12 March 2026",
        "Version: 4.1. In force from: 12 March 2026. Next review: February 2027.",
        "Interviewer: Ann Lee (AL). 12 March 2026, by video call",
        "Steering group – minutes of 12 March 2026",
        "Minutes of the committee meeting held on Thursday 12 March 2026",
        "Bridge Pool Trust: Minutes of the Board, 12 March 2026",
        "MINUTES OF THE BOARD, 12 MARCH 2026",
        "Tape 3, side A. Recorded at the harbour office on 12 March 2026.",
        "Thursday, March 12, 2026",
        "(12 March 2026)",
        "2026/3/12",
    ],
)
def test_a_labelled_date_or_one_alone_on_its_line_is_the_documents_own(line: str) -> None:
    assert told_date(f"Minutes of the harbour board\n\n{line}\n\nThe board met.", TODAY) == "2026-03-12"


@pytest.mark.parametrize(
    "line",
    [
        "Released on 12 March 2026, the film was seen by few.",
        "12 March 2026 was a Thursday",
        "Date of birth: 12 March 1986",
        "Discovered by Ann Lee, 12 March 2026",
        "By Ann Lee, 12 March 2026 was a day of storms.",
        "Date: 12 to 14 March 2026",
        "Come on Thursday 12 March 2026, 7 p.m.",
        "Date: 03/04/2026",
        "Date: 9 April 2026",  # is still to come
        "20260312",
        "Approved: the minutes of 12 March 2026, with one correction",
        "For approval: minutes of 12 March 2026",
        "Period of insurance: 12 March 2026 to 11 March 2027",
        "Row 2 | Fair: IPM. Date: 12 March 2026",
    ],
)
def test_a_date_that_may_be_another_is_none(line: str) -> None:
    assert told_date(f"Minutes of the harbour board\n{line}\nThe board met.", TODAY) is None


def test_only_the_first_lines_tell_it() -> None:
    assert told_date("The board met.\n" * 6 + "12 March 2026", TODAY) is None


def test_what_a_file_declares_comes_first_and_when_it_was_made_last(tmp_path: Path) -> None:
    told = "The harbour\n\nUpdated: 12 March 2021\n\nThe harbour is open."
    assert document(write(tmp_path / "told.md", told)).published == "2021-03-12"
    assert document(write(tmp_path / "declared.md", f"---\ndate: 2020-01-02\n---\n{told}")).published == "2020-01-02"
    made = r"{\rtf1{\info{\creatim\yr2022\mo5\dy6}}The harbour\par %s The harbour is open.}"
    assert document(write(tmp_path / "made.rtf", made % "")).published == "2022-05-06"
    assert document(write(tmp_path / "told.rtf", made % r"Date: 12 March 2021\par")).published == "2021-03-12"


def dating(head: str, title: str = "") -> list[str]:
    text = f"{head}\n\nThe ferry to Norvik opened its doors on Monday.\n\nThe pier is next."
    return [line.of(text) for line in date_lines(title, text)]


@pytest.mark.parametrize(
    "line",
    [
        "12 March 2026",
        "Date: 12 March 2026",
        "**Date:** Thursday, 12 March 2026",
        "Published on March 12th, 2026",
        "By Ann Lee, 12 March 2026",
        "By Ann Lee | Published 2026-03-12",
        "(12 March 2026)",
    ],
)
@pytest.mark.parametrize("headline", ["A new ferry for Norvik", "Ferry fire: three hurt"])
def test_a_line_above_the_prose_that_is_nothing_but_a_date_dates_the_article(line: str, headline: str) -> None:
    assert dating(f"{headline}\n\n{line}") == [line]
    assert dating(f"{headline}\n\nBy Ann Lee\n{line}\n\nPhoto: Bo Roe") == [line]


@pytest.mark.parametrize(
    "head",
    [
        "Harbour board\n\nDate: 12 March 2026\nPlace: the old mill\nPresent: Ann Lee, Bo Roe",
        "Harbour board\n\nDate: 12 March 2026\n\nPlace: the old mill",
        "Date: 12 March 2026\nPlace: the old mill",
        "Minutes of the harbour board\n\n12 March 2026",
        "Larkfield Ltd, Mill Road\n\n12 March 2026\n\nDear Ms Lee,",
        "A new ferry\n\nDate: 12 March 2026, 7.00 pm",
        "A new ferry\n\nMeeting of 12 March 2026",
        "A new ferry\n\nOpens on 12 March 2026",
        "12 March 2026\n\nWe sailed to Norvik on the old ferry.\n\n13 March 2026",
    ],
    ids=["minutes", "apart", "without a title", "called so", "letter", "with a time", "of a meeting", "says more", "diary"],
)
def test_in_minutes_letters_and_diaries_the_date_says_when_it_was(head: str) -> None:
    assert dating(head) == []


def test_a_date_below_the_first_prose_or_without_any_dates_no_article() -> None:
    assert dating("The ferry to Norvik was late again.\n\n12 March 2026") == []
    assert date_lines("", "Shopping\n\n12 March 2026\n\nMilk\n\nEggs") == ()
    assert dating("12 March 2026", title="Minutes of the board") == []
