"""Rows of tables as a table again: those that an answer cites, the cells that answer marked, and those of a whole document."""

import re
from collections.abc import Callable, Sequence

from markupsafe import Markup

from qa.documents.formats.tables import ROW
from qa.types import Citation
from ui.language import gettext as _
from ui.rendering.escaping import label, lines, plain

_ROW = re.compile(rf"{ROW.pattern}(?P<body>[^\n]*)")
_ENDS = " | "
_TABLE = Markup(
    '<div class="cells" tabindex="0" role="group" aria-label="{}"><table><thead><tr><th scope="col">{}</th>{}</tr></thead>'
    "<tbody>{}</tbody></table></div>"
)
_HEAD = Markup('<th scope="col" dir="auto"{}>{}</th>')
_AMOUNT = Markup(' class="amount"')
_NUMBER = re.compile(r"[-+(]?[\d.,'’ ]*\d[\d.,'’ ]*%?\)?")
_LINE = Markup('<tr><th scope="row">{}{}</th>{}</tr>')
_CELL = Markup('<td dir="auto"{}>{}</td>')
_MARKED = Markup("<mark>{}</mark>")


def render_rows(citations: Sequence[Citation], marker: Callable[[Citation], Markup]) -> Markup | None:
    """The rows that are cited as one table; None where a citation quotes no row."""
    rows = [(citation, match, _cells(match["body"])) for citation in citations if (match := _ROW.fullmatch(citation.quote))]
    if not rows or len(rows) < len(citations):
        return None
    heads = _in_order([list(cells) for _citation, _match, cells in rows])
    sheet = rows[0][0].cell.sheet if rows[0][0].cell else ""
    numbers = {head for head in heads if all(_NUMBER.fullmatch(cells.get(head) or "0") for _citation, _match, cells in rows)}
    aligned = {head: _AMOUNT if head in numbers else "" for head in heads}
    body = Markup()
    for citation, match, cells in rows:
        answering = citation.cell.heading if citation.cell else None
        words = {head: lines(cells.get(head, "")) for head in heads}
        if answering in cells:
            words[answering] = _MARKED.format(words[answering])
        shown = (_CELL.format(aligned[head], words[head]) for head in heads)
        body += _LINE.format(match["number"], marker(citation), Markup().join(shown))
    named = f"{citations[0].title}, {sheet}" if sheet else citations[0].title
    return _TABLE.format(
        plain(named), _("Row"), Markup().join(_HEAD.format(aligned[head], label(head)) for head in heads), body
    )


def cells_of_rows(words: str, places: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Where in `words` the cells of these lines stand, below the headings of the first; none where they aren't such rows.

    The first cell is what the row is called. One that is empty stands nowhere.
    """
    rows = [ROW.match(words, *place) for place in places]
    first = rows[0]
    if first is None or any(row is None or row["sheet"] != first["sheet"] for row in rows):
        return []
    heads = words[first.end() : places[0][1]].split("; ")
    below = [_below(words, row.end(), end, heads) for row, (_start, end) in zip(rows[1:], places[1:], strict=True) if row]
    if sum(map(bool, below)) <= len(below) / 2:
        return []
    at = first.end()
    above = [(at := at + (2 if cell else 0), at := at + len(head)) for cell, head in enumerate(heads)]
    return [
        [(start, row.end() - len(_ENDS)), *(cells or [(row.end(), end)])]  # a note has but one cell
        for row, (start, end), cells in zip(rows, places, [above, *below], strict=True)
        if row
    ]


def _below(words: str, at: int, end: int, heads: Sequence[str]) -> list[tuple[int, int]]:
    """The cells of a row, each below its heading; none where it names no heading."""
    begins: list[tuple[int, int] | None] = []
    for head in heads:
        mark = f"{head}: " if not any(begins) and words.startswith(f"{head}: ", at) else f"; {head}: "
        place = words.find(mark, at, end)
        begins.append((place, place + len(mark)) if place >= 0 else None)
        at = place + len(mark) if place >= 0 else at
    if not any(begins):
        return []
    cells, last = [], end
    for begin in reversed(begins):
        cells.append((begin[1], last) if begin else (end, end))
        last = begin[0] if begin else last
    return cells[::-1]


def _cells(body: str) -> dict[str, str]:
    """By heading, in the row's order; what stands before the first heading is under ""."""
    cells: dict[str, str] = {}
    last = ""
    for part in body.split("; "):
        head, named, value = part.partition(": ")
        if named and head not in cells:
            last, cells[head] = head, value
        else:  # a semicolon inside a cell
            cells[last] = f"{cells[last]}; {part}" if last in cells else part
    return cells


def _in_order(rows: Sequence[Sequence[str]]) -> list[str]:
    """All headings, each after those that it follows in some row: an empty cell's heading isn't in its row."""
    heads: list[str] = []
    for row in sorted(rows, key=len, reverse=True):
        at = 0
        for head in row:
            if head in heads:
                at = heads.index(head) + 1
            else:
                heads.insert(at, head)
                at += 1
    return heads
