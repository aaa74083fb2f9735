"""PDF → lines with their places on the page, by PDFium, with what was filled into forms. Runs in the helper process."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from qa.documents.decoding import binary_kind
from qa.documents.formats.layout import flow, headings, largest_words
from qa.documents.formats.lines import Line, packed
from qa.documents.formats.pictures import HOW, lines_of, scale_of
from qa.documents.formats.registry import RECOGNITION, Extract, is_installed, reads
from qa.documents.layout import marks_by_words
from qa.documents.titles import is_given

Corners = tuple[float, float, float, float]  # left, bottom, right, top, in points
# Besides what any program calls a file: what those that make PDFs do. A page or a book may well be called "Anonymous".
_NOT_TITLES = re.compile(r"\(?(?:anonymous|unspecified)\)?|microsoft (?:word|excel|powerpoint)|.*\.(?:pdf|tex|qxd|html?)", re.I)
_NOT_AUTHORS = re.compile(r"\(?(?:anonymous|unspecified|unknown)\)?", re.I)
# A page that is ruled, or framed, has fewer; a line of words whose letters were made shapes has more.
_SHAPES = 30
_HEAD = 1024  # bytes among which a PDF begins
LINE_END_HYPHEN = "\ufffe"  # what PDFium writes for a hyphen and the line break after it
_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})")
# Words of a field have this share of the size around them: so they are no heading, and no other line goes on from them.
_SMALLER = 0.8
_MOST_FIELDS = 1000  # annotations of a page that are looked at, for one that is text


@reads(".pdf", "application/pdf", "application/x-pdf", starts=b"%PDF-")
def read(raw: bytes, _url: str | None) -> Extract:
    """The text, a form feed between pages; pictures are recognised. ValueError where it is damaged, encrypted or has none."""
    import pypdfium2

    if (kind := binary_kind(raw[:_HEAD])) not in {None, "a PDF"} and b"%PDF-" not in raw[:_HEAD]:
        raise ValueError(f"is no PDF ({kind}); give it the ending of what it is, or save it as PDF")
    try:
        document = pypdfium2.PdfDocument(raw)
        pages = [_lines_or_picture(page, lines) for page, lines in _pages(document)]
        text = flow(pages)
        why_none = None if any(map(str.isalnum, text)) else _why_none(document)
    except pypdfium2.PdfiumError as exc:
        raise ValueError(_cause(str(exc))) from exc
    if not pages:
        raise ValueError("is a PDF without pages")
    if why_none is not None:
        many = f"{len(pages):,} pages" if len(pages) > 1 else "only page"
        raise ValueError(f"no text on its {many}: {why_none}")
    declared = document.get_metadata_dict(skip_empty=True)
    title, author = (declared.get(name, "").strip() for name in ("Title", "Author"))
    return Extract(
        text,
        title=title if title and is_given(title) and not _NOT_TITLES.fullmatch(title) else largest_words(pages),
        author=None if not author or _NOT_AUTHORS.fullmatch(author) else author,
        created="-".join(made.groups()) if (made := _DATE.match(declared.get("CreationDate", ""))) else None,
        words=packed([[word for line in page for word in line.words] for page in pages]),
        marks=marks_by_words(text, headings(pages)),
    )


def _pages(document: Any) -> Iterator[tuple[Any, tuple[Line, ...]]]:
    for number in range(len(document)):
        page = document[number]
        lines, fields = _lines(page), filled(page)
        before = words_in(page, fields) if fields else []
        if fields and _flattened(page):
            page.close()
            page = document[number]
            lines = in_place(lines, fields, before, words_in(page, fields))
        yield page, lines
        page.close()


def page_of(document: Any, place: int) -> Any:
    """The page, from 0, with what was filled into its form and typed upon it, which is no part of a page by itself."""
    page = document[place]
    if not filled(page) or not _flattened(page):
        return page
    page.close()
    return document[place]


def _flattened(page: Any) -> bool:
    from pypdfium2 import raw as pdfium

    return bool(pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS)


def _why_none(document: Any) -> str:
    if not is_installed(RECOGNITION):
        return f"it is a scan, or its letters are drawn as pictures; {HOW}"
    if any(map(_is_drawn, document)):
        return "it is a scan on which none was recognised; scan it with more dots an inch"
    return "nothing is drawn there, perhaps but a form that one program shows; print it as a PDF and add that"


def _lines_or_picture(page: Any, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines of the page, or of its picture where it has none."""
    if any(char.isalnum() for line in lines for char in line.text) or not _is_drawn(page) or not is_installed(RECOGNITION):
        return lines
    width, height = page.get_size()
    scale = scale_of(width, height)
    picture = page.render(scale=scale).to_pil()
    return lines_of(picture, scale)


