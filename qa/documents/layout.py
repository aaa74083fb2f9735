"""Which lines of a text are headings, and which are captions: kept beside the text, which is the same with and without.

Tables need no such note: the readers of files write a row as `cell | cell`, or as `qa.documents.formats.tables` does.
"""

import json
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.types import Span
from qa.types.text import on_one_line

KINDS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "caption"})
# Lines that are marked in one text; a book has some hundreds.
_MOST = 5000
_LONGEST = 1000
_LINE = re.compile(r"[^\n\f]+")


@dataclass(frozen=True, slots=True)
class LineMark:
    """What a line is: `h1` to `h6`, or `caption`."""

    span: Span
    kind: str


# What a line is, its number among those that aren't blank, from 0, and its words.
Mark = tuple[str, int, str]


def marks_by_words(text: str, wanted: Iterable[tuple[str, str]]) -> tuple[Mark, ...]:
    """The marks of these lines (kind, words), which are in the text's order; those that aren't there are left out."""
    places = defaultdict[str, list[int]](list)
    for number, line in enumerate(line for line in _LINE.findall(text) if line.strip()):
        places[on_one_line(line)].append(number)
    found, at = [], 0
    for kind, wanted_line in wanted:
        words = on_one_line(wanted_line)
        there = places.get(words, [])
        later = bisect_left(there, at)
        if later < len(there):
            found.append((kind, there[later], words))
            at = there[later] + 1
    return tuple(found)


def locate(text: str, marks: Sequence[Mark]) -> tuple[LineMark, ...]:
    """The lines that are marked. One that has other words by now is left out: decoding may have joined some."""
    kinds = {number: (kind, on_one_line(words)) for kind, number, words in marks[:_MOST] if kind in KINDS}
    found = []
    for number, line in enumerate(line for line in _LINE.finditer(text) if kinds and line[0].strip()):
        if number in kinds and len(line[0]) <= _LONGEST and kinds[number][1] == on_one_line(line[0]):
            found.append(LineMark(Span(line.start(), line.end()), kinds[number][0]))
    return tuple(found)


def packed(marks: Sequence[LineMark]) -> str:
    """The marks as the library keeps them; empty where there are none."""
    return json.dumps([[mark.span.start, mark.span.end, mark.kind] for mark in marks]) if marks else ""


def unpacked(kept: str) -> tuple[LineMark, ...]:
    """What `packed` made; none where it isn't of this form: a library that somebody else made may hold anything."""
    try:
        marks = json.loads(kept or "[]")
        return tuple(LineMark(Span(int(start), int(end)), str(kind)) for start, end, kind in marks if kind in KINDS)
    except (ValueError, TypeError):
        return ()


def headings_in(kept: str) -> tuple[Span, ...]:
    """The lines that are headings, of what `packed` made."""
    return tuple(mark.span for mark in unpacked(kept) if mark.kind != "caption")
