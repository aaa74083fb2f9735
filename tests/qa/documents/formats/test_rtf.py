"""RTF: its text in all scripts, tables by rows, and the metadata it declares."""

from pathlib import Path

from qa.documents.layout import headings_in
from tests.qa.documents.files import PROSE, document, outcomes, write

HEAD = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fswiss\fcharset0 Arial;}}"


def test_paragraphs_stand_apart_and_a_tables_row_is_a_line(tmp_path: Path) -> None:
    table = rb"\trowd\cellx1\cellx2 Country\cell Warheads\cell\row North Korea\cell 15-60\cell\row\pard "
    raw = HEAD + rb"\pard\b Leaders\b0  meet.\par " + table + PROSE.encode() + rb"\par}"
    expected = f"Leaders meet.\n\nCountry | Warheads\n\nNorth Korea | 15-60\n\n{PROSE}"
    assert document(write(tmp_path / "a.rtf", raw)).text == expected


def test_letters_beyond_ascii_are_kept(tmp_path: Path) -> None:
    raw = HEAD + rb"na\'efve \u8217 ?s \u-10179 ?\u-8704 ? {\*\generator gone;}end.\par}"
    assert document(write(tmp_path / "a.rtf", raw)).text == "naïve ’s 😀 end."


def test_title_author_and_date_are_those_that_the_file_declares(tmp_path: Path) -> None:
    info = rb"{\info{\title On H\'e4rbours}{\author Ann Lee}{\creatim\yr2021\mo3\dy17\hr9}}"
    found = document(write(tmp_path / "a.rtf", HEAD + info + PROSE.encode() + rb"\par}"))
    assert (found.title, found.author, found.published) == ("On Härbours", "Ann Lee", "2021-03-17")
    assert found.text == PROSE


def test_notes_text_boxes_margins_and_comments_are_kept_once(tmp_path: Path) -> None:
    raw = HEAD + (
        rb"{\header\pard City of Geneva\par}{\footer\pard Page \chpgn\par}"
        rb"\pard The harbour{\footnote\pard\plain {\super\chftn} Since May.} is closed.\par "
        rb"\pard It opens{\shp{\*\shpinst{\shptxt\pard In a box\par}}{\shprslt{\*\do{\dptxbxtext\pard In a box\par}}}}"
        rb"{\b0\*\cs7  late}.\par "
        rb"\pard So it is.{\*\atnid A}{\*\atnauthor Ann Lee}\chatn{\*\annotation{\*\atnref 1}\pard Is this so?\par}\par}"
    )
    assert document(write(tmp_path / "a.rtf", raw)).text.split("\n\n") == [
        *("The harbour is closed.", "It opens late.", "In a box", "So it is."),
        *("Since May.", "City of Geneva", "Comment by Ann Lee: Is this so?"),
    ]


def test_numbers_stay_and_what_is_deleted_hidden_or_an_address_is_left_out(tmp_path: Path) -> None:
    raw = HEAD + (
        rb"{\pntext\f0 1.\tab}First\par {\listtext\f0 2.\tab}Second\par "
        rb"\pard{\deleted\revauthdel0 gone}{\revised kept}{\v secret} {\field{\*\fldinst{HYPERLINK "
        rb'"http://a.example/"}}{\fldrslt link}}ed\column apart\par}'
    )
    assert document(write(tmp_path / "a.rtf", raw)).text == "1. First\n\n2. Second\n\nkept linked\n\napart"


def test_headings_are_known_and_a_paragraph_in_a_cell_doesnt_end_its_row(tmp_path: Path) -> None:
    row = rb"\trowd\cellx1\cellx2\pard\intbl Rent\par due monthly\cell 300\cell\row "
    raw = HEAD + rb"\pard\s1\outlinelevel0 Costs\par\pard\plain " + row + rb"\pard " + PROSE.encode() + rb"\par}"
    [loaded] = outcomes(write(tmp_path / "a.rtf", raw))
    assert loaded.document
    text = loaded.document.text
    assert text == f"Costs\n\nRent due monthly | 300\n\n{PROSE}"
    assert [heading.of(text) for heading in headings_in(loaded.layout)] == ["Costs"]
