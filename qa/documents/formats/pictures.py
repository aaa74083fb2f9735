"""PNG, JPEG and TIFF → the text that is recognised on them; a TIFF may have several pages. Runs in the helper process."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from qa.documents.formats.layout import flow, largest_words
from qa.documents.formats.recognition import lines_of, scale_of
from qa.documents.formats.registry import RECOGNITION, Extract, SlowError, reads
from qa.documents.formats.words import packed

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_DOTS = 50_000_000  # of one page; a camera's picture has 12 to 48 million
_MAX_PAGES = 500
_A4 = 595.0  # points that the shorter side of a page has, where nothing says how large it is


@reads(".png", ".jpg", ".jpeg", ".tif", ".tiff", "image/png", "image/jpeg", "image/tiff", name="picture", needs=RECOGNITION)
def read(raw: bytes, _url: str | None) -> Extract:
    """ValueError where it is damaged, or too large."""
    for _page in each_page(raw):
        break
    raise SlowError(read_recognised)


def read_recognised(raw: bytes, _url: str | None) -> Extract:
    """The text with a form feed between pages. ValueError where there is none."""
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
