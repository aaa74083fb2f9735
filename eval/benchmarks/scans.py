"""How much of a scan's text is recognised, on scans that are made here: 20 of the corpus article, at three qualities.

    python -m eval.benchmarks.scans [--scans 20] [--seed 7]

Words: 1 less the edits that lead from the recognised words to the printed ones, for each printed word. Sentences: the share
that is found whole in the document, so that a quote of it is word for word what was printed. Kinds of quotation marks and
dashes don't count. The whole way is measured: a PDF of pictures, read as `qa ingest` does.
"""

import argparse
import io
import math
import random
import re
import tempfile
import textwrap
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from qa.documents.files import load

if TYPE_CHECKING:
    from PIL.Image import Image

ARTICLE = Path(__file__).parents[2] / "corpus" / "biden-xi-climate-summit.txt"
# Where Debian has them; Pillow's own font stands in where they aren't.
_FONTS = (
    "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationMono-Regular.ttf",
)
_SENTENCES = 2
_PAGE, _COLUMN = (420, 240), 340  # points
_ONE_FORM = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


@dataclass(frozen=True, slots=True)
class Quality:
    """How a page was scanned: dots an inch, turned by up to so many degrees, blurred by so many dots; greys of 255."""

    name: str
    dots: int
    turned: float
    blur: float
    noise: int
    paper: int
    ink: int
    jpeg: int


QUALITIES = (
    Quality("good", 200, 0.2, 0.3, 4, 252, 20, 90),
    Quality("middling", 150, 0.8, 0.6, 12, 240, 50, 60),
    Quality("poor", 100, 1.5, 0.8, 24, 215, 80, 35),
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A word of a scan, and where its middle is, in shares of the picture's width and height."""

    text: str
    across: float
    down: float


def scan(paragraphs: list[str], quality: Quality, font: str | None, chance: random.Random) -> tuple["Image", list[Printed]]:
    """A clipping in letters of 11 points, as a scanner gives it, and the words that are printed on it."""
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    scale = quality.dots / 72
    drawn = ImageFont.truetype(font, round(11 * scale)) if font is not None else ImageFont.load_default(round(11 * scale))
    page = Image.new("L", (round(_PAGE[0] * scale), round(_PAGE[1] * scale)), quality.paper)
    pen, down, words = ImageDraw.Draw(page), 20 * scale, []
    for paragraph in paragraphs:
        fit = int(len(paragraph) * _COLUMN * scale / drawn.getlength(paragraph))
        for line in textwrap.wrap(paragraph, fit):
            pen.text((36 * scale, down), line, font=drawn, fill=quality.ink)
            for word in re.finditer(r"\S+", line):
                start, end = (drawn.getlength(line[:place]) for place in word.span())
                words.append((word[0], 36 * scale + (start + end) / 2, down + 6 * scale))
            down += 15 * scale
        down += 8 * scale
    turned = chance.uniform(-1, 1) * quality.turned
    page = page.rotate(turned, resample=Image.Resampling.BICUBIC, fillcolor=quality.paper)
    page = page.filter(ImageFilter.GaussianBlur(quality.blur))
    noise = Image.effect_noise(page.size, quality.noise)
    page = Image.blend(page, noise, 0.12) if quality.noise else page
    packed = io.BytesIO()
    page.save(packed, "JPEG", quality=quality.jpeg, dpi=(quality.dots, quality.dots))
    return Image.open(packed), [_turned(word, page.size, math.radians(turned)) for word in words]


def _turned(word: tuple[str, float, float], size: tuple[int, int], angle: float) -> Printed:
    """Around the middle of the picture, against the clock."""
    text, across, down = word
    x, y = across - size[0] / 2, down - size[1] / 2
    x, y = x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)
    return Printed(text, x / size[0] + 0.5, y / size[1] + 0.5)


def passages(many: int) -> list[list[str]]:
    """So many stretches of the article, evenly spread; each a list of sentences."""
    text = " ".join(ARTICLE.read_text(encoding="utf-8").split())
    sentences = [each for each in re.split(r"(?<=[.!?]”)\s|(?<=[.!?])\s(?=[A-Z“])", text) if len(each) > 20]
    step = (len(sentences) - _SENTENCES) / max(1, many - 1)
    return [sentences[round(step * number) :][:_SENTENCES] for number in range(many)]


def fonts_here() -> list[str | None]:
    return [font for font in _FONTS if Path(font).exists()] or [None]


def one_form(text: str) -> str:
    return " ".join(text.translate(_ONE_FORM).split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scans", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    fonts = fonts_here()
    print(f"{len(fonts)} fonts, {given.scans} scans of about {_SENTENCES} sentences")
    for quality in QUALITIES:
        chance = random.Random(given.seed)
        words = wrong = whole = told = 0
        began = perf_counter()
        for number, sentences in enumerate(passages(given.scans)):
            page, _ = scan([" ".join(sentences)], quality, fonts[number % len(fonts)], chance)
            read = _read(page, quality.dots)
            printed = [one_form(each) for each in sentences]
            expected = " ".join(printed).split()
            words += len(expected)
            wrong += Levenshtein.distance(expected, read.split())
            told += len(printed)
            whole += sum(each in read for each in printed)
        print(
            f"{quality.name:9} words {1 - wrong / words:.4f} of {words}  sentences {whole / told:.3f} of {told}  "
            f"{(perf_counter() - began) / given.scans:.1f} s a scan",
            flush=True,
        )


def _read(page: "Image", dots: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scan.pdf"
        page.save(path, "PDF", resolution=dots)
        (loaded,) = load(path, max_bytes=50_000_000)
    return one_form(loaded.document.text) if loaded.document is not None else ""


if __name__ == "__main__":
    main()
