"""What a program on a table comes to, and the numbers, days and times that a question names."""

from decimal import Decimal

import pytest

from qa.documents.formats.tables import lines_of
from qa.reading.tables import Program, Table, computed, tables_of
from qa.reading.tables.bounds import named_in, range_in
from qa.reading.tables.programs import Filter

RACE = [
    ["Runner", "Club", "Time", "Raised (£)", "Born", "Paid"],
    ["Ann Lee", "Tarn", "41:10", "120.00", "12 Mar 1988", "yes"],
    ["Bo Roe", "Oster", "39:55", "80.50", "3 Jun 1991", ""],
    ["Cy Fenn", "Tarn", "52:01", "15.00", "30 Dec 1975", "yes"],
    ["Di Holm", "Tarn", "47:30", "", "1 Jan 2001", ""],
    ["Ed Voss", "Oster", "44:12", "200.00", "9 Sep 1969", "yes"],
]
RUNNER, CLUB, TIME, RAISED, BORN, PAID = range(6)


def table(rows: list[list[str]]) -> Table:
    return tables_of("\n\n".join(lines_of(enumerate(rows, start=1))))[0]


@pytest.mark.parametrize(
    ("program", "short", "used", "words"),
    [
        (
            Program("list", RUNNER, RUNNER, filters=(Filter(PAID, "empty"),)),
            "Bo Roe, Di Holm",
            [3, 5],
            "2 rows where “Paid” is empty:",
        ),
        (
            Program("count", RUNNER, RUNNER, filters=(Filter(PAID, "filled"),)),
            "3",
            [2, 4, 6],
            "Counted: 3 rows where “Paid” is filled in.",
        ),
        (
            Program("count", RUNNER, RUNNER, filters=(Filter(CLUB, "is not", ("Tarn",)),)),
            "2",
            [3, 6],
            "Counted: 2 rows where “Club” is not “Tarn”.",
        ),
        (
            Program("list", RUNNER, RUNNER, filters=(Filter(RAISED, "over", (), Decimal(80), Decimal(80), "£80"),)),
            "Ann Lee, Bo Roe, Ed Voss",
            [2, 3, 6],
            "3 rows where “Raised (£)” is more than £80:",
        ),
        (
            Program("list", RAISED, RUNNER, filters=(Filter(CLUB, "is", ("Tarn",)),)),
            "120.00, 15.00",
            [2, 4],
            "2 rows where “Club” is “Tarn”, 1 more without “Raised (£)”:",
        ),
        (
            Program("smallest", RUNNER, RUNNER, order=TIME, top=2),
            "Bo Roe, Ann Lee",
            [3, 2],
            "“Time” is smallest there, 39:55 to 41:10, of 5 rows.",
        ),
        (
            Program("largest", RUNNER, RUNNER, order=BORN, filters=(Filter(CLUB, "is", ("Tarn",)),)),
            "Di Holm",
            [5],
            "“Born” is largest there, 1 Jan 2001, of 3 rows where “Club” is “Tarn”.",
        ),
        (Program("most", CLUB, CLUB, group=CLUB), "Tarn", [2, 4, 5], "3 rows, the most of 2 under “Club”."),
        # 80.50 + 200.00 = 280.50 of Oster, 120 + 15 = 135 of Tarn; whoever raised nothing counts in neither
        (
            Program("most", RAISED, CLUB, group=CLUB, measure="sum"),
            "Oster",
            [3, 6],
            "“Raised (£)” comes to 280.50, the highest sum of 2 under “Club”.",
        ),
        # (120 + 15) / 2 = 67.50 of Tarn
        (
            Program("least", RAISED, CLUB, group=CLUB, measure="average"),
            "Tarn",
            [2, 4],
            "“Raised (£)” comes to 67.50, the lowest average of 2 under “Club”.",
        ),
    ],
)
def test_a_program_comes_to_a_short_answer_its_words_and_the_rows_used(
    program: Program, short: str, used: list[int], words: str
) -> None:
    told = computed(table(RACE), program)
    assert told is not None
    assert (told.short, [row.number for row in told.rows], told.words) == (short, used, words)


@pytest.mark.parametrize(
    "program",
    [
        Program("count", RUNNER, RUNNER, filters=(Filter(CLUB, "is", ("Millrace",)),)),  # no row
        Program("largest", RUNNER, RUNNER, order=RAISED, top=4),  # of four there is no first four
        Program("sum", CLUB, RUNNER),  # of words
        Program(
            "most", CLUB, CLUB, group=CLUB, filters=(Filter(CLUB, "is", ("Tarn",)),)
        ),  # one group is neither most nor least
    ],
)
def test_a_program_that_the_cells_do_not_allow_comes_to_nothing(program: Program) -> None:
    assert computed(table(RACE), program) is None


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("who raised between 5 and 1,200.50", ["5", "1200.50"]),
        ("over half a million or twenty-five", ["500000", "25"]),
        ("more than 30k, a dozen at most", ["30000", "12"]),
        ("the 3 fastest under a tenner", ["3", "10"]),
        ("before 5:30 pm", ["1050"]),  # 17 · 60 + 30
        ("since 2019", ["2019"]),
        ("may I see it", []),
    ],
)
def test_numbers_and_times_are_named_in_figures_and_in_words(question: str, named: list[str]) -> None:
    assert [each.number for each in named_in(question)] == [Decimal(each) for each in named]


