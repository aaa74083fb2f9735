"""Bytes → text: encodings told, doubts refused, binaries named."""

import time
from pathlib import Path

import pytest

from tests.qa.documents.files import document, error, write


@pytest.mark.parametrize(
    "raw",
    [b"\xef\xbb\xbfcaf\xc3\xa9", "café".encode("utf-16"), b"\xfe\xff" + "café".encode("utf-16-be")],
    ids=["utf-8 with a mark", "utf-16 little-endian", "utf-16 big-endian"],
)
def test_a_byte_order_mark_tells_the_encoding_and_is_dropped(tmp_path: Path, raw: bytes):
    assert document(write(tmp_path / "a.txt", raw)).text == "café"


def test_newlines_and_accents_are_normalised_and_zero_width_characters_kept(tmp_path: Path):
    path = write(tmp_path / "a.txt", "cafe\u0301\r\nzero\u200bwidth\rend\ufeff here")
    assert document(path).text == "caf\u00e9\nzero\u200bwidth\nend\ufeff here"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Президент сказал, что встреча состоится во вторник. Климат важен для всех стран мира.", "cp1251"),
        ("Ο πρόεδρος είπε ότι θα συναντηθούν την Τρίτη και θα μιλήσουν για το κλίμα.", "cp1253"),
        ("“Climate matters,” she said. “It’s a café thing — and it’s ours.” " * 3, "cp1252"),
        ("“The café is closed,” Ann Määtta said – for good.", "cp1252"),
        ("The café in Zürich closed, André Mertens said. It had 40 seats.", "latin-1"),
        ("The harbour of the town was closed for repairs that it needed. " * 50 + "It is André Mertens’s.", "cp1252"),
    ],
)
def test_a_legacy_encoding_is_read_when_there_is_no_doubt(tmp_path: Path, text: str, encoding: str):
    assert document(write(tmp_path / "a.txt", text.encode(encoding))).text == text


@pytest.mark.parametrize(
    "text",
    [
        "Le président a déclaré que la réunion était déjà prévue à Genève, où ça s'est très bien passé.",
        "El presidente dijo que la reunión será mañana; también habrá más días según el señor Núñez, añadió.",
        "The mayor said that Señor Vega is in the hall of the town.",
    ],
)
def test_a_legacy_encoding_in_doubt_is_refused_rather_than_misread(tmp_path: Path, text: str):
    # Central European pages have other letters in these places: "ñ" would be stored as "ń"
    assert "can't be read as text from byte" in error(write(tmp_path / "a.txt", text.encode("cp1252")))


@pytest.mark.parametrize("name", ["Ramón", "Antónia", "Dalí", "Zoë", "Niño", "Álvarez", "Köln", "“maybe”", "wait… then"])
def test_mac_roman_is_never_taken_for_a_page_of_windows(tmp_path: Path, name: str):
    # there "ó" is the byte of a dash, "í" that of an apostrophe, "…" that of "É"
    text = f"The mayor said that {name} was in the hall of the town, and that it is open."
    assert "can't be read as text from byte" in error(write(tmp_path / "a.txt", text.encode("mac_roman")))


def test_what_comes_long_after_the_first_legacy_byte_counts_as_well(tmp_path: Path):
    text = "It’s the mayor of the town. " + "The hall is open. " * 10_000 + "It is Señor Vega’s."
    assert "can't be read as text from byte 2 on" in error(write(tmp_path / "a.txt", text.encode("cp1252")))


def test_a_long_text_that_is_in_doubt_at_its_end_is_refused_in_one_pass(tmp_path: Path):
    # a pattern with overlapping alternatives took twice as long for each further letter: 8 s for 16
    assert "can't be read as text from byte 200000 on" in error(
        write(tmp_path / "a.txt", b"a" * 200_000 + "é é ".encode("cp1252"))
    )


@pytest.mark.parametrize(
    ("raw", "byte"),
    [
        (b"good text \xff\xfe\xfa and more", 10),
        (b"caf\xe9", 3),
        ("“quoted” and a stray ".encode() + b"\x80", 25),
        (b"\xef\xbb\xbfmarked \xff", 10),
        (b"\xff\xfea\x00\x00\xd8", 4),
        (b"\x80\x81\x82\x83" * 50, 0),
    ],
)
def test_undecodable_bytes_are_named_with_their_place(tmp_path: Path, raw: bytes, byte: int):
    assert error(write(tmp_path / "a.txt", raw)).endswith(
        f"can't be read as text from byte {byte} on; save its text as UTF-8 and add that"
    )


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl"])
@pytest.mark.parametrize("raw", [b"%PDF-1.7 text", b"PK\x03\x04x", b"\x89PNG\r\n", b"\x7fELF", b"words\0and words"])
def test_a_binary_file_is_named_as_one(tmp_path: Path, name: str, raw: bytes):
    assert "a binary file (" in error(write(tmp_path / name, raw))


def test_a_binary_file_is_told_which_types_are_supported(tmp_path: Path):
    path = write(tmp_path / "a.txt", "no\0text".encode("utf-16"))
    # Behind these stand those of pictures, where what recognises their text is installed.
    assert (
        "a binary file (it holds bytes that no text has); supported: "
        ".txt, .md, .html, .htm, .pdf, .docx, .odt, .rtf, .epub, .pptx, .xlsx, .xlsm, .csv, .tsv, .eml, .mbox, .jsonl"
    ) in error(path)


def test_endless_combining_marks_end_in_an_error_at_once(tmp_path: Path):
    path = write(tmp_path / "a.txt", "words a" + "\u0301" * 60_000 + "\u0316" * 60_000)
    begun = time.perf_counter()
    assert "over 500 combining marks in a row at character 7" in error(path)
    assert time.perf_counter() - begun < 2
    assert document(write(tmp_path / "b.txt", "═" * 5_000)).text == "═" * 5_000


def test_japanese_by_escapes_and_what_an_xml_declares_are_read(tmp_path: Path):
    words = "会議は五月です。"
    assert document(write(tmp_path / "a.txt", words.encode("iso2022_jp"))).text == words
    page = f'<?xml version="1.0" encoding="windows-1251"?><html><body><p>{"Привет, мир. " * 3}</p></body></html>'
    assert "Привет, мир." in document(write(tmp_path / "a.html", page.encode("cp1251"))).text
