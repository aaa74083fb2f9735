"""Pages as they look, and where stretches of their text stand on them. Runs in the helper process."""

import ctypes
import io
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from qa.documents.formats.lines import Box, Word, unpacked
from qa.documents.formats.pdf import LINE_END_HYPHEN, page_of
from qa.documents.formats.pictures import one_page

if TYPE_CHECKING:
    from PIL.Image import Image

PDF = ".pdf"
# Dots across a page: a column of the source view has about 650 points of a screen with two dots a point.
_ACROSS = 1400
_MOST_DOTS = 4_000_000  # of a sheet of any size and form; an A4 page has 2.8 million
_LONGEST_SIDE = 6000  # dots
# On a page of the smallest print there are about 20,000.
_MOST_CHARACTERS = 200_000
_GRID = 1_000_000  # PDFium tells places on the page in whole numbers
# A page of print has 0.27 MB, a PNG of it 0.6 MB.
_QUALITY = 82
# Of the letters of a span, so many must be found for its place to be told.
_FOUND = 0.6
# Boxes of one span: about two full pages of lines.
_MOST_BOXES = 300
# Letters that are compared one by one where whole words differ; more would take seconds.
_MOST_LETTERS = 4000
# Pairs of equal words: a page of 600 words has 9,000, one of 5,000 words 600,000.
_MOST_PAIRS = 300_000
# In heights of a letter: how far apart words of one line are at most, and by how much one may stand higher.
_APART, _UNEVEN = 2.5, 0.15


@dataclass(frozen=True, slots=True)
class PageView:
    """One of `pages` pages, a WebP of `width` × `height` dots or its size alone; `places` are those of each span asked for."""

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
        corners: list[tuple[float, float]] = []
        for place in range(count + 1):
            letter = chr(pdfium.FPDFText_GetUnicode(text_page, place)) if place < count else " "
            if letter > " " and letter != LINE_END_HYPHEN and not letter.isspace():
                letters.append(letter)
                corners += _on_page(page, text_page.get_charbox(place, loose=True))
            elif letters:
                # Some letters come as two halves.
                whole = "".join(letters).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
                yield Word(whole, Box.around(corners))
                letters, corners = [], []
    finally:
        text_page.close()


def _on_page(page: Any, box: tuple[float, float, float, float]) -> Iterator[tuple[float, float]]:
    """Corners of a box in the page's own measure, from its lower left, on the page as it is shown, turned and cut."""
    from pypdfium2 import raw as pdfium

    left, bottom, right, top = box
    for across, up in ((left, bottom), (right, top)):
        x, y = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, 0, across, up, x, y)
        yield x.value / _GRID, y.value / _GRID


def places(text: str, spans: Sequence[tuple[int, int]], words: Sequence[Word], shape: float) -> list[list[Box]]:
    """For each span the boxes of its words, line by line; none where it isn't found. `shape` is the page's height by width."""
    told = [(found.start(), found.end(), _letters(found[0])) for found in re.finditer(r"\S+", text)]
    told = [each for each in told if each[2]]
    printed = [(number, letters) for number, word in enumerate(words) if (letters := _letters(word.text))]
    at = _aligned([each[2] for each in told], [letters for _, letters in printed])
    result = []
    for start, end in spans:
        inside = [number for number, (first, last, _) in enumerate(told) if first < end and start < last]
        whole = sum(len(told[number][2]) for number in inside)
        letters_found = sum(at[number][1] for number in inside)
        on_page = sorted({printed[each][0] for number in inside for each in at[number][0]})
        result.append(_lines([words[each].box for each in on_page], shape) if letters_found > _FOUND * whole else [])
    return result


def _letters(word: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", word).casefold()))


def _aligned(told: Sequence[str], printed: Sequence[str]) -> list[tuple[set[int], int]]:
    """For each word of the text the words of the page that it is made of, and how many of its letters are there."""
    at: list[tuple[set[int], int]] = [(set(), 0) for _ in told]
    counted = Counter(printed)
    # Frequent words are no landmarks on a page where comparing each with all its like would take seconds.
    crowded = sum(counted[word] for word in told) > _MOST_PAIRS
    for kind, first, last, start, end in SequenceMatcher(None, told, printed, autojunk=crowded).get_opcodes():
        if kind == "equal":
            for number in range(last - first):
                at[first + number] = {start + number}, len(told[first + number])
        elif kind == "replace":
            for number, (found, letters) in enumerate(_by_letters(told[first:last], printed[start:end])):
                at[first + number] = {start + each for each in found}, letters
    return at


def _by_letters(told: Sequence[str], printed: Sequence[str]) -> list[tuple[set[int], int]]:
    """The same, letter by letter: a word may be divided at the end of a line, or have run into the next."""
    owners = [[number for number, word in enumerate(side) for _ in word] for side in (told, printed)]
    at: list[tuple[set[int], int]] = [(set(), 0) for _ in told]
    if max(map(len, owners)) > _MOST_LETTERS:
        return at
    for first, start, size in SequenceMatcher(None, "".join(told), "".join(printed), autojunk=False).get_matching_blocks():
        for step in range(size):
            found, letters = at[owners[0][first + step]]
            found.add(owners[1][start + step])
            at[owners[0][first + step]] = found, letters + 1
    return at


def _lines(boxes: Sequence[Box], shape: float) -> list[Box]:
    """Words side by side become one box; on a line that isn't level each keeps its height, and reaches to the next."""
    lines: list[Box] = []
    for box in boxes:
        last = lines[-1] if lines else None
        height = box.bottom - box.top
        if last is None or height <= 0 or not _follows(last, box, shape):
            lines.append(box)
        elif max(abs(last.top - box.top), abs(last.bottom - box.bottom)) <= _UNEVEN * height:
            lines[-1] = Box(last.left, min(last.top, box.top), max(last.right, box.right), max(last.bottom, box.bottom))
        else:
            lines[-1] = Box(last.left, last.top, max(last.right, box.left), last.bottom)
            lines.append(box)
    return lines[:_MOST_BOXES]


def _follows(last: Box, box: Box, shape: float) -> bool:
    """Whether `box` is the next on the same line."""
    height = min(last.bottom - last.top, box.bottom - box.top)
    overlap = min(last.bottom, box.bottom) - max(last.top, box.top)
    gap = box.left - last.right
    return overlap > height / 2 and -height * shape < gap < _APART * height * shape
