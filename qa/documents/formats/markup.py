"""Markup → its element tree → its blocks: paragraphs, headings, items of lists and rows of tables, each with what it is.

All of it is the text, without page furniture: a book's chapter, a converted text document. Trafilatura looks for the article in
a page and leaves the rest. Runs in the helper process.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from qa.documents.formats.archives import kind_of
from qa.documents.formats.numbering import KINDS as NUMERALS
from qa.documents.formats.numbering import numeral, whole
from qa.documents.formats.tables import table_lines
from qa.documents.layout import KINDS, Mark

_RAISED = re.compile(r"[-−+]?\d{1,4}")
_SIGNS = {"mfrac": "/", "msup": "^", "msub": "_"}
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_LITTLE = 0.2  # of a page's letters
_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3
    h4 h5 h6 header hr html li main ol option p pre section summary table tbody tfoot thead tr ul
    """.split()
)
_LEFT_OUT = frozenset("head script style template noscript svg annotation annotation-xml object iframe nav".split())
_CELLS = frozenset({"td", "th"})
Block = tuple[str, str]
# Column → in how many more rows the cell above stands that is merged over them, and its words.
_Reach = dict[int, tuple[int, str]]
_BETWEEN, _MOST_SPANNED = " | ", 200


def parse_html(raw: bytes) -> Any:
    """The root element of UTF-8 markup, however broken; an empty one where there is none."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(raw, parser=parser)
    except etree.ParserError:  # empty
        return html.Element("html")
    _leave_out_hidden(root)
    write_raised(root)
    _write_formulas(root)
    return root


def _write_formulas(root: Any) -> None:
    """Write formulas on one line, as those of a Word file: a/b, x^2, not ab and x2."""
    for formula in root.iter(*_SIGNS):
        if len(formula) == 2:
            words = ["".join(part.itertext()).strip() for part in formula]
            bare = [len(each) < 2 or each.isalnum() for each in words]
            formula.text = "" if bare[0] else "("
            formula[0].tail = f"{'' if bare[0] else ')'}{_SIGNS[formula.tag]}{'' if bare[1] else '('}"
            formula[1].tail = "" if bare[1] else ")"


def _leave_out_hidden(root: Any) -> None:
    """Leave out what no reader sees, such as the preview of a newsletter, where it is little.

    What has an id, as a note in a book that opens above its text, is shown later; and much of a page is, by a script.
    """
    hidden, within = [], set[Any]()
    for element in root.iter():
        if element not in within and (element.get("hidden") is not None or _HIDDEN.search(element.get("style", ""))):
            within.update(element.iter())
            hidden.append(element)
    hidden = [each for each in hidden if each is not root and not any(part.get("id") for part in each.iter())]
    if sum(len(each.text_content()) for each in hidden) < _LITTLE * len(root.text_content()):
        for each in hidden:
            each.drop_tree()


def write_raised(root: Any) -> None:
    """Write raised numbers as they read on a line: 10^5, and [1] for a note, which would be 105 and part of the word before."""
    for link in root.xpath("//a[@*[contains(., 'noteref')]]"):  # of a book, whose style may raise it
        if _RAISED.fullmatch(words := "".join(link.itertext()).strip()):
            link[:] = []
            link.text = f"[{words}]"
    for raised in list(root.iter("sup")):
        words, before = "".join(raised.itertext()).strip(), raised.getprevious()
        if raised.getparent() is None or not _RAISED.fullmatch(words):
            continue
        left = (raised.getparent().text if before is None else before.tail) or ""
        if raised.getparent().tag == "a" or next(raised.iter("a"), None) is not None:
            raised[:] = []
            raised.text = f"[{words}]"
        elif left[-1:].isdigit():
            raised.text = f"^{raised.text or ''}"


def text_of(blocks: Sequence[Block]) -> str:
    """Every block on its own with an empty line between."""
    return "\n\n".join(words for _kind, words in blocks)


def marks_of(blocks: Sequence[Block]) -> tuple[Mark, ...]:
    """The headings and captions among them, where the text begins with `text_of` them."""
    found, number = [], 0
    for kind, words in blocks:
        if kind:
            found.append((kind, number, words))
        number += sum(1 for line in words.split("\n") if line.strip())
    return tuple(found)


def blocks_of(root: Any) -> list[Block]:
    """What each block is, as `qa.documents.layout` names it, or "", and its words; an item of a numbered list has its number.

    A table's row is one: as `qa.documents.formats.tables` writes it where the table has headings, else `cell | cell`.
    """
    return _Walk(root).blocks


@dataclass(slots=True)
class _Table:
    """A table that is open. Of each row: the place of its block, its cells, and whether all of them are headings."""

    rows: list[tuple[int, list[str], bool]] = field(default_factory=list)
    reach: _Reach = field(default_factory=dict)


class _Walk:
    """One way through a tree, first word to last. Not recursive: hostile markup nests deeper than Python's stack."""

    def __init__(self, root: Any) -> None:
        from lxml import etree

        self.blocks: list[Block] = []
        self._words: list[str] = []  # of the block that is open
        self._headings: list[str] = []  # the headings and captions that are open
        self._tables: list[_Table] = []
        self._numbered = 0  # the tables whose rows were written as those of a table with headings
        self._cells: list[tuple[int, Any]] = []  # of this row: where each begins among the words, and its element
        self._row = 0  # the cells that are open, one within the other
        self._preformatted = 0
        self._counts: dict[Any, int] = {}  # of each numbered list, the number of the item before
        self._ahead: list[str] = []  # numbers of items of which no word has come yet
        self._framed: dict[Any, bool] = {}  # of the parts of tables, whether each row is one cell
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            name = kind_of(element).lower()
            if event == "start" and name in _LEFT_OUT:
                walk.skip_subtree()
            elif event == "start":
                self._open(name, element)
                self._words.append(element.text or "")
            else:
                if name and name not in _LEFT_OUT:
                    self._close(name, element)
                self._words.append("" if element is root else element.tail or "")
        self._end_block()

    def _open(self, name: str, element: Any) -> None:
        if name == "br":
            self._words.append("\n" if self._preformatted else " ")
        elif name in _CELLS and not self._lays_out(element):
            self._words.append(_BETWEEN if "".join(self._words).strip() else "")
            if not self._row:
                self._cells.append((len(self._words), element))
            self._row += 1
        elif name in _BLOCKS or name in _CELLS:
            self._part()
            self._headings += filter(None, [_kind(name, element)])
            self._preformatted += name == "pre"
            if name == "table" and not self._row:
                self._tables.append(_Table())
            if name == "li" and (number := _number(element, self._counts)):
                (self._words if self._row else self._ahead).append(number)

    def _close(self, name: str, element: Any) -> None:
        if name in _CELLS and not self._lays_out(element):
            self._row -= 1
        elif name in _BLOCKS or name in _CELLS:
            self._part()
            if _kind(name, element):
                self._headings.pop()
            if name == "li":
                self._ahead.clear()
            self._preformatted -= name == "pre"
            if name == "table" and not self._row:
                self._end_table()

    def _part(self) -> None:
        """Part what came from what comes. A paragraph in a cell doesn't end the row."""
        if self._row:
            self._words.append(" ")
        else:
            self._end_block()

    def _lays_out(self, cell: Any) -> bool:
        """Whether its table is a frame around paragraphs: a box in a text document, the page of a newsletter."""
        within = cell.getparent().getparent() if cell.getparent() is not None else None
        if within is not None and within not in self._framed:
            self._framed[within] = all(sum(each.tag in _CELLS for each in line) == 1 for line in within.iterchildren("tr"))
        return within is not None and self._framed[within]

    def _end_block(self) -> None:
        words, cells = self._words, self._cells
        block = "".join(words).strip("\n") if self._preformatted else " ".join("".join(words).split())
        block = block.strip(" |")
        if block and cells and self._tables:
            ends = [at for at, _cell in cells[1:]] + [len(words)]
            row = [("".join(words[at:end]).removesuffix(_BETWEEN), cell) for (at, cell), end in zip(cells, ends, strict=True)]
            table = self._tables[-1]
            table.rows.append((len(self.blocks), _spread(row, table.reach), all(cell.tag == "th" for _at, cell in cells)))
        words.clear()
        cells.clear()
        if block:
            self.blocks.append((self._headings[-1] if self._headings else "", "".join(self._ahead) + block))
            self._ahead.clear()

    def _end_table(self) -> None:
        rows = self._tables.pop().rows
        lines = table_lines([row for _at, row, _headed in rows], self._numbered + 1, headed=bool(rows) and rows[0][2])
        self._numbered += bool(lines)
        for (at, _row, _headed), line in zip(rows, lines, strict=bool(lines)):
            self.blocks[at] = "", line


