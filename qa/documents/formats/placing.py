"""Where the spans of a stored text stand among the words of its page.

The text is the truth. It was made of these words: running heads are left out of it, hyphenated words are whole, and ligatures,
quotation marks and spaces may be others. So words are compared by letters and digits alone, and in their order.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from qa.documents.formats.words import Box, Word

# Of the letters of a span, so many must be found for its place to be told.
_FOUND = 0.6
# Boxes of one span: about two full pages of lines.
_MOST_BOXES = 300
# Letters that are compared one by one where whole words differ; more would take seconds.
_MOST_LETTERS = 4000
# Pairs of equal words: a page of 600 words has 9,000, one of 5,000 words 600,000.
_MOST_PAIRS = 300_000
# Words of a line are no further apart than so many heights of a letter, and stand as high up to this share of it.
_APART, _UNEVEN = 2.5, 0.15


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
