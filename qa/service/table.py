"""An answer, statements, a person as a table: a row for each line of a list and each quotation, as CSV without formulas."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from qa.pipeline.follow_ups.shortened import NEXT
from qa.service.export import shown_source
from qa.types import Answer, Citation

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
Row = dict[str, str | int]
# What begins a formula, in ASCII or full width, where a cell begins. A spreadsheet that splits at semicolons sees more cells.
_FORMULA = re.compile(r"(?:^|(?<=[;|]))(?=\s*[=+\-@＝＋－＠])")
_GAP = re.compile(r"\n\s*\n")
_MARKER = re.compile(r"\s*\[(\d{1,4})\]")
_DATED = re.compile(r"\*\*(?P<date>\d{4}[\d-]*)\*\*(?: \((?P<worked_out_from>.+)\))?")
_QUOTED = re.compile(r"\*\*(?P<item>.+)\*\*: (?P<documents>[\d,]+) documents?, (?P<quotations>[\d,]+) quotations?(?:; last)?")
_GROUPED = re.compile(r"(?P<item>.+): (?P<documents>[\d,]+)")
# What is said of a list that is longer than what is there.
_LEFT_OUT = re.compile(r"\w+ [\d,]+–[\d,]+ of [\d,]+ are shown\.|[\d,]+ of [\d,]+ are shown|… and .*more.*")


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
    return list(_rows(answer))


def _rows(answer: Answer) -> Iterator[Row]:
    citations = {citation.marker: citation for citation in answer.citations}
    section, group = "", 0
    headed = answer.reader not in ("counts", "timeline")  # those have one list, and words on how it was made
    blocks = [block.strip() for block in _GAP.split(NEXT.sub("", answer.text))]
    if answer.reader == "counts" and (answer.short_answer or "").replace(",", "").isdigit():
        yield {"item": _plain(blocks[0]), "documents": _number(answer.short_answer or "")}
    for block in blocks:
        lines = block.split("\n")
        if block.startswith("### "):
            section, group = _plain(block[4:]), 0
        elif all(line.startswith("- ") for line in lines):
            group += 1
            for line in lines:
                numbered: Row = {"group": group} if answer.reader == "comparison" else {}
                yield {"section": section, **numbered, **_item(line[2:], citations)}
        elif left_out := _LEFT_OUT.match(block):
            yield {"item": left_out[0].rstrip(" ;.") + "."}
        elif found := [citations[int(number)] for number in _MARKER.findall(block) if int(number) in citations]:
            yield from ({"section": section, **cited_row(citation)} for citation in found)
        elif block.endswith(":") and headed:
            section, group = _plain(block[:-1]), 0


def _item(line: str, citations: dict[int, Citation]) -> Row:
    """A line of a list: the words before its quotation, and that."""
    marker = next((int(number) for number in reversed(_MARKER.findall(line)) if int(number) in citations), None)
    before, cited = line, citations.get(marker or 0)
    if cited is not None:
        words = " ".join(cited.quote.split())
        before, at, _ = line.partition(words)
        if not at and "in the words of [" in line:  # another document's: the quotation isn't this one's
            cited, before = None, line
        elif not at:
            before = ""
    before = before.strip().removesuffix(":").strip()
    for shape in (_DATED, _QUOTED, _GROUPED):
        if (found := shape.fullmatch(before)) is not None and (shape is not _GROUPED or cited is None):
            told: Row = {name: _plain(value) for name, value in found.groupdict(default="").items()}
            told |= {name: _number(str(told[name])) for name in ("documents", "quotations") if name in told}
            return {**told, **(cited_row(cited) if cited else {})}
    item = _plain(before)
    if cited is not None and item.startswith(_plain(cited.title)):  # in columns of its own
        item = item.partition("), ")[2]
    return {"item": item, **(cited_row(cited) if cited else {})}


def _number(value: str) -> int:
    return int(value.replace(",", ""))


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


def _plain(words: str) -> str:
    return " ".join(words.replace("**", "").replace("*", "").split())


def _harmless(cell: Any) -> Any:
    """The cell with an apostrophe before what a spreadsheet would compute, and without control characters."""
    if not isinstance(cell, str):
        return cell
    shown = "".join(char if char.isprintable() else " " if char.isspace() else "\ufffd" for char in cell)
    return _FORMULA.sub("'", shown)
