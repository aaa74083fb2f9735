"""Pages that are pictures: their text is recognised where the extra is installed, and asked for where it isn't."""

import io
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest

from qa.documents import helper
from qa.documents.files import find_files
from qa.documents.formats import pdf as pdf_format
from qa.documents.formats import pictures, registry
from qa.documents.formats.lines import Line, unpacked
from qa.documents.formats.pictures import as_printed, in_order, scale_of
from tests.qa.documents.files import PROSE, document, error, write
from tests.qa.documents.making import column, pdf, pdf_with_picture, picture

WORDS = "The harbour of Bergen opens on Monday, Mayor Ann Brown said."

# As high as the smallest page that is looked at as it is: a lower one is enlarged first, and takes four times as long.
SCAN = (1000, 740)


@pytest.fixture
def without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "find_spec", lambda name: None)


def test_a_picture_of_text_becomes_its_text_and_nothing_is_fetched_for_that(recognition: None) -> None:
    """In this process, where a connection to elsewhere fails the test."""
    from PIL import Image, ImageFont

    raw = picture(SCAN, words=WORDS)
    found = pictures.read(raw, None)
    assert found.text == WORDS
    # The words are kept where they are printed: below the box of "Bergen" is ink, and nothing of its neighbours.
    words = unpacked(found.words, 1)
    assert "".join(word.text for word in words) == WORDS.replace(" ", "")
    page = Image.open(io.BytesIO(raw)).convert("L")
    (box,) = (word.box for word in words if word.text == "Bergen")
    font = ImageFont.load_default(30)
    left, right = (40 + font.getlength(WORDS[:end]) for end in (WORDS.index("Bergen"), WORDS.index(" opens")))
    assert [box.left * page.width, box.right * page.width] == pytest.approx([left, right], abs=8)
    assert box.top * page.height < 75 < box.bottom * page.height


def test_of_a_pdf_the_pages_that_are_pictures_are_recognised_and_the_others_read(tmp_path: Path, recognition: None) -> None:
    raw = pdf_with_picture(picture((1000, 160), words=WORDS, kind="JPEG"), (1000, 160), [column([PROSE[:60]])])
    assert document(write(tmp_path / "a.pdf", raw)).text == f"{PROSE[:60]}\n\n\f{WORDS}"


def test_every_page_of_a_tiff_is_read(tmp_path: Path, recognition: None) -> None:
    from PIL import Image

    pages = [Image.open(io.BytesIO(picture(SCAN, words=words))) for words in (WORDS, "It was closed on Friday.")]
    packed = io.BytesIO()
    pages[0].save(packed, "TIFF", save_all=True, compression="packbits", append_images=pages[1:])
    assert document(write(tmp_path / "a.tif", packed.getvalue())).text == f"{WORDS}\n\n\fIt was closed on Friday."


@pytest.mark.parametrize("fault", ["large", "many", "damaged"])
def test_no_page_is_recognised_where_another_is_at_fault(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    from PIL import Image

    def recognise(*_page: object) -> None:
        pytest.fail("a page was recognised")

    monkeypatch.setattr(pictures, "lines_of", recognise)
    monkeypatch.setattr(pictures, "MAX_DOTS", 10_000)
    monkeypatch.setattr(pictures, "_MAX_PAGES", 2)
    pages = [Image.effect_noise((60, 90), 99) for _ in range(2 + (fault == "many"))]
    if fault == "large":
        pages[1] = pages[1].resize((120, 90))
    packed = io.BytesIO()
    pages[0].save(packed, "TIFF", save_all=True, append_images=pages[1:])
    raw = packed.getvalue()
    told = {"large": "120 × 90 dots", "many": "over 2 pages", "damaged": "is damaged"}[fault]
    with pytest.raises(ValueError, match=told):
        pictures.read(raw[:-2000] if fault == "damaged" else raw, None)


def test_recognising_has_its_own_time_and_ends_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recognition: None
) -> None:
    helper.file_helper.close()
    monkeypatch.setattr(helper, "SECONDS_A_SCAN", 0.01)
    path = write(tmp_path / "a.png", picture(SCAN, words=WORDS))
    assert error(path).endswith("reading it as picture took over 0.01 s; save its text as .txt")
    assert document(write(tmp_path / "a.pdf", pdf([column([PROSE[:60]])]))).text == PROSE[:60]