DAYS = [["What", "When"], ["Tea", "2024-06-03"], ["Cake", "2024-06-20"], ["Rest", "2023-07-01"]]


@pytest.mark.parametrize(
    ("question", "ends"),
    [
        ("after 20 June", [("2024-06-20", "2024-06-20")]),
        ("in june", [("2024-06-01", "2024-06-30")]),
        ("in July", [("2023-07-01", "2023-07-31")]),  # the last year that has one
        ("from 1 to 15 June", [("2024-06-01", "2024-06-01"), ("2024-06-15", "2024-06-15")]),
        ("in 2023", [("2023-01-01", "2023-12-31")]),
        ("on 03/06/24", [("2024-06-03", "2024-06-03")]),
        ("on 31 June", []),
    ],
)
def test_a_day_is_of_the_year_that_its_column_has(question: str, ends: list[tuple[str, str]]) -> None:
    from datetime import date

    found = [range_in(each, table(DAYS), 1) for each in named_in(question)]
    told = [tuple(date.fromordinal(int(end)).isoformat() for end in each) for each in found if each is not None]
    assert told == ends


def test_days_without_a_year_are_compared_as_of_one() -> None:
    rows = [["What", "When"], ["Tea", "3 Jun"], ["Cake", "20 Jun"], ["Rest", "1 Jul"]]
    (named,) = named_in("before 20 June 2024")
    ends = range_in(named, table(rows), 1)
    assert ends is not None
    told = computed(table(rows), Program("list", 0, 0, filters=(Filter(1, "under", (), *ends, said="20 June 2024"),)))
    assert told is not None
    assert (told.short, told.words) == ("Tea", "")


def test_what_is_added_up_has_the_unit_of_its_cells() -> None:
    rows = [["Sack", "Weight"], ["a", "12 kg"], ["b", "7.5 kg"]]
    told = computed(table(rows), Program("sum", 1, 0))
    assert told is not None
    assert told.short == "19.5 kg"  # 12 + 7.5


def test_what_is_added_up_is_written_with_the_comma_of_its_cells() -> None:
    rows = [["Sack", "Price"], ["a", "1.200,00 €"], ["b", "1.300,50 €"]]
    told = computed(table(rows), Program("sum", 1, 0))
    assert told is not None
    assert told.short == "2.500,50 €"  # 1200 + 1300.50


def test_a_quarter_past_midnight_is_earlier_than_half_past_five() -> None:
    rows = [["Train", "Leaves"], ["a", "5:30 am"], ["b", "12:15 am"], ["c", "12:05 pm"]]
    told = computed(table(rows), Program("smallest", 0, 0, order=1))
    assert told is not None
    assert told.short == "b"


@pytest.mark.parametrize(("last", "short"), [("Grand total", "30"), ("Total", "33")])
def test_of_several_totals_the_grand_one_is_the_tables_own(last: str, short: str) -> None:
    rows = [["Item", "Cost"], ["Pens", "10"], ["Total", "10"], ["Ink", "23"], [last, "30"]]
    told = computed(table(rows), Program("sum", 1, 0))
    assert told is not None
    assert told.short == short  # else it is added up: 10 + 23


def test_the_longest_time_is_the_one_with_hours_where_others_are_minutes_and_seconds() -> None:
    rows = [["Runner", "Finish"], ["a", "59:51"], ["b", "1:02:05"], ["c", "52:18"]]
    told = computed(table(rows), Program("largest", 0, 0, order=1))
    assert told is not None
    assert told.short == "b"


@pytest.mark.parametrize(
    ("cells", "short"),
    [
        (("52:18", "53:02"), "44 seconds"),
        (("59:51", "1:02:05"), "2 minutes 14 seconds"),
        (("2024-02-28", "2024-03-01"), "2 days"),  # of a leap year
        (("£9.50", "£12"), "£2.50"),
    ],
)
def test_what_two_rows_differ_by_is_told_as_their_cells_are(cells: tuple[str, str], short: str) -> None:
    rows = [["Runner", "Finish"], ["a", cells[0]], ["b", cells[1]], ["c", "1:00:00" if ":" in cells[0] else cells[0]]]
    both = (Filter(0, "is", ("a", "b")),)
    told = computed(table(rows), Program("difference", 1, 0, filters=both))
    assert told is not None
    assert told.short == short
    assert computed(table(rows), Program("difference", 1, 0)) is None  # of three


def test_a_day_without_its_year_is_of_the_year_of_those_around_it() -> None:
    rows = [["Date", "Miles"], ["30/12/23", "1"], ["Weds 3 Jan", "2"], ["9/1/24", "4"], ["Tues 30 Apr", "8"], ["2/1/25", "16"]]
    of_2024 = Filter(0, "between", (), *(range_in(named_in("in 2024")[0], table(rows), 0) or ()))
    told = computed(table(rows), Program("sum", 1, 0, filters=(of_2024,)))
    assert told is not None
    assert told.short == "14"  # 2 + 4 + 8


def test_a_tax_year_is_no_year() -> None:
    assert named_in("what was paid in 2023-24") == ()


def test_a_total_that_is_a_formula_is_added_up() -> None:
    told = computed(table([["Item", "Cost"], ["Pens", "10"], ["Ink", "23"], ["Total", "=SUM(B2:B3)"]]), Program("sum", 1, 0))
    assert told is not None
    assert told.short == "33"  # 10 + 23
