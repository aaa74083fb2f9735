"""Hostile files of the formats of which tests/qa/documents/test_hostile.py has fewer than ten; and what each comes to.

Each is told in a sentence that says what is wrong and what to do, or its words are there and what is no text isn't.
"""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from qa.documents.files import load
from tests.qa.documents.files import PROSE, outcomes, write
from tests.qa.documents.making import (
    archive,
    column,
    docx,
    docx_parts,
    epub_parts,
    odt,
    odt_parts,
    paragraph,
    pdf,
    pdf_of,
    pdf_stream,
    pptx,
    pptx_parts,
    shape,
    xlsx_of,
)

LIMIT = 50_000_000
SECRET = "root:x:0:0"
PICTURE = "is damaged, or no PNG, JPEG or TIFF; save it again"


@dataclass(frozen=True)
class Case:
    """A file, and what is `said` of it, or the `words` of its one document; `without` isn't in them."""

    name: str
    make: Callable[[], bytes]
    said: str = ""
    words: str = ""
    without: str = SECRET


def refused(name: str, make: Callable[[], bytes], said: str) -> Case:
    return Case(name, make, said=said)


def read(name: str, make: Callable[[], bytes], words: str = PROSE, without: str = SECRET) -> Case:
    return Case(name, make, words=words, without=without)


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    """The head of a grey picture that claims this size."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def tiff_that_follows_itself() -> bytes:
    """A page whose next page is itself."""
    entries = [(256, 4, 1, 1), (257, 4, 1, 1), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8), (279, 4, 1, 1)]
    table = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\x00" + struct.pack("<I", 8) + struct.pack("<H", len(entries)) + table + struct.pack("<I", 8)


def pdf_with(catalog: str, *more: bytes) -> bytes:
    """One page of prose, and something in the catalog that does something."""
    drawn = f"BT /F 11 Tf 72 700 Td ({PROSE}) Tj ET".encode()
    return pdf_of(
        [
            f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
            pdf_stream(drawn),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            *more,
        ]
    )


def locked_pdf(handler: str) -> bytes:
    key = "<" + "00" * 32 + ">"
    lock = f"<< /Filter /{handler} /V 1 /R 2 /O {key} /U {key} /P -4 >>"
    return pdf([column([PROSE[:60]])], trailer=f"/Encrypt {lock} /ID [<00> <00>]")


def old_office(*, locked: bool) -> bytes:
    """What Word 97 wrote; a DOCX with a password lies in the same kind of file."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(600)
        + ("EncryptedPackage" if locked else "WordDocument").encode("utf-16-le")
    )


def outside(kind: str, target: str) -> str:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationship Id="o" Type="{base}/{kind}" TargetMode="External" Target="{target}"/>'


def with_notes_that_loop() -> bytes:
    """Slides whose notes are the slide itself."""
    parts = pptx_parts([shape(PROSE)], notes={0: shape("")})
    name = next(each for each in parts if each.startswith("ppt/slides/_rels/"))
    parts[name] = str(parts[name]).replace("../notesSlides/n0.xml", "slide1.xml")
    return archive(parts)


def chapter(body: str) -> dict[str, bytes | str]:
    return epub_parts({"a.xhtml": f"<html><body><p>{PROSE}</p>{body}</body></html>"})


def mail(head: str, body: str = PROSE) -> bytes:
    return f"From: Ann <a@example.org>\nDate: Mon, 7 Mar 2022 10:00:00 +0000\n{head}\n\n{body}\n".encode()


def attached(name: str, content: str) -> bytes:
    head = 'Content-Type: multipart/mixed; boundary="b"'
    first = f"--b\nContent-Type: text/plain\n\n{PROSE}\n"
    second = f'--b\nContent-Type: application/zip\nContent-Disposition: attachment; filename="{name}"\n\n{content}\n--b--'
    return mail(head, first + second)


