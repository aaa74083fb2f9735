"""The rows of a table → lines that each say where they stand, so that one row is one thing to find and to quote.

`Budget row 3 | Department: Finance; Spent: 1,200` names sheet, row and columns, so the quote alone
says what it means. In a line of headings `–` stands for a column without one. Tables in the text of other documents are
called `Table 1`, `Table 2` … where they have headings; else their rows stay `cell | cell`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from qa.types.text import on_one_line

MAX_CELLS = 500_000  # of a file; so many take openpyxl 7 s of computing
ROW = re.compile(r"(?:(?P<sheet>[^\n|]{1,60}) row|Row) (?P<number>\d{1,7}) \| ")  # what a row's line begins with
# What begins the row of a table in a text: nobody wrote it, so people read the row without it.
PLACE = re.compile(r"(?<!\S)Table \d{1,4} row \d{1,7} \| ")
NO_HEADING = "–"
_NUMBER = re.compile(r"[-+(]?[$€£¥]?\s?[-+]?\d[\d.,\s'’]*\s?(?:%|[$€£¥]|[A-Za-z]{1,3})?\)?")
_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[T ].*)?")
_LETTERED = re.compile(r"\d+[A-Za-z]{1,3}")
_TOO_LONG_FOR_A_HEADING = 120
_MOSTLY_WORDS = 0.75  # of the cells of a line of headings
# A line under a table, in the first cell of its row alone: longer than what a row is called by.
_NOTE_WORDS = 8
# Where a text marks no headings, a table has some if it has so many columns and rows, and all heads are shorter than so many
# characters; others may be forms, or layout.
_COLUMNS, _ROWS, _SHORT = 3, 3, 40
_RULE = re.compile(r"[ \t]*(?:\|[ \t]*)?(?::?-{2,}:?[ \t]*\|[ \t]*)+(?::?-{2,}:?[ \t]*)?")
_BAR = re.compile(r"(?<!\\)\|")
_NOTE = re.compile(r"(?:notes?|sources?)\b\W|[*†¹]", re.IGNORECASE)


def is_row(line: str) -> bool:
    """Whether `lines_of` made this line of a table's row."""
    return ROW.match(line) is not None


def lines_of(
    rows: Iterable[tuple[int, list[str]]], sheet: str = "", above: Mapping[tuple[int, int], str] = {}
) -> Iterator[str]:
    """One line for each row that isn't empty. `rows` are (row number, cells as they are to be read); `above` is what stands,
    by row and place, in cells that are merged with one above: it is told in each row, and names no columns.

    The first row that names its columns does so for the rows below it; another one does after an empty row, unless it may be
    one more row of the same columns. Where its cells are merged over columns that the next row names, both do together:
    `Mayor` over `Brandt` makes `Mayor Brandt`.
    """
    place = f"{_one_line(sheet)[:60]} row" if sheet.strip() else "Row"
    place = place.replace("|", "/")
    columns: list[str] = []
    before = 0
    begun = False  # whether the columns of the table that stands here have been looked for
    open_for_more = False  # whether the row above may be the upper one of two that name the columns
    table = [(number, [_one_line(cell) for cell in given]) for number, given in rows]
    for (number, cells), (_, below) in zip_longest(table, table[1:], fillvalue=(0, [])):
        filled = [cell for cell in cells if cell]
        if not filled:
            continue
        begun = begun and number == before + 1
        before = number
        if begun and open_for_more and (both := _under(columns, cells)):
            columns, open_for_more = both, False
            yield f"{place} {number} | {_headings(columns)}"
            continue
        open_for_more = False
        if not begun and len(filled) > 1:
            begun = True
            if _names_columns(filled) and not _goes_on(columns, cells, below):
                columns, open_for_more = cells, True
                yield f"{place} {number} | {_headings(cells)}"
                continue
        if _is_note(cells, columns):
            yield f"{place} {number} | {filled[0]}"
            continue
        cells += [""] * (len(columns) - len(cells))
        cells = [cell or _one_line(above.get((number, at), "")) for at, cell in enumerate(cells)]
        heads = zip_longest(columns, cells, fillvalue="")
        named = (f"{head}: {cell}" if head and head != cell else cell for head, cell in heads if cell)
        yield f"{place} {number} | {'; '.join(named)}"