def _is_drawn(page: Any) -> bool:
    """Whether it has pictures, letters that don't tell which they are, or as many shapes as words have that are drawn."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE, FPDF_PAGEOBJ_PATH, FPDF_PAGEOBJ_TEXT

    objects = page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE, FPDF_PAGEOBJ_PATH, FPDF_PAGEOBJ_TEXT], max_depth=3)
    return any(each.type != FPDF_PAGEOBJ_PATH or shapes >= _SHAPES for shapes, each in enumerate(objects, start=1))


def _lines(page: Any) -> tuple[Line, ...]:
    """The lines of a page in the order in which the file draws them, which in nearly all files is that of reading.

    Places are those on the page as it is read: where most of it is written sideways or upside down, it is turned.
    """
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        text = text_page.get_text_range() if count > 0 else ""
        at, found, turns = 0, [], Counter[int]()
        for words, end in re.findall(r"([^\r\n\ufffe]*)(\r\n|\ufffe|\r|\n|\Z)", text):
            if stripped := words.strip():
                # Places are by PDFium's own count of characters, which is of UTF-16 units.
                first = at + len(words) - len(words.lstrip())
                last = min(at + _units(words.rstrip()), count) - 1
                first = min(first, last)
                ends = [text_page.get_charbox(each, loose=True) for each in (first, last)]
                turns[_quarters(text_page, first)] += len(stripped)
                found.append((stripped + ("-" if end == LINE_END_HYPHEN else ""), ends))
            at += _units(words) + len(end)
        usual = turns.most_common(1)[0][0] if turns else 0
        size = page.get_size() if page.get_rotation() in {0, 180} else page.get_size()[::-1]
        return tuple(_line(words, *(_turned(corners, usual, *size) for corners in ends)) for words, ends in found)
    finally:
        text_page.close()


def _line(words: str, first: Corners, last: Corners) -> Line:
    left, bottom, _, top = first
    _, last_bottom, right, last_top = last
    return Line(words, left, right, min(bottom, last_bottom), max(top, last_top), max(top - bottom, last_top - last_bottom))


def _quarters(text_page: Any, place: int) -> int:
    """By how many quarters of a turn, against the clock, a character is turned on the sheet as it is drawn."""
    from pypdfium2.raw import FPDFText_GetCharAngle

    angle: float = FPDFText_GetCharAngle(text_page, place)
    return -round(max(0.0, angle) / (math.pi / 2)) % 4


def _turned(corners: Corners, quarters: int, width: float, height: float) -> Corners:
    """Turned back, on a sheet that is drawn with so many points."""
    left, bottom, right, top = corners
    for _ in range(quarters):
        left, bottom, right, top = bottom, width - right, top, width - left
        width, height = height, width
    return left, bottom, right, top


def _units(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


def _cause(message: str) -> str:
    if "password" in message.lower():
        return "is encrypted with a password; save it without one"
    if "security" in message.lower():
        return "is encrypted for certain readers, or by a program of its own; save it without that"
    return "is damaged, or no PDF; save it again"


def filled(page: Any) -> list[Corners]:
    """Where the page has fields, or words typed upon it."""
    from ctypes import byref

    from pypdfium2 import raw as pdfium

    found = []
    for place in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_FIELDS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, place)
        kind, at = pdfium.FPDFAnnot_GetSubtype(annotation), pdfium.FS_RECTF()
        if kind in {pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT} and pdfium.FPDFAnnot_GetRect(annotation, byref(at)):
            found.append((at.left, min(at.bottom, at.top), at.right, max(at.bottom, at.top)))
        pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def words_in(page: Any, fields: Sequence[Corners]) -> list[str]:
    """What stands in each of them, on one line."""
    text_page = page.get_textpage()
    try:
        return [" ".join(text_page.get_text_bounded(*corners).split()) for corners in fields]
    finally:
        text_page.close()


def in_place(lines: Sequence[Line], fields: Sequence[Corners], before: Sequence[str], after: Sequence[str]) -> tuple[Line, ...]:
    """The page's lines and what stands in its fields once they are filled: after the line that begins to the left, else above.

    A tick stands before the line to its right.
    """
    kept = list(lines)
    for (left, bottom, right, top), printed, shown in sorted(zip(fields, before, after, strict=True)):
        words = shown.replace(printed, "", 1).strip()
        if not words:
            continue
        line = Line(words, left, right, bottom, top, 0)
        asked = [at for at, each in enumerate(kept) if each.left < left and replace(each, right=left).beside(line)]
        ticked = [at for at, each in enumerate(kept) if line.beside(each)] if len(words) == 1 else []
        above = [at for at, each in enumerate(kept) if each.bottom >= bottom]
        if ticked:
            place = min(ticked, key=lambda at: kept[at].left)
        elif asked:
            place = max(asked, key=lambda at: kept[at].left) + 1
        else:
            place = min(above, key=lambda at: kept[at].bottom - bottom, default=len(kept) - 1) + 1
        near = kept[max(0, place - 1)].size if kept else top - bottom
        kept.insert(place, replace(line, size=_SMALLER * near))
    return tuple(kept)
