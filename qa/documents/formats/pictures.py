"""Pictures of pages (PNG, JPEG, TIFF; scans in a PDF) → lines with their places on the page, by RapidOCR.

Its models come in its package, so nothing is fetched. Runs in the helper process.
"""

import io
import re
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from statistics import median
from typing import TYPE_CHECKING, Any

from qa.documents.formats.layout import flow, largest_words
from qa.documents.formats.lines import Box, Line, Word, packed
from qa.documents.formats.registry import RECOGNITION, Extract, reads
from qa.types.cores import cores

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_DOTS = 50_000_000  # of one page; a camera's picture has 12 to 48 million
_MAX_PAGES = 500
_A4 = 595.0  # points that the shorter side of a page has, where nothing says how large it is
HOW = "install the extra ocr (pip install 'citedqa[ocr]'), or run text recognition on it (ocrmypdf IN.pdf OUT.pdf)"
_DOTS_AN_INCH = 200  # what print needs to be read for sure
_LONGEST_SIDE = 3500  # dots; a larger page, such as an A2 sheet, is scaled down
_LEAST_SIDE = 20  # dots; a smaller picture holds no letter, and OpenCV fails at it
# Lines whose height, that of their letters, is in this range of the page's usual one are taken to be as large.
_AS_LARGE = (0.7, 1.35)
_ALIKE = {0x2033: "”", 0x2032: "’", 0x3002: ".", **{wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}}
# "the harbour.The mayor", "the harbour.”The mayor"; not "U.S.The", which may be a name.
_RUN_TOGETHER = re.compile(r"""(?:(?<=[a-z]{2}[.!?,;])|(?<=[a-z][.!?,]["”]))(?=[A-Z])""")
_COLUMN_LINES, _COLUMN_WIDTH = 3, 0.2


@reads(".png", ".jpg", ".jpeg", ".tif", ".tiff", "image/png", "image/jpeg", "image/tiff", name="picture", needs=RECOGNITION)
def read(raw: bytes, _url: str | None) -> Extract:
    """The text with a form feed between pages. ValueError where it is damaged or too large, or where there is none."""
    _take_long()
    for _page in each_page(raw):
        pass  # what is wrong with the last page isn't told after the minutes that the others take
    pages = []
    for page in each_page(raw):
        scale = min(page.size) / _A4
        wanted = min(1.0, scale_of(*(side / scale for side in page.size)) / scale)
        if wanted < 1:
            page = page.resize((max(1, round(page.width * wanted)), max(1, round(page.height * wanted))))
        pages.append(lines_of(page, scale * wanted))
    text = flow(pages)
    if not any(map(str.isalnum, text)):
        raise ValueError("is a picture on which no text was recognised; leave it out, or scan it with more dots an inch")
    words = packed([[word for line in page for word in line.words] for page in pages])
    return Extract(text, title=largest_words(pages), words=words)


def each_page(raw: bytes) -> Iterator["Image"]:
    """Upright, as the camera says which side is up."""
    from PIL import ImageSequence

    with _opened(raw) as picture:
        for number, page in enumerate(ImageSequence.Iterator(picture)):
            if number >= _MAX_PAGES:
                raise ValueError(f"has over {_MAX_PAGES} pages; split it")
            yield _upright(page)


def one_page(raw: bytes, number: int) -> tuple["Image", int]:
    """The page of this number, from 1, and how many there are; no other is unpacked. ValueError where there is none."""
    with _opened(raw) as picture:
        pages = getattr(picture, "n_frames", 1)
        if not 1 <= number <= pages:
            raise ValueError(f"has no page {number:,}")
        picture.seek(number - 1)
        return _upright(picture), pages


@contextmanager
def _opened(raw: bytes) -> Iterator["Image"]:
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # looked at here, before anything is unpacked
    try:
        with Image.open(io.BytesIO(raw), formats=("PNG", "JPEG", "TIFF")) as picture:
            yield picture
    except (UnidentifiedImageError, OSError, SyntaxError, EOFError) as exc:
        raise ValueError("is damaged, or no PNG, JPEG or TIFF; save it again") from exc


def _upright(page: "Image") -> "Image":
    from PIL import ImageOps

    if page.width * page.height > MAX_DOTS:
        raise ValueError(
            f"has {page.width:,} × {page.height:,} dots, at most {MAX_DOTS:,} are read; scan it with fewer an inch"
        )
    page.load()
    return ImageOps.exif_transpose(page).convert("RGB")


