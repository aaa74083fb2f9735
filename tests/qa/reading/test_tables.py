"""Questions on tables: which cells they ask for, and what these come to."""

from collections.abc import Sequence

import pytest

from qa.documents.formats.tables import lines_of
from qa.reading.tables import Computed, Table, Wish, best_understood, computed, readings, tables_of
from qa.reading.tables.asked import asked_of_table
from qa.reading.tables.values import weekdays_of

BUDGET = [
    ["Budget of Larkfield"],
    [],
    ["Department", "Spent 2023 ($)", "Spent 2024 ($)", "Head", "Audited"],
    ["Police", "41,250", "43,890", "Ann Lee", "yes"],
    ["Parks and Recreation", "9,640", "10,215", "Tom Okafor", "no"],
    ["Library", "6,120", "", "Ingrid Holm", "no"],
    ["Total", "57,010", "54,105", "", ""],
    ["Note: transfers between departments are left out of all of these."],
]
INCIDENTS = [
    ["No.", "Date", "Type", "Street", "Injured"],
    ["24-01", "2024-03-02", "Gas leak", "Mill Street", "0"],
    ["24-02", "2024-03-19", "Structure fire", "Mill Street", "2"],
    ["24-03", "2024-04-01", "Gas leak", "Oak Avenue", "1"],
]
PRICES = [
    ["Item", "Price (EUR)", "In stock"],
    ["Standing desk", "1.249,90", "8"],
    ["Desk lamp", "64,95", "0"],
    ["Office chair", "249,50", "12"],
]
STOCK = [["Part", "In stock"], ["Fan", "12"], ["Filter", "0"], ["Hose", "5"], ["Belt", "7"], ["Clip", "9"], ["Bolt", "ca. 20"]]
SPENT = [["Department", "Year", "Spent"], ["Parks", "2024", "6,900"], ["Parks", "2025", "7,200"], ["Ferries", "2025", "480"]]
CUSTOMERS = [
    ["customer_id", "company", "contact", "controllers"],
    ["1001", "Brookmead", "Helen Foss", "42"],
    ["1002", "Van der Laan", "Pieter Vos", "118"],
]
FAULTS = [
    ["Code", "Meaning", "What to do"],
    ["E01", "Sensor lost", "Replace the sensor's battery, then pair it again"],
    ["E04", "Motor blocked", "Free the rack"],
]
BOOKS = [["Book", "Year", "Pages"], ["The Tarn", "1961", "310"], ["Oster at Sea", "1904", "288"], ["Low Water", "2019", "402"]]
RUNNERS = [
    ["Runner", "Start date", "Finish"],
    ["Ann Lee", "2024-03-02", "9:40"],
    ["Bo Roe", "2024-11-05", "8:15"],
    ["Tom Okafor", "2023-12-30", "10:05"],
]
ORDERS = [["Order", "Shipped", "Ship to"], ["1001", "2024-03-04", "Oster"], ["1002", "2024-03-19", "Tarn"]]
VOTES = [
    ["Precinct", "Mayor", "", "Turnout"],
    ["", "Brandt", "Nwosu", ""],
    ["Harbor", "222", "90", "48%"],
    ["Oakdale", "466", "80", "90%"],
]


HIRE = [
    ["Item", "Members", "Guests", "Deposit"],
    ["Guest cabin, one night", "£12.00", "£20.00", "£30.00"],
    ["Guest cabin, one week", "£70.00", "£115.00", "£30.00"],
    ["Kayak, one day", "£4.00", "£9.00", "£60.00"],
    ["Sauna", "£3.00", "not available", "none"],
    ["Locker, one month", "£5.00", "–", "none"],
]
LOANS = [
    ["Loan", "Date", "Tool", "Name", "Days", "Fee", "Persons"],
    ["301", "2025-06-02", "Ladder", "Ann Lee", "3", "4.50", "2"],
    ["302", "2025-06-14", "Drill", "Bo Roe", "1", "2.00", "5"],
    ["303", "2025-07-14", "Ladder", "Bo Roe", "7", "9.00", "1"],
]
SCORES = [["Home", "Away", "Score"], ["Tarn", "Oster", "1–3"], ["Oster", "Low Water", "0–2"], ["Low Water", "Tarn", "2–4"]]
BODIES = [["Body", "Kind", "Radius"], ["Sun", "star", "696000"], ["Luna", "satellite", "1737"], ["Mars", "planet", "3390"]]
HOURS = [
    ["Day", "Library", "Pool"],
    ["Mon–Thu", "9–12", "7:00–21:00"],
    ["Fri", "14–18", "7:00–20:00"],
    ["Saturday and Sunday", "closed", "10:00–16:00"],
]

