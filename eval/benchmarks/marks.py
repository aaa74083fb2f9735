"""Whether a quote is marked on the right words of its page, and how long a page takes.

    python -m eval.benchmarks.marks [--scans 8] [--pages 200]

Every sentence that a document was read as is a quote. On PDFs that are made here of the corpus article, in four layouts, the
words below its boxes are read again by PDFium; on scans (those of `eval.benchmarks.scans`) it is known where each word was
printed. Recall: the share of a quote's letters, or words, that lie under its mark. Precision: the share of what lies there that
is the quote's. A quote is right where both are at least 0.9.
"""

import argparse
import ctypes
import io
import random
import re
import tempfile
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter

import pypdfium2
from pypdfium2 import raw as pdfium

from eval.benchmarks.scans import ARTICLE, QUALITIES, Printed, Quality, fonts_here, passages, scan
from eval.tally import Tally
from qa.documents.chunking import sentences
from qa.documents.files import load
from qa.documents.formats.lines import Box
from qa.documents.pages import PageViews, page_at
from qa.store.sql import StoredFile
from qa.types import Document, Span

_RIGHT = 0.9
_GRID = 100_000
_SCANNED_SENTENCES = 2


@dataclass(slots=True)
class Marks:
    """Of all quotes."""

    quotes: int = 0
    right: int = 0
    unmarked: int = 0
    recall: list[float] = field(default_factory=list)
    precision: list[float] = field(default_factory=list)

    def add(self, asked: Counter[str], under: Counter[str]) -> None:
        """Letters or words: those of the quote, and those that lie under its mark."""
        both = (asked & under).total()
        recall, precision = both / max(1, asked.total()), both / max(1, under.total())
        self.quotes += 1
        self.unmarked += not under
        self.right += recall >= _RIGHT and precision >= _RIGHT
        self.recall.append(recall)
        self.precision.append(precision)

    def __str__(self) -> str:
        mean = (sum(each) / len(each) for each in (self.recall, self.precision))
        right = Tally(self.right, self.quotes)
        return "right {}, not marked {}, recall {:.3f}, precision {:.3f}".format(right, self.unmarked, *mean)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scans", type=int, default=8)
    parser.add_argument("--pages", type=int, default=200)
    given = parser.parse_args()
    views = PageViews()
    words = " ".join(ARTICLE.read_text(encoding="utf-8").split())
    for name, raw in _layouts(words):
        print(f"{name:24}", _printed(views, raw), flush=True)
    for quality in QUALITIES:
        print(f"scan, {quality.name:18}", _scanned(views, quality, given.scans), flush=True)
    _times(views, words, given.pages)
    views.close()


def _layouts(words: str) -> Iterator[tuple[str, bytes]]:
    lines = textwrap.wrap(words, 90)
    sheets = [lines[start : start + 45] for start in range(0, len(lines), 45)]
    one = _pdf([[(f"The Corpus Times  {n}", 72, 800), *_column(sheet, 72)] for n, sheet in enumerate(sheets, start=1)])
    yield "one column, heads", one
    narrow = textwrap.wrap(words, 42)
    sheets = [narrow[start : start + 90] for start in range(0, len(narrow), 90)]
    yield "two columns", _pdf([[*_column(sheet[:45], 60), *_column(sheet[45:], 320)] for sheet in sheets])
    broken = _hyphenated(words, 44)
    sheets = [broken[start : start + 45] for start in range(0, len(broken), 45)]
    yield "hyphens at line ends", _pdf([_column(sheet, 72) for sheet in sheets])
    yield "turned sideways", _turned(one)


def _hyphenated(words: str, width: int) -> list[str]:
    """Lines that are full: a word that has no room is divided, as narrow columns do."""
    lines, line = [], ""
    for word in words.split():
        room = width - len(line) - 1
        if len(word) <= room:
            line = f"{line} {word}".strip()
        elif room > 4 and len(word) - room > 2 and word.isalpha():
            lines.append(f"{line} {word[: room - 1]}-")
            line = word[room - 1 :]
        else:
            lines.append(line)
            line = word
    return [*lines, line]


def _column(lines: Sequence[str], left: float) -> list[tuple[str, float, float]]:
    return [(line, left, 760 - 15 * number) for number, line in enumerate(lines)]