def test_the_time_of_a_scan_is_taken_once_a_file_however_many_pages_it_has(recognition: None) -> None:
    raw = picture(SCAN, words=WORDS)
    signal.setitimer(signal.ITIMER_PROF, 1000, 2000)  # as the helper process does
    try:
        pictures.read(raw, None)
        left = signal.getitimer(signal.ITIMER_VIRTUAL)[0]
        assert 1000 < left < 2000
        assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)
        pictures.read(raw, None)
        assert signal.getitimer(signal.ITIMER_VIRTUAL)[0] < left
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def test_without_the_extra_a_scan_is_refused_with_what_to_install(tmp_path: Path, without_recognition: None) -> None:
    path = write(tmp_path / "a.png", picture((30, 20)))
    assert error(path).endswith("a.png: picture files need the extra ocr: pip install 'citedqa[ocr]'")
    scanned = pdf_with_picture(picture((30, 20), kind="JPEG"), (30, 20))
    with pytest.raises(ValueError, match=r"it is a scan, or .*; install the extra ocr .*or run text recognition") as caught:
        pdf_format.read(scanned, None)
    assert str(caught.value).startswith("no text on its only page")


def test_without_the_extra_pictures_in_a_folder_are_passed_over_and_listed_nowhere(
    tmp_path: Path, without_recognition: None
) -> None:
    write(tmp_path / "a.png", picture((30, 20)))
    write(tmp_path / "a.txt", PROSE)
    found = find_files([tmp_path])
    assert ([path.name for path in found.files], found.failures, found.skipped) == (["a.txt"], (), {".png": 1})
    named = find_files([tmp_path / "a.png"])
    assert "need the extra ocr" in str(named.failures[0].error)
    assert ".png" not in registry.supported()


def test_a_page_whose_text_can_be_read_is_not_recognised_whatever_pictures_it_has() -> None:
    both = pdf_with_picture(picture((30, 20), kind="JPEG"), (30, 20), words=column([PROSE[:60]]))
    assert pdf_format.read(both, None).text == PROSE[:60]


@pytest.mark.parametrize(
    ("recognised", "printed"),
    [
        ("said the mayor.The harbour", "said the mayor. The harbour"),
        ("“We open.”She left,Ann said", "“We open.” She left, Ann said"),
        ("“We open,″ she said（today）", "“We open,” she said(today)"),
        ("the U.S. and the U.S.A.", "the U.S. and the U.S.A."),
        ("qa.example.org, 1,200 a.m.", "qa.example.org, 1,200 a.m."),
    ],
)
def test_what_is_commonly_mistaken_for_something_else_is_put_right(recognised: str, printed: str) -> None:
    assert as_printed(recognised) == printed


def line(text: str, left: float, top: float, width: float = 200) -> Line:
    return Line(text, left, left + width, top - 12, top, 12)


def order(lines: Sequence[Line]) -> str:
    return " ".join(each.text for each in in_order(lines))


def test_columns_are_read_one_after_another_with_what_stands_above_and_below_both() -> None:
    left = [line(f"l{number}", 50, 700 - 15 * number) for number in range(4)]
    right = [line(f"r{number}", 300, 700 - 15 * number) for number in range(4)]
    title, foot = line("title", 50, 760, 450), line("foot", 60, 600, 430)
    assert order([foot, *right, *left, title]) == "title l0 l1 l2 l3 r0 r1 r2 r3 foot"


def test_what_stands_beside_one_another_is_one_line_unless_it_is_two_columns() -> None:
    labels = [line(f"label{number}", 50, 700 - 15 * number, 40) for number in range(4)]
    values = [line(f"value{number}", 120, 701 - 15 * number, 300) for number in range(4)]
    assert order([*values, *labels]) == " ".join(f"label{number} value{number}" for number in range(4))


def test_a_page_is_looked_at_with_200_dots_an_inch_but_a_poster_with_no_more_than_a_page() -> None:
    assert scale_of(595, 842) == pytest.approx(200 / 72)
    assert scale_of(3000, 5000) * 5000 == pytest.approx(3500)
