"""Rows of a spreadsheet that an answer cites, as a table again: its headings above, the cells that answer marked."""

import re
from collections.abc import Callable, Sequence

from markupsafe import Markup

from qa.documents.formats.tables import ROW
from qa.types import Citation
from ui.language import gettext as _
from ui.rendering.escaping import label, lines, plain

_ROW = re.compile(rf"{ROW.pattern}(?P<body>[^\n]*)")
_TABLE = Markup(
    '<div class="cells" tabindex="0" role="region" aria-label="{}"><table><thead><tr><th scope="col">{}</th>{}</tr></thead>'
    "<tbody>{}</tbody></table></div>"
)
_HEAD = Markup('<th scope="col" dir="auto">{}</th>')
_LINE = Markup('<tr><th scope="row">{}{}</th>{}</tr>')
_CELL = Markup('<td dir="auto">{}</td>')
_MARKED = Markup('<td dir="auto" class="answers"><mark>{}</mark></td>')


def render_rows(citations: Sequence[Citation], marker: Callable[[Citation], Markup]) -> Markup | None:
    """None where one of them quotes no row."""
    rows = [(citation, match, _cells(match["body"])) for citation in citations if (match := _ROW.fullmatch(citation.quote))]
    if not rows or len(rows) < len(citations):
        return None
    heads = _in_order([list(cells) for _citation, _match, cells in rows])
    sheet = rows[0][0].cell.sheet if rows[0][0].cell else ""
    body = Markup()
    for citation, match, cells in rows:
        answering = citation.cell.heading if citation.cell else None
        shown = (
            (_MARKED if head == answering and head in cells else _CELL).format(lines(cells.get(head, ""))) for head in heads
        )
        body += _LINE.format(match["number"], marker(citation), Markup().join(shown))
    named = f"{citations[0].title}, {sheet}" if sheet else citations[0].title
    return _TABLE.format(plain(named), _("Row"), Markup().join(_HEAD.format(label(head)) for head in heads), body)


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