def table_lines(rows: Sequence[Sequence[str]], number: int, *, headed: bool) -> list[str]:
    """The lines of a text's `number`-th table, one for each row; none where it isn't sure that the first row names its columns.

    `headed`: the format says that it does.
    """
    width = len(rows[0]) if rows else 0
    if width < 2 or len(rows) < 2 or any(len(row) != width for row in rows):
        return []
    heads = [_one_line(cell) for cell in rows[0]]
    filled = [head for head in heads if head]
    if not headed and (
        width < _COLUMNS or len(rows) < _ROWS or len(filled) < width - 1 or max(map(len, filled), default=_SHORT) >= _SHORT
    ):
        return []
    if len(filled) < 2 or not _names_columns(filled) or not all(any(map(str.strip, row)) for row in rows):
        return []
    return list(lines_of([(place, list(row)) for place, row in enumerate(rows, start=1)], f"Table {number}"))


def without_pipes(text: str) -> str:
    """The same text, its tables in Markdown (`| a | b |` over `|---|---|`) as `table_lines` has them."""
    lines = text.split("\n")
    told: list[str] = []
    number = at = 0
    while at < len(lines):
        last = at + 1
        if _begins_table(lines, at):
            last += 1
            while last < len(lines) and "|" in lines[last] and not _begins_table(lines, last):
                last += 1
            rows = [_piped(line) for line in (lines[at], *lines[at + 2 : last])]
            table = table_lines([[*row, *[""] * (len(rows[0]) - len(row))] for row in rows], number + 1, headed=True)
            number += bool(table)
            told += table or lines[at:last]
        else:
            told.append(lines[at])
        at = last
    return "\n".join(told)


def _begins_table(lines: Sequence[str], at: int) -> bool:
    return "|" in lines[at] and at + 1 < len(lines) and _RULE.fullmatch(lines[at + 1]) is not None


def _piped(line: str) -> list[str]:
    bare = line.strip().removeprefix("|")
    cells = _BAR.split(bare.removesuffix("|") if not bare.endswith("\\|") else bare)
    return [cell.replace("\\|", "/").strip() for cell in cells]


def check_cells(count: int) -> None:
    if count > MAX_CELLS:
        raise ValueError(f"holds over {MAX_CELLS:,} cells; split it, or leave out the sheets that nobody asks about")


def _headings(cells: Sequence[str]) -> str:
    last = max(at for at, cell in enumerate(cells) if cell)
    return "; ".join(cell or NO_HEADING for cell in cells[: last + 1])


def _under(above: Sequence[str], cells: Sequence[str]) -> list[str]:
    """The columns' names by two rows, the upper with merged cells; empty where these aren't two such rows."""
    width = max(len(above), len(cells))
    upper, lower = ([*row, *[""] * (width - len(row))] for row in (above, cells))
    gaps = [at for at in range(width) if not upper[at] and lower[at]]
    if not gaps or not upper[0] or lower[0] or not all(_is_heading(cell) for cell in lower if cell):
        return []
    names, over = [], ""
    for top, bottom in zip(upper, lower, strict=True):
        over = top or (over if bottom else "")
        names.append(" ".join(filter(None, (over, bottom))))
    return names if len(set(names)) == len(names) else []


def _goes_on(columns: Sequence[str], cells: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row below an empty one may be more of the same: it fills the same columns, and so with words does the next."""
    if [bool(cell) for cell in cells] != [bool(head) for head in columns] or list(cells) == list(columns):
        return False
    return all(_is_heading(under) for cell, under in zip(cells, below, strict=False) if cell and under)


def _is_note(cells: Sequence[str], columns: Sequence[str]) -> bool:
    first, *others = cells
    alone = bool(first) and not any(others) and sum(map(bool, columns)) > 1
    return alone and (len(first.split()) >= _NOTE_WORDS or _NOTE.match(first) is not None)


def _names_columns(filled: list[str]) -> bool:
    """Whether these are headings: words, each its own; among many words also "1st" and "180s"."""
    words = sum(map(_is_heading, filled))
    lettered = sum(_LETTERED.fullmatch(cell) is not None for cell in filled if not _is_heading(cell))
    return len(set(filled)) == len(filled) == words + lettered and words >= _MOSTLY_WORDS * len(filled)


def _is_heading(cell: str) -> bool:
    """Years often head columns."""
    number = _NUMBER.fullmatch(cell) is not None and re.fullmatch(r"(?:19|20)\d\d", cell) is None
    return len(cell) <= _TOO_LONG_FOR_A_HEADING and not number and _DATE.fullmatch(cell) is None


def _one_line(cell: str) -> str:
    return on_one_line(cell.replace("|", "/"))
