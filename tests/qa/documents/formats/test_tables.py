"""XLSX and CSV: each row says where it stands and under which headings."""

import io
from datetime import date, datetime
from pathlib import Path

import pytest

from qa.documents.chunking import chunk_document
from qa.documents.formats.xlsx import shown
from tests.qa.documents.files import document, write
from tests.qa.documents.making import xlsx


def test_a_row_names_its_sheet_its_number_and_its_columns(tmp_path: Path) -> None:
    raw = xlsx(Budget=[["Department", "Spent"], ["Finance", 1200], ["Parks", None]], Staff=[["Ann Lee", 3]])
    assert document(write(tmp_path / "a.xlsx", raw)).text.split("\n\n") == [
        "Budget row 1 | Department; Spent",
        "Budget row 2 | Department: Finance; Spent: 1200",
        "Budget row 3 | Department: Parks",
        "Staff row 1 | Ann Lee; 3",
    ]


def test_a_line_above_the_headings_names_no_columns_and_empty_rows_count(tmp_path: Path) -> None:
    raw = xlsx(S=[["Budget of 2024"], [], ["Department", "Spent"], ["Finance", 1]])
    assert document(write(tmp_path / "a.xlsx", raw)).text.split("\n\n") == [
        "S row 1 | Budget of 2024",
        "S row 3 | Department; Spent",
        "S row 4 | Department: Finance; Spent: 1",
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_of_a_csv_is_told_from_its_lines(tmp_path: Path, delimiter: str) -> None:
    raw = "\n".join(delimiter.join(row) for row in (("Place", "Day"), ("Geneva", "2"), ("Bern", "3")))
    assert document(write(tmp_path / "a.csv", raw)).text.split("\n\n")[1:] == [
        "Row 2 | Place: Geneva; Day: 2",
        "Row 3 | Place: Bern; Day: 3",
    ]


def test_a_quoted_cell_may_hold_delimiters_and_lines(tmp_path: Path) -> None:
    raw = 'Place,Note\n"Geneva, Switzerland","two\nlines"\nBern,none\n'
    assert document(write(tmp_path / "a.csv", raw)).text.split("\n\n")[1:] == [
        "Row 2 | Place: Geneva, Switzerland; Note: two lines",
        "Row 3 | Place: Bern; Note: none",
    ]


def test_a_table_is_called_as_its_file_where_it_declares_no_title(tmp_path: Path) -> None:
    assert document(write(tmp_path / "harbour-fees.csv", "Place,Fee\nBern,3\n")).title == "harbour fees"


def test_a_row_is_one_chunk_and_one_sentence_whatever_its_cells_say(tmp_path: Path) -> None:
    found = document(write(tmp_path / "a.csv", "Place,Note\nHvitnes,Closed in winter. Open from May.\nKalpe,No. Never.\n"))
    quotes = [[s.of(found.text) for s in segment.sentences] for segment in chunk_document(found, 120)]
    assert quotes == [[line] for line in found.text.split("\n\n")]


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (1250000, "#,##0", "1,250,000"),
        (0.784, "0.0%", "78.4%"),
        (1234.5, '#,##0.00 "€"', "1,234.50 €"),
        (1234.5, "[$$-409]#,##0.00", "$1,234.50"),
        (-3, "$#,##0_);($#,##0)", "-$3"),
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (True, "General", "yes"),
        (datetime(2024, 3, 1), "d/m/yy", "2024-03-01"),
        (datetime(2024, 3, 1, 9, 5), "d/m/yy", "2024-03-01 09:05"),
        (date(2024, 3, 1), None, "2024-03-01"),
    ],
)
def test_a_cell_reads_much_as_a_spreadsheet_shows_it(value: object, number_format: str | None, expected: str) -> None:
    assert shown(value, number_format) == expected


def test_a_formula_counts_as_the_value_it_had(tmp_path: Path) -> None:
    from tests.qa.documents.making import xlsx_of

    raw = xlsx_of('<row r="7"><c r="B7"><f>1+1</f><v>2</v></c><c r="D7" t="inlineStr"><is><t>apples</t></is></c></row>')
    assert document(write(tmp_path / "a.xlsx", io.BytesIO(raw).read())).text == "Sheet row 7 | 2; apples"


def test_a_comment_on_a_cell_is_a_line_with_its_place(tmp_path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book, path = Workbook(), tmp_path / "a.xlsx"
    sheet = book.worksheets[0]
    sheet.title, sheet["A1"], sheet["A1"].comment = "Budget", "Finance", Comment("Is this so?", "Ann Lee")
    book.save(path)
    assert document(path).text == "Budget row 1 | Finance\n\nBudget A1 | Comment by Ann Lee: Is this so?"
