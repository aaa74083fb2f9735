"""The source view: a whole article with what was cited of it marked. Long ones are laid out in parts, as these come near."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from qa.documents.formats.lines import Box
from qa.documents.formats.tables import ROW
from qa.documents.furniture import is_furniture_line
from qa.documents.layout import LineMark
from qa.documents.pages import Page
from qa.types import Document, Span
from ui.finding import Found
from ui.rendering.excerpts import HASHES, Mark, marked_line
from ui.rendering.links import original_address, picture_address, source_address
from ui.rendering.rows_of_tables import cells_of_rows
from ui.rendering.templates import render

# The chosen mark's anchor: the article's address with it behind a `#` opens there without a script.
CHOSEN = "cited"
_LINE = re.compile(r"[^\n]+")
# Lines that the browser lays out together, once they are near. A page of print has about as many paragraphs.
_PART = 20
# A paragraph of more characters than this is set in several, or laying it out alone would take seconds.
_LONGEST = 4000
_CELL_ENDS = " | "


@dataclass(frozen=True, slots=True)
class View:
    """How an article is shown: as its text, or as a `page` of its file. `paged`: there are pages; `failed`: but not now.

    `marks` say which lines are headings and captions.
    """

    paged: bool = False
    page: Page | None = None
    failed: bool = False
    marks: Sequence[LineMark] = ()


_TEXT, _NOTHING = View(), Found()


def render_article(
    document: Document,
    chosen: Span | None,
    others: Sequence[Span] = (),
    *,
    changed: bool = False,
    view: View = _TEXT,
    found: Found = _NOTHING,
) -> Markup:
    """`chosen` and `others` are marked. `changed`: it isn't the version that was cited, so nothing can be marked.

    `found` is what somebody looks for in it; then `chosen` and `others` are its places.
    """
    marks = [Mark(span, anchor=CHOSEN) for span in [chosen] if span] + [Mark(other, lighter=True) for other in others]
    marks = [] if changed else [mark for mark in marks if mark.span.end <= len(document.text)]
    quote = chosen.of(document.text) if chosen and marks and marks[0].span == chosen else ""
    web = original_address(document.source, quote)
    shown, at = [mark.span for mark in marks], view.page
    kinds = {(mark.span.start, mark.span.end): mark.kind for mark in view.marks}
    lines = _marked_lines(document.text, document.title, marks, kinds, at.start if at else 0, at.end if at else None)

    def way(**how: str | int) -> str:
        if found.words:
            return source_address(document, view={"find": found.words, **how})
        return source_address(document, chosen if chosen in shown else None, shown, how)

    return render(
        "article",
        document=document,
        web=web,
        changed=changed,
        lines=lines,
        lines_together=_PART,
        view=view,
        way=way,
        found=found,
        seen="page" if at else "text",
        sheet=_sheet(document, at, chosen, shown) if at else None,
    )


def _sheet(document: Document, at: Page, chosen: Span | None, marked: Sequence[Span]) -> dict[str, Any]:
    """The picture of a page, and where on it something is marked: in percent, what is chosen last, so that it lies on top."""
    boxes = [(span, box) for span in reversed(marked) for box in at.places.get(span, ())]
    return {
        "picture": picture_address(document, at.number),
        "boxes": [(span, span != chosen, _place(box)) for span, box in boxes],
        "lost": chosen in at.places and not at.places[chosen],
    }


def _place(box: Box) -> str:
    """Where the box lies on its page, as CSS."""
    width, height = box.right - box.left, box.bottom - box.top
    return f"left: {box.left:.3%}; top: {box.top:.3%}; width: {width:.3%}; height: {height:.3%}"


def source_page(title: str, body: Markup, styles: Sequence[str] = ("citedqa",)) -> Markup:
    """A page beside the app, with the way to the app above."""
    return page(title, render("source_page", body=body), styles)


def page(title: str, body: Markup, styles: Sequence[str] = ("citedqa",)) -> Markup:
    """A page beside the app, in its looks; it needs no script. `styles` are names of the app's style sheets."""
    return render("page", title=title, body=body, styles=styles, css=None)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as HTML, or the `rows` of a table with its cells; `furniture` of a page is shown as such.

    `level` is of a heading, below the article's own; a `caption` is of a picture or table.
    """

    words: str = ""
    furniture: bool = False
    rows: Sequence[Sequence[Markup]] = ()
    level: int = 0
    caption: bool = False


def _marked_lines(
    words: str, title: str, marks: Sequence[Mark], kinds: Mapping[tuple[int, int], str], first: int, last: int | None
) -> Iterator[Line]:
    """What stands from `first` to `last`; lines of cells, two or more together, are a table; `kinds` say what others are."""

    def marked(start: int, end: int) -> tuple[Markup, bool]:
        inside = [mark for mark in marks if mark.span.start < end and start < mark.span.end]
        return marked_line(words, start, end, inside), bool(inside)

    for places in _runs(words, _lines(words, first, last)):
        if len(places) > 1:
            rows = cells_of_rows(words, places) or [list(_cells(words, *place)) for place in places]
            yield Line(rows=[[marked(*cell)[0] for cell in row] for row in rows])
        else:
            kind = kinds.get(places[0], "")
            bare = HASHES.match(words, places[0][0]) if kind.startswith("h") else None
            begins = bare.end() if bare else places[0][0]
            shown, cited = marked(begins, places[0][1])
            is_title = words[begins : places[0][1]].strip() == title  # looked at first: what follows copies the text
            if is_title and not cited and not words[: places[0][0]].strip() and words[places[0][1] :].strip():
                continue  # stands above it
            level = min(6, int(kind[1]) + 1) if kind.startswith("h") else 0
            furniture = not kind and not cited and is_furniture_line(words[slice(*places[0])])
            yield Line(shown, furniture, level=level, caption=kind == "caption")


def _runs(words: str, lines: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Lines that are shown together: rows of cells that follow each other, as many as are laid out at once; else one."""
    run: list[tuple[int, int]] = []
    for start, end in lines:
        row = _CELL_ENDS in words[start:end]
        if run and not (row and len(run) < _PART and _follows(words, run[-1], start) and _CELL_ENDS in words[slice(*run[-1])]):
            yield run
            run = []
        run.append((start, end))
    if run:
        yield run


def _follows(words: str, last: tuple[int, int], start: int) -> bool:
    """Whether what begins at `start` stands on the next line; rows of a spreadsheet have an empty line between."""
    return start == last[1] + 1 or (start == last[1] + 2 and bool(ROW.match(words, last[0]) and ROW.match(words, start)))


def _cells(words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the cells of a row are, which is written as `cell | cell`."""
    while (bar := words.find(_CELL_ENDS, start, end)) >= 0:
        yield start, bar
        start = bar + len(_CELL_ENDS)
    yield start, end


def _lines(words: str, first: int, last: int | None) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(words, first, len(words) if last is None else last):
        if not line[0].strip():
            continue
        start = line.start()
        while line.end() - start > _LONGEST:
            space = words.rfind(" ", start, start + _LONGEST)
            cut = space + 1 if space > start else start + _LONGEST
            yield start, cut
            start = cut
        yield start, line.end()
