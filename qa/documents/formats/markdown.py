"""Markdown source → its text as written but for tables, with the title and date that it declares."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from qa.documents.dates import read_date
from qa.documents.formats.registry import Extract, reads
from qa.documents.formats.tables import without_pipes
from qa.documents.titles import tidy

_FENCE = re.compile(r"---[ \t]*\n(?P<head>(?:.*\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_PAIR = re.compile(r"(?P<key>[A-Za-z][\w .-]*):(?:[ \t]+(?P<value>.*))?")
_CONTINUED = re.compile(r"\s*|\s+.*|- .*|#.*")
_HEADING = re.compile(r"(?P<level>#{1,6})[ \t]+(?P<title>.*?)[ \t]*#*[ \t]*")
_CODE = re.compile(r" {0,3}(```|~~~)")


class Markdown(NamedTuple):
    """`text` is what follows the front matter; an empty title or date was not declared."""

    text: str
    title: str | None
    published: str | None


@reads(".md", "text/markdown", "text/x-markdown", name="Markdown", given="text", in_process=True)
def read(raw: bytes, _url: str | None) -> Extract:
    text, title, published = parse(raw.decode())
    text = without_pipes(text)
    marks = tuple((f"h{len(heading['level'])}", number, heading[0]) for number, heading in _headings(text))
    return Extract(text, title, date=published, marks=marks)


def parse(text: str) -> Markdown:
    """Front matter goes first, if there is any; its `title` stands before the first `# heading`."""
    front, body = _front_matter(text)
    heading = next((each["title"] for _, each in _headings(body) if each["level"] == "#"), "")
    title = tidy(front.get("title", "")) or tidy(_plain(heading))
    return Markdown(body, title or None, read_date(front.get("date", "")))


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """Only `key: value` lines are read. Prose between two rules is no front matter and stays in the text."""
    fenced = _FENCE.match(text)
    if not fenced:
        return {}, text
    values: dict[str, str] = {}
    for line in fenced["head"].splitlines():
        pair = _PAIR.fullmatch(line)
        if pair:
            values.setdefault(pair["key"].strip().lower(), _unquoted(pair["value"] or ""))
        elif not _CONTINUED.fullmatch(line):
            return {}, text
    return (values, text[fenced.end() :].lstrip("\n")) if values else ({}, text)


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _headings(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Each line that is a heading, with its number among those that aren't blank; a comment in code is none."""
    in_code = False
    for number, line in enumerate(line for line in text.split("\n") if line.strip()):
        if _CODE.match(line):
            in_code = not in_code
        elif not in_code and (heading := _HEADING.fullmatch(line)):
            yield number, heading


def _plain(title: str) -> str:
    """Without the marks of links, emphasis and code."""
    title = re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1", title)
    return re.sub(r"(\*\*?|__|`)(\S.*?)\1", r"\2", title)
