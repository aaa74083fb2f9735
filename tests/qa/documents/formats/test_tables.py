"""Tables: each row says where it stands and under which headings."""

import io
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from qa.documents.chunking import chunk_document
from qa.documents.formats.office import shown
from qa.documents.formats.tables import lines_of, without_pipes
from tests.qa.documents.files import PROSE, document, page, write
from tests.qa.documents.making import archive, docx, odt, paragraph, xlsx


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


def test_first_and_180s_head_columns_among_words_and_not_among_numbers() -> None:
    scores = [["Player", "Side", "180s", "Joined"], ["Ann Lee", "Tarn", "14", "2016"]]
    assert list(lines_of(enumerate(scores, start=1)))[1] == "Row 2 | Player: Ann Lee; Side: Tarn; 180s: 14; Joined: 2016"
    weights = [["Bo Roe", "14kg", "9th"], ["Ann Lee", "12kg", "2nd"]]
    assert next(iter(lines_of(enumerate(weights, start=1)))) == "Row 1 | Bo Roe; 14kg; 9th"


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


TIMES = [
    "Table 1 row 1 | Branch; Saturday; Sunday",
    "Table 1 row 2 | Branch: Central; Saturday: 9:00; Sunday: closed",
    "Table 1 row 3 | Branch: Eastgate; Sunday: 10:00",
]


@pytest.mark.parametrize("html", [True, False])
def test_a_table_of_a_page_or_in_markdown_names_its_columns_in_each_row(tmp_path: Path, html: bool) -> None:
    rows = [["Branch", "Saturday", "Sunday"], ["Central", "9:00", "closed"], ["Eastgate", "", "10:00"]]
    if html:
        cells = ["".join(f"<{tag}>{cell}</{tag}>" for cell in row) for tag, row in zip(("th", "td", "td"), rows, strict=True)]
        table = f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
        path = write(tmp_path / "a.html", page(f"<article><h1>Times</h1><p>{PROSE}</p>{table}<p>{PROSE} Again.</p></article>"))
    else:
        table = "\n".join(f"| {' | '.join(row)} |" for row in [rows[0], ["---"] * 3, *rows[1:]])
        path = write(tmp_path / "a.md", f"# Times\n\n{PROSE}\n\n{table}\n\n{PROSE}\n\na | b\n")
    lines = document(path).text.split("\n")
    assert [line for line in lines if " | " in line] == TIMES + ([] if html else ["a | b"])


def test_a_table_right_below_another_is_a_table_of_its_own() -> None:
    table = "| Time | Talk |\n|---|---|\n| 9.00 | Oak |"
    assert without_pipes(f"{table}\n{table}").split("\n") == [
        f"Table {number} row {row}" for number in (1, 2) for row in ("1 | Time; Talk", "2 | Time: 9.00; Talk: Oak")
    ]


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_a_table_of_a_text_document_does_where_it_is_large_enough_to_tell_its_headings(tmp_path: Path, suffix: str) -> None:
    def made(rows: list[list[str]]) -> list[str]:
        if suffix == ".docx":
            cells = ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows]
            raw = docx(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>")
        else:
            named = "table:table"
            cells = ["".join(f"<{named}-cell><text:p>{cell}</text:p></{named}-cell>" for cell in row) for row in rows]
            raw = odt(f"<{named}>{''.join(f'<{named}-row>{row}</{named}-row>' for row in cells)}</{named}>")
        return document(write(tmp_path / f"a{suffix}", raw)).text.split("\n\n")

    assert made([["Branch", "Saturday", "Sunday"], ["Central", "9:00", "closed"], ["Eastgate", "", "10:00"]]) == TIMES
    # A form has no headings, and a row of one cell belongs to none.
    assert made([["Name", "Ann Lee"], ["Born in", "Bergen"], ["Age", "41"]]) == [
        "Name | Ann Lee",
        "Born in | Bergen",
        "Age | 41",
    ]
    assert made([["Branch", "Saturday", "Sunday"], ["North"], ["Central", "9:00", "closed"]])[0] == "Branch | Saturday | Sunday"


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
        (9780306406157, "0", "9780306406157"),
        (9780306406157.0, "General", "9780306406157"),
        (123456789012.5, None, "123456789012.5"),
        (1234, "00000", "01234"),
        (78051120, r"000\-00\-0000", "078-05-1120"),
        (12.5, "#,##0.00 [$CHF]", "12.50 CHF"),
        (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
        (timedelta(seconds=-65), "[h]:mm:ss", "-0:01:05"),
    ],
)
def test_a_cell_reads_much_as_a_spreadsheet_shows_it(value: object, number_format: str | None, expected: str) -> None:
    assert shown(value, number_format) == expected


def test_a_formula_counts_as_the_value_it_had(tmp_path: Path) -> None:
    from tests.qa.documents.making import xlsx_of

    raw = xlsx_of('<row r="7"><c r="B7"><f>1+1</f><v>2</v></c><c r="D7" t="inlineStr"><is><t>apples</t></is></c></row>')
    assert document(write(tmp_path / "a.xlsx", io.BytesIO(raw).read())).text == "Sheet row 7 | 2; apples"


