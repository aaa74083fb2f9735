"""Where quotations begin and end: pairing of quote marks, paragraph by paragraph."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.types import Span

_DOUBLE = re.compile(r"''|``|[“”„‟«»\"]")
_SINGLE = re.compile(r"[‘’‚‛]|(?<!')'(?!')")
_ELISION = re.compile(r"(?:em|til|tis|twas|cause|cos|bout|n|round|\d\ds?)\b", re.IGNORECASE)
_BEFORE_OPENING = "([{—–-/“\"„«‘'…:,"


@dataclass(frozen=True, slots=True)
class Quote(Span):
    """A stretch in quote marks, marks included. `closed` is false where the paragraph ends before the quotation does."""

    closed: bool = True

    def words(self, text: str) -> str:
        return text[self.start : self.end].strip("“”„‟«»\"‘’‚‛'` \t\n\u00a0")


def quotes_by_paragraph(text: str, paragraphs: Sequence[Span]) -> list[list[Quote]]:
    """Return the outermost quotations of each paragraph, in text order."""
    doubles = [list(_double(text, paragraph)) for paragraph in paragraphs]
    singles = [list(_single(text, paragraph)) for paragraph in paragraphs]
    # British house style: more quotations in single marks than in double ones, those inside the others left out.
    single = sum(map(_apart, singles, doubles)) > sum(map(_apart, doubles, singles))
    found = []
    for paragraph, quotes in zip(paragraphs, singles if single else doubles, strict=True):
        for gap in _gaps(paragraph, quotes):
            quotes += _double(text, gap) if single else _single(text, gap)
        found.append(sorted(quotes, key=lambda quote: quote.start))
    return found


def _apart(quotes: list[Quote], others: list[Quote]) -> int:
    """Count the quotations that stand inside none of the others; both are in text order."""
    count = number = 0
    for quote in quotes:
        while number < len(others) and others[number].end <= quote.start:
            number += 1
        count += number == len(others) or others[number].start >= quote.start
    return count


def _gaps(paragraph: Span, quotes: list[Quote]) -> Iterator[Span]:
    position = paragraph.start
    for quote in quotes:
        if quote.start > position:
            yield Span(position, quote.start)
        position = max(position, quote.end)
    if paragraph.end > position:
        yield Span(position, paragraph.end)


def _opens(text: str, start: int, end: int, paragraph: Span) -> bool:
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    return (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()


def _double(text: str, paragraph: Span) -> Iterator[Quote]:
    marks = [(m.start(), m.end(), m.group()) for m in _DOUBLE.finditer(text, paragraph.start, paragraph.end)]
    opened: int | None = None
    opener = ""
    done = paragraph.start
    for start, end, mark in marks:
        can_open = _opens(text, start, end, paragraph)
        can_close = start > paragraph.start and not text[start - 1].isspace()
        if opened is None:
            if mark in "“„«‟``" or can_open or not can_close:
                opened, opener = start, mark
            elif done == paragraph.start and text[start - 1] in ",.!?…":
                done = end  # closed but never opened: it began with the paragraph
                yield Quote(paragraph.start, end)
            continue
        if start == opened + len(opener):
            continue  # doubled by mistake: ““We …”
        if mark in "«»" and opener in "«»":  # «…», »…« and »…»
            closes = mark != opener or (can_close and not can_open)
        elif mark in "”„«»‟":
            closes = mark in "”»"
        else:
            closes = can_close and not can_open if mark == "“" else can_close or not can_open
        if closes:
            yield Quote(opened, end)
            opened, done = None, end
        else:
            yield Quote(opened, _cut(text, opened, start), closed=False)
            opened, opener = start, mark
    if opened is not None and opened + 1 < paragraph.end and opener not in "«»":  # a lone one points at a link
        yield Quote(opened, paragraph.end, closed=False)


def _cut(text: str, start: int, limit: int) -> int:
    """Return the end of the last sentence before `limit`, for a quotation left open in mid-paragraph."""
    last = max(text.rfind(mark, start, limit) for mark in ".!?")
    return last + 1 if last > start else max(start + 1, limit)


def _single(text: str, paragraph: Span) -> Iterator[Quote]:
    marks = [m.start() for m in _SINGLE.finditer(text, paragraph.start, paragraph.end)]
    strong, weak, opening = _next_marks(text, marks, paragraph)
    index = 0
    while index < len(marks):
        start = marks[index]
        index += 1
        if text[start] == "’" or not _opens(text, start, start + 1, paragraph) or _ELISION.match(text, start + 1):
            continue
        # An apostrophe after s or in' closes only when nothing better follows before the next opening.
        closing = strong[index]
        if weak[index] < closing and opening[weak[index] + 1] < closing:
            closing = weak[index]
        if closing == len(marks):
            closing = weak[index]
        if closing < len(marks):
            yield Quote(start, marks[closing] + 1)
            index = closing + 1


def _next_marks(text: str, marks: list[int], paragraph: Span) -> tuple[list[int], list[int], list[int]]:
    """Find for every mark the next one, itself included, that closes for sure, that may close, and that opens.

    Marks are read from the end once, so that finding the close of a quotation takes no search; `len(marks)` where there is
    none.
    """
    none = len(marks)
    strong, weak, opening = [none] * (none + 2), [none] * (none + 2), [none] * (none + 2)
    for number in range(none - 1, -1, -1):
        strong[number], weak[number], opening[number] = strong[number + 1], weak[number + 1], opening[number + 1]
        position = marks[number]
        before = text[position - 1] if position > paragraph.start else " "
        after = text[position + 1] if position + 1 < paragraph.end else " "
        if text[position] in "‘‛'" and _opens(text, position, position + 1, paragraph):
            opening[number] = number
        elif not (before.isspace() or after.isalnum()):
            beyond = text[position + 2] if position + 2 < paragraph.end else ""
            possessive = before in "sSzxn" and after == " " and beyond.islower()
            (weak if possessive else strong)[number] = number
    return strong, weak, opening