def scale_of(width: float, height: float) -> float:
    """Dots a point for a page of so many points."""
    return min(_DOTS_AN_INCH / 72, _LONGEST_SIDE / max(width, height, 1))


def lines_of(picture: "Image", scale: float) -> tuple[Line, ...]:
    """The lines in the order of reading; `scale` is in dots a point."""
    import numpy as np

    if min(picture.size) < _LEAST_SIDE:
        return ()
    _take_long()
    # As OpenCV has colours: blue first.
    found = _engine()(np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:, :, ::-1]))
    if found.boxes is None or found.txts is None:
        return ()
    width, height = picture.size
    told = [[(text, corners) for text, _, corners in line if corners is not None] for line in found.word_results]
    # Lines without words are left out there, and then it can't be said which they are.
    words_of_lines = told if len(told) == len(found.txts) else [[] for _ in found.txts]
    boxes = [
        (as_printed(words), box[:, 0].min(), box[:, 0].max(), box[:, 1].min(), box[:, 1].max(), apart or [(words, box)])
        for box, words, apart in zip(np.asarray(found.boxes, dtype=float), found.txts, words_of_lines, strict=True)
        if words.strip()
    ]
    if not boxes:
        return ()
    usual = median(below - above for _, _, _, above, below, _ in boxes)
    lines = []
    for words, left, right, above, below, apart in boxes:
        size = below - above
        size = usual if _AS_LARGE[0] * usual < size < _AS_LARGE[1] * usual else size
        left, right, bottom, top, size = (float(each) / scale for each in (left, right, height - below, height - above, size))
        placed = tuple(Word(text, Box.around((float(x) / width, float(y) / height) for x, y in box)) for text, box in apart)
        lines.append(Line(words, left, right, bottom, top, size, placed))
    return tuple(in_order(lines))


def as_printed(words: str) -> str:
    """Put right what the model mistakes: marks of minutes are quotes, wide marks narrow ones, and sentences stand apart."""
    return _RUN_TOGETHER.sub(" ", words.translate(_ALIKE)).strip()


def in_order(lines: Sequence[Line]) -> list[Line]:
    """The lines from top to bottom, columns of text one after another. What stands above or below all columns stays there."""
    for gutter in sorted({line.left for line in lines}):
        left = [line for line in lines if line.right <= gutter]
        right = [line for line in lines if line.left >= gutter]
        if not _is_column(left, lines) or not _is_column(right, lines):
            continue
        across = [line for line in lines if line.left < gutter < line.right]
        top = max(line.top for line in (*left, *right))
        bottom = min(line.bottom for line in (*left, *right))
        above = [line for line in across if line.bottom >= top - line.size / 2]
        below = [line for line in across if line.top <= bottom + line.size / 2]
        if len(above) + len(below) == len(across):
            return [*_rows(above), *in_order(left), *in_order(right), *_rows(below)]
    return _rows(lines)


def _is_column(lines: Sequence[Line], page: Sequence[Line]) -> bool:
    if len(lines) < _COLUMN_LINES:
        return False
    width = max(line.right for line in page) - min(line.left for line in page)
    return median(line.right - line.left for line in lines) >= _COLUMN_WIDTH * width


def _rows(lines: Sequence[Line]) -> list[Line]:
    """The lines from top to bottom, those on one height from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: -(each.top + each.bottom)):
        middle = (line.top + line.bottom) / 2
        if rows and rows[-1][0].bottom < middle < rows[-1][0].top:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda each: each.left)]


def _take_long() -> None:
    """Take the time for a scan, which the helper process has set as what follows that for any file; but once a file."""
    if hasattr(signal, "setitimer") and (seconds := signal.getitimer(signal.ITIMER_PROF)[1]):
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)  # whose signal is another


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    # By itself onnxruntime takes as many threads as the machine has cores, also where a container may use but two.
    choices = {
        "Global.log_level": "critical",
        "Global.use_cls": False,  # pages that stand on their head are rare
        "Global.max_side_len": _LONGEST_SIDE,
        "Global.return_word_box": True,
        "EngineConfig.onnxruntime.intra_op_num_threads": min(cores(), 4),
    }
    return RapidOCR(params=choices)
