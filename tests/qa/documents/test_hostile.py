"""Broken and hostile files: each is a named error, or the text that can be saved, in bounded time and memory.

More of the kind: tests/qa/documents/formats/test_html.py, test_jsonlines.py and test_decoding.py by format,
tests/qa/documents/fetching/test_hostile_sites.py and test_addresses.py for addresses.
"""

import gzip
import io
import time
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qa.documents import helper
from qa.documents.chunking import chunk_document
from tests.qa.documents.files import PROSE, document, error, outcomes, page, write
from tests.qa.documents.making import (
    archive,
    column,
    docx,
    docx_parts,
    epub,
    epub_parts,
    odt,
    odt_parts,
    paragraph,
    pdf,
    pdf_of,
    pdf_stream,
    picture,
    pptx,
    pptx_parts,
    shape,
    xlsx,
    xlsx_of,
)
from tests.support import examples

LIMIT = 50_000_000  # the setting's default
SECONDS = helper.SECONDS_A_DOCUMENT + 15  # of a machine that does other things too; nearly all take less than one
SECONDS_FOR_ENDLESS = 1.5  # instead of the product's 30, for those that would never end
EITHER = "text or an error, as the library that reads it decides"
MEGABYTES = 1500.0  # of the helper at its largest
ENTITIES = "".join(f"<!ENTITY e{n + 1} '{f'&e{n};' * 10}'>" for n in range(9))
BOMB = f"<!DOCTYPE x [<!ENTITY e0 'words'>{ENTITIES}]>"
CHAPTER = f"<html><body><p>{PROSE}</p></body></html>"


def in_archive(parts: dict[str, bytes | str], **changed: bytes | str | None) -> bytes:
    """`parts` with some changed, or for None left out; names are written with _ for what a keyword can't hold."""
    names = {name.replace("/", "_").replace(".", "_").strip("[]_").replace("]", ""): name for name in parts}
    for name, content in changed.items():
        if content is None:
            del parts[names[name]]
        else:
            parts[names[name]] = content
    return archive(parts)


def with_flag(raw: bytes) -> bytes:
    """The same archive with every part marked as encrypted."""
    marked = bytearray(raw)
    for head, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = raw.find(head)
        while place >= 0:
            marked[place + at] |= 1
            place = raw.find(head, place + 1)
    return bytes(marked)


def lying_about_size() -> bytes:
    """5 MB of zeros in a part that announces 10 bytes."""
    raw = bytearray(epub({"a.xhtml": bytes(5_000_000).decode()}))
    size = (5_000_000).to_bytes(4, "little")
    while (place := raw.find(size)) >= 0:
        raw[place : place + 4] = (10).to_bytes(4, "little")
    return bytes(raw)


def zip_bomb(name: str, parts: dict[str, bytes | str]) -> bytes:
    return archive({**parts, name: b"<x>" + bytes(201_000_000)})


def many_objects() -> bytes:
    """A million pages that are all the same one, through a tree of page nodes."""
    nodes = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    for level in range(6):
        kids = f"{level + 3} 0 R " * 10
        count = 10 ** (6 - level)
        nodes.append(f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode())
    nodes.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>")
    return pdf_of(nodes)


def many_unused() -> bytes:
    """300,000 objects beside the page's own."""
    nodes = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    ]
    return pdf_of(nodes + [b"<< /A [1 2 3] >>"] * 300_000)


def looping_table() -> bytes:
    """A table of objects whose predecessor is itself."""
    raw = pdf([column([PROSE[:60]])])
    start = raw.rpartition(b"startxref")[2].split()[0]
    return raw.replace(b"trailer <<", b"trailer << /Prev " + start)


def announcing(pages: int) -> bytes:
    return pdf([column([PROSE[:60]])]).replace(b"/Count 1", f"/Count {pages}".encode())


def flate_bomb() -> bytes:
    packed = zlib.compress(b"BT /F 9 Tf (words) Tj ET\n" * 8_000_000, 1)
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
            pdf_stream(packed, "/Filter /FlateDecode"),
        ]
    )


def self_contained() -> bytes:
    """A page tree that holds itself."""
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"])


def many_parts() -> bytes:
    return archive({**epub_parts({"a.xhtml": CHAPTER}), **{f"p{n}": "" for n in range(10_001)}})