def _spread(row: Sequence[tuple[str, Any]], reach: _Reach) -> list[str]:
    """A row's cells, column by column: one that is merged over rows stands in each, one that is over columns in its first."""
    spread: list[str] = []

    def from_above() -> None:
        while (above := reach.pop(len(spread), None)) is not None:
            if above[0] > 1:
                reach[len(spread)] = above[0] - 1, above[1]
            spread.append(above[1])

    for words, cell in row:
        from_above()
        rows, columns = (min(whole(cell.get(name, ""), 1), _MOST_SPANNED) for name in ("rowspan", "colspan"))
        for told in (words, *[""] * (columns - 1)):
            if rows > 1:
                reach[len(spread)] = rows - 1, told
            spread.append(told)
    from_above()
    return spread


def _number(item: Any, counts: dict[Any, int]) -> str:
    within = item.getparent()
    if within is None or within.tag != "ol" or "none" in within.get("style", ""):
        return ""
    start, own = within.get("start", ""), item.get("value", "")
    before = counts.get(within, whole(start, 1) - 1)
    counts[within] = whole(own, before + 1)
    return f"{numeral(counts[within], NUMERALS.get(within.get('type', ''), 'decimal'))}. "


def _kind(name: str, element: Any) -> str:
    if name in KINDS:  # a heading; a table's caption
        return name
    return "caption" if name == "figcaption" or element.get("class") == "caption" else ""
