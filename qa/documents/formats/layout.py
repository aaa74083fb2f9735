"""Lines on pages → paragraphs: joins what the page's width broke, leaves out running heads and feet, marks page breaks."""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from qa.documents.formats.lines import WIDER_GAP, Line, usual_distance, without_running_lines

PAGE_BREAK = "\f"
_OTHER_SIZE = 0.12  # share by which a heading's letters are larger
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_HYPHENS = ("-", "\u2010", "\u00ad", "\x02")
_UNREADABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_ENDED = re.compile(r"""[.!?:;…]["'”’»)\]]*$""")
_BULLET = re.compile(r"(?:[•‣▪●○◦■□–—*-]|\(?(?:\d{1,3}|[A-Za-z])[.)])\s")
# No list begins with such a number.
_LATER = re.compile(r"(?!\(?[1aAiI][.)])\(?\w{1,3}[.)]\s")


# The lines that begin at a place, to the point; those of a column begin at about the same.
_Margins = defaultdict[int, list[Line]]
# A column ends where so many of its lines do, within half a letter's height.
_SHARED = 3
# These are longer than so many letters are high.
_LONG = 12
# At most this share of a column ends farther right: titles, and heads that reach over two columns.
_FARTHER = 0.2
# Letters half and one and a half times as wide as most small letters, in usual types; and how wide other capitals are.
_NARROW, _WIDE, _CAPITAL = frozenset("fijlrtI .,:;'’!|()[]-"), frozenset("mwMW@%"), 1.3
# The place of a list's bullets → where further lines of its items begin.
_Hung = dict[int, float]
# Known where this share of the lines that surely go on begins there.
_ALIKE = 0.8


def flow(pages: Sequence[Sequence[Line]]) -> str:
    """Paragraphs with an empty line between; a form feed where a page ends, also inside a paragraph that goes on."""
    kept = without_running_lines(pages)
    known = Counter(
        word for page in kept for line in page for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text.lower())
    )
    usual = usual_distance(kept)
    parts: list[str] = []
    hung = _hung(kept, usual)
    last: Line | None = None
    item: Line | None = None  # the first line of the list's item that `last` is of
    breaks, before = "", _Margins()
    for number, page in enumerate(kept):
        breaks += PAGE_BREAK if number else ""
        margins = _Margins(list)
        for line in page:
            margins[round(line.left)].append(line)
        for line in page:
            ends = before if breaks else margins
            if last is not None and _goes_on(last, line, ends, usual, item, hung, new_page=breaks != ""):
                _join(parts, line, known, breaks)
            else:
                parts += ["\n\n" if last is not None else "", breaks, line.text]
                item = line if _BULLET.match(line.text) else None
            last, breaks = line, ""
        before = margins
    parts.append(breaks)
    text = "".join(parts).translate(_LIGATURES)
    return _UNREADABLE.sub(lambda found: PAGE_BREAK if found[0] == PAGE_BREAK else "", text)


def headings(pages: Sequence[Sequence[Line]]) -> list[tuple[str, str]]:
    """The lines in clearly larger letters than most of the text, as `qa.documents.layout.marks_by_words` takes them."""
    lines = [line for page in pages for line in page]
    sizes = sorted((line.size, len(line.text)) for line in lines)
    half, usual = sum(letters for _, letters in sizes) / 2, 0.0
    for size, letters in sizes:
        half -= letters
        if half <= 0:
            usual = size
            break
    return [("h2", line.text.translate(_LIGATURES)) for line in lines if line.size > (1 + _OTHER_SIZE) * usual]