def test_a_formula_without_a_value_is_told_as_it_is(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (["Item", "Jan"], ["Rent", 500], ["Food", "=2*B2"], ["Total", '=IF(SUM(B2:B3)<9,"few","many")']):
        book.worksheets[0].append(row)
    book.save(tmp_path / "a.xlsx")
    last = ["Sheet row 3 | Item: Food; Jan: =2*B2", 'Sheet row 4 | Item: Total; Jan: =IF(SUM(B2:B3)<9,"few","many")']
    assert document(tmp_path / "a.xlsx").text.split("\n\n")[2:] == last


def test_a_comment_on_a_cell_is_a_line_with_its_place(tmp_path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book, path = Workbook(), tmp_path / "a.xlsx"
    sheet = book.worksheets[0]
    sheet.title, sheet["A1"], sheet["A1"].comment = "Budget", "Finance", Comment("Is this so?", "Ann Lee")
    book.save(path)
    assert document(path).text == "Budget row 1 | Finance\n\nBudget A1 | Comment by Ann Lee: Is this so?"


def test_words_in_text_boxes_and_the_titles_of_charts_are_kept(tmp_path: Path) -> None:
    drawn = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    words = "<a:p><a:r><a:t>{}</a:t></a:r></a:p>"
    with zipfile.ZipFile(io.BytesIO(xlsx(Plan=[["a", "b"], [1, 2]]))) as sound:
        parts: dict[str, bytes | str] = {name: sound.read(name) for name in sound.namelist()}
    parts["xl/drawings/drawing1.xml"] = f"<wsDr {drawn}>{words.format('Figures are net.')}</wsDr>"
    parts["xl/charts/chart1.xml"] = f"<chart {drawn}>{words.format('Costs by year')}<ser><val><v>7</v></val></ser></chart>"
    path = write(tmp_path / "a.xlsx", archive(parts))
    assert document(path).text.split("\n\n") == [
        "Plan row 1 | a; b",
        "Plan row 2 | a: 1; b: 2",
        "Figures are net.",
        "Costs by year",
    ]


def test_the_line_that_names_the_delimiter_for_excel_is_no_row(tmp_path: Path) -> None:
    assert document(write(tmp_path / "a.csv", "sep=;\r\nName;Cost\r\nPier, old;3\r\n")).text == (
        "Row 1 | Name; Cost\n\nRow 2 | Name: Pier, old; Cost: 3"
    )


def test_a_cell_that_is_merged_over_rows_is_told_in_each_of_them(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    rows = [["Group", "Article", "Price"], ["Ropes", "10 mm", 12], [None, "12 mm", 15], ["Paint", "Red", 40], [None, "Blue", 9]]
    book = load_workbook(io.BytesIO(xlsx(S=rows)))
    for cells in ("A2:A3", "C4:C5"):
        book["S"].merge_cells(cells)
    book.save(tmp_path / "a.xlsx")
    assert document(tmp_path / "a.xlsx").text.split("\n\n")[1:] == [
        "S row 2 | Group: Ropes; Article: 10 mm; Price: 12",
        "S row 3 | Group: Ropes; Article: 12 mm; Price: 15",
        "S row 4 | Group: Paint; Article: Red; Price: 40",
        "S row 5 | Article: Blue; Price: 40",
    ]


def test_a_cell_of_a_text_that_is_merged_over_rows_is_told_in_each_of_them(tmp_path: Path) -> None:
    heads = "<tr><th>Group</th><th>Article</th><th>Price</th></tr>"
    rows = '<tr><td rowspan="2">Ropes</td><td>10 mm</td><td>12</td></tr><tr><td>12 mm</td><td>15</td></tr>'
    table = f"<table>{heads}{rows}<tr><td colspan=2>Total</td><td>27</td></tr></table>"
    assert document(write(tmp_path / "a.html", page(f"<p>{PROSE}</p>{table}"))).text.split("\n\n")[1:] == [
        "Table 1 row 1 | Group; Article; Price",
        "Table 1 row 2 | Group: Ropes; Article: 10 mm; Price: 12",
        "Table 1 row 3 | Group: Ropes; Article: 12 mm; Price: 15",
        "Table 1 row 4 | Group: Total; Price: 27",
    ]


def test_a_cell_that_is_merged_over_rows_and_columns_is_told_in_each_row(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    rows = [["Area", "Town", "Sales"], ["Block", None, 1], [None, None, 2], ["North", "York", 3]]
    book = load_workbook(io.BytesIO(xlsx(S=rows)))
    book["S"].merge_cells("A2:B3")
    book.save(tmp_path / "a.xlsx")
    assert document(tmp_path / "a.xlsx").text.split("\n\n")[1:] == [
        "S row 2 | Area: Block; Sales: 1",
        "S row 3 | Area: Block; Sales: 2",
        "S row 4 | Area: North; Town: York; Sales: 3",
    ]


@pytest.mark.parametrize(
    ("raw", "row"),
    [
        (
            'Name,Subjects\n"Smith, Ann",maths;art\nBob,physics;music\n"Lee, C., Jr.",latin;art\n',
            "Row 2 | Name: Smith, Ann; Subjects: maths;art",
        ),
        ('Name, Note\nAnn, "Hello, world"\n', "Row 2 | Name: Ann; Note: Hello, world"),
        ('Pipe,Size\nLong,5" or 6"\nShort,3"\n', 'Row 2 | Pipe: Long; Size: 5" or 6"'),
    ],
)
def test_what_stands_in_quotes_parts_no_cells(tmp_path: Path, raw: str, row: str) -> None:
    assert document(write(tmp_path / "a.csv", raw)).text.split("\n\n")[1] == row


def test_rows_below_an_empty_one_go_on_or_begin_a_table_of_their_own() -> None:
    more = [["Name", "Town"], ["Ann", "York"], ["", ""], ["Carl", "Hull"], ["Dora", "Bath"]]
    assert list(lines_of(enumerate(more, start=1)))[2:] == ["Row 4 | Name: Carl; Town: Hull", "Row 5 | Name: Dora; Town: Bath"]
    other = [["Name", "Town"], ["Ann", "York"], ["", ""], ["Item", "Price"], ["Pen", "2.50"]]
    assert list(lines_of(enumerate(other, start=1)))[2:] == ["Row 4 | Item; Price", "Row 5 | Item: Pen; Price: 2.50"]
