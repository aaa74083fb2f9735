"""ODT: all of its text, tables by rows, notes at the end, and the metadata it declares."""

from pathlib import Path

from tests.qa.documents.files import PROSE, document, write
from tests.qa.documents.making import archive, odt, odt_parts


def test_paragraphs_stand_apart_and_a_tables_row_is_a_line(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        inside = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
        return f"<table:table-row>{inside}</table:table-row>"

    table = f"<table:table>{row('Country', 'Warheads')}{row('North Korea', '15-60')}</table:table>"
    body = f"<text:h>Arms</text:h><text:p>Two<text:s text:c='999999999'/>words.</text:p>{table}<text:p>{PROSE}</text:p>"
    expected = f"Arms\n\nTwo words.\n\nCountry | Warheads\n\nNorth Korea | 15-60\n\n{PROSE}"
    assert document(write(tmp_path / "a.odt", odt(body))).text == expected


def test_a_note_stands_at_the_end_and_deleted_words_nowhere(tmp_path: Path) -> None:
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Since May.</text:p></text:note-body>"
    gone = "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
    body = f"{gone}<text:p>The harbour{note}</text:note> is <text:span>clo</text:span>sed.</text:p><text:p>All of it.</text:p>"
    assert document(write(tmp_path / "a.odt", odt(body))).text == "The harbour is closed.\n\nAll of it.\n\nSince May."


def test_title_author_and_date_are_those_that_the_file_declares(tmp_path: Path) -> None:
    meta = (
        "<dc:title>On Harbours</dc:title><meta:initial-creator>Ann Lee</meta:initial-creator><dc:creator>Bo</dc:creator>"
        "<meta:creation-date>2021-03-17T10:00:00.123</meta:creation-date>"
    )
    found = document(write(tmp_path / "a.odt", odt(f"<text:p>{PROSE}</text:p>", meta=meta)))
    assert (found.title, found.author, found.published) == ("On Harbours", "Ann Lee", "2021-03-17")


def test_heads_feet_and_comments_stand_at_the_end(tmp_path: Path) -> None:
    names = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    note = f"<office:annotation><dc:creator {names}>Ann Lee</dc:creator><text:p>Is this so?</text:p></office:annotation>"
    head = "<text:p>City of Geneva</text:p><text:p>Page <text:page-number>2</text:page-number></text:p>"
    parts = {
        **odt_parts(f"<text:p>The harbour {note}is closed.</text:p>"),
        "styles.xml": f"<x {names}><header>{head}</header></x>",
    }
    told = "The harbour is closed.\n\nCity of Geneva\n\nComment by Ann Lee: Is this so?"
    assert document(write(tmp_path / "a.odt", archive(parts))).text == told


def test_the_numbers_of_lists_and_headings_are_counted_as_they_are_shown(tmp_path: Path) -> None:
    number = "<text:{0} text:level='{1}' style:num-format='{2}' style:num-suffix='{3}' text:display-levels='{1}'/>".format
    kinds = "list-level-style-number", "outline-level-style"
    style = f"<text:list-style style:name='L'>{number(kinds[0], 1, '1', '.')}{number(kinds[0], 2, 'a', ')')}</text:list-style>"
    outline = f"<text:outline-style>{number(kinds[1], 1, 'I', '')}{number(kinds[1], 2, '1', '')}</text:outline-style>"
    names = " ".join(f"xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'" for name in ("style", "text"))
    item = "<text:list-item><text:p>{}</text:p>{}</text:list-item>".format
    heading = "<text:h text:outline-level='{}'>{}</text:h>".format
    inner = f"<text:list>{item('monthly', '')}{item('in advance', '')}</text:list>"
    body = (
        heading(1, "Rent")
        + heading(2, "Due")
        + f"<text:list text:style-name='L'>{item('Pay', inner)}</text:list><text:p>It goes on.</text:p>"
        + f"<text:list text:style-name='L' text:continue-numbering='true'>{item('Stay', '')}</text:list>"
        + f"<text:list text:style-name='L'>{item('Anew', '')}</text:list><text:list>{item('Bullet', '')}</text:list>"
        + heading(2, "Late")
    )
    parts = odt_parts(body)
    parts["styles.xml"] = f"<office {names}>{style}{outline}</office>"
    assert document(write(tmp_path / "a.odt", archive(parts))).text.split("\n\n") == [
        *("I Rent", "I.1 Due", "1. Pay", "1.a) monthly", "1.b) in advance", "It goes on.", "2. Stay", "1. Anew", "Bullet"),
        "I.2 Late",
    ]


def test_a_drawing_doesnt_tear_its_paragraph(tmp_path: Path) -> None:
    draw = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
    svg = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
    box = f"<frame xmlns='{draw}'><title xmlns='{svg}'>A map</title><text-box><text:p>In a box.</text:p></text-box></frame>"
    text = document(write(tmp_path / "a.odt", odt(f"<text:p>The har{box}bour is closed.</text:p>"))).text
    assert text == "The harbour is closed.\n\nA map\n\nIn a box."


def test_what_is_hidden_is_left_out(tmp_path: Path) -> None:
    row = "<table:table-row{}><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
    hidden = row.format(' table:visibility="collapse"', "SECRET")
    body = (
        '<text:p>The board<text:hidden-text text:condition="x" text:is-hidden="true"> SECRET</text:hidden-text> met.</text:p>'
        '<text:section text:display="none"><text:p>SECRET</text:p></text:section>'
        '<text:section text:display="condition" text:is-hidden="false"><text:p>It voted.</text:p></text:section>'
        f"<table:table>{hidden}{row.format('', 'Bo: yes')}</table:table>"
    )
    style = 'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    unseen = f'<style:style {style} style:name="T1"><style:text-properties text:display="none"/></style:style>'
    parts = odt_parts(f'{body}<text:p>All<text:span text:style-name="T1"> SECRET</text:span> agreed.</text:p>')
    unseen = f"<office:automatic-styles>{unseen}</office:automatic-styles>"
    parts["content.xml"] = str(parts["content.xml"]).replace("<office:body>", f"{unseen}<office:body>")
    text = document(write(tmp_path / "a.odt", archive(parts))).text
    assert text == "The board met.\n\nIt voted.\n\nBo: yes\n\nAll agreed."


def test_a_cell_that_is_merged_over_rows_is_told_in_each_of_them(tmp_path: Path) -> None:
    def cell(words: str, spanned: str = "") -> str:
        return f"<table:table-cell{spanned}><text:p>{words}</text:p></table:table-cell>"

    over = cell("Ropes", ' table:number-rows-spanned="2"')
    rows = (
        *(cell("Group") + cell("Article") + cell("Price"), over + cell("10 mm") + cell("12")),
        f"<table:covered-table-cell/>{cell('12 mm')}{cell('15')}",
    )
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    text = document(write(tmp_path / "a.odt", odt(f"<table:table>{table}</table:table>"))).text
    assert text.endswith("Table 1 row 3 | Group: Ropes; Article: 12 mm; Price: 15")
