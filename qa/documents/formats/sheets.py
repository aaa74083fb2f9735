"""Spreadsheets (XLSX by openpyxl, formulas as the values that were saved with them, else as they are; CSV, TSV) → their rows.
Runs in the helper process."""

import csv
import io
import re
import warnings
from collections.abc import Iterator
from html import unescape
from typing import Any

from qa.documents.formats.archives import ZIP, Archive
from qa.documents.formats.office import comments_in, declared_in, paragraphs_in, related, shown
from qa.documents.formats.registry import Extract, reads
from qa.documents.formats.tables import check_cells, lines_of

_MAX_ROWS = 1_048_576  # of a sheet, in Excel
_MERGED = re.compile(rb'mergeCell ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
# A cell whose formula no program has worked out, as in a file that a script wrote.
_FORMULA = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*><f(?: [^>]*)?>([^<]+)</f>(?:<v\s*/>|<v></v>)?</c>')
_DRAWN = re.compile(r"xl/(?:drawings/drawing|charts/chart|diagrams/data)\d+\.xml")
_SAMPLE = 100  # lines that the delimiter is told from
_DELIMITERS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"sep=([,;\t|])\r?\n")
_MAX_CELL = 1_000_000  # characters
_QUOTED = re.compile(r'(?<![^\s,;|])"(?:[^"]|"")*"')  # a cell in quotes, not an inch: 5"
_LAST_ROW = "\0last"  # a row below all others; text has no NUL


@reads(
    ".xlsx",
    ".xlsm",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.ms-excel.sheet.macroenabled.12",
    starts=ZIP,
)
def read_workbook(raw: bytes, _url: str | None) -> Extract:
    """ValueError where it is damaged, is no workbook, is too large, or holds nothing."""
    from openpyxl import load_workbook

    archive = Archive(raw)
    archive.check_size()
    if not any(name.startswith("xl/") for name in archive.names):
        raise ValueError("is no XLSX workbook; save it as .xlsx")
    archive.refuse_entities()
    counted = 0
    lines: list[str] = []
    with warnings.catch_warnings():  # of dates out of range, and of what isn't read anyway
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        except OSError as exc:  # openpyxl's word for a package that names no workbook
            raise ValueError("is no XLSX workbook; save it as .xlsx") from exc
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a sheet declares of its size may be anything
            rows = []
            for number, row in _rows(sheet):
                counted += len(row)
                check_cells(counted)
                rows.append((number, row))
            written = archive.read(sheet._worksheet_path.lstrip("/"))  # openpyxl tells neither of these, read row by row
            lines += lines_of(rows, sheet.title, _from_above(rows, _merged(written)) | _formulas(written))
            # openpyxl tells no comments of sheets that it reads row by row, but where such a sheet is.
            for name in related(archive, sheet._worksheet_path.lstrip("/"), "comments"):
                lines += (f"{sheet.title} {cell} | {words}" for cell, words in comments_in(archive, name))
    # The words of text boxes, shapes and diagrams, and of charts their titles: what a chart shows stands in cells.
    for name in filter(_DRAWN.fullmatch, archive.names):
        lines += paragraphs_in(archive, name)
    if not lines:
        raise ValueError("holds no values, perhaps only charts or pictures; save its text as .txt")
    title, author, created = declared_in(archive)
    return Extract("\n\n".join(lines), title, author, created=created, named_by_file=True)


def _merged(sheet: bytes) -> dict[tuple[int, int], int]:
    """Merged cells of a sheet's XML: row and place of the first → row of the last."""
    return {_place(column, first): int(last) for column, first, last in _MERGED.findall(sheet)}


def _formulas(sheet: bytes) -> dict[tuple[int, int], str]:
    """Formulas of a sheet's XML that were saved without a value, by row and place: better shown than cells that seem empty."""
    found = _FORMULA.findall(sheet)
    return {_place(column, row): f"={unescape(formula.decode(errors='replace'))}" for column, row, formula in found}


def _place(column: bytes, row: bytes) -> tuple[int, int]:
    """ "B" and "7" → row 7, place 1."""
    from openpyxl.utils import column_index_from_string

    return int(row), column_index_from_string(column.decode()) - 1


def _from_above(rows: list[tuple[int, list[str]]], merged: dict[tuple[int, int], int]) -> dict[tuple[int, int], str]:
    """What stands in cells that are empty because they are merged with one above them, by row and place."""
    found: dict[tuple[int, int], str] = {}
    reach: dict[int, tuple[int, str]] = {}
    for number, row in rows if merged else ():
        for at, cell in enumerate(row):
            if (number, at) in merged:
                reach[at] = merged[number, at], cell
        reach = {at: told for at, told in reach.items() if number <= told[0]}
        found |= {(number, at): words for at, (_, words) in reach.items() if at >= len(row) or not row[at]}
        check_cells(len(found))
    return found


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """The number of each row that has cells, and the cells as they are shown."""
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > _MAX_ROWS:
            raise ValueError(f"has a row beyond the {_MAX_ROWS:,} that a sheet may have; save it again")
        if row:
            yield number, ["" if cell.value is None else shown(cell.value, cell.number_format) for cell in row]


@reads(".csv", ".tsv", "text/csv", "text/tab-separated-values", given="text")
def read_rows(raw: bytes, _url: str | None) -> Extract:
    """`raw` is UTF-8. ValueError where it has too many cells, a quote that doesn't end, or a cell that is too long."""
    text = raw.decode().removeprefix("\ufeff")
    told = _SEPARATOR_LINE.match(text)  # Excel writes and reads it, and shows it to nobody
    text = text[told.end() :] if told else text
    csv.field_size_limit(_MAX_CELL)
    rows: list[tuple[int, list[str]]] = []
    counted = 0
    try:
        # A row's number is that of its record, which is what a spreadsheet shows: a quoted cell may go over several lines.
        ended = text if text.endswith(("\n", "\r")) else f"{text}\n"
        read = csv.reader(
            io.StringIO(f"{ended}{_LAST_ROW}\n", newline=""),
            delimiter=told[1] if told else _delimiter(text),
            skipinitialspace=True,
        )
        for number, row in enumerate(read, start=1):
            counted += len(row)
            check_cells(counted)
            rows.append((number, row))
    except csv.Error as exc:
        raise ValueError(f"is no readable CSV ({exc}); save it again") from exc
    number, last = rows.pop()
    if last != [_LAST_ROW]:
        raise ValueError(f"has a quote in row {number} that doesn't end; put one behind that cell, or take it out")
    lines = list(lines_of(rows))
    if not lines:
        raise ValueError("holds no values; put some in it or leave it out")
    return Extract("\n\n".join(lines), named_by_file=True)


def _delimiter(text: str) -> str:
    """The one that cuts the first lines alike, into the most cells; what stands in quotes parts none."""
    sample = "\n".join(text.split("\n", _SAMPLE)[:_SAMPLE])
    lines = [line for line in _QUOTED.sub("", sample).split("\n") if line.strip()]

    def fit(delimiter: str) -> tuple[float, int]:
        counts = [line.count(delimiter) for line in lines]
        usual = max(set(counts), key=counts.count) if counts else 0
        return (counts.count(usual) / len(counts) if usual else 0.0), usual

    return max(_DELIMITERS, key=fit)
