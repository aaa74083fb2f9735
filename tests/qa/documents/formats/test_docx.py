"""DOCX: all of its text, tables by rows, and the metadata it declares."""

from pathlib import Path

from tests.qa.documents.files import PROSE, document, error, write
from tests.qa.documents.making import archive, docx, docx_parts, paragraph


def cell(*paragraphs: str) -> str:
    return f"<w:tc>{''.join(map(paragraph, paragraphs))}</w:tc>"


def test_paragraphs_stand_apart_and_a_tables_row_is_a_line(tmp_path: Path) -> None:
    head, row = cell("Country") + cell("Warheads"), cell("North Korea") + cell("15-60", "estimated")
    table = f"<w:tbl><w:tr>{head}</w:tr><w:tr>{row}</w:tr></w:tbl>"
    path = write(tmp_path / "a.docx", docx(paragraph("Leaders meet.") + table + paragraph(PROSE)))
    assert document(path).text == f"Leaders meet.\n\nCountry | Warheads\n\nNorth Korea | 15-60 estimated\n\n{PROSE}"


def test_runs_of_one_word_are_not_torn_apart_and_deleted_words_are_left_out(tmp_path: Path) -> None:
    added, gone = "<w:ins><w:r><w:t>mate</w:t></w:r></w:ins>", "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
    runs = f"<w:p><w:r><w:t>cli</w:t></w:r>{added}{gone}</w:p>"
    assert document(write(tmp_path / "a.docx", docx(runs))).text == "climate"


def test_footnotes_are_kept(tmp_path: Path) -> None:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = '<w:p><w:r><w:t>The harbour is closed.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    parts = docx_parts(body, relationships=f'<Relationship Id="f" Type="{kind}" Target="footnotes.xml"/>')
    note = f"<w:footnotes {word}><w:footnote w:id='2'>{paragraph('Since the storm of May.')}</w:footnote></w:footnotes>"
    assert (
        "Since the storm of May." in document(write(tmp_path / "a.docx", archive({**parts, "word/footnotes.xml": note}))).text
    )


def test_title_author_and_date_are_those_that_the_file_declares(tmp_path: Path) -> None:
    created = "<dcterms:created>2021-03-17T10:00:00Z</dcterms:created>"
    core = f"<dc:title>On Harbours</dc:title><dc:creator>Ann Lee</dc:creator>{created}"
    found = document(write(tmp_path / "a.docx", docx(paragraph(PROSE), core=core)))
    assert (found.title, found.author, found.published) == ("On Harbours", "Ann Lee", "2021-03-17")


def test_a_file_of_pictures_only_is_an_error_that_says_so(tmp_path: Path) -> None:
    assert "holds no text" in error(write(tmp_path / "a.docx", docx("<w:p/>")))


def test_a_linked_file_is_not_read(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.png", "SECRET")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    link = f'<Relationship Id="i" Type="{kind}" TargetMode="External" Target="{secret.as_uri()}"/>'
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:link="i"/></pic:blipFill>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    assert document(write(tmp_path / "a.docx", docx(drawing + paragraph(PROSE), relationships=link))).text == PROSE


def test_heads_feet_and_comments_stand_at_the_end_each_once_and_no_page_numbers(tmp_path: Path) -> None:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    comment = f"<w:comments {word}><w:comment w:id='0' w:author='Ann Lee'>{paragraph('Is this so?')}</w:comment></w:comments>"
    parts = {
        **docx_parts(paragraph(PROSE)),
        "word/header1.xml": f"<w:hdr {word}>{paragraph('City of Geneva')}</w:hdr>",
        "word/header2.xml": f"<w:hdr {word}>{paragraph('City of Geneva')}{paragraph('Leaders met')}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {word}>{paragraph('Page 2 of 3')}{paragraph('Draft of May')}</w:ftr>",
        "word/comments.xml": comment,
    }
    text = f"{PROSE}\n\nCity of Geneva\n\nDraft of May\n\nComment by Ann Lee: Is this so?"
    assert document(write(tmp_path / "a.docx", archive(parts))).text == text
