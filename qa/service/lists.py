"""Answers, statements and people as JSON, as Markdown and as tables: a row for each line and quotation; CSV has no formulas."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from enum import StrEnum
from itertools import groupby
from typing import Any

from qa.attribution.answers import Person, in_numbers, with_fragments, with_lists
from qa.english.dates import long_date
from qa.service.export import escaped_line, question_to_markdown, shown_source, source_to_markdown
from qa.store.sql import QuotedSpeaker, StoredStatement
from qa.types import Answer, Citation, Item
from qa.types.draft import bold, plain
from qa.types.service_values import PersonQuoted, Quoted
from qa.types.text import counted, on_one_line, printable

# The readers whose answers are tables or lists; what others answer has a row a quotation all the same.
TABLES = frozenset({"counts", "timeline", "comparison", "people", "statements", "tables"})
# In this order; those that are empty in all rows are left out. Offsets are into the stored text.
COLUMNS = (
    "section group item date worked_out_from documents quotations speaker role kind quote title published source "
    "page cell start end also_in document_id"
).split()
_OF_ITEMS = COLUMNS[:7]
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
    above = answer.hedge.removesuffix(":")
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
        "quote": on_one_line(citation.quote),
        "title": on_one_line(citation.title),
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


# Lines of a file.
MOST_FILE_LINES = 100_000


class ListFormat(StrEnum):
    markdown = "markdown"
    csv = "csv"


MEDIA_TYPES = {ListFormat.csv: "text/csv", ListFormat.markdown: "text/markdown"}
ENDINGS = {ListFormat.csv: "csv", ListFormat.markdown: "md"}


def statement_json(stored: StoredStatement) -> dict[str, Any]:
    said = stored.statement
    place = (said.document_id, stored.source, said.start, said.end)
    return asdict(Quoted(*place, stored.quote, said.speaker, said.role, said.kind, said.likely))


def people_json(found: Sequence[QuotedSpeaker]) -> list[dict[str, Any]]:
    return [asdict(PersonQuoted(each.speaker, each.documents, each.statements)) for each in found]


def person_json(found: Person, limit: int, offset: int = 0) -> dict[str, Any]:
    """Somebody with at most `limit` of each list from `offset` on. The markers of the citations mean nothing here."""
    shown = slice(offset, offset + limit)
    return {
        "name": found.name,
        "namesakes": list(found.namesakes),
        "documents": found.documents,
        "quoted": found.quoted,
        "first": found.first,
        "last": found.last,
        "sources": [{"source": name, "statements": number} for name, number in found.sources],
        "topics": [{"topic": name, "statements": number} for name, number in found.topics],
        "mentioned_with": [{"name": name, "documents": number} for name, number in found.mentioned_with],
        "totals": {name: len(getattr(found, name)) for name in ("introductions", "said", "of_them")},
        "introductions": [
            {"role": each.role, "documents": each.documents, "citation": each.cited.to_json()}
            for each in found.introductions[shown]
        ],
        "said": [excerpt.cite(1).to_json() for excerpt in found.said[shown]],
        "of_them": [cited.to_json() for cited in found.of_them[shown]],
    }


def answer_as(format_: ListFormat, answer: Answer) -> str:
    """The answer with its question, or its rows."""
    return answer_to_csv(answer) if format_ is ListFormat.csv else question_to_markdown(answer) + "\n"


def statements_as(format_: ListFormat, found: Sequence[StoredStatement]) -> str:
    """All of these statements, by document and in article order."""
    if format_ is ListFormat.csv:
        return rows_to_csv([*map(_said_row, with_fragments(found[:MOST_FILE_LINES])), *_left_out(len(found), "statements")])
    parts = ["# Statements"]
    for _, inside in groupby(found[:MOST_FILE_LINES], key=lambda each: each.statement.document_id):
        said = list(inside)
        about = ", ".join(part for part in (long_date(said[0].published or ""), shown_source(said[0].source)) if part)
        parts.append(f"## {escaped_line(said[0].title)}\n\n{escaped_line(about)}")
        parts.append("\n".join(_said_line(each) for each in said))
    parts += [escaped_line(str(row["item"])) for row in _left_out(len(found), "statements")]
    return "\n\n".join(parts) + "\n"


def people_as(format_: ListFormat, found: Sequence[QuotedSpeaker]) -> str:
    """Who is quoted, those in most documents first."""
    shown, left_out = found[:MOST_FILE_LINES], list(_left_out(len(found), "people"))
    if format_ is ListFormat.csv:
        listed: list[Row] = [
            {"item": each.speaker, "documents": each.documents, "quotations": each.statements} for each in shown
        ]
        return rows_to_csv([*listed, *left_out])
    lines = "\n".join(
        f"- **{escaped_line(each.speaker)}**: {counted(each.documents)}, {counted(each.statements, 'quotation')}"
        for each in shown
    )
    return "\n\n".join(["# People quoted", lines, *(escaped_line(str(row["item"])) for row in left_out)]) + "\n"


def person_as(format_: ListFormat, whole: Person) -> str:
    """All that the documents have of somebody."""
    if format_ is ListFormat.csv:
        return rows_to_csv(list(_person_rows(whole)))
    parts = [f"# {escaped_line(whole.name)}", *(escaped_line(line.replace("**", "")) for line in with_lists(whole))]
    for title, cited in whole.parts():
        if cited:
            lines = [source_to_markdown(each).replace("- [1] ", "- ", 1) for each in cited]
            parts += [f"## {escaped_line(title)}", "\n".join(lines)]
    return "\n\n".join(parts) + "\n"


def _person_rows(whole: Person) -> Iterator[Row]:
    yield {"item": in_numbers(whole).replace("**", ""), "documents": whole.documents}
    for title, column, names in whole.lists():
        for name, number in names:
            yield {"section": title, "item": name, column: number}
    roles = [(each.role, each.documents) for each in whole.introductions]
    for title, cited in whole.parts():
        for number, each in enumerate(cited):
            told: Row = {"section": title}
            if title == "Introduced as":
                told |= {"item": roles[number][0], "documents": roles[number][1]}
            yield {**told, **cited_row(each)}


def _said_row(stored: StoredStatement) -> Row:
    said = stored.statement
    place = (said.document_id, stored.title, stored.source, stored.published, said.start, said.end)
    cited = Citation(1, *place, stored.quote, said.speaker, 1.0, "verbatim")
    return {**cited_row(cited), "role": said.role or "", "kind": said.kind}


def _said_line(stored: StoredStatement) -> str:
    said = stored.statement
    role = f", {escaped_line(said.role)}" if said.role else ""
    return f"- **{escaped_line(said.speaker or 'Not named')}**{role}: {escaped_line(stored.quote)}"


def _left_out(total: int, noun: str) -> list[Row]:
    return [{"item": f"The first {MOST_FILE_LINES:,} of {total:,} {noun} are here."}] if total > MOST_FILE_LINES else []