def largest_words(pages: Sequence[Sequence[Line]]) -> str | None:
    """What the first page prints clearly larger than the text, which is how titles are printed."""
    lines = pages[0]
    sizes = sorted(line.size for page in pages[:5] for line in page for _ in range(max(1, len(line.text) // 20)))
    if not lines or not sizes:
        return None
    largest = max(line.size for line in lines)
    title = [line.text for line in lines if line.size > largest * 0.95]
    if largest < 1.2 * median(sizes) or len(title) > 4:
        return None
    return " ".join(title).translate(_LIGATURES)


def _join(parts: list[str], line: Line, known: Counter[str], breaks: str) -> None:
    """Add a line that continues the one before; a word hyphenated at the line's end becomes whole."""
    before = parts[-1]
    head, _, rest = line.text.partition(" ")
    if before.endswith(_HYPHENS) and before[-2:-1].isalpha() and head[:1].isalpha():
        start = re.search(r"[^\W\d_]*$", before[:-1])
        end = re.match(r"[^\W\d_]*", head)
        assert start
        assert end
        whole, kept_apart = (start[0] + end[0]).lower(), f"{start[0]}-{end[0]}".lower()
        # PDFium tells no printed hyphen from one that only the line's end asked for; the rest of the text may.
        together = head[0].islower() and (known[whole] > 0 or known[kept_apart] == 0)
        parts[-1] = before[:-1] if together else f"{before[:-1]}-"
        parts.append(f"{head} {breaks}{rest}" if breaks else line.text)
        return
    parts.append(f" {breaks}{line.text}")


def _hung(pages: Sequence[Sequence[Line]], usual: float) -> _Hung:
    """Judge by second lines of items that begin in small letters, in mid-sentence."""
    found = defaultdict[int, Counter[int]](Counter)
    for last, line in (pair for page in pages for pair in pairwise(page)):
        near = 0 < last.bottom - line.bottom <= WIDER_GAP * max(usual, last.size)
        if near and _BULLET.match(last.text) and line.text[0].islower() and not _BULLET.match(line.text) and not _ended(last):
            found[round(last.left)][round(line.left)] += 1
    usually = ((at, *begins.most_common(1)[0], begins.total()) for at, begins in found.items())
    return {at: begin for at, begin, several, total in usually if several >= _ALIKE * total}


def _below(item: Line | None, hung: _Hung) -> float | None:
    """Where further lines of an item begin, or None where that isn't known; numbers may be aligned by their ends."""
    if item is None:
        return None
    near = [at for at in range(round(item.left - item.size), round(item.left + item.size) + 1) if at in hung]
    return hung[min(near, key=lambda at: abs(at - item.left))] if near else None


def _goes_on(
    last: Line, line: Line, margins: _Margins, usual: float, item: Line | None, hung: _Hung, *, new_page: bool
) -> bool:
    """Whether `line` continues the paragraph of `last`, or the list's item that begins with `item`.

    `margins` are where lines end on the page of `last`.
    """
    if last.beside(line) and not new_page:
        return True
    distance = last.bottom - line.bottom
    ended = _ended(last)
    bullet = _BULLET.match(line.text)
    if bullet and item is None and not ended and not new_page and _LATER.match(line.text):  # "… on 7 or / 8. The mayor …"
        bullet = None if abs(line.left - last.left) < 0.5 * last.size and _is_full(last, line, margins) else bullet
    if abs(line.size - last.size) > _OTHER_SIZE * max(line.size, last.size) or bullet:
        return False
    goes_on = not ended and (line.text[0].islower() or last.text.endswith(_HYPHENS))
    if new_page or distance <= 0:  # another page or column
        return goes_on or (not ended and _is_full(last, line, margins, at_least=3))
    if distance > WIDER_GAP * max(usual, last.size):
        return False
    begin = _below(item, hung)
    if begin is not None and line.left < begin - 0.7 * last.size:  # as after a list
        return goes_on
    if line.left - (last.left if begin is None else begin) > 0.7 * last.size and ended:  # indented, as paragraphs begin
        return False
    return goes_on or _is_full(last, line, margins)


def _ended(line: Line) -> bool:
    return _ENDED.search(line.text) is not None


def _is_full(last: Line, line: Line, margins: _Margins, at_least: int = 1) -> bool:
    """Whether the next line's first word had no room on the last, by at least so many lines that begin where it does."""
    word = (line.right - line.left) * _width(f"{line.text.partition(' ')[0]} ") / _width(line.text)
    next_column = min((each.left for lines in margins.values() for each in lines if _faces(last, each)), default=math.inf)
    near = (lines for left, lines in margins.items() if abs(left - last.left) < 3 * last.size)
    column = [each.right for lines in near for each in lines if each.right <= next_column + 1]
    return len(column) >= at_least and last.right + word > _column_end(column, last.left, last.size)


def _faces(line: Line, other: Line) -> bool:
    """Whether `other` stands to the right of `line`, if only in part at its height: columns needn't have their lines so."""
    return other.left >= line.right - 1 and other.top > line.bottom and line.top > other.bottom


def _width(text: str) -> float:
    return sum(0.5 if c in _NARROW else 1.5 if c in _WIDE else _CAPITAL if c.isupper() else 1 for c in text)


def _column_end(rights: list[float], left: float, size: float) -> float:
    """Where several of the lines end that begin at `left` and end at `rights`, else where the longest ends."""
    rights = sorted(rights, reverse=True)
    ends = rights[: int(_FARTHER * len(rights)) + 1]
    several = zip(ends, rights[_SHARED - 1 :], strict=False)
    told = (right for right, other in several if right - other <= size / 2 and right - left > _LONG * size)
    return next(told, rights[0])
