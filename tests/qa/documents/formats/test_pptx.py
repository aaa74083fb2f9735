"""PPTX: slides in the order in which they are shown, numbered as pages are."""

from pathlib import Path

from qa.documents.layout import headings_in
from tests.qa.documents.files import PROSE, document, outcomes, write
from tests.qa.documents.making import archive, docx_parts, pptx, pptx_parts, shape


def test_slides_are_pages_in_the_order_in_which_they_are_shown(tmp_path: Path) -> None:
    slides = [shape("Harbour news", kind="title") + shape("The harbour is closed."), "", shape("It opens in May.", "2")]
    found = document(write(tmp_path / "a.pptx", pptx(slides)))
    assert found.text == "Harbour news\n\nThe harbour is closed.\n\n\f\n\n\fIt opens in May.\n\n2"
    assert found.title == "Harbour news"


def test_notes_follow_their_slide_and_what_stands_on_each_slide_is_left_out(tmp_path: Path) -> None:
    slides = [shape("One.") + shape("Eastport 2024", kind="ftr") + shape("1", kind="sldNum"), shape("Two.")]
    notes = {0: shape("Say it slowly.") + shape("1", kind="sldNum")}
    assert document(write(tmp_path / "a.pptx", pptx(slides, notes=notes))).text == "One.\n\nSay it slowly.\n\n\fTwo."


def test_the_day_when_the_template_of_a_program_was_made_is_not_the_files(tmp_path: Path) -> None:
    def published(day: str) -> str | None:
        core = {"docProps/core.xml": docx_parts("", core=f"<dcterms:created>{day}</dcterms:created>")["docProps/core.xml"]}
        return document(write(tmp_path / "a.pptx", archive({**pptx_parts([shape("Harbours")]), **core}))).published

    assert (published("2013-01-27T09:14:16Z"), published("2013-01-27T10:00:00Z")) == (None, "2013-01-27")


def test_a_tables_row_is_a_line(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        inside = "".join(f"<a:tc><a:txBody><a:p><a:r><a:t>{cell}</a:t></a:r></a:p></a:txBody></a:tc>" for cell in cells)
        return f"<a:tr>{inside}</a:tr>"

    table = f"<p:graphicFrame><a:tbl>{row('Country', 'Warheads')}{row('North Korea', '15-60')}</a:tbl></p:graphicFrame>"
    found = document(write(tmp_path / "a.pptx", pptx([table + shape(PROSE)])))
    assert found.text == f"Country | Warheads\n\nNorth Korea | 15-60\n\n{PROSE}"


def test_diagrams_charts_and_comments_of_a_slide_are_read(tmp_path: Path) -> None:
    drawing = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    points = "<{0}><v><pt idx='0'><v>{1}</v></pt><pt idx='1'><v>{2}</v></pt></v></{0}>"
    series = f"<ser><tx><v>Sales</v></tx>{points.format('cat', 2021, 2022)}{points.format('val', 4.3, 2.5)}</ser>"
    kinds = {"diagramData": "d.xml", "chart": "c.xml", "comments": "k.xml"}
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(f'<Relationship Id="{n}" Type="{base}/{kind}" Target="../x/{n}"/>' for kind, n in kinds.items())
    parts = {
        **pptx_parts([shape("Harbours")]),
        "ppt/slides/_rels/slide1.xml.rels": f"<Relationships>{links}</Relationships>",
        "ppt/x/d.xml": f"<x {drawing}><a:p><a:t>Plan</a:t></a:p></x>",
        "ppt/x/c.xml": f"<x {drawing}><a:p><a:t>By year</a:t></a:p>{series}</x>",
        "ppt/x/k.xml": "<x><cm authorId='7'><text>Is this so?</text></cm></x>",
        "ppt/commentAuthors.xml": "<x><cmAuthor id='7' name='Ann Lee'/></x>",
    }
    told = ("Harbours", "Plan", "By year", "2021 | Sales: 4.3", "2022 | Sales: 2.5", "Comment by Ann Lee: Is this so?")
    assert document(write(tmp_path / "a.pptx", archive(parts))).text == "\n\n".join(told)


def test_numbers_of_lists_are_counted_and_a_short_title_is_a_heading(tmp_path: Path) -> None:
    def item(text: str, numbering: str = "") -> str:
        return f"<a:p><a:pPr>{numbering}</a:pPr><a:r><a:t>{text}</a:t></a:r></a:p>"

    listed, lettered = '<a:buAutoNum type="arabicPeriod" startAt="3"/>', '<a:buAutoNum type="alphaLcParenR"/>'
    items = item("Ask.", listed) + item("Act.", listed) + item("Or") + item("rest", lettered)
    body = f"<p:sp><p:txBody>{items}</p:txBody></p:sp>"
    [loaded] = outcomes(write(tmp_path / "a.pptx", pptx([shape("Next steps", kind="title") + body])))
    assert loaded.document
    text = loaded.document.text
    assert text.split("\n\n") == ["Next steps", "3. Ask.", "4. Act.", "Or", "a) rest"]
    assert [heading.of(text) for heading in headings_in(loaded.layout)] == ["Next steps"]


def test_a_tables_rows_have_its_headings_and_what_stands_twice_is_told_once(tmp_path: Path) -> None:
    rows = (("Item", "Spent"), ("Travel", "9,400"))
    cells = "<a:tc><a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:txBody></a:tc>"
    made = "".join(f"<a:tr>{''.join(map(cells.format, row))}</a:tr>" for row in rows)
    twice = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{shape('Once.')}</mc:Choice><mc:Fallback>{shape('Once.')}</mc:Fallback></mc:AlternateContent>"
    )
    table = f'<a:tbl><a:tblPr firstRow="1"/>{made}</a:tbl>'
    text = document(write(tmp_path / "a.pptx", pptx([table + twice]))).text
    assert text.split("\n\n") == ["Table 1 row 1 | Item; Spent", "Table 1 row 2 | Item: Travel; Spent: 9,400", "Once."]


def test_a_cell_of_a_table_that_is_merged_over_rows_is_told_in_each_of_them(tmp_path: Path) -> None:
    cells = (("Group", "Article", "Price"), ("Ropes", "10 mm", "12"), ("", "12 mm", "15"))
    rows = [f"<a:tr>{''.join(f'<a:tc><a:p><a:r><a:t>{cell}</a:t></a:r></a:p></a:tc>' for cell in row)}</a:tr>" for row in cells]
    merged = rows[2].replace("<a:tc>", '<a:tc vMerge="1">', 1)
    slide = f'<p:graphicFrame><a:tbl><a:tblPr firstRow="1"/>{rows[0]}{rows[1]}{merged}</a:tbl></p:graphicFrame>'
    text = document(write(tmp_path / "a.pptx", pptx([slide]))).text
    assert text.endswith("Table 1 row 3 | Group: Ropes; Article: 12 mm; Price: 15")
