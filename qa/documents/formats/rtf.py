"""RTF → its text with tables, notes, text boxes, heads and feet of pages, and comments, by striprtf; metadata.

Runs in the helper process.
"""

import re
from collections.abc import Iterator

from qa.documents.formats.blocks import Block, marks_of, text_of
from qa.documents.formats.office import comment_by, joined, told_once
from qa.documents.formats.registry import Extract, reads
from qa.documents.formats.rtf_source import AUTHOR, COMMENT, HEADINGS, MARGIN, NOTE, readable

_HEAD = 100_000  # bytes in which metadata stands
_VALUE = r"{\\%s\s+((?:[^{}\\]|\\'[0-9a-fA-F]{2}|\\u-?\d{1,6} ?\??)*)}"
_CREATED = re.compile(r"\\creatim\s?\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_HEADING = re.compile(f"[{''.join(HEADINGS)}]")

_Part = tuple[str, list[Block]]  # NOTE, MARGIN, … or "" for the text, and its blocks


@reads(".rtf", "application/rtf", "text/rtf", "text/richtext", starts=b"{\\rtf")
def read(raw: bytes, _url: str | None) -> Extract:
    """ValueError where it is no RTF, is damaged, or holds no text."""
    if not raw.startswith(b"{\\rtf"):
        raise ValueError("is no RTF; save it again as .rtf")
    source = raw.decode("cp1252", "replace")  # all of it is ASCII but for what a careless program wrote
    (_, blocks), *others = _parts(_text(readable(source)))
    body = text_of(blocks)
    notes = (text_of(words) for part, words in others if part == NOTE)
    margins = (words for part, lines in others if part == MARGIN for _, words in lines)
    text = joined((body, *notes, *told_once(margins, body), *_comments(others)))
    found = _CREATED.search(source, 0, _HEAD)
    created = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else None
    title, author = _declared(source, "title"), _declared(source, "author")
    return Extract(text, title, author, created=created, marks=marks_of(blocks))


def _text(source: str) -> str:
    from striprtf.striprtf import rtf_to_text

    try:
        text: str = rtf_to_text(source, errors="replace")
    except (ValueError, OverflowError, LookupError, TypeError) as exc:
        raise ValueError("is damaged: a command in it has a number that it can't have; save it again") from exc
    # What isn't in Unicode's first plane is written as two surrogates.
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\xad", "")


def _parts(text: str) -> list[_Part]:
    """The text itself is the first of them."""
    parts: list[_Part] = [("", [])]
    for line in text.split("\n"):
        if line[:1] in {NOTE, MARGIN, AUTHOR, COMMENT}:
            parts.append((line[0], []))
            line = line[1:]
        if words := _block(_HEADING.sub("", line)):
            heading = _HEADING.search(line)
            parts[-1][1].append((HEADINGS[heading[0]] if heading else "", words))
    return parts


def _block(line: str) -> str:
    """A paragraph, or a table's row as `cell | cell`."""
    if line.rstrip().endswith("|"):
        return " | ".join(" ".join(cell.split()) for cell in line.rstrip().removesuffix("|").split("|")).strip(" |")
    return " ".join(line.split())


def _comments(parts: list[_Part]) -> Iterator[str]:
    author = ""
    for part, lines in parts:
        words = " ".join(words for _, words in lines)
        if part == AUTHOR:
            author = words
        elif part == COMMENT and words:
            yield comment_by(author, words)


def _declared(source: str, name: str) -> str | None:
    found = re.compile(_VALUE % name).search(source, 0, _HEAD)
    return _text("{\\rtf1 " + found[1] + "}").strip() or None if found else None
