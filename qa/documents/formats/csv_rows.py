"""CSV and TSV → their rows. Runs in the helper process."""

import csv
import io
import re

from qa.documents.formats.registry import Extract, reads
from qa.documents.formats.tables import check_cells, lines_of

_SAMPLE = 100  # lines that the delimiter is told from
_DELIMITERS = ",;\t|"
_TOLD = re.compile(r"sep=([,;\t|])\r?\n")
_MAX_CELL = 1_000_000  # characters


@reads(".csv", ".tsv", "text/csv", "text/tab-separated-values", given="text")
def read(raw: bytes, _url: str | None) -> Extract:
    """`raw` is UTF-8. ValueError where it has too many cells, or quotes that don't end."""
    text = raw.decode().removeprefix("\ufeff")
    told = _TOLD.match(text)  # Excel writes and reads it, and shows it to nobody
    text = text[told.end() :] if told else text
    csv.field_size_limit(_MAX_CELL)
    rows: list[tuple[int, list[str]]] = []
    counted = 0
    try:
        # A row's number is that of its record, which is what a spreadsheet shows: a quoted cell may go over several lines.
        for number, row in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=told[1] if told else _delimiter(text)), start=1
        ):
            counted += len(row)
            check_cells(counted)
            rows.append((number, row))
    except csv.Error as exc:
        raise ValueError(f"is no readable CSV ({exc}); save it again") from exc
    lines = list(lines_of(rows))
    if not lines:
        raise ValueError("holds no values; put some in it or leave it out")
    return Extract("\n\n".join(lines), named_by_file=True)


def _delimiter(text: str) -> str:
    """The one that cuts the first lines alike, into the most cells."""
    lines = [line for line in text.split("\n", _SAMPLE)[:_SAMPLE] if line.strip()]

    def fit(delimiter: str) -> tuple[float, int]:
        counts = [line.count(delimiter) for line in lines]
        usual = max(set(counts), key=counts.count) if counts else 0
        return (counts.count(usual) / len(counts) if usual else 0.0), usual

    return max(_DELIMITERS, key=fit)