MONTHLY = [["Item", "Jan", "Feb", "Mar", "Note"], ["Rent", "£500", "£510", "£540", "raised"], ["Food", "£90", "£80", "£85", ""]]
BIRDS = [["Species", "Ann", "Bo", "Cy", "All"], ["Robin", "3", "", "4", "7"], ["Wren", "1", "2", "", "3"]]
PRINTED = [["What", "Paid"], ["card run", "£318.60"], ["calendar run", "£402.75"], ["stamps", "£12.00"]]
MEMBERS = [["Member", "Paid"], ["Ann", "yes"], ["Bo", "n/a"], ["Cy", "no"], ["Di", "yes"], ["Ed", "yes"], ["Flo", "yes"]]
BILLS = [["Payer", "For", "Paid"], ["Bo", "Paint", "£86.40"], ["Cy", "Paint", "£9.00"], ["Bo", "Paint", "£64.25"]]
RACE = [
    ["Pos", "Runner", "Club"],
    ["1", "Ann Lee", "Tarn Harriers"],
    ["2", "Robert Roe", "Oster Striders"],
    ["3", "Tom Okafor", "Tarn Harriers"],
]
SEED = [["Month", "Seed (kg)"], ["January", "12"], ["February", "8"], ["March", "9"], ["April", "30"]]


def far(_word: str, others: Sequence[str]) -> list[float]:
    """An embedding model to which no two words are near."""
    return [0.0] * len(others)


def table(rows: list[list[str]], sheet: str = "") -> Table:
    return tables_of("\n\n".join(lines_of(enumerate(rows, start=1), sheet)))[0]


def asked(question: str, rows: list[list[str]], title: str = "a table") -> tuple[Wish, Computed] | None:
    tables = [(title, each) for each in readings(asked_of_table(question), table(rows))]
    wish = best_understood(question, tables, far)
    result = computed(wish.table, wish.program) if wish else None
    return (wish, result) if wish and result else None


