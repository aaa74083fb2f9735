"""Lists of an answer in the looks that suit them: a drawn timeline, a table of counts, a comparison side by side.

Each takes the items of a list with their quotations as HTML. Rows of tables are a table again: those that an answer cites, the
cells that answer marked, and those of a whole document.
"""

import re
from collections.abc import Callable, Sequence

from markupsafe import Markup

from qa.documents.formats.tables import PLACE, ROW
from qa.types import Citation, Item
from ui.rendering.templates import render

_FEWEST_SIDES, _MOST_SIDES = 2, 5
_CITED_ROW = re.compile(rf"{ROW.pattern}(?P<body>[^\n]*)")
_ENDS = " | "
_NUMBER = re.compile(r"[-+(]?[\d.,'’ ]*\d[\d.,'’ ]*%?\)?")


def look_of(reader: str, items: Sequence[Item]) -> str:
    """How `ui/templates/list.html` shows a list of these items; empty where it is a plain one."""
    if all(item.date for item in items):
        return "timeline"
    if all(item.quotations is not None for item in items):
        return "people"
    if all(item.documents is not None for item in items):
        return "groups"
    beside = reader in ("comparison", "extractive") and _FEWEST_SIDES <= len(items) <= _MOST_SIDES
    return "sides" if beside and all(item.name for item in items) else ""


def render_list(look: str, lines: Sequence[tuple[Item, Markup]]) -> Markup:
    """Events; groups with their numbers as bars; links to people; what two to five say, beside each other where there is room.

    The items come with their quotations as HTML.
    """
    return render("list", look=look, lines=lines, most=max(1, *(item.documents or 0 for item, _ in lines)))


def render_rows(citations: Sequence[Citation], marker: Callable[[Citation], Markup]) -> Markup | None:
    """The rows that are cited as one table; None where a citation quotes no row."""
    rows = [
        (citation, match, _cells(match["body"])) for citation in citations if (match := _CITED_ROW.fullmatch(citation.quote))
    ]
    if not rows or len(rows) < len(citations):
        return None
    heads = _in_order([list(cells) for _citation, _match, cells in rows])
    sheet = rows[0][0].cell.sheet if rows[0][0].cell else ""
    numbers = {head for head in heads if all(_NUMBER.fullmatch(cells.get(head) or "0") for _citation, _match, cells in rows)}
    told = [
        (match["number"], marker(citation), citation.cell.heading if citation.cell else None, cells)
        for citation, match, cells in rows
    ]
    named = f"{citations[0].title}, {sheet}" if sheet else citations[0].title
    return render("cells", named=named, heads=heads, numbers=numbers, rows=told)


def cells_of_rows(words: str, places: Sequence[tuple[int, int]]) -> list[list[tuple[int, int, int]]]:
    """Where in `words` the cells of these lines stand, below the headings of the first; none where they aren't such rows.

    Each is a start, an end, and where the words that are shown begin. The first cell is what the row is called; in a table
    of a text, whose rows aren't called anything, that stands unseen in the first column. One that is empty stands nowhere.
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
    table = []
    for row, (start, end), cells in zip(rows, places, [above, *below], strict=True):
        if row:
            (at, first_end), *others = cells or [(row.end(), end)]  # a note has but one cell
            unnamed = PLACE.match(words, start)
            begins = [(start, first_end, at)] if unnamed else [(start, row.end() - len(_ENDS), 0), (at, first_end, 0)]
            table.append([*begins, *((*cell, 0) for cell in others)])
    return table


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
