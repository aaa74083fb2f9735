"""Plain text, as it is; Markdown source as written but for tables, with the title and date that it declares."""

import re
from collections.abc import Iterator

from qa.documents.dates import read_date
from qa.documents.formats.registry import Extract, reads
from qa.documents.formats.tables import without_pipes
from qa.documents.titles import tidy

_FENCE = re.compile(r"---[ \t]*\n(?P<head>(?:.*\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_PAIR = re.compile(r"(?P<key>[A-Za-z][\w .-]*):(?:[ \t]+(?P<value>.*))?")
_QUOTED = re.compile(r"^([\"'])(.*)\1$")
_CONTINUED = re.compile(r"\s*|\s+.*|- .*|#.*")
_HEADING = re.compile(r"(?P<level>#{1,6})[ \t]+(?P<title>.*)")
# "Title" over "=====" or "-----"; no item of a list, no row of a table, no quotation.
_UNDERLINED, _UNDER = re.compile(r" {0,3}(?!\d+[.)] |[-*+>|#])\S.*"), re.compile(r" {0,3}(?:(?P<double>=+)|-{2,})[ \t]*")
_LINK, _EMPHASIS = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)"), re.compile(r"(\*\*?|__|`)(\S.*?)\1")
_CODE = re.compile(r" {0,3}(```|~~~)")


@reads(".txt", "text/plain", name="plain text", given="text", in_process=True)
def read_plain(raw: bytes, _url: str | None) -> Extract:
    return Extract(raw.decode())


@reads(".md", "text/markdown", "text/x-markdown", name="Markdown", given="text", in_process=True)
def read_markdown(raw: bytes, _url: str | None) -> Extract:
    """Front matter is no text; its `title` goes before the first `# heading`."""
    front, body = _front_matter(raw.decode())
    heading = next((title for level, title, _number, _line in _headings(body) if level == 1), "")
    heading = _LINK.sub(r"\1", heading)  # without the marks of links, emphasis and code
    title = tidy(front.get("title", "")) or tidy(_EMPHASIS.sub(r"\2", heading))
    author = tidy(front.get("author", "").strip("[]"))
    text = without_pipes(body)
    marks = tuple((f"h{level}", number, line) for level, _title, number, line in _headings(text))
    return Extract(text, title or None, author or None, read_date(front.get("date", "")), marks=marks)


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """Only `key: value` lines are read. Prose between two rules is no front matter and stays in the text."""
    fenced = _FENCE.match(text)
    if not fenced:
        return {}, text
    values: dict[str, str] = {}
    for line in fenced["head"].splitlines():
        pair = _PAIR.fullmatch(line)
        if pair:
            values.setdefault(pair["key"].strip().lower(), _QUOTED.sub(r"\2", (pair["value"] or "").strip()))
        elif not _CONTINUED.fullmatch(line):
            return {}, text
    return (values, text[fenced.end() :].lstrip("\n")) if values else ({}, text)


def _headings(text: str) -> Iterator[tuple[int, str, int, str]]:
    """(level, title, number among lines that aren't blank, line) of each heading, by `#` or the line below; none in code."""
    in_code, number, before = False, 0, ""
    lines = text.split("\n")
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if _CODE.match(line):
            in_code = not in_code
        elif not in_code and (heading := _HEADING.fullmatch(line)):
            title = heading["title"].rstrip(" \t").rstrip("#").rstrip(" \t")
            yield len(heading["level"]), title, number, line
        elif not in_code and not before.strip() and _UNDERLINED.fullmatch(line) and (under := _UNDER.fullmatch(below)):
            yield 1 if under["double"] else 2, line.strip(), number, line
        number += bool(line.strip())
        before = line
