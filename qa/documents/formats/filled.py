"""What was filled into a PDF's form or typed upon its page, which is drawn after all else → after the words that ask for it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from qa.documents.formats.words import Line

Corners = tuple[float, float, float, float]  # left, bottom, right, top, in points
# Then it is no heading, and what doesn't stand beside it doesn't go on from it.
_SMALLER = 0.8
_MOST_FIELDS = 1000  # annotations of a page that are looked at, for one that is text


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
