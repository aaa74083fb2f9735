"""The source view: a whole article, what was cited or found in it marked. Long ones are laid out in parts as they come near."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from markupsafe import Markup
from starlette.responses import HTMLResponse

from qa.documents.formats.lines import Box
from qa.documents.formats.tables import PLACE, ROW
from qa.documents.furniture import is_furniture_line
from qa.documents.layout import LineMark
from qa.documents.pages import Page
from qa.types import Document, Span
from ui.language import gettext as _
from ui.rendering.excerpts import BEFORE, Mark, marked_line
from ui.rendering.links import original_address, picture_address, source_address
from ui.rendering.lists import cells_of_rows
from ui.rendering.templates import render

MOST_CHARACTERS = 200
# More places of one word than these nobody walks through, and a page with so many marks is slow.
MOST_HITS = 500


@dataclass(frozen=True, slots=True)
class Found:
    """`words` as they were given; `hits` are in order; `at` is the chosen one, from 0. Without words nothing is looked for."""

    words: str = ""
    hits: tuple[Span, ...] = ()
    at: int = 0

    @property
    def in_order(self) -> list[Span]:
        """The chosen one, then the others."""
        return [*self.hits[self.at : self.at + 1], *self.hits[: self.at], *self.hits[self.at + 1 :]]


def find(text: str, words: str, at: int | None, after: int = 0) -> Found:
    """Places where the words stand next to each other, however they are spaced and capitalised.

    `at` is the place that is chosen; None chooses the first from the offset `after` on.
    """
    wanted = words.split()
    if not wanted:
        return Found()
    looks = re.compile(r"\s+".join(map(re.escape, wanted)), re.IGNORECASE)
    hits = tuple(Span(*found.span()) for found in islice(looks.finditer(text), MOST_HITS))
    if at is None:
        at = next((number for number, hit in enumerate(hits) if hit.start >= after), 0)
    return Found(words, hits, min(at, max(0, len(hits) - 1)))


# The chosen mark's anchor: the article's address with it behind a `#` opens there without a script.
CHOSEN = "cited"
_LINE = re.compile(r"[^\n]+")
# Lines that the browser lays out together, once they are near. A page of print has about as many paragraphs.
_PART = 20
# A paragraph of more characters than this is set in several, or laying it out alone would take seconds.
_LONGEST = 4000
# Lines above the headings of a table in a spreadsheet that are looked past.
_ABOVE_HEADINGS = 6
_CELL_ENDS = " | "
_Place = tuple[int, int]  # where a line stands
_CellPlace = tuple[int, int, int]  # as `cells_of_rows` has it


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

    `found` is what somebody looks for in it; its places, where there are any, are marked instead. The address of what was
    cited stays, so that it is marked again afterwards.
    """
    cited = [span for span in ([chosen] if chosen else []) + list(others) if span.end <= len(document.text) and not changed]
    chosen = chosen if chosen in cited else None
    cited_at = source_address(document, chosen, cited)
    shown = found.in_order or cited
    first = shown[0] if found.hits else chosen
    marks = [Mark(span, anchor=CHOSEN if span == first else "", lighter=span != first) for span in shown]
    web = original_address(document.source, first.of(document.text) if first else "")
    at = view.page
    kinds = {(mark.span.start, mark.span.end): mark.kind for mark in view.marks}
    lines = _marked_lines(document.text, document.title, marks, kinds, at.start if at else 0, at.end if at else None)

    def way(**how: str | int) -> str:
        return source_address(document, chosen, cited, {"find": found.words, **how} if found.words else how)

    return render(
        "article",
        document=document,
        web=web,
        changed=changed and not found.hits,
        cited=parse_qsl(urlsplit(cited_at).query),
        lines=lines,
        lines_together=_PART,
        view=view,
        way=way,
        found=found,
        seen="page" if at else "text",
        sheet=_sheet(document, at, first, shown) if at else None,
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


def missing_page(message: str, headers: Mapping[str, str] | None = None) -> HTMLResponse:
    """The page of an address at which there is nothing: `message` says what isn't there."""
    return HTMLResponse(source_page(_("Not found"), render("missing", message=message)), 404, headers)


def page(title: str, body: Markup, styles: Sequence[str] = ("citedqa",)) -> Markup:
    """A page beside the app, in its looks; it needs no script. `styles` are names of the app's style sheets."""
    return render("page", title=title, body=body, styles=styles, css=None)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as HTML, or the `rows` of a table with its cells, `headed` by the first; `furniture` is shown as such.

    `level` is of a heading, below the article's own; a `caption` is of a picture or table.
    """

    words: str = ""
    furniture: bool = False
    rows: Sequence[Sequence[Markup]] = ()
    headed: bool = False
    level: int = 0
    caption: bool = False


def _marked_lines(
    words: str, title: str, marks: Sequence[Mark], kinds: Mapping[tuple[int, int], str], first: int, last: int | None
) -> Iterator[Line]:
    """What stands from `first` to `last`; lines of cells, two or more together, are a table; `kinds` say what others are."""

    def marked(start: int, end: int, shown: int = 0) -> tuple[Markup, bool]:
        inside = [mark for mark in marks if mark.span.start < end and start < mark.span.end]
        return marked_line(words, start, end, inside, shown), bool(inside)

    opens, closes = len(words) - len(words.lstrip()), len(words.rstrip())
    runs = _runs(words, _lines(words, first, last))
    for places, rows in chain.from_iterable(_tables_in(words, run) for run in runs):
        if len(places) > 1:
            headed = bool(rows)
            rows = rows or [list(_cells(words, *place)) for place in places]
            yield Line(rows=[[marked(*cell)[0] for cell in row] for row in rows], headed=headed)
        else:
            kind = kinds.get(places[0], "")
            bare = BEFORE.match(words, places[0][0])
            begins = bare.end() if bare and (kind.startswith("h") or words[places[0][0]] != "#") else places[0][0]
            shown, cited = marked(*places[0], begins)
            opening = places[0][0] <= opens and places[0][1] < closes  # and more follows it
            if opening and not cited and words[begins : places[0][1]].strip() == title:
                continue  # stands above it
            level = min(6, int(kind[1]) + 1) if kind.startswith("h") else 0
            furniture = not kind and not cited and is_furniture_line(words[slice(*places[0])])
            yield Line(shown, furniture, level=level, caption=kind == "caption")


def _runs(words: str, lines: Iterable[_Place]) -> Iterator[list[_Place]]:
    """Lines that are shown together: rows of cells that follow each other, as many as are laid out at once; else one."""
    run: list[_Place] = []
    for start, end in lines:
        row = _CELL_ENDS in words[start:end]
        if run and not (row and len(run) < _PART and _follows(words, run[-1], start) and _CELL_ENDS in words[slice(*run[-1])]):
            yield run
            run = []
        run.append((start, end))
    if run:
        yield run


def _tables_in(words: str, run: list[_Place]) -> list[tuple[list[_Place], list[list[_CellPlace]]]]:
    """Return lines that are shown together with their cells below headings, if they have any. Lines above the headings of a
    spreadsheet's table, such as its title, come first, each by itself."""
    for skipped in range(min(_ABOVE_HEADINGS, len(run) - 1)):
        if rows := cells_of_rows(words, run[skipped:]):
            return [*(([line], []) for line in run[:skipped]), (run[skipped:], rows)]
    return [(run, [])]


def _follows(words: str, last: _Place, start: int) -> bool:
    """Whether what begins at `start` stands on the next line; rows of a sheet have an empty line between."""
    before, row = ROW.match(words, last[0]), ROW.match(words, start)
    if before and row:
        return start <= last[1] + 2 and before["sheet"] == row["sheet"]
    return start == last[1] + 1


def _cells(words: str, start: int, end: int) -> Iterator[_CellPlace]:
    """The cells of a row, as `cells_of_rows` has them, which is written as `cell | cell`."""
    place = PLACE.match(words, start)
    shown = place.end() if place else start
    while (bar := words.find(_CELL_ENDS, shown, end)) >= 0:
        yield start, bar, shown
        start = shown = bar + len(_CELL_ENDS)
    yield start, end, shown


def _lines(words: str, first: int, last: int | None) -> Iterator[_Place]:
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
