"""Pages as they look, and where stretches of their text stand on them. Runs in the helper process."""

import ctypes
import io
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qa.documents.formats.pdf import LINE_END_HYPHEN, page_of
from qa.documents.formats.pictures import one_page
from qa.documents.formats.placing import places
from qa.documents.formats.words import Box, Word, unpacked

if TYPE_CHECKING:
    from PIL.Image import Image

PDF = ".pdf"
# Dots across a page: a column of the source view has about 650 points of a screen with two dots a point.
_ACROSS = 1400
# A sheet of any size and form is drawn with no more dots than this in all, and on its longer side; an A4 page has 2.8 million.
_MOST_DOTS, _LONGEST_SIDE = 4_000_000, 6000
# On a page of the smallest print there are about 20,000.
_MOST_CHARACTERS = 200_000
_GRID = 1_000_000  # PDFium tells places on the page in whole numbers
# A page of print has 0.27 MB, a PNG of it 0.6 MB.
_QUALITY = 82


@dataclass(frozen=True, slots=True)
class PageView:
    """One of `pages` pages, as a WebP of `width` × `height` dots; `places` are those of each span that was asked for.

    Without `picture` only its size is told.
    """

    pages: int
    width: int
    height: int
    picture: bytes = b""
    places: Sequence[Sequence[Box]] = ()


def drawn(raw: bytes, suffix: str, number: int) -> PageView:
    """The page of this number, from 1. ValueError where there is none, or it can't be drawn."""
    with _page(raw, suffix, number) as (page, pages, size):
        width, height = _dots(*size)
        picture = _pdf_picture(page, width, height) if suffix == PDF else page.resize((width, height), reducing_gap=2.0)
        packed = io.BytesIO()
        picture.convert("RGB").save(packed, "WEBP", quality=_QUALITY, method=2)
        return PageView(pages, width, height, packed.getvalue())


def found(raw: bytes, suffix: str, number: int, text: str, spans: Sequence[tuple[int, int]], kept: str) -> PageView:
    """Where the spans of `text`, which is what is stored of this page, stand on it: none where they aren't found there.

    `kept` are the words that were recognised, on whichever pages, as `packed` has them.
    """
    with _page(raw, suffix, number) as (page, pages, size):
        width, height = _dots(*size)
        words: Sequence[Word] = ()
        if spans:
            words = unpacked(kept, number) or (tuple(_pdf_words(page)) if suffix == PDF else ())
        return PageView(pages, width, height, places=places(text, spans, words, height / width))


@contextmanager
def _page(raw: bytes, suffix: str, number: int) -> Iterator[tuple[Any, int, tuple[float, float]]]:
    """The page, how many there are, and its width and height in whatever unit."""
    if suffix == PDF:
        import pypdfium2

        try:
            document = pypdfium2.PdfDocument(raw)
            pages = len(document)
            if not 1 <= number <= pages:
                raise ValueError(f"has no page {number:,}")
            page = page_of(document, number - 1)
            yield page, pages, page.get_size()
            page.close()
        except pypdfium2.PdfiumError as exc:
            raise ValueError("its page can't be drawn") from exc
        return
    shown, pages = one_page(raw, number)
    yield shown, pages, shown.size


def _dots(width: float, height: float) -> tuple[int, int]:
    """The width and height of the picture of a page, which may claim to have any size."""
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        raise ValueError("its page has no size")
    scale = min(_ACROSS / width, math.sqrt(_MOST_DOTS / width / height), _LONGEST_SIDE / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _pdf_picture(page: Any, width: int, height: int) -> "Image":
    import pypdfium2
    from pypdfium2 import raw as pdfium

    bitmap = pypdfium2.PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_BGR)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
    picture: Image = bitmap.to_pil()
    return picture


def _pdf_words(page: Any) -> Iterator[Word]:
    """The words of a page in the order in which `qa.documents.formats.pdf` reads them."""
    from pypdfium2 import raw as pdfium

    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        if count > _MOST_CHARACTERS:
            raise ValueError("has too many words on its page")
        letters: list[str] = []
        boxes: list[Box] = []
        for place in range(count + 1):
            letter = chr(pdfium.FPDFText_GetUnicode(text_page, place)) if place < count else " "
            if letter > " " and letter != LINE_END_HYPHEN and not letter.isspace():
                letters.append(letter)
                boxes.append(_on_page(page, text_page.get_charbox(place, loose=True)))
            elif letters:
                # Some letters come as two halves.
                whole = "".join(letters).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
                yield Word(whole, _around(boxes))
                letters, boxes = [], []
    finally:
        text_page.close()


def _on_page(page: Any, box: tuple[float, float, float, float]) -> Box:
    """A box in the page's own measure, from its lower left corner, as a box on the page as it is shown, turned and cut."""
    from pypdfium2 import raw as pdfium

    left, bottom, right, top = box
    corners = []
    for across, up in ((left, bottom), (right, top)):
        x, y = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, 0, across, up, x, y)
        corners.append((x.value / _GRID, y.value / _GRID))
    (x1, y1), (x2, y2) = corners
    return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(each.left for each in boxes),
        min(each.top for each in boxes),
        max(each.right for each in boxes),
        max(each.bottom for each in boxes),
    )
