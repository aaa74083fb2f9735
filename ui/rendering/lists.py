"""Lists of an answer in the looks that suit them: a drawn timeline, a table of counts, a comparison side by side.

Each takes the items of a list with their quotations as HTML. Rows of tables are a table again: those that an answer cites, the
cells that answer marked, and those of a whole document.
"""

import re
from collections.abc import Callable, Sequence

from markupsafe import Markup

from qa.documents.formats.tables import ROW
from qa.types import Citation, Item
from qa.types.draft import times_of
from ui.language import day as long_date
from ui.language import gettext as _
from ui.language import month
from ui.rendering.escaping import label, lines, plain
from ui.rendering.links import person_address

Lines = Sequence[tuple[Item, Markup]]

_ISO_DAY = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")
_FEWEST_SIDES, _MOST_SIDES = 2, 5

_TIMELINE = Markup('<ol class="timeline">{}</ol>')
_EVENT = Markup('<li dir="auto"><time datetime="{}">{}</time>{}<p>{}</p></li>')
_WORKED_OUT = Markup(' <span class="worked-out">{}</span>')
_GROUPS = Markup('<table class="groups"><tbody>{}</tbody></table>')
_ROW = Markup(
    '<tr><th scope="row" dir="auto">{}</th><td class="amount">{}</td>'
    '<td class="measure" aria-hidden="true"><span style="inline-size: {}%"></span></td></tr>'
)
_PEOPLE = Markup('<li dir="auto"><a class="person" href="{}" target="_blank">{}</a> <span class="times">{}</span>{}</li>')
_SIDES = Markup('<div class="sides">{}</div>')
_ONE_SIDE = Markup('<section dir="auto"><h4>{}{}</h4><p>{}</p></section>')
_ABOUT = Markup(' <span class="from">{}</span>')


def looks_of(reader: str, items: Sequence[Item]) -> Callable[[Lines], Markup] | None:
    """What draws a list of these items; None where it is a plain one."""
    if all(item.date for item in items):
        return _timeline
    if all(item.quotations is not None for item in items):
        return _people
    if all(item.documents is not None for item in items):
        return _groups
    beside = reader in ("comparison", "extractive") and _FEWEST_SIDES <= len(items) <= _MOST_SIDES
    return _sides if beside and all(item.name for item in items) else None


def _timeline(lines: Lines) -> Markup:
    """Each item an event, with its date in words."""
    return _TIMELINE.format(Markup().join(event(item.date, item.worked_out_from, said) for item, said in lines))


def event(day: str, told: str, words: Markup) -> Markup:
    """`told` is how the text gives a date that was worked out from its own."""
    return _EVENT.format(plain(day), label(in_words(day)), _WORKED_OUT.format(label(dated(told))) if told else "", words)


def _groups(lines: Lines) -> Markup:
    """A table: each group a row, with its number as a bar."""
    most = max(1, *(item.documents or 0 for item, _ in lines))
    rows = (
        _ROW.format(label(in_words(item.name)), f"{item.documents:,}", round(100 * (item.documents or 0) / most))
        for item, _ in lines
    )
    return _GROUPS.format(Markup().join(rows))


def _people(lines: Lines) -> Markup:
    """Each name a link to its page."""
    return Markup("<ul>{}</ul>").format(Markup().join(_person(item, last) for item, last in lines))


def _sides(lines: Lines) -> Markup:
    """A comparison: what two to five say, beside each other where there is room."""
    shown = (
        _ONE_SIDE.format(label(item.name), _ABOUT.format(label(dated(item.about))) if item.about else "", said)
        for item, said in lines
    )
    return _SIDES.format(Markup().join(shown))


def in_words(day: str) -> str:
    """ "28 September 2022", "August 2022", "1992"; what is no date stays as it is."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return long_date(day)
    if re.fullmatch(r"\d{4}-\d\d", day):
        return month(day)
    return day


def dated(words: str) -> str:
    """These words with each ISO date written as the app writes dates."""
    return _ISO_DAY.sub(lambda found: long_date(found[0]), words)


def _person(item: Item, last: Markup) -> Markup:
    times = f"{f'({item.about}): ' if item.about else ''}{times_of(item)}{'; last:' if last else ''}"
    shown = Markup('<p class="last">{}</p>').format(last) if last else last
    return _PEOPLE.format(plain(person_address(item.name)), label(item.name), label(times), shown)


_CITED_ROW = re.compile(rf"{ROW.pattern}(?P<body>[^\n]*)")
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
    rows = [
        (citation, match, _cells(match["body"])) for citation in citations if (match := _CITED_ROW.fullmatch(citation.quote))
    ]
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
