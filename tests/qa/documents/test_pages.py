"""The pages of a file as they look, and the marks of quotes on them: read again from the page, they lie on the quoted words."""

import ctypes
import io
from collections.abc import Iterator, Sequence

import pypdfium2
import pytest
from PIL import Image
from pypdfium2 import raw as pdfium

from qa.documents.formats import pdf as pdf_format
from qa.documents.formats.lines import Box, Word, packed, unpacked
from qa.documents.pages import Page, PageViews, page_at, stretch
from qa.store.sql import StoredFile
from qa.types import Document, Span
from tests.qa.documents.making import A4, Words, column, pdf, pdf_of, pdf_stream, picture

ONE = ["The harbour of Bergen opens on Monday, Mayor Ann Brown said in a state-", "ment on the works. Nobody had asked for it."]
TWO = ["A second column tells of the ferries, which", "sail from Friday on. They are full."]
GRID = 10_000


@pytest.fixture
def views() -> Iterator[PageViews]:
    opened = PageViews()
    yield opened
    opened.close()


def read(raw: bytes) -> Document:
    return Document.create(source="a.pdf", title="A", text=pdf_format.read(raw, None).text)


def look(views: PageViews, raw: bytes, quote: str) -> tuple[Page, Sequence[Box]]:
    """The page that the quote begins on, and its boxes there."""
    document = read(raw)
    span = Span(document.text.index(quote), document.text.index(quote) + len(quote))
    page = views.page(StoredFile(".pdf", "", raw), document, page_at(document.text, span.start), [span])
    return page, page.places[span]


def under(raw: bytes, number: int, boxes: Sequence[Box]) -> str:
    """What PDFium finds on that page below the boxes."""
    page = pypdfium2.PdfDocument(raw)[number - 1]
    return " ".join(page.get_textpage().get_text_bounded(*_on_paper(page, box)).strip() for box in boxes)


def _on_paper(page: pypdfium2.PdfPage, box: Box) -> tuple[float, float, float, float]:
    """Left, bottom, right and top in the page's own measure."""
    corners = []
    for across, down in ((box.left, box.top), (box.right, box.bottom)):
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDF_DeviceToPage(page, 0, 0, GRID, GRID, 0, round(across * GRID), round(down * GRID), x, y)
        corners.append((x.value, y.value))
    (x1, y1), (x2, y2) = corners
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def turned(raw: bytes, degrees: int) -> bytes:
    """An A4 page whose text is drawn sideways or upside down, and which is turned to be read, as programs make wide tables."""
    matrix = {90: (0, 1, -1, 0, 842, 0), 180: (-1, 0, 0, -1, 595, 842), 270: (0, -1, 1, 0, 0, 595)}.get(degrees)
    if matrix is None:
        return raw
    document, saved = pypdfium2.PdfDocument(raw), io.BytesIO()
    page = document[0]
    for each in page.get_objects():
        each.transform(pypdfium2.PdfMatrix(*matrix))
    if degrees != 180:
        page.set_mediabox(0, 0, 842, 595)
    page.set_rotation(degrees)
    page.gen_content()
    document.save(saved)
    return saved.getvalue()


def numbered(pages: int) -> bytes:
    return pdf(
        [column([f"Whale number {n} sang at {n * 7} o'clock.", f"It has been called Moby the {n}."]) for n in range(pages)]
    )


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_quote_is_marked_where_its_words_stand_on_a_page_of_columns_however_it_is_turned(
    views: PageViews, degrees: int
) -> None:
    columns: list[Words] = [*column(ONE, size=8), *column(TWO, left=350, size=8)]
    raw = turned(pdf([columns]), degrees)
    for quote in ("Mayor Ann Brown said in a", "Nobody had asked for it.", "sail from Friday on."):
        page, boxes = look(views, raw, quote)
        assert (page.width < page.height, len(boxes)) == (True, 1)
        assert under(raw, 1, boxes) == quote


def test_a_quote_over_two_lines_has_a_box_on_each_and_the_word_divided_between_them_is_marked(views: PageViews) -> None:
    raw = pdf([column(ONE, size=8)])
    _, boxes = look(views, raw, "a statement on the works.")
    assert under(raw, 1, boxes) == "a state ment on the works."


def test_a_quote_across_two_pages_is_marked_on_both_past_their_running_heads(views: PageViews) -> None:
    subjects = ["harbours", "ferries", "storms"]
    raw = pdf(
        [
            [
                *column([f"The Bergen Times {n}"], top=800),
                *column([f"{subject} are told of on this sheet, and", f"after {subject} of"]),
            ]
            for n, subject in enumerate(subjects, start=1)
        ]
    )
    document = read(raw)
    quote = "after harbours of \fferries are told"
    span = Span(document.text.index(quote), document.text.index(quote) + len(quote))
    pages = [views.page(StoredFile(".pdf", "", raw), document, number, [span]) for number in (1, 2, 3)]
    assert [under(raw, page.number, page.places[span]) for page in pages[:2]] == ["after harbours of", "ferries are told"]
    assert pages[2].places == {}


def test_of_two_hundred_pages_only_the_one_that_is_looked_at_is_drawn(views: PageViews) -> None:
    raw = numbered(200)
    page, boxes = look(views, raw, "Whale number 149 sang")
    assert (page.number, page.pages) == (150, 200)
    assert under(raw, 150, boxes) == "Whale number 149 sang"
    drawn = Image.open(io.BytesIO(views.picture(StoredFile(".pdf", "", raw), 150)))
    assert drawn.size == (page.width, page.height)
    (box,) = boxes
    inside = drawn.convert("L").crop(
        (int(box.left * page.width), int(box.top * page.height), int(box.right * page.width), int(box.bottom * page.height))
    )
    assert any(inside.histogram()[:100])  # there is ink