def overlapping() -> bytes:
    """Two entries of the directory that name the same bytes, as in the quine and overlap bombs."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in docx_parts(paragraph(PROSE)).items():
            zipped.writestr(name, content)
        twin = zipfile.ZipInfo("word/twin.xml")
        first = zipped.infolist()[0]
        twin.header_offset, twin.file_size, twin.compress_size, twin.CRC = 0, first.file_size, first.compress_size, first.CRC
        zipped.filelist.append(twin)
        zipped.NameToInfo[twin.filename] = twin
    return file.getvalue()


TOO_SLOW = f"took over {SECONDS_FOR_ENDLESS:g} s"
# File name, its bytes, and the error's words; None where it has text that can be saved.
FILES: dict[str, tuple[str, Callable[[], bytes], str | None]] = {
    # Text
    "one line of 2 MB": ("a.txt", lambda: b"words " * 350_000, None),
    "one word of 2 MB": ("a.txt", lambda: b"w" * 2_000_000, None),
    "2 MB of newlines": ("a.txt", lambda: b"\n" * 2_000_000, "is empty"),
    "2 MB of form feeds": ("a.txt", lambda: b"\f" * 2_000_000, "is empty"),
    "NUL bytes": ("a.txt", lambda: b"words\0and words", "a binary file (it holds bytes that no text has)"),
    "two encodings in one": (
        "a.txt",
        lambda: "naïve".encode() * 9 + "naïve".encode("cp1252"),
        "read as text from byte 56",
    ),
    "UTF-16 cut in half": ("a.txt", lambda: "words".encode("utf-16")[:-1], "can't be read as text"),
    "a Markdown heading of blanks": ("a.md", lambda: b"## " + b"\t" * 20_000 + b"a\n\nIt is open.", None),
    "a table's rule of blanks": ("a.md", lambda: b"a | b\n" + b"\t" * 200_000 + b"a", None),
    "UTF-32": ("a.txt", lambda: "words".encode("utf-32"), "bytes that no text has"),
    "surrogates in UTF-8": ("a.txt", lambda: b"words \xed\xa0\x80", "can't be read as text from byte 6"),
    "overlong UTF-8": ("a.txt", lambda: b"words \xc0\xaf", "can't be read as text from byte 6"),
    "right-to-left marks": ("a.txt", lambda: "\u202eabc\u202c \u200f\u2066words\u2069.".encode(), None),
    "terminal codes": ("a.txt", lambda: b"\x1b[2J\x1b]0;title\x07words.", None),
    "endless combining marks": ("a.txt", lambda: ("a" + "\u0301" * 90_000).encode(), "over 500 combining marks in a row"),
    "a PDF named as text": ("a.txt", lambda: pdf([column(["words"])]), "a binary file (a PDF)"),
    "gzip named as text": ("a.txt", lambda: gzip.compress(b"words"), "a binary file (a gzip archive)"),
    "front matter without end": ("a.md", lambda: b"---\n" + b"a: b\n" * 500_000, None),
    "a heading of 2 MB": ("a.md", lambda: b"# " + b"words " * 350_000, None),
    "brackets without end": ("a.md", lambda: b"# " + b"[" * 200_000, None),
    "nothing that can be seen": ("a.md", lambda: "\u200b\u200e\u2060\ufeff\n".encode() * 9, EITHER),
    "a table of 200,000 columns": ("a.md", lambda: b"|" + b" a |" * 200_000, None),
    "a JSON line of 2 MB": ("a.jsonl", lambda: b'{"source": "s", "text": "' + b"words " * 350_000 + b'"}', None),
    "nested JSON": ("a.jsonl", lambda: b"[" * 1_000_000, "nested too deep"),
    "a JSON number without end": ("a.jsonl", lambda: b'{"source": "s", "text": ' + b"9" * 100_000 + b"}", "digits"),
    # HTML
    "an XML entity bomb": (
        "a.html",
        lambda: f"{BOMB}<html><body><article><p>&e9; {PROSE}</p></article></body></html>".encode(),
        EITHER,
    ),
    "100,000 nested tags": ("a.html", lambda: page("<div>" * 100_000 + PROSE).encode(), EITHER),
    "a page of scripts": ("a.html", lambda: page("<script>1</script>" * 20_000).encode(), "no main text"),
    "a page of 10 MB in one line": ("a.html", lambda: page(f"<p>{'words ' * 1_700_000}</p>").encode(), EITHER),
    "a heading in a heading without end": ("a.html", lambda: page("<h1>" * 20_000 + PROSE).encode(), EITHER),
    "a null character by name": ("a.html", lambda: page(f"<article><p>{PROSE}&#0;</p></article>").encode(), None),
    # PDF
    "a PDF's head and no more": ("a.pdf", lambda: b"%PDF-1.7\n", "is damaged, or no PDF"),
    "no PDF": ("a.pdf", lambda: b"words", "is damaged, or no PDF"),
    "an empty PDF": ("a.pdf", lambda: b"", "is empty"),
    "half a PDF": ("a.pdf", lambda: (raw := pdf([column(["words"])] * 50))[: len(raw) // 2], EITHER),
    "a PDF with bytes changed": ("a.pdf", lambda: pdf([column([PROSE[:60]])]).replace(b"endobj", b"endxbj"), EITHER),
    "a million pages": ("a.pdf", many_objects, TOO_SLOW),
    "two billion pages announced": ("a.pdf", lambda: announcing(2_000_000_000), EITHER),
    "a negative number of pages": ("a.pdf", lambda: announcing(-1), EITHER),
    "a page tree that holds itself": ("a.pdf", self_contained, EITHER),
    "300,000 unused objects": ("a.pdf", many_unused, "no text on its"),
    "a table of objects that follows itself": ("a.pdf", looping_table, EITHER),
    "a PDF stream that unpacks to 200 MB": ("a.pdf", flate_bomb, TOO_SLOW),
    "a PDF of blank pages": ("a.pdf", lambda: pdf([[]] * 500), "no text on its 500 pages"),
    "10,000 lines on one page": ("a.pdf", lambda: pdf([column(["words"] * 10_000, leading=0.07)]), None),
    "the same line again and again": ("a.pdf", lambda: pdf([[(72, 700, 11, "words")] * 5_000]), None),
    # Pictures
    "no picture": ("a.png", lambda: b"words", "is damaged, or no PNG, JPEG or TIFF"),
    "half a picture": ("a.png", lambda: (raw := picture((300, 200)))[: len(raw) // 2], "is damaged"),
    "a picture of 400 million dots": ("a.png", lambda: picture((20_000, 20_000), "1"), "at most 50,000,000 are read"),
    "a GIF by another name": ("a.jpg", lambda: picture((30, 20), kind="GIF"), "is damaged, or no PNG, JPEG or TIFF"),
    "a picture of one dot": ("a.png", lambda: picture((1, 1)), "no text was recognised"),
    "a picture of one row": ("a.png", lambda: picture((20_000, 1)), "no text was recognised"),
    # DOCX
    "a zip bomb as DOCX": ("a.docx", lambda: zip_bomb("word/x.xml", docx_parts(paragraph(PROSE))), "unpacks to over 200 MB"),
    "a DOCX of entities": ("a.docx", lambda: docx(paragraph("&e9;"), head=BOMB), "declares entities"),
    "a DOCX that reads a file": (
        "a.docx",
        lambda: docx(paragraph("&e;"), head='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
        "declares entities",
    ),
    "a DOCX without its text": ("a.docx", lambda: in_archive(docx_parts(""), word_document_xml=None), EITHER),
    "a DOCX that isn't XML": ("a.docx", lambda: in_archive(docx_parts(""), word_document_xml="<w:p>"), "no well-formed XML"),
    "a spreadsheet as DOCX": ("a.docx", lambda: archive({"[Content_Types].xml": "<x/>", "xl/a.xml": "<x/>"}), "no DOCX"),
    "any archive as DOCX": ("a.docx", lambda: archive({"a.txt": "words"}), "is no DOCX text document"),
    "no archive as DOCX": ("a.docx", lambda: b"words", "is damaged: it was cut off, or isn't the kind of file"),
    "an old Word file as DOCX": ("a.docx", lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "old Office file"),
    "half a DOCX": ("a.docx", lambda: (raw := docx(paragraph(PROSE)))[: len(raw) // 2], "is damaged"),
    "a DOCX with bytes changed": ("a.docx", lambda: docx(paragraph(PROSE)).replace(b"PK\x03\x04", b"PK\x03\x05"), "is damaged"),
    "an encrypted DOCX": ("a.docx", lambda: with_flag(docx(paragraph(PROSE))), "is encrypted; save it without a password"),
    "overlapping parts": ("a.docx", overlapping, EITHER),
    "3,000 nested tables": (
        "a.docx",
        lambda: docx("<w:tbl><w:tr><w:tc>" * 3000 + paragraph(PROSE) + "</w:tc></w:tr></w:tbl>" * 3000),
        "is no well-formed XML (Excessive depth",
    ),
    # EPUB
    "a zip bomb as EPUB": ("a.epub", lambda: epub({"a.xhtml": "x" * 201_000_000}), "unpacks to over 200 MB"),
    "a part larger than it says": ("a.epub", lying_about_size, "is damaged"),
    "an EPUB of entities": ("a.epub", lambda: epub({"a.xhtml": f"{BOMB}<html><body><p>&e9; words</p></body></html>"}), None),
    "an EPUB whose package is a bomb": (
        "a.epub",
        lambda: in_archive(epub_parts({"a.xhtml": CHAPTER}), OEBPS_book_opf=f"{BOMB}<x>&e9;</x>"),
        EITHER,
    ),
    "an EPUB without a package": ("a.epub", lambda: in_archive(epub_parts({}), OEBPS_book_opf=None), "is missing in it"),
    "an EPUB without a container": ("a.epub", lambda: archive({"a.xhtml": CHAPTER}), "is no EPUB"),
    "10,000 parts": ("a.epub", many_parts, "parts, over the limit of 10,000"),
    "an encrypted EPUB": ("a.epub", lambda: with_flag(epub({"a.xhtml": CHAPTER})), "is encrypted"),
    "200,000 nested tags in a chapter": ("a.epub", lambda: epub({"a.xhtml": "<div>" * 200_000 + PROSE}), EITHER),
    "one chapter 100,000 times": (
        "a.epub",
        lambda: epub({"a.xhtml": CHAPTER}, spine=["a.xhtml"] * 100_000),
        None,
    ),
    # XLSX and CSV
    "any archive as XLSX": ("a.xlsx", lambda: archive({"a.txt": "words"}), "is no XLSX workbook"),
    "a DOCX as XLSX": ("a.xlsx", lambda: docx(paragraph(PROSE)), "is no XLSX workbook"),
    "an XLSX without a workbook": (
        "a.xlsx",
        lambda: archive({"xl/a.xml": "<a/>", "[Content_Types].xml": "<Types/>"}),
        "is no XLSX",
    ),
    "half an XLSX": ("a.xlsx", lambda: (raw := xlsx(S=[["a"]]))[: len(raw) // 2], "is damaged"),
    "an encrypted XLSX": ("a.xlsx", lambda: with_flag(xlsx(S=[["a"]])), "is encrypted"),
    "a zip bomb as XLSX": ("a.xlsx", lambda: zip_bomb("xl/x.xml", {}), "unpacks to over 200 MB"),
    "an XLSX of entities": ("a.xlsx", lambda: xlsx_of("<row><c><v>&e9;</v></c></row>", head=BOMB), "declares entities"),
    "rows beyond the last": ("a.xlsx", lambda: xlsx_of(f'<row r="{10**15}"><c><v>1</v></c></row>'), "a row beyond"),
    "a cell in a column without end": ("a.xlsx", lambda: xlsx_of('<row><c r="ZZZZZZ1"><v>1</v></c></row>'), EITHER),
    "wide rows of one cell each": (
        "a.xlsx",
        lambda: xlsx_of("".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 100))),
        "over 500,000 cells",
    ),
    "a text that isn't there": ("a.xlsx", lambda: xlsx_of('<row><c t="s"><v>99</v></c></row>'), "can't be read as XLSX"),
    "a sheet of nothing": ("a.xlsx", lambda: xlsx_of(""), "holds no values"),
    "600,000 cells": ("a.csv", lambda: b"a,b,c\n" * 200_000, "over 500,000 cells"),
    "a quote that doesn't end": ("a.csv", lambda: b'a,"' + b"words " * 400_000, "is no readable CSV"),
    "a CSV of delimiters": ("a.csv", lambda: b",,,,\n" * 1000, "holds no values"),
    "a spreadsheet named as CSV": ("a.csv", lambda: xlsx(S=[["a"]]), "a binary file"),
    # PPTX
    "any archive as PPTX": ("a.pptx", lambda: archive({"a.txt": "words"}), "is no PPTX presentation"),
    "a zip bomb as PPTX": (
        "a.pptx",
        lambda: zip_bomb("ppt/slides/slide1.xml", pptx_parts([shape(PROSE)])),
        "unpacks to over 200 MB",
    ),
    "a PPTX of entities": ("a.pptx", lambda: pptx([shape("&e9;")], head=BOMB), "declares entities"),
    "a slide that isn't there": (
        "a.pptx",
        lambda: in_archive(pptx_parts([shape(PROSE)]), ppt_slides_slide1_xml=None),
        "slide1.xml is missing in it",
    ),
    "shapes in shapes without end": ("a.pptx", lambda: pptx(["<p:grpSp>" * 5000 + "</p:grpSp>" * 5000]), EITHER),
    "slides of pictures": ("a.pptx", lambda: pptx(["", ""]), "holds no text"),
    # ODT
    "any archive as ODT": ("a.odt", lambda: archive({"a.txt": "words"}), "is no ODT"),
    "a zip bomb as ODT": ("a.odt", lambda: zip_bomb("content.xml", {}), "unpacks to over 200 MB"),
    "an ODT of entities": ("a.odt", lambda: odt("<text:p>&e9;</text:p>", head=BOMB), "declares entities"),
    "an encrypted ODT": (
        "a.odt",
        lambda: archive({**odt_parts(""), "META-INF/manifest.xml": "<m:encryption-data/>"}),
        "is encrypted",
    ),
    "sections in sections without end": ("a.odt", lambda: odt("<text:section>" * 5000 + "</text:section>" * 5000), EITHER),
    "an ODT that isn't XML": ("a.odt", lambda: in_archive(odt_parts(""), content_xml="<x>"), "is no well-formed XML"),
    # RTF
    "no RTF": ("a.rtf", lambda: b"words", "is no RTF"),
    "braces without end": ("a.rtf", lambda: b"{\\rtf1 " + b"{" * 1_000_000 + b"words", EITHER),
    "braces that close too often": ("a.rtf", lambda: b"{\\rtf1 words" + b"}" * 1_000_000, None),
    "a character beyond the last": ("a.rtf", lambda: b"{\\rtf1 \\u9999999999 ?}", "is damaged"),
    "half a character": ("a.rtf", lambda: b"{\\rtf1 words \\u-10179 ?.}", None),
    "binary without a length": ("a.rtf", lambda: b"{\\rtf1 {\\pict\\bin x}words}", None),
    # E-mail
    "no e-mail": ("a.eml", lambda: b"words", "is no e-mail"),
    "parts in parts without end": (
        "a.eml",
        lambda: (
            b"From: a@example.org\n"
            + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2000))
        ),
        "can't be read as e-mail",
    ),
    "a header of 5 MB": ("a.eml", lambda: b"Subject: " + b"=?utf-8?q?a?= " * 400_000 + b"\n\nwords", None),
    "a header that isn't text": ("a.eml", lambda: b"From: \xff\xfe\x00 <a@b>\nDate: \xff\n\nwords \xff", None),
    "an unknown charset": ("a.eml", lambda: b"From: a@b\nContent-Type: text/plain; charset=x\n\nwords \xe9", None),
    "a date that isn't one": ("a.eml", lambda: b"From: a@b\nDate: 99 Foo 99999 99:99\n\nwords", None),
    "no mailbox": ("a.mbox", lambda: b"words", "is no mailbox"),
    "a message larger than allowed": ("a.mbox", lambda: b"From a\nFrom: a@b\n\n" + b"words " * 9_000_000, "over the limit"),
}


@pytest.mark.parametrize(("name", "make", "cause"), FILES.values(), ids=FILES.keys())
def test_a_hostile_file_is_a_named_error_or_its_text_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, make: Callable[[], bytes], cause: str | None
) -> None:
    if cause == TOO_SLOW:
        monkeypatch.setattr(helper, "SECONDS_A_DOCUMENT", SECONDS_FOR_ENDLESS)
    path = write(tmp_path / name, make())
    begun = time.perf_counter()
    if cause is None:
        assert document(path, LIMIT).text.strip()
    elif cause == EITHER:
        outcomes(path, LIMIT)
    else:
        message = error(path, LIMIT)
        assert cause in message
        assert len(message) < 1000
    assert time.perf_counter() - begun < SECONDS
    assert _helper_megabytes() < MEGABYTES


def _helper_megabytes() -> float:
    """The most memory that the helper process has held."""
    if (process := helper.file_helper.process_id) is None:
        return 0.0
    status = Path(f"/proc/{process}/status")
    peak = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")] if status.exists() else []
    return int(peak[0].split()[1]) / 1024 if peak else 0.0


@cache
def sound(suffix: str) -> bytes:
    return {
        ".pdf": pdf([column(["Harbour news", PROSE[:70]]), column([PROSE[70:]])], info={"Title": "News"}),
        ".docx": docx(paragraph(PROSE), core="<dc:title>News</dc:title>"),
        ".epub": epub({"a.xhtml": CHAPTER}, metadata="<dc:title>News</dc:title>"),
        ".odt": odt(f"<text:p>{PROSE}</text:p>", meta="<dc:title>News</dc:title>"),
        ".pptx": pptx([shape("News", kind="title") + shape(PROSE)]),
        ".xlsx": xlsx(News=[["Place", "Day"], ["Geneva", 2]]),
        ".rtf": b"{\\rtf1\\ansi{\\info{\\title News}} " + PROSE.encode() + b"\\par}",
        ".eml": b"From: a@example.org\nSubject: News\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n"
        + PROSE.encode()
        + b"\n--b--\n",
    }[suffix]


@settings(max_examples=examples(20), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    suffix=st.sampled_from([".pdf", ".docx", ".epub", ".odt", ".pptx", ".xlsx", ".rtf", ".eml"]),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12)), min_size=1, max_size=4),
)
@example(suffix=".pdf", cuts=[(0.5, 0, b"\xff")])
def test_a_sound_file_damaged_anywhere_is_text_or_a_named_error(
    tmp_path: Path, suffix: str, cuts: list[tuple[float, int, bytes]]
) -> None:
    raw = sound(suffix)
    for where, length, instead in cuts:
        at = int(where * len(raw))
        raw = raw[:at] + instead + raw[at + length :]
    [loaded] = outcomes(write(tmp_path / f"any{suffix}", raw))
    if loaded.document:
        loaded.document.text.encode()
        assert "\0" not in loaded.document.text
        assert loaded.document.title
    else:
        assert str(loaded.error).startswith(str(tmp_path))
        assert "\n" not in str(loaded.error)


MARKS = st.sampled_from(
    ["<p>", "</p>", "<h1>", "# ", "| ", "[", "](", "```\n", "&amp;", "\f", "\u202e", "\u0301", '"', "\n\n", "{", "\\"]
)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(suffix=st.sampled_from([".html", ".md", ".jsonl"]), parts=st.lists(MARKS | WORDS | st.just(PROSE), max_size=30))
def test_any_mixture_of_marks_and_words_is_named_or_quoted_truly(tmp_path: Path, suffix: str, parts: list[str]) -> None:
    for loaded in outcomes(write(tmp_path / f"any{suffix}", "".join(parts))):
        if loaded.document is None:
            assert str(loaded.error).startswith(str(tmp_path))
            continue
        stored = loaded.document.text
        for segment in chunk_document(loaded.document, 20):
            assert stored[segment.chunk.start : segment.chunk.end].strip()
            for sentence in segment.sentences:
                assert segment.chunk.start <= sentence.start < sentence.end <= segment.chunk.end
                assert stored[sentence.start : sentence.end] == stored[sentence.start : sentence.end].strip()


@settings(max_examples=examples(20), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=300))
def test_offsets_into_any_stored_text_are_true(tmp_path: Path, text: str) -> None:
    [loaded] = outcomes(write(tmp_path / "any.txt", text + "\n\nThe harbour is closed.\f It opens \fin May."))
    if loaded.document is None:
        return
    stored = loaded.document.text
    end = 0
    for segment in chunk_document(loaded.document, 20):
        assert end <= segment.chunk.start < segment.chunk.end <= len(stored)
        end = segment.chunk.end
        for sentence in segment.sentences:
            words = stored[sentence.start : sentence.end]
            assert words == words.strip()
            assert words
