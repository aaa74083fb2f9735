"""Stretches of a document with the cited spans marked in them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from qa.documents.formats.tables import PLACE
from qa.documents.furniture import is_furniture_line
from qa.types import Span
from ui.language import gettext as _
from ui.rendering.escaping import plain, text

# Characters of surrounding text on either side of a quote: about three sentences of news prose.
AROUND = 280

# What a heading in Markdown begins with, or a row of a text's table: no word of it.
BEFORE = re.compile(rf"#{{1,6}}[ \t]+|{PLACE.pattern}")
_LINE = re.compile(r"[^\n]+")
# A full stop after three letters ends a sentence more surely than that of "U.S." or "Mr.".
_SENTENCE_START = re.compile(r"(?<=\w{3}[.!?…])[\"'”’)\]]*\s+(?=\S)")
_SENTENCE_END = re.compile(r"(?<=\w{3}[.!?…])[\"'”’)\]]*(?=\s)")
_PARAGRAPH_START = re.compile(r"\n\s*(?=\S)")
_WORD_START = re.compile(r"\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A cited span. `number` is the citation's marker, with `address` to open it; `lighter` is one beside the chosen one."""

    span: Span
    number: int | None = None
    address: str = ""
    anchor: str = ""
    lighter: bool = False


def excerpts(document: str, marks: Sequence[Mark], around: int = AROUND) -> list[Markup]:
    """The marked spans inside up to `around` characters on either side, in text order; what lies close together is one."""
    windows: list[tuple[int, int, list[Mark]]] = []
    for mark in sorted(marks, key=lambda mark: (mark.span.start, mark.span.end)):
        start, end = _context_start(document, mark.span.start, around), _context_end(document, mark.span.end, around)
        if windows and not document[windows[-1][1] : start].strip():
            first, last, inside = windows[-1]
            windows[-1] = (first, max(last, end), [*inside, mark])
        else:
            windows.append((start, end, [mark]))
    return [_excerpt(document, start, end, inside) for start, end, inside in windows]


def marked_line(document: str, start: int, end: int, marks: Sequence[Mark], shown: int = 0) -> Markup:
    """The line `start:end`, with what is cited of it marked; of its words those from `shown` on."""
    return Markup().join(_pieces(document, start, end, marks, shown))


def _excerpt(document: str, start: int, end: int, marks: Sequence[Mark]) -> Markup:
    paragraphs = []
    for line in _LINE.finditer(document, start, end):
        outside = all(line.end() <= mark.span.start or line.start() >= mark.span.end for mark in marks)
        if not line[0].strip() or (outside and is_furniture_line(line[0])):
            continue
        bare = BEFORE.match(document, line.start())
        paragraphs.append(marked_line(document, *line.span(), marks, bare.end() if bare else 0).strip())
    if start > 0 and paragraphs:
        paragraphs[0] = Markup('<span class="cut">… </span>') + paragraphs[0]
    if end < len(document.rstrip()) and paragraphs:
        paragraphs[-1] += Markup('<span class="cut"> …</span>')
    return Markup().join(Markup('<p dir="auto">{}</p>').format(paragraph) for paragraph in paragraphs)


def _pieces(document: str, start: int, end: int, marks: Sequence[Mark], shown: int) -> Iterable[Markup]:
    """Cut wherever a mark begins or ends; where several lie over each other, the first in the list shows."""
    near = [mark for mark in marks if mark.span.start < end and start < mark.span.end]
    edges = {start, end} | {edge for mark in near for edge in (mark.span.start, mark.span.end) if start < edge < end}
    for left, right in pairwise(sorted(edges)):
        piece = text(document[max(left, shown) : right])
        mark = next((mark for mark in near if mark.span.start <= left < mark.span.end), None)
        if mark is None:
            yield piece
            continue
        first = left == max(mark.span.start, 0)
        attributes = Markup(' class="other"') if mark.lighter else Markup()
        if first and mark.anchor:
            attributes += Markup(' id="{}"').format(mark.anchor)
        if mark.number is not None:
            attributes += Markup(' data-cite="{}"').format(mark.number)
        badge = _badge(mark) if first else Markup()
        yield Markup('<mark{} data-span="{}-{}">{}{}</mark>').format(attributes, mark.span.start, mark.span.end, badge, piece)


def _badge(mark: Mark) -> Markup:
    if mark.number is None:
        return Markup()
    if not mark.address:
        return Markup('<span class="number">{}</span>').format(mark.number)
    link = Markup('<a class="number" href="{1}" data-cite="{0}" aria-label="{2}">{0}</a>')
    return link.format(mark.number, plain(mark.address), _("Source %(number)s in its article", number=mark.number))


def _context_start(document: str, start: int, around: int) -> int:
    """Where, within reach before `start`, a paragraph begins; else a sentence; else a word; else `start` itself."""
    if start <= around:
        return 0
    found = (boundary.search(document, start - around, start) for boundary in (_PARAGRAPH_START, _SENTENCE_START, _WORD_START))
    return next((match.end() for match in found if match), start)


def _context_end(document: str, end: int, around: int) -> int:
    """Where, within reach after `end`, a paragraph ends; else a sentence; else a word; else `end` itself."""
    if end + around >= len(document):
        return len(document)
    reach = document[end : end + around]
    if (paragraph := reach.rstrip().rfind("\n")) > 0 and reach[:paragraph].strip():
        return end + paragraph
    ends = [found.end() for found in _SENTENCE_END.finditer(document, end, end + around)]
    words = [found.start() for found in _WORD_START.finditer(reach)]
    return ends[-1] if ends else end + words[-1] if words else end
