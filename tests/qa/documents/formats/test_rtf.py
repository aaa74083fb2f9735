"""RTF: its text in all scripts, tables by rows, and the metadata it declares."""

from pathlib import Path

from tests.qa.documents.files import PROSE, document, write

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