@pytest.mark.parametrize(
    ("question", "rows", "short", "used"),
    [
        ("How much did Parks and Recreation spend in 2024?", BUDGET, "10,215", [5]),
        ("who is the head of the police", BUDGET, "Ann Lee", [4]),
        ("Which department spent the most in 2023?", BUDGET, "Police", [4]),
        ("What was spent in 2023 in total?", BUDGET, "57,010", [7]),
        ("Which departments were not audited?", BUDGET, "Parks and Recreation, Library", [5, 6]),
        ("departments that werent audited", BUDGET, "Parks and Recreation, Library", [5, 6]),
        ("How many gas leaks were there?", INCIDENTS, "2", [2, 4]),
        ("How many gas leaks were there in March?", INCIDENTS, "1", [2]),
        ("When was the structure fire on Mill Street?", INCIDENTS, "2024-03-19", [3]),
        ("How many people were injured on Mill Street in total?", INCIDENTS, "2", [2, 3]),
        ("What is the cheapest item?", PRICES, "Desk lamp", [3]),
        ("average price of the items", PRICES, "521,45", [2, 3, 4]),
        ("Which items are out of stock?", PRICES, "Desk lamp", [3]),
        ("Which parts are out of stock?", STOCK, "Filter", [3]),
        ("How much did Parks spend in 2025?", SPENT, "7,200", [3]),
        ("which customer has the most controllers", CUSTOMERS, "Van der Laan", [3]),
        ("Which customer id has the most controllers?", CUSTOMERS, "1002", [3]),
        ("Which book is the oldest?", BOOKS, "Oster at Sea", [3]),
        ("What is the newest book?", BOOKS, "Low Water", [4]),
        ("Which runner has the latest start date?", RUNNERS, "Bo Roe", [3]),
        ("Which runner has the earliest finish?", RUNNERS, "Bo Roe", [3]),
        ("When did order 1002 ship?", ORDERS, "2024-03-19", [3]),
        ("turnout in Oakdale", VOTES, "90%", [4]),
        ("What did Brandt get in Harbor?", VOTES, "222", [3]),
        ("How much is the guest cabin for a week for guests?", HIRE, "£115.00", [3]),
        ("how much is a night in the guest cabin for members", HIRE, "£12.00", [2]),
        ("price of the kayak for guests", HIRE, "£9.00", [4]),
        ("deposit for the guest cabin for a week", HIRE, "£30.00", [3]),
        ("What does a locker cost?", HIRE, "£5.00", [6]),
        ("how much is the sauna for guests", HIRE, "not available", [5]),
        ("Which items have no deposit?", HIRE, "Sauna, Locker, one month", [5, 6]),
        ("How many loans are there?", LOANS, "3", [2, 3, 4]),
        ("how many loans did Bo Roe have", LOANS, "2", [3, 4]),
        ("how many loans are there in total", LOANS, "3", [2, 3, 4]),
        ("total fee of all loans", LOANS, "15.50", [2, 3, 4]),
        ("Who had loan 302?", LOANS, "Bo Roe", [3]),
        ("Who had the ladder on 14 July 2025?", LOANS, "Bo Roe", [4]),
        ("who had the ladder on the 2nd of june", LOANS, "Ann Lee", [2]),
        ("Who had the drill on June 14th?", LOANS, "Bo Roe", [3]),
        ("how many people were there on 14 june 2025", LOANS, "5", [3]),
        ("When is the library open on Wednesday?", HOURS, "9–12", [2]),
        ("pool opening hours on fridays", HOURS, "7:00–20:00", [3]),
        ("is the library open on sunday", HOURS, "closed", [4]),
        ("when is the pool open at the weekend", HOURS, "10:00–16:00", [4]),
        ("what did rent come to in january", MONTHLY, "£500", [2]),
        ("food, all told", MONTHLY, "£255", [3, 3, 3]),  # 90 + 80 + 85
        (
            "In which month was the rent highest?",
            MONTHLY,
            "Mar",
            [
                2,
            ],
        ),
        ("food of all months added up", MONTHLY, "£255", [3, 3, 3]),  # 90 + 80 + 85
        ("how much more was rent in march than in february", MONTHLY, "£30", [2, 2]),  # 540 - 510
        ("total of food from january to february", MONTHLY, "£170", [3, 3]),  # 90 + 80
        ("who had the most robins", BIRDS, "Cy", [2]),
        ("How much more did the calendar run cost than the card run?", PRINTED, "£84.15", [2, 3]),  # 402.75 - 318.60
        ("which members haven't paid", MEMBERS, "Cy", [4]),
        ("How much did Bo pay for paint?", BILLS, "£150.65", [2, 4]),  # 86.40 + 64.25
        ("Who ran for Tarn Harriers?", RACE, "Ann Lee, Tom Okafor", [2, 4]),
        ("total seed from January to March", SEED, "29", [2, 3, 4]),  # 12 + 8 + 9
    ],
)
def test_a_question_is_answered_from_the_cells_that_it_names(
    question: str, rows: list[list[str]], short: str, used: list[int]
) -> None:
    found = asked(question, rows)
    assert found is not None
    wish, result = found
    assert (result.short, [row.number for row in result.rows], wish.unsure) == (short, used, False)


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("How much did the sewer department spend in 2024?", BUDGET),
        ("How much did the police spend in 2021?", BUDGET),
        ("What is the phone number of Ann Lee?", BUDGET),
        ("How many gas leaks were there in March 2025?", INCIDENTS),
        ("Who commanded the crews on Mill Street?", INCIDENTS),
        ("How many yellow cards were there?", INCIDENTS),
        ("Why was there a gas leak on Oak Avenue?", INCIDENTS),
        ("How much is the laser printer?", PRICES),
        ("How many votes did Castellano get in Harbor?", VOTES),
        ("how many sensors can i pair", FAULTS),
        ("how many people work at brookmead", CUSTOMERS),
        ("how do i get the ladder", LOANS),
        ("What if we return the drill?", LOANS),
        ("who had the ladder on 15 june", LOANS),
        ("what is the sum of the loan numbers", LOANS),
        ("when is Tarn open", SCORES),
        ("how big is the sun on Sunday", BODIES),
        ("may i have the ladder on 14 july", LOANS),
        ("when is the pool open on monday and friday", HOURS),
        ("How much is the guest cabin?", HIRE),
        ("when is the library closed on Wednesday", HOURS),
    ],
)
def test_a_question_with_a_word_that_the_table_lacks_is_not_answered_from_it(question: str, rows: list[list[str]]) -> None:
    assert asked(question, rows) is None


