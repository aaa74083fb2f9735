"""Markdown source → its text as written, with the title and date that it declares."""

import re
from typing import NamedTuple

from qa.documents.dates import read_date
from qa.documents.formats.registry import Extract, reads
from qa.documents.titles import tidy

_FENCE = re.compile(r"---[ \t]*\n(?P<head>(?:.*\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_PAIR = re.compile(r"(?P<key>[A-Za-z][\w .-]*):(?:[ \t]+(?P<value>.*))?")
_CONTINUED = re.compile(r"\s*|\s+.*|- .*|#.*")
_HEADING = re.compile(r"#[ \t]+(?P<title>.*?)[ \t]*#*[ \t]*")
_CODE = re.compile(r" {0,3}(```|~~~)")


class Markdown(NamedTuple):
    """`text` is what follows the front matter; an empty title or date was not declared."""

    text: str
    title: str | None
    published: str | None


@reads(".md", "text/markdown", "text/x-markdown", name="Markdown", given="text", in_process=True)
def read(raw: bytes, _url: str | None) -> Extract:
    text, title, published = parse(raw.decode())
    return Extract(text, title, date=published)


def parse(text: str) -> Markdown:
    """Front matter goes first, if there is any; its `title` stands before the first `# heading`."""
    front, body = _front_matter(text)
    title = tidy(front.get("title", "")) or _first_heading(body)
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


def _first_heading(text: str) -> str | None:
    in_code = False
    for line in text.split("\n"):
        if _CODE.match(line):
            in_code = not in_code
        elif not in_code and (heading := _HEADING.fullmatch(line)):
            return tidy(_plain(heading["title"])) or None
    return None


def _plain(title: str) -> str:
    """Without the marks of links, emphasis and code."""
    title = re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1", title)
    return re.sub(r"(\*\*?|__|`)(\S.*?)\1", r"\2", title)
