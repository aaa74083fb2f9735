"""Words and lines with their places on a page; which lines run through all pages, and are left out of the text.

The words of a scan are kept beside its file.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import pairwise
from statistics import median

_SHARES = 10_000  # places are kept as whole numbers of this share of the page
# A running head or foot is among so many lines at the page's edge; where most pages have no others, as slides and forms do, or
# there are but two pages, it also stands apart from the text.
_OUTERMOST = 2
# Its words, page number apart, stand on so many pages; where there are fewer, on both.
_FEW_PAGES = 3
# And on this share of all: heads of left and right pages may differ, and chapters open without.
_MIN_SHARE = 0.4
_SAME_HEIGHT = 3.0  # points
_SAME_SIZE = 0.5  # points by which its letters may be larger than those of most lines: headings' are
# "Page 3 of 7" needs no other page.
_PAGE_NUMBER = re.compile(r"\W*page\W*\d{1,5}(?:[^\w/]*(?:/\W*(?:of\W*)?|of\W*)\d{1,5})?\W*", re.IGNORECASE)
_FEW_LINES = 3
WIDER_GAP = 1.25  # of the usual distance between lines: an empty line, or half of one
_Repeated = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page as it is shown, in shares of the page's width and height from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, corners: Iterable[tuple[float, float]]) -> "Box":
        across, down = zip(*corners, strict=True)
        return cls(min(across), min(down), max(across), max(down))


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line of a page, in points from the page's lower left corner; `size` is the height of its letters.

    `words` are those of a line that was recognised, each with its place.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    words: tuple[Word, ...] = ()

    def beside(self, other: "Line") -> bool:
        """Whether they stand on one line, this one to the left."""
        overlap = min(self.top, other.top) - max(self.bottom, other.bottom)
        return overlap > 0.5 * min(self.top - self.bottom, other.top - other.bottom) and other.left >= self.right - 1


def packed(pages: Sequence[Sequence[Word]]) -> str:
    """Nothing where no page has words."""
    if not any(pages):
        return ""
    kept = [
        [[word.text, *(round(min(max(each, 0.0), 1.0) * _SHARES) for each in astuple(word.box))] for word in page]
        for page in pages
    ]
    return json.dumps(kept, separators=(",", ":"))


def unpacked(kept: str, number: int) -> tuple[Word, ...]:
    """The words of one page, from 1; none where it has none. ValueError where it isn't of this form."""
    if not kept:
        return ()
    try:
        pages = json.loads(kept)
        page = pages[number - 1] if number <= len(pages) else ()
        return tuple(Word(str(text), Box(*(float(each) / _SHARES for each in box))) for text, *box in page)
    except (TypeError, KeyError, RecursionError) as exc:
        raise ValueError("the places of its words are damaged") from exc


def usual_distance(pages: Sequence[Sequence[Line]]) -> float:
    """The distance from one line of a paragraph to the next: the median of those below two and a half lines.

    By lines that begin in small letters, which surely go on, if a few do: most paragraphs may be a line long.
    """
    distances = [
        (last.bottom - line.bottom, line.text[0].islower())
        for page in pages
        for last, line in pairwise(page)
        if 0.5 * line.size < last.bottom - line.bottom < 2.5 * line.size and abs(last.size - line.size) < 0.5
    ]
    sure = [distance for distance, small in distances if small]
    return median(sure if len(sure) >= _FEW_LINES else [distance for distance, _ in distances]) if distances else 0.0


def without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    heights: dict[_Repeated, dict[int, float]] = defaultdict(dict)  # by page
    usual_size = median([line.size for page in pages for line in page] or [0.0])
    for number, page in enumerate(pages):
        for line in _outermost(page):
            for key in _repeated(line, number) if line.size <= usual_size + _SAME_SIZE else ():
                heights[key][number] = line.bottom
    few = len(pages) < _FEW_PAGES
    enough = max(_FEW_PAGES - few, _MIN_SHARE * len(pages))
    running = {
        key: median(found.values())
        for key, found in heights.items()
        if sum(abs(height - median(found.values())) <= _SAME_HEIGHT for height in found.values()) >= enough
    }
    out = [
        {
            id(line)
            for line in _outermost(page)
            for key in _repeated(line, number)
            if key in running and abs(line.bottom - running[key]) <= _SAME_HEIGHT and line.size <= usual_size + _SAME_SIZE
        }
        for number, page in enumerate(pages)
    ]
    if few or sum(len(page) > 2 * _OUTERMOST for page in pages) <= len(pages) / 2:
        out = _standing_apart(pages, out)
    for page, lines in zip(pages, out, strict=True):
        lines.update(id(line) for line in _outermost(page) if _PAGE_NUMBER.fullmatch(line.text))
    return [[line for line in page if id(line) not in lines] for page, lines in zip(pages, out, strict=True)]


def _standing_apart(pages: Sequence[Sequence[Line]], out: Sequence[set[int]]) -> list[set[int]]:
    """Those of the lines that seem to run which stand apart; none where most pages, or two that are copies, have no others."""
    texts = [[line for line in page if id(line) not in lines] for page, lines in zip(pages, out, strict=True)]
    places = [{(line.text, round(line.bottom)) for line in text} for text in texts]
    are_copies = len(pages) < _FEW_PAGES and set.intersection(*places)
    if are_copies or 2 * sum(map(bool, texts)) <= sum(map(bool, pages)):
        return [set() for _ in pages]
    usual = usual_distance(pages)
    blocks = [block for page in pages for block in _blocks(page, usual)]
    running = set().union(*out)
    small = (ids for block in blocks if len(ids := {id(line) for line in block}) <= _OUTERMOST)
    apart = {each for ids in small if ids <= running for each in ids}
    return [lines & apart for lines in out]


def _blocks(page: Sequence[Line], usual: float) -> Iterator[list[Line]]:
    """The page's lines from top to bottom, those together between which there is no wider gap."""
    block: list[Line] = []
    for line in sorted(page, key=lambda line: -line.bottom):
        if block and block[-1].bottom - line.bottom > WIDER_GAP * max(usual, line.size):
            yield block
            block = []
        block.append(line)
    yield block


def _repeated(line: Line, page: int) -> Iterator[_Repeated]:
    """What a running line has in common with its like: its words, or its words around a number that counts the pages."""
    words = "".join(line.text.split())
    yield words, 0
    for number in re.finditer(r"\d{1,5}", words):
        yield f"{words[: number.start()]}\0{words[number.end() :]}", int(number[0]) - page


def _outermost(page: Sequence[Line]) -> Iterator[Line]:
    by_height = sorted(page, key=lambda line: -line.bottom)
    yield from by_height[:_OUTERMOST]
    yield from by_height[max(_OUTERMOST, len(by_height) - _OUTERMOST) :]