@pytest.mark.parametrize("sheet", ["0 0 14400 14400", "0 0 1 14400", "0 0 9999999 3", "0 0 0.01 0.01", "-500 -500 95 342"])
def test_a_page_of_any_size_takes_a_bounded_picture(views: PageViews, sheet: str) -> None:
    raw = pdf([column(ONE)]).replace(A4.encode(), sheet.encode())
    page = views.page(StoredFile(".pdf", "", raw), Document.create(source="a", title="A", text="One."), 1, [])
    assert 1 <= page.width * page.height <= 4_100_000
    drawn = Image.open(io.BytesIO(views.picture(StoredFile(".pdf", "", raw), 1)))
    assert drawn.size == (page.width, page.height)


@pytest.mark.parametrize(
    ("suffix", "raw"),
    [(".pdf", b"%PDF-1.7 and then nothing"), (".png", b"\x89PNG\r\n\x1a\n"), (".docx", b"PK"), (".pdf", numbered(1))],
    ids=["a broken PDF", "a broken picture", "no pages", "no such page"],
)
def test_what_has_no_such_page_is_refused_and_the_next_is_drawn(views: PageViews, suffix: str, raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        views.picture(StoredFile(suffix, "", raw), 2)
    assert views.picture(StoredFile(".pdf", "", numbered(1)), 1)


def test_a_quote_is_marked_on_a_page_that_says_nearly_the_same_many_times(views: PageViews) -> None:
    lines = [f"The whale sang on Monday, and it sang {n} times in the dark of the" for n in range(40)]
    raw = pdf([column(lines)])
    _, boxes = look(views, raw, "it sang 17 times")
    assert under(raw, 1, boxes) == "it sang 17 times"


def test_a_quote_that_is_not_on_its_page_is_marked_nowhere(views: PageViews) -> None:
    document = Document.create(source="a", title="A", text="Of something else entirely: walruses, umbrellas and string.")
    span = Span(0, len(document.text))
    assert views.page(StoredFile(".pdf", "", numbered(1)), document, 1, [span]).places == {span: []}


def test_on_a_scan_the_recognised_words_are_marked_and_those_of_a_slanting_line_keep_their_height(views: PageViews) -> None:
    text = "The old whale sang"
    slanting = [Word(word, Box(0.1 + n / 5, 0.2 + n / 50, 0.25 + n / 5, 0.26 + n / 50)) for n, word in enumerate(text.split())]
    kept = packed([[], slanting])
    assert [word.text for word in unpacked(kept, 2)] == text.split()
    assert unpacked(kept, 9) == ()
    raw = picture((900, 300))
    document = Document.create(source="a.png", title="A", text=text)
    span = Span(4, 13)
    page = views.page(StoredFile(".png", packed([slanting]), raw), document, 1, [span])
    first, second = page.places[span]
    assert (first.left, first.right, second.right) == pytest.approx((0.3, 0.5, 0.65))  # up to the next word
    assert (first.bottom, second.bottom) == pytest.approx((0.28, 0.3))
    damaged = StoredFile(".png", '[["x", 1]]', raw)
    with pytest.raises(ValueError, match=r"damaged|unpack"):
        views.page(damaged, document, 1, [span])


def test_of_a_scan_of_many_pages_the_one_that_is_looked_at_is_shown(views: PageViews) -> None:
    greys, saved = [Image.new("L", (200, 100 + grey), grey) for grey in (10, 120, 240)], io.BytesIO()
    greys[0].save(saved, "TIFF", save_all=True, append_images=greys[1:])
    file, document = StoredFile(".tiff", "", saved.getvalue()), Document.create(source="a", title="A", text="A\fB\fC")
    page = views.page(file, document, 2, [])
    drawn = Image.open(io.BytesIO(views.picture(file, 2))).convert("L")
    assert page.pages == 3
    assert page.width / page.height == pytest.approx(200 / 220, abs=0.01)
    assert drawn.size == (page.width, page.height)
    assert drawn.getpixel((5, 5)) == pytest.approx(120, abs=4)


def test_stretches_of_a_text_are_those_between_its_form_feeds() -> None:
    text = "One.\n\n\fTwo.\f"
    assert [text[slice(*stretch(text, number))] for number in (1, 2, 3, 4)] == ["One.\n\n", "Two.", "", ""]


def test_what_is_filled_into_a_form_is_read_and_marked_where_it_stands(views: PageViews) -> None:
    fonts = "/Resources << /Font << /F 5 0 R >> >>"
    raw = pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] >> >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R {fonts} /Annots [6 0 R] >>".encode(),
            pdf_stream(b"BT /F 11 Tf 72 700 Td (Name of the ship) Tj ET"),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (ship) /V (Aurora) /F 4 /Rect [72 640 272 660] /AP << /N 7 0 R >> >>",
            pdf_stream(b"BT /F 11 Tf 2 5 Td (Aurora) Tj ET", f"/Type /XObject /Subtype /Form /BBox [0 0 200 20] {fonts}"),
        ]
    )
    assert "Name of the ship" in read(raw).text
    _, [box] = look(views, raw, "Aurora")
    assert 72 / 595 < box.left < box.right < 272 / 595
    assert 182 / 842 < box.top < box.bottom < 202 / 842