MACRO = {"word/vbaProject.bin": b"Sub AutoOpen() Shell MACRO"}
FEW_OLES = "is an old Office file by another name; open it there and save it anew"
LOCKED = "is encrypted; save it without a password"
CASES = {
    # Text and Markdown
    "UTF-16 without its mark": read("a.txt", lambda: PROSE.encode("utf-16-be")),
    "a text of Windows with two quotation marks": read("a.txt", lambda: f"“{PROSE}”".encode("cp1252"), f"“{PROSE}”"),
    "a picture named as text": refused("a.md", lambda: b"\x89PNG\r\n\x1a\n" + bytes(90), "a binary file (a PNG image)"),
    "Markdown of scripts": read("a.md", lambda: f"<script>alert(1)</script>\n\n{PROSE}".encode()),
    "Markdown that includes a file": read("a.md", lambda: f"![x](file:///etc/passwd)\n\n{PROSE}".encode()),
    "front matter of aliases that grow": read(
        "a.md", lambda: f"---\na: &a [x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n---\n\n{PROSE}".encode()
    ),
    "50,000 quotes in quotes": read("a.md", lambda: b">" * 50_000 + PROSE.encode()),
    # Web pages
    "a page that goes elsewhere": read(
        "a.html",
        lambda: f"<meta http-equiv=refresh content='0;url=file:///etc/passwd'><article><p>{PROSE}</p></article>".encode(),
    ),
    "a page in a frame of a file": read(
        "a.html", lambda: f"<iframe src='file:///etc/passwd'></iframe><article><p>{PROSE}</p></article>".encode()
    ),
    "a table of 2,000 columns": read(
        "a.html", lambda: f"<article><p>{PROSE}</p></article><table><tr>{'<td>1' * 2_000}</table>".encode()
    ),
    "a page in UTF-16 that says it is in another": read(
        "a.html", lambda: f"<meta charset=koi8-r><article><p>{PROSE}</p></article>".encode("utf-16")
    ),
    # PDF
    "a PDF with a password": refused(
        "a.pdf", lambda: locked_pdf("Standard"), "is encrypted with a password; save it without one"
    ),
    "a PDF for certain readers": refused("a.pdf", lambda: locked_pdf("Adobe.PubSec"), "is encrypted for certain readers"),
    "a PDF of JavaScript": read(
        "a.pdf", lambda: pdf_with("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"), without="alert"
    ),
    "a PDF that starts a program": read("a.pdf", lambda: pdf_with("/OpenAction << /S /Launch /F (sh) >>"), without="Launch"),
    "a PDF with a file in it": read(
        "a.pdf",
        lambda: pdf_with(
            "/Names << /EmbeddedFiles << /Names [(x) << /Type /Filespec /F (x.txt) /EF << /F 6 0 R >> >>] >> >>",
            pdf_stream(b"INSIDE"),
        ),
        without="INSIDE",
    ),
    "an RTF named as PDF": refused(
        "a.pdf", lambda: b"{\\rtf1 words}", "is no PDF (an RTF document); give it the ending of what"
    ),
    # Pictures
    "a PNG that claims 60,000 by 60,000 dots": refused("a.png", lambda: png(60_000, 60_000), "has 60,000 × 60,000 dots"),
    "a PNG that claims the most dots there are": refused(
        "a.png", lambda: png(2**31 - 1, 2**31 - 1), "at most 50,000,000 are read"
    ),
    "a PNG without its dots": refused("a.png", lambda: png(600, 600), PICTURE),
    "a TIFF whose next page is itself": refused(
        "a.tif", tiff_that_follows_itself, "is a picture on which no text was recognised"
    ),
    "a PDF named as a picture": refused("a.jpg", lambda: pdf([column(["words"])]), PICTURE),
    # DOCX
    "a DOCX with a password": refused("a.docx", lambda: old_office(locked=True), LOCKED),
    "a DOC named as DOCX": refused("a.docx", lambda: old_office(locked=False), FEW_OLES),
    "a PDF named as DOCX": refused("a.docx", lambda: pdf([column(["words"])]), "is a PDF by another name; give it the ending"),
    "a DOCX with macros": read("a.docx", lambda: archive({**docx_parts(paragraph(PROSE)), **MACRO}), without="MACRO"),
    "a DOCX with a template elsewhere": read(
        "a.docx", lambda: docx(paragraph(PROSE), relationships=outside("attachedTemplate", "http://127.0.0.1:9/x.dotm"))
    ),
    "a DOCX with names that lead out": read(
        "a.docx", lambda: archive({**docx_parts(paragraph(PROSE)), "../../../../tmp/x.xml": "<x/>", "/etc/passwd": SECRET})
    ),
    "a DOCX whose fields run a program": read(
        "a.docx", lambda: docx(f'<w:p><w:fldSimple w:instr="DDEAUTO sh"/></w:p>{paragraph(PROSE)}'), without="DDEAUTO"
    ),
    "a head of 5,000 paragraphs": read(
        "a.docx",
        lambda: archive(
            {**docx_parts(paragraph(PROSE)), "word/header1.xml": docx_head("".join(paragraph(f"h{n}") for n in range(5_000)))}
        ),
    ),
    # EPUB
    "a chapter from outside the EPUB": refused(
        "a.epub",
        lambda: archive({name: str(part).replace("a.xhtml", "../../../../etc/passwd") for name, part in chapter("").items()}),
        "is damaged: ",
    ),
    "an EPUB of scripts": read("a.epub", lambda: archive(chapter("<script>alert(1)</script>")), without="alert"),
    # PPTX
    "a PPTX with a password": refused("a.pptx", lambda: old_office(locked=True), LOCKED),
    "a slide of a slide's notes": read("a.pptx", with_notes_that_loop),
    "a PPTX with macros": read(
        "a.pptx", lambda: archive({**pptx_parts([shape(PROSE)]), "ppt/vbaProject.bin": b"MACRO"}), without="MACRO"
    ),
    "half a PPTX": refused("a.pptx", lambda: (raw := pptx([shape(PROSE)]))[: len(raw) // 2], "is damaged: it was cut off"),
    "a PPTX that isn't XML": refused(
        "a.pptx", lambda: archive({**pptx_parts([shape(PROSE)]), "ppt/slides/slide1.xml": "<x>"}), "is no well-formed XML"
    ),
    "300 slides that are one": read("a.pptx", lambda: many_of_one_slide(300)),
    # XLSX, CSV and TSV
    "an XLSX with a password": refused("a.xlsx", lambda: old_office(locked=True), LOCKED),
    "a cell that fetches": read(
        "a.xlsx", lambda: xlsx_of(f'<row><c><f>WEBSERVICE("http://127.0.0.1:9")</f></c>{inline(PROSE)}</row>'), without="WEB"
    ),
    "a cell of formulas in a CSV": read("a.csv", lambda: f"=cmd|'/c calc'!A1,{PROSE}".encode(), "=cmd"),
    "a row of a million columns": refused("a.csv", lambda: b"1," * 1_000_000, "holds over 500,000 cells"),
    "a cell of two megabytes": refused("a.csv", lambda: b"a," + b"w" * 2_000_000, "is no readable CSV (field larger"),
    "quotes in quotes": read("a.csv", lambda: b'"' * 998 + PROSE.encode(), "Leaders met in Geneva"),
    "a quote without an end": refused("a.csv", lambda: b'a,b\n1,"2\n3,4\n', "has a quote in row 2 that doesn't end"),
    "UTF-16 as Excel saves it": read("a.csv", lambda: f"Name\tWords\nAnn\t{PROSE}".encode("utf-16")),
    "a TSV of no columns": read("a.tsv", lambda: PROSE.encode(), "Leaders met in Geneva"),
    "a ZIP named as TSV": refused("a.tsv", lambda: archive({"a": "b"}), "a binary file (a ZIP archive or an Office document)"),
    # ODT
    "a file in a frame": read("a.odt", lambda: odt(f'<text:p>{PROSE}</text:p><text:a href="file:///etc/passwd"/>')),
    "half an ODT": refused(
        "a.odt", lambda: (raw := odt(f"<text:p>{PROSE}</text:p>"))[: len(raw) // 2], "is damaged: it was cut"
    ),
    "spreadsheet named as ODT": refused(
        "a.odt",
        lambda: archive(
            {**odt_parts(""), "content.xml": str(odt_parts("")["content.xml"]).replace("office:text", "office:spreadsheet")}
        ),
        "is no ODT text document; save it as .odt",
    ),
    "macros and formulas with a document type": read(
        "a.odt",
        lambda: archive({**odt_parts(f"<text:p>{PROSE}</text:p>"), "Basic/x.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}),
    ),
    "an empty ODT": refused("a.odt", lambda: odt("<text:p/>"), "holds no text, perhaps only pictures"),
    # RTF
    "an RTF that starts a program": read(
        "a.rtf", lambda: b"{\\rtf1 {\\object\\objdata 4d41}" + PROSE.encode() + b"}", without="4d41"
    ),
    "an RTF with a template elsewhere": read(
        "a.rtf", lambda: b"{\\rtf1 {\\*\\template http://127.0.0.1:9/x}" + PROSE.encode() + b"}", without="127.0.0.1"
    ),
    "a DOC named as RTF": refused("a.rtf", lambda: old_office(locked=False), "is no RTF; save it again as .rtf"),
    "half an RTF": read("a.rtf", lambda: b"{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}" + PROSE.encode()),
    "100,000 commands without words": refused("a.rtf", lambda: b"{\\rtf1 " + b"\\b\\b0" * 100_000 + b"}", "holds no text"),
    # E-mail
    "a header in a header": read("a.eml", lambda: mail("Subject: =?utf-8?q?Hi=0ABcc=3A_x=40y?="), "Hi Bcc: x@y\n\nFrom"),
    "an attachment with a way in its name": read("a.eml", lambda: attached("../../etc/x.zip", "UEsDBA=="), without="UEsDBA"),
    "an attachment that isn't encoded": read("a.eml", lambda: attached("x.zip", "=== \x00 ==="), "Attachments: x.zip"),
    "a message that is its own part": read(
        "a.eml", lambda: mail("Content-Type: message/rfc822", mail("Subject: x").decode()), "x\n\nFrom: Ann"
    ),
    "base64 that isn't": read("a.eml", lambda: mail("Content-Transfer-Encoding: base64", "####"), "From: Ann"),
}


def docx_head(body: str) -> str:
    return f'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{body}</w:hdr>'


def inline(words: str) -> str:
    return f'<c t="inlineStr"><is><t>{words}</t></is></c>'


def many_of_one_slide(count: int) -> bytes:
    parts = pptx_parts([shape(PROSE)])
    main = str(parts["ppt/presentation.xml"])
    entry = main[main.index("<p:sldId ") : main.index("</p:sldIdLst>")]
    parts["ppt/presentation.xml"] = main.replace(entry, entry * count)
    return archive(parts)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_hostile_file_is_told_in_a_sentence_or_its_words_are_there(tmp_path: Path, case: Case) -> None:
    [loaded] = outcomes(write(tmp_path / case.name, case.make()), LIMIT)
    if case.said:
        assert loaded.document is None
        message = str(loaded.error).removeprefix(f"{loaded.source}: ")
        assert message.startswith(case.said) or case.said in message
        assert len(message) < 400
        return
    assert loaded.document is not None, loaded.error
    assert case.words in loaded.document.text
    assert case.without not in loaded.document.text


LINE = '{"source": "%s", "text": "%s"}'
# A file of many documents: how many come of it, and what is said of the others.
MANY: dict[str, tuple[str, Callable[[], bytes], int, str]] = {
    "a mailbox of 300 empty messages": ("a.mbox", lambda: b"From a\n\n" * 300, 0, "is no e-mail"),
    "a message that begins a line with From": (
        "a.mbox",
        lambda: b"From a\nFrom: a@b\n\nwords\nFrom here on\n>From there\n",
        1,
        "",
    ),
    "a mailbox with a mark before it": ("a.mbox", lambda: b"\xef\xbb\xbfFrom a\nFrom: a@b\n\nwords\n", 1, ""),
    "a mailbox cut off in a header": ("a.mbox", lambda: b"From a\nFrom: a@b\n\nwords\n\nFrom b\nSubj", 1, "is no e-mail"),
    "one message a hundred times": ("a.mbox", lambda: b"From a\nMessage-ID: <x@y>\nFrom: a@b\n\nw\n\n" * 100, 1, ""),
    "a Message-ID that leads out": (
        "a.mbox",
        lambda: b"From a\nMessage-ID: <../../../etc/passwd>\nFrom: a@b\n\nwords\n",
        1,
        "",
    ),
    "NUL bytes in a mailbox": ("a.mbox", lambda: b"From a\nFrom: a@b\n\nwo\0rds\n", 1, ""),
    "a line of 2 MB in a mailbox": ("a.mbox", lambda: b"From a\nFrom: a@b\n\n" + b"w" * 2_000_000, 1, ""),
    "lines ended as on old Macs": ("a.mbox", lambda: b"From a\rFrom: a@b\r\rwords\r", 0, "is empty"),
    "a mailbox in UTF-16": ("a.mbox", lambda: "From a\nFrom: a@b\n\nwords".encode("utf-16"), 0, "is no mailbox"),
    "UTF-16 lines": ("a.jsonl", lambda: (LINE % ("s", "w")).encode("utf-16"), 0, "is UTF-16, but JSON lines are UTF-8"),
    "an archive of lines": ("a.jsonl", lambda: archive({"a": "b"}), 0, "a binary file (a ZIP archive"),
    "one sound line of three": (
        "a.jsonl",
        lambda: f'{{"source": 1}}\n{LINE % ("s", "words")}\n[1]\n'.encode(),
        1,
        '"source" must be a string, not a number',
    ),
    "a key named twice": ("a.jsonl", lambda: b'{"source": "s", "text": "a", "text": "words"}', 1, ""),
    "a lone surrogate": ("a.jsonl", lambda: rb'{"source": "s", "text": "a \ud800"}', 0, "has a lone surrogate at 2"),
    "a NUL by number": ("a.jsonl", lambda: rb'{"source": "s", "text": "a \u0000"}', 0, "has a NUL character at 2"),
    "not a number": ("a.jsonl", lambda: b'{"source": "s", "text": NaN}', 0, '"text" must be a string, not a number'),
    "an array of all": ("a.jsonl", lambda: b'[{"source": "s", "text": "w"}]', 0, "an array instead of an object"),
    "a date of no calendar": (
        "a.jsonl",
        lambda: b'{"source": "s", "text": "w", "published": "2022-02-31"}',
        0,
        "\"published\" is '2022-02-31'; write a date such as 2021-03-17",
    ),
}


@pytest.mark.parametrize(("name", "make", "documents", "said"), MANY.values(), ids=MANY.keys())
def test_what_is_sound_in_a_file_of_many_is_kept_and_the_rest_is_told(
    tmp_path: Path, name: str, make: Callable[[], bytes], documents: int, said: str
) -> None:
    found = outcomes(write(tmp_path / name, make()), LIMIT)
    assert sum(each.document is not None for each in found) == documents
    causes = [str(each.error) for each in found if each.error]
    assert bool(causes) == bool(said)
    assert not causes or said in causes[0]


@pytest.mark.parametrize(
    ("name", "better"), [("a.doc", ".docx"), ("b.XLS", ".xlsx"), ("c.ppt", ".pptx"), ("d.msg", ".eml"), ("e.mobi", ".epub")]
)
def test_of_a_kind_that_isnt_read_it_is_said_what_to_save_it_as(tmp_path: Path, name: str, better: str) -> None:
    [loaded] = load(write(tmp_path / name, old_office(locked=False)), max_bytes=LIMIT)
    assert str(loaded.error).endswith(f"files aren't supported; save it as {better} and add that")
