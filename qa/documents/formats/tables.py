"""The rows of a table → lines that each say where they stand, so that one row is one thing to find and to quote.

`Budget row 3 | Department: Finance; Spent: 1,200` names sheet, row and columns, so the quote alone
says what it means.
"""

import re
from collections.abc import Iterable, Iterator

MAX_CELLS = 500_000  # of a file; so many take openpyxl 7 s of computing
ROW = re.compile(r"(?:[^\n|]{1,60} r|R)ow \d{1,7} \| ")  # what a row's line begins with
_NUMBER = re.compile(r"[-+(]?[$€£¥]?\s?[-+]?\d[\d.,\s'’]*\s?(?:%|[$€£¥]|[A-Za-z]{1,3})?\)?")
_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[T ].*)?")
_TOO_LONG_FOR_A_HEADING = 80


def lines_of(rows: Iterable[tuple[int, list[str]]], sheet: str = "") -> Iterator[str]:
    """One line for each row that isn't empty. `rows` are (row number, cells as they are to be read).

    The first row that names its columns does so for the rows below it; another one does after an empty row.
    """
    place = f"{_one_line(sheet)[:60]} row" if sheet.strip() else "Row"
    place = place.replace("|", "/")
    columns: list[str] = []
    before = 0
    begun = False  # whether the columns of the table that stands here have been looked for
    for number, given in rows:
        cells = [_one_line(cell) for cell in given]
        filled = [cell for cell in cells if cell]
        if not filled:
            continue
        begun = begun and number == before + 1
        before = number
        if not begun and len(filled) > 1:
            begun = True
            if _names_columns(filled):
                columns = cells
                yield f"{place} {number} | {'; '.join(filled)}"
                continue
        named = (_named(columns[at] if at < len(columns) else "", cell) for at, cell in enumerate(cells) if cell)
        yield f"{place} {number} | {'; '.join(named)}"


def check_cells(count: int) -> None:
    if count > MAX_CELLS:
        raise ValueError(f"holds over {MAX_CELLS:,} cells; split it, or leave out the sheets that nobody asks about")


def _named(column: str, cell: str) -> str:
    return f"{column}: {cell}" if column and column != cell else cell


def _names_columns(filled: list[str]) -> bool:
    """Whether these are headings: words, each its own."""
    return len(set(filled)) == len(filled) and not any(
        len(cell) > _TOO_LONG_FOR_A_HEADING or _DATE.fullmatch(cell) or (_NUMBER.fullmatch(cell) and not _is_year(cell))
        for cell in filled
    )


def _is_year(cell: str) -> bool:
    """Years often head columns."""
    return re.fullmatch(r"(?:19|20)\d\d", cell) is not None


def _one_line(cell: str) -> str:
    return " ".join(cell.replace("|", "/").split())
