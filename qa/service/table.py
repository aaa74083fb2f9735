"""An answer, statements, a person as a table: a row for each line of a list and each quotation, as CSV without formulas."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from qa.pipeline.refusals import hedge
from qa.service.export import shown_source
from qa.types import Answer, Citation, Item
from qa.types.draft import bold, plain
from qa.types.text import printable

# The readers whose answers are tables or lists; what others answer has a row a quotation all the same.
TABLES = frozenset({"counts", "timeline", "comparison", "people", "statements", "tables"})
# In this order; those that are empty in all rows are left out. Offsets are into the stored text.
COLUMNS = (
    "section",
    "group",
    "item",
    "date",
    "worked_out_from",
    "documents",
    "quotations",
    "speaker",
    "role",
    "kind",
    "quote",
    "title",
    "published",
    "source",
    "page",
    "cell",
    "start",
    "end",
    "also_in",
    "document_id",
)
_OF_ITEMS = ("section", "group", "item", "date", "worked_out_from", "documents", "quotations")
Row = dict[str, str | int]
# What begins a formula, in ASCII or full width, where a cell begins. A spreadsheet that splits at semicolons sees more cells.
_FORMULA = re.compile(r"(?:^|(?<=[;|]))(?=\s*[=+\-@＝＋－＠])")


def answer_to_csv(answer: Answer) -> str:
    """The answer's rows under a line of column names (RFC 4180)."""
    return rows_to_csv(answer_rows(answer))


def rows_to_csv(rows: Sequence[Row]) -> str:
    """These rows, with the columns that any of them fills."""
    columns = [column for column in COLUMNS if any(row.get(column, "") != "" for row in rows)] or ["quote"]
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    writer.writerows([_harmless(row.get(column, "")) for column in columns] for row in rows)
    return written.getvalue()


def answer_rows(answer: Answer) -> list[Row]:
    """Its lines and quotations in order, by the names of COLUMNS; of an abstention, the closest passages."""
    if answer.status == "abstained":
        return [{"section": "Closest passages", **cited_row(citation)} for citation in answer.closest]
    above = hedge(answer.text).removesuffix(":")
    cited: dict[int, Row] = {each.marker: {"section": above, **cited_row(each)} for each in answer.citations}
    return [_row(item, answer, cited) for item in answer.items] or list(cited.values())


def _row(item: Item, answer: Answer, cited: Mapping[int, Row]) -> Row:
    """What a line tells; its document has columns of its own."""
    row = {**next((cited[marker] for marker in item.markers), {})}
    if item.name and item.name == plain(str(row.get("title", ""))):
        words = item.note
    elif item.name:
        words = ", ".join(filter(None, (bold(item.name, item.about, ""), item.note)))
    else:
        words = "" if row else plain(item.of(answer.text))
    told = {"item": words, **item.to_json()}
    if answer.reader != "comparison":  # what is alike
        told.pop("group", None)
    return row | {column: told[column] for column in _OF_ITEMS if told.get(column, "") != ""}


def cited_row(citation: Citation) -> Row:
    return {
        "speaker": citation.speaker or "",
        "quote": " ".join(citation.quote.split()),
        "title": " ".join(citation.title.split()),
        "published": citation.published or "",
        "source": shown_source(citation.source),
        "page": citation.page if citation.page is not None else "",
        "cell": str(citation.cell) if citation.cell is not None else "",
        "start": citation.start,
        "end": citation.end,
        "also_in": len(citation.also) or "",
        "document_id": citation.document_id,
    }


def _harmless(cell: Any) -> Any:
    """The cell with an apostrophe before what a spreadsheet would compute, and without control characters."""
    if not isinstance(cell, str):
        return cell
    return _FORMULA.sub("'", re.sub(r"\s", " ", printable(cell)))
