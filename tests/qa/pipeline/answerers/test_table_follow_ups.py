"""What is asked after an answer from a spreadsheet is asked of its rows, or of its table."""

from pathlib import Path

import pytest

from qa.pipeline.answerers.tables import rows_in
from tests.support import Workshop, talk

TRIP = """date,item,paid_by,amount_eur,receipt
2024-05-02,Coach deposit,Lorna Beck,600.00,yes
2024-09-26,Motorway toll,Gwil Prosser,61.20,no
2024-09-27,Boat trip,Amina Yusuf,323.00,yes
2024-09-28,Church hire,Gwil Prosser,400.00,yes
2024-09-29,Hostel balance,Lorna Beck,2890.00,yes
2024-09-29,Waffles,Amina Yusuf,133.00,no
"""
HOSPITALS = """Hospital,Town,Beds,Average wait (min),ER visits 2024,Rating
St. Brannoc's,Marlow,310,47,38420,3.8
Selby General,Selby,185,62,27115,3.1
Ashford Memorial,Ashford,240,35,30980,4.2
Children's Hospital of Orrin,Orrin,120,28,19204,4.6
Lakeside Community,Tarn,64,81,11377,2.9
"""
LONGEST = "Which hospital has the longest wait?"
BIGGEST = "What was the biggest amount of the choir trip?"


@pytest.fixture
def trip(workshop: Workshop, tmp_path: Path) -> Workshop:
    path = tmp_path / "choir-trip.csv"
    path.write_text(TRIP)
    workshop.ingester.ingest([path])
    workshop.add("mill", "The mill of Oster was built in 1850. It has two wheels.")
    return workshop


@pytest.fixture
def hospitals(workshop: Workshop, tmp_path: Path) -> Workshop:
    path = tmp_path / "hospital-waits.csv"
    path.write_text(HOSPITALS)
    workshop.ingester.ingest([path])
    return workshop


def test_what_points_back_is_asked_of_the_rows_that_were_quoted(trip: Workshop) -> None:
    answer = talk(trip, BIGGEST, "who paid that")
    assert (answer.reader, answer.confidence) == ("tables", "perhaps")
    assert [(str(each.cell), "Lorna Beck" in each.quote) for each in answer.citations] == [("C6", True)]


def test_what_the_quoted_rows_come_to_is_no_sum_of_all_rows(trip: Workshop) -> None:
    first = talk(trip, "How much did Gwil Prosser pay on the choir trip?")
    assert [str(each.cell) for each in first.citations] == ["D3", "D5"]
    answer = talk(trip, "How much did Gwil Prosser pay on the choir trip?", "how much is that in total")
    assert "461.2" in answer.text  # 61.20 + 400.00
    assert [str(each.cell) for each in answer.citations] == ["D3", "D5"]


def test_how_many_is_that_counts_the_rows_that_were_listed(trip: Workshop) -> None:
    answer = talk(trip, "Which items of the choir trip did Gwil Prosser pay?", "how many is that")
    assert "2 rows" in answer.text
    assert [each.quote.partition("item: ")[2].partition(";")[0] for each in answer.citations] == [
        "Motorway toll",
        "Church hire",
    ]


def test_what_one_table_surely_tells_by_itself_is_told_whatever_was_asked_of_another(
    hospitals: Workshop, tmp_path: Path
) -> None:
    (tmp_path / "helpers.csv").write_text("Name,Task,Day\nIvy Chandra,Story time,Saturday\nBo Roe,Chess,Monday\n")
    hospitals.ingester.ingest([tmp_path / "helpers.csv"])
    answer = talk(hospitals, "Who does story time?", LONGEST)
    assert "Lakeside Community" in answer.text  # 81 minutes


def test_a_bare_question_after_one_row_is_asked_of_that_row(trip: Workshop) -> None:
    answer = talk(trip, BIGGEST, "which date?")
    assert [str(each.cell) for each in answer.citations] == ["A6"]


def test_what_got_its_words_from_the_question_before_says_itself_of_which_rows_it_asks(trip: Workshop) -> None:
    answer = talk(trip, "Who paid for the boat trip?", "and for the church hire?")
    assert (answer.confidence, answer.short_answer) == ("sure", "Gwil Prosser")


def test_a_rows_words_that_are_added_to_a_follow_up_make_it_no_surer(trip: Workshop) -> None:
    answer = talk(trip, "Who paid for the Waffles?", "which was the smallest")
    assert answer.confidence == "perhaps"


def test_any_other_follow_up_is_asked_of_the_table_and_never_surely(trip: Workshop) -> None:
    answer = talk(trip, BIGGEST, "and who paid for the waffles?")
    assert "Amina Yusuf" in answer.text
    assert {each.source.rpartition("/")[2] for each in answer.citations} == {"choir-trip.csv"}


@pytest.mark.parametrize("message", ["why so much", "how many wheels has the mill of Oster?"])
def test_a_reason_and_what_a_text_tells_are_not_computed(trip: Workshop, message: str) -> None:
    assert talk(trip, BIGGEST, message).reader != "tables"


def test_whom_a_quoted_row_names_is_meant_by_she(trip: Workshop) -> None:
    answer = talk(trip, BIGGEST, "how much did she pay altogether")
    assert "3,490" in answer.text  # 600 + 2,890
    assert [str(each.cell) for each in answer.citations] == ["D2", "D6"]


def test_the_rows_of_an_answer_are_read_back_from_its_text() -> None:
    text = "**276**\n\n- Row 3 | item: Row 9 | x [1]\n- Budget row 12 | item: Pens [2]\n\nRow 4 | item: Ink [3]"
    assert rows_in(text) == {("", 3): True, ("Budget", 12): True, ("", 4): False}


@pytest.mark.parametrize("message", ["how many beds do they have all together", "how many beds are there in all"])
def test_what_all_come_to_is_asked_of_the_table_though_one_row_was_told(hospitals: Workshop, message: str) -> None:
    assert "919: Sum of “Beds” in 5 rows." in talk(hospitals, LONGEST, message).text  # 310 + 185 + 240 + 120 + 64


def test_which_one_is_one_of_what_the_rows_are(hospitals: Workshop) -> None:
    assert "St. Brannoc's: “Beds” is largest there, 310" in talk(hospitals, LONGEST, "which one has the most beds").text
