"""Words and lines with their places on a page, and the form in which those of a scan are kept beside its file."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

_SHARES = 10_000  # places are kept as whole numbers of this share of the page


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