def test_an_empty_cell_is_said_to_be_empty() -> None:
    found = asked("How much did the library spend in 2024?", BUDGET)
    assert found is not None
    assert (found[1].short, found[1].words) == ("", "The cell “Spent 2024 ($)” is empty.")


def test_a_dash_in_a_cell_is_said_to_be_empty() -> None:
    found = asked("How much does a locker cost for guests?", HIRE)
    assert found is not None
    assert (found[1].short, found[1].words) == ("", "The cell “Guests” is empty.")


def test_days_that_a_cell_sums_up_are_each_of_them() -> None:
    assert weekdays_of("Mon-Wed") == {"monday", "tuesday", "wednesday"}
    assert weekdays_of("weekdays") >= {"monday", "friday", "weekday"}
    assert weekdays_of("Sat. & Sun.") == {"saturday", "sunday", "weekend"}
    assert weekdays_of("Fri to Mon") == {"friday", "saturday", "sunday", "monday", "weekend"}
    assert weekdays_of("Thurs, Tue") == {"tuesday", "thursday"}
    assert not weekdays_of("Monday market") | weekdays_of("Sunset") | weekdays_of("")


def test_what_was_computed_is_said_in_words() -> None:
    found = asked("How many people were injured in gas leaks in total?", INCIDENTS)
    assert found is not None
    assert found[1].words == "Sum of “Injured” in 2 rows where “Type” is “Gas leak”."


def test_a_word_that_is_only_near_makes_the_answer_unsure() -> None:
    def near(word: str, others: Sequence[str]) -> list[float]:
        return [0.5 if word == "votes" else 0.0] * len(others)

    wish = best_understood("How many votes did Brandt get in Harbor?", [("election", table(VOTES))], near)
    assert wish is not None
    assert wish.unsure


def test_two_tables_that_say_it_alike_leave_the_question_open() -> None:
    tables = [("first", table(PRICES)), ("second", table(PRICES))]
    assert best_understood("price of the desk lamp", tables, far) is None


def test_cells_that_are_meant_alike_are_told_in_the_order_of_their_rows() -> None:
    names = [f"{name} boat" for name in "Heron Teal Smew Gull Tern Skua Knot Ruff".split()]
    rows = [["Boat", "Price (£)"], *([each, "9"] for each in names)]
    assert table(rows).with_word(0, "boat") == names


def test_each_cell_of_a_row_has_its_place_in_the_text_and_its_address() -> None:
    text = "\n\n".join(lines_of(enumerate(VOTES, start=1), "By precinct"))
    (votes,) = tables_of(text)
    assert votes.heads == ("Precinct", "Mayor Brandt", "Mayor Nwosu", "Turnout")
    row = votes.rows[1]
    assert [cell.span.of(text) for cell in row.cells if cell] == ["Oakdale", "466", "80", "90%"]
    assert votes.address(row, 2) == "C4"


def test_a_value_with_semicolons_stays_in_its_cell() -> None:
    (found,) = tables_of("Row 1 | Show; Notes; Year\n\nRow 2 | Show: Law; Notes: one; two: three; Year: 1990")
    assert found.rows[0].text(1) == "one; two: three"


@pytest.mark.parametrize(("dates", "kind"), [(["03/14/2024", "04/02/2024"], "date"), (["03/04/2024", "05/06/2024"], "text")])
def test_dates_that_may_be_either_of_two_days_are_no_dates(dates: list[str], kind: str) -> None:
    assert table([["Place", "Opened"], ["Bern", dates[0]], ["Geneva", dates[1]]]).kinds[1] == kind


def test_a_letter_of_which_no_stem_is_left_is_a_word_of_a_table() -> None:
    assert [token.key for token in asked_of_table("Who has the S drive?").tokens] == ["who", "ha", "the", "s", "drive"]


TENTS = [
    ["Model", "Price (€)", "Weight (kg)", "Sleeps"],
    ["Birch", "140", "3.2", "2"],
    ["Larch", "390", "1.4", "1"],
    ["Alder Max", "220", "6.1", "5"],
]


def weighs(word: str, others: Sequence[str]) -> list[float]:
    """An embedding model that knows what makes something light, though not well."""
    return [0.5 * (word == "lightest" and other == "Weight") for other in others]


def test_a_superlative_is_told_by_the_column_of_its_measure_and_not_by_the_only_one_of_money() -> None:
    wish = best_understood("Which model is the lightest?", [("tents", table(TENTS))], weighs)
    assert wish is not None
    assert (wish.table.heads[wish.program.order], wish.unsure) == ("Weight (kg)", True)
    assert asked("Which model is the lightest?", TENTS) is None


