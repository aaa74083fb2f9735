"""Lines of a web page that were taken for hard-wrapped prose, parted again; links to other pages are left out."""

import re
from collections.abc import Iterator, Sequence

from qa.types import Paragraph, Sentence

# No editor wraps lines as long as this.
_WIDEST = 160
# "Dig deeper:Banker asks for a new trial": a link to another page, with no space after the colon.
_LINK = re.compile(r"[A-Z0-9][^.:\n“\"]{1,40}:[A-Z‘“'\"][^\n]*\Z")


def lines_of(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The same paragraphs, but a block that holds a line too long to be wrapped gives one for each line.

    One line that goes on in lower case ("by Ann Lee" under a headline) makes a block of its neighbours; a heading would then
    run into the name that opens the next line. A line that is broken in mid-sentence stays with the next.
    """
    lines = (line for paragraph in paragraphs for line in _parted(text, paragraph))
    return tuple(line for line in lines if not _LINK.match(text[line.start : line.end]))


def _parted(text: str, paragraph: Paragraph) -> Iterator[Paragraph]:
    lines = paragraph.of(text).split("\n")
    if len(lines) == 1 or not paragraph.sentences or max(map(len, lines)) < _WIDEST:
        yield paragraph
        return
    start = position = paragraph.start
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        position += len(line) + 1
        if following.strip()[:1].islower() and line.rstrip()[-1:] not in (*'.!?:;…”"', ""):
            continue
        yield from _clipped(text, paragraph, start, min(position - 1, paragraph.end))
        start = position


def _clipped(text: str, paragraph: Paragraph, start: int, end: int) -> Iterator[Paragraph]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    inside = ((max(s.start, start), min(s.end, end)) for s in paragraph.sentences)
    sentences = tuple(Sentence(first, last) for first, last in inside if text[first:last].strip())
    if sentences:
        yield Paragraph(start, end, sentences)