def _pdf(pages: Sequence[Sequence[tuple[str, float, float]]]) -> bytes:
    """In Helvetica of 10 points, written by PDFium."""
    document, saved = pypdfium2.PdfDocument.new(), io.BytesIO()
    font = pdfium.FPDFText_LoadStandardFont(document, b"Helvetica")
    for lines in pages:
        page = document.new_page(595, 842)
        for line, left, up in lines:
            drawn = pdfium.FPDFPageObj_CreateTextObj(document, font, 10)
            units = ctypes.create_string_buffer((line + "\0").encode("utf-16-le"))
            pdfium.FPDFText_SetText(drawn, ctypes.cast(units, ctypes.POINTER(ctypes.c_ushort)))
            pdfium.FPDFPageObj_Transform(drawn, 1, 0, 0, 1, left, up)
            pdfium.FPDFPage_InsertObject(page, drawn)
        page.gen_content()
    document.save(saved)
    return saved.getvalue()


def _turned(raw: bytes) -> bytes:
    document, saved = pypdfium2.PdfDocument(raw), io.BytesIO()
    for page in document:
        for each in page.get_objects():
            each.transform(pypdfium2.PdfMatrix(0, 1, -1, 0, 842, 0))
        page.set_mediabox(0, 0, 842, 595)
        page.set_rotation(90)
        page.gen_content()
    document.save(saved)
    return saved.getvalue()


def _read(raw: bytes, suffix: str) -> tuple[Document, StoredFile]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(raw)
        (loaded,) = load(path, max_bytes=50_000_000)
    if loaded.document is None or loaded.original is None:
        raise SystemExit(str(loaded.error))
    return loaded.document, StoredFile(suffix, loaded.original.words, raw)


def _marked(views: PageViews, document: Document, file: StoredFile) -> Iterator[tuple[str, list[tuple[int, Box]]]]:
    """Each sentence, and its boxes with their pages."""
    for sentence in sentences(document.text):
        span = Span(sentence.start, sentence.end)
        first, last = page_at(document.text, span.start), page_at(document.text, span.end - 1)
        pages = [views.page(file, document, number, [span]) for number in range(first, last + 1)]
        yield span.of(document.text), [(page.number, box) for page in pages for box in page.places.get(span, ())]


def _printed(views: PageViews, raw: bytes) -> Marks:
    document, file = _read(raw, ".pdf")
    paper, found = pypdfium2.PdfDocument(raw), Marks()
    for quote, boxes in _marked(views, document, file):
        under = "".join(text_below(paper[number - 1], box) for number, box in boxes)
        found.add(Counter(letters_of(quote)), Counter(letters_of(under)))
    return found


def text_below(page: pypdfium2.PdfPage, box: Box) -> str:
    corners = []
    for across, down in ((box.left, box.top), (box.right, box.bottom)):
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDF_DeviceToPage(page, 0, 0, _GRID, _GRID, 0, round(across * _GRID), round(down * _GRID), x, y)
        corners.append((x.value, y.value))
    (x1, y1), (x2, y2) = corners
    return str(page.get_textpage().get_text_bounded(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))


def letters_of(words: str) -> str:
    return re.sub(r"[\W_]", "", words.lower())


def _scanned(views: PageViews, quality: Quality, scans: int) -> Marks:
    """Of each scan the sentences that were printed, as far as they were read word for word."""
    chance, fonts, found = random.Random(7), fonts_here(), Marks()
    for number, printed in enumerate(passages(scans)):
        page, words = scan([" ".join(printed[:_SCANNED_SENTENCES])], quality, fonts[number % len(fonts)], chance)
        packed = io.BytesIO()
        page.save(packed, "PNG")
        document, file = _read(packed.getvalue(), ".png")
        for quote, boxes in _marked(views, document, file):
            asked = Counter(map(letters_of, quote.split()))
            found.add(asked, Counter(letters_of(word.text) for word in words if _covered(word, [box for _, box in boxes])))
    return found


def _covered(word: Printed, boxes: Sequence[Box]) -> bool:
    return any(box.left <= word.across <= box.right and box.top <= word.down <= box.bottom for box in boxes)


def _times(views: PageViews, words: str, pages: int) -> None:
    lines = textwrap.wrap(words, 90)[:45]
    raw = _pdf([_column([f"Page {n}", *lines], 72) for n in range(1, pages + 1)])
    document, file = _read(raw, ".pdf")
    taken: dict[str, list[float]] = {"where": [], "picture": []}
    for number in range(pages // 2, pages // 2 + 20):
        start = document.text.index(f"Page {number} ") if f"Page {number} " in document.text else 0
        begun = perf_counter()
        views.page(file, document, number, [Span(start, start + 40)])
        taken["where"].append(perf_counter() - begun)
        begun = perf_counter()
        views.picture(file, number)
        taken["picture"].append(perf_counter() - begun)
    told = ", ".join(f"{name} {1000 * median(each):.0f} ms (longest {1000 * max(each):.0f})" for name, each in taken.items())
    print(f"a page of {len(lines)} lines in the middle of {pages} ({len(raw) / 1e6:.1f} MB): {told}")


if __name__ == "__main__":
    main()