def test_the_only_column_of_numbers_answers_a_superlative_of_another_measure_unsurely_at_most() -> None:
    prices = [row[:2] for row in TENTS]
    found = [asked(f"Which model {words}?", prices) for words in ("is the lightest", "has the most")]
    assert [each and each[0].unsure for each in found] == [True, False]


def test_one_row_is_neither_the_cheapest_nor_the_lightest() -> None:
    assert asked("Which is the cheapest Larch model?", TENTS) is None
    assert asked("Which is the cheapest model?", TENTS) is not None


@pytest.mark.parametrize("month", ["September", "Sept.", "sept", "Sep"])
def test_a_question_names_a_month_in_full_or_short(month: str) -> None:
    assert [(day.year, day.month) for day in asked_of_table(f"What was spent in {month} 2023?").days] == [(2023, 9)]


def test_a_weekday_is_the_column_that_has_its_short_form() -> None:
    rows = [
        ["", "Mon–Fri", "Sat", "Sun"],
        ["First boat from Bryn", "06.40", "07.30", "09.00"],
        ["Last boat", "17.25", "18.10", "18.30"],
    ]
    found = asked("What time is the first boat from Bryn on Saturdays?", rows)
    assert found is not None
    assert found[1].short == "07.30"


def test_the_rows_of_a_policy_are_no_policies_but_those_of_a_member_list_are_members() -> None:
    cover = [["Benefit", "Most"], ["Vet fees", "£6,000"], ["Lost pet", "£400"]]
    members = [["Name", "Joined"], ["Ann Lee", "2019"], ["Bo Roe", "2021"]]

    def told(question: str, title: str, rows: list[list[str]]) -> bool:
        return best_understood(question, [(title, table(rows))], weighs) is not None

    assert not told("How many policies are there?", "What your pet policy covers", cover)
    assert told("How many benefits are there?", "What your pet policy covers", cover)
    assert told("How many members are there?", "Member list", members)


def test_a_count_of_what_some_cells_have_in_them_is_never_sure() -> None:
    incidents = [["Incident", "Minutes"], ["Kitchen fire", "12"], ["Car fire", "9"], ["Flooding", "22"]]
    found = {
        question: best_understood(question, [("Fire service incidents", table(incidents))], weighs)
        for question in ("How many fires were there?", "How many incidents were there?")
    }
    assert [each and each.unsure for each in found.values()] == [True, False]


def test_a_cell_is_not_meant_whose_word_stands_behind_another_preposition_than_in_the_question() -> None:
    rows = [["Department", "Remark"], ["Parks", "over target since May"], ["Library", "within target"], ["Police", "overtime"]]
    found = asked("Which department is over target?", rows)
    assert found is not None
    assert found[1].short == "Parks"


SUBS = [
    ["Name", "Group", "Due", "Jan", "Feb", "Mar", "Joined"],
    ["Ann", "adult", "24", "24", "24", "24", "2019"],
    ["Bo", "junior", "14", "14", "", "14", "2026"],
    ["Cy", "junior", "14", "", "", "14", "2026"],
    ["Di", "adult", "24", "24", "24", "24", "2015"],
]


@pytest.mark.parametrize(
    ("question", "short", "sure"),
    [
        ("How much in subs did the archery club take in January 2026?", "62", True),  # 24 + 14 + 24
        ("how much did the archery club bring in in march", "76", True),  # 24 + 14 + 14 + 24
        ("what did juniors bring the archery club in march", "28", True),  # 14 + 14
        ("archery club subs overall", "186", True),  # 62 + 48 + 76
        ("which month was the worst for the archery club", "Feb", False),  # 48 of 62, 48 and 76
        ("in which month did the archery club take most", "Mar", False),
    ],
)
def test_months_are_summed_and_the_year_of_the_title_limits_no_rows(question: str, short: str, sure: bool) -> None:
    found = asked(question, SUBS, "Archery club subs 2026")
    assert found is not None
    assert (found[1].short, not found[0].unsure) == (short, sure)


@pytest.mark.parametrize("before", ["this", "next", "late", "during"])
def test_may_is_a_month_behind_a_word_for_a_time(before: str) -> None:
    assert [day.month for day in asked_of_table(f"what was paid {before} may").days] == [5]
