"""What Word, Excel and PowerPoint files have in common: what they declare of themselves, links, comments, values of cells."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from qa.documents.formats.archives import Archive, kind_of
from qa.documents.formats.markup import Block, marks_of, text_of
from qa.documents.formats.registry import Extract

# Title, author, and when it was made, as declared.
Declared = tuple[str | None, str | None, str | None]
# What OpenDocument, or else Office, calls the author and the time.
_DECLARED = (("initial-creator", "creator"), ("creation-date", "created"))
# "Page 2 of 3", "– 4 –": what stands above or below a page's text and tells nothing but the page.
_PAGE_NUMBER = re.compile(r"\W*(?:page|seite|p)?\W*\d*\W*(?:(?:of|von|/)\W*\d*)?\W*", re.IGNORECASE)
_LONGEST_NUMBER = 40
# When their templates were made, which python-docx and python-pptx write into each new document.
_OF_TEMPLATES = ("2013-12-23T23:15:00Z", "2013-01-27T09:14:16Z")
_TOOLS = ("python-docx", "openpyxl")  # which name themselves as the author
# Excel writes this before a comment that may be answered, for older versions.
_THREADED = "[Threaded comment]"

NO_TEXT = "holds no text, perhaps only pictures; run text recognition (OCR) on it"
_CURRENCY = re.compile(r"[$€£¥]|\b(?:CHF|EUR|USD|GBP)\b")
# "00000", "000-00-0000": a code, of which no digit is left out.
_CODE = re.compile(r"[() /-]*0[() /-]*0[0() /-]*")
# Above this, ten digits aren't all that a number has: those of a book, an account, a telephone.
_LONG = 1e9
_DECIMALS = re.compile(r"0\.(0+)")


def assembled(
    blocks: Sequence[Block],
    margins: Iterable[str],
    *,
    declared: Declared,
    before: Iterable[str] = (),
    after: Iterable[str] = (),
) -> Extract:
    """These blocks, then what stands `before` the margins, those, and what stands `after` them. ValueError without text."""
    body = text_of(blocks)
    text = "\n\n".join(filter(None, (body, *before, *told_once(margins, body), *after)))
    if not text.strip():
        raise ValueError(NO_TEXT)
    title, author, created = declared
    return Extract(text, title, author, created=created, marks=marks_of(blocks))


def comment_by(author: str, words: str) -> str:
    return f"Comment by {author}: {words}" if author else f"Comment: {words}"


def told_once(margins: Iterable[str], body: str) -> Iterator[str]:
    """What stands above and below the text of pages (a letterhead, a notice), each once, without what the text has anyway."""
    told: set[str] = set()
    for words in margins:
        is_page_number = len(words) <= _LONGEST_NUMBER and _PAGE_NUMBER.fullmatch(words)
        if words not in told and words not in body and not is_page_number:
            told.add(words)
            yield words


def declared_in(archive: Archive, part: str = "docProps/core.xml") -> Declared:
    if part not in archive.names:
        return None, None, None
    declared = {kind_of(element): (element.text or "").strip() for element in archive.xml(part).iter()}
    if declared.get("creator") in _TOOLS:
        del declared["creator"]
    if declared.get("created") in _OF_TEMPLATES:
        declared["created"] = ""
    author, created = (declared.get(first) or declared.get(other) for first, other in _DECLARED)
    return declared.get("title") or None, author or None, (created or "")[:10] or None


def relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """The links of a part: id → (kind, name of the part that it leads to), without those that lead out of the archive."""
    folder, name = posixpath.split(part)
    listed = f"{folder}/_rels/{name}.rels"
    if listed not in archive.names:
        return {}
    return {
        each.get("Id", ""): (
            each.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/" + folder, each.get("Target", ""))).lstrip("/"),
        )
        for each in archive.xml(listed).iter("{*}Relationship")
        if each.get("TargetMode") != "External"
    }


def related(archive: Archive, part: str, kind: str) -> list[str]:
    """The parts of a kind that a part leads to, as far as they are there."""
    names = archive.names
    return [name for each, name in relations(archive, part).values() if each == kind and name in names]


def words_of(paragraph: Any) -> str:
    """A paragraph of Word, PowerPoint or Excel on one line; tabs and breaks are spaces. A text box has its own paragraphs."""
    parts = [
        (part.text or "") if part.tag.endswith("}t") else " "
        for part in paragraph.iter("{*}t", "{*}br", "{*}cr", "{*}tab", "{*}ptab")
        if next(part.iterancestors(paragraph.tag), paragraph) is paragraph
    ]
    return " ".join("".join(parts).split())


def paragraphs_in(archive: Archive, part: str) -> Iterator[str]:
    """The words of a part's paragraphs."""
    root = archive.xml(part)
    choose(root)
    yield from filter(None, map(words_of, root.iter("{*}p")))


def choose(root: Any) -> None:
    """Where something stands twice, for newer and for older programs, keep the newer if it has words."""
    for each in list(root.iter("{*}AlternateContent")):
        choices = sorted(each.iterchildren("{*}Choice", "{*}Fallback"), key=lambda one: next(one.iter("{*}t"), None) is None)
        replace(each, list(choices[0]) if choices else [])


def replace(element: Any, others: list[Any]) -> None:
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = others


def drawn(archive: Archive, part: str) -> Iterator[str]:
    """The words of a part's diagrams, and its charts as tables."""
    for diagram in related(archive, part, "diagramData"):
        yield from paragraphs_in(archive, diagram)
    for chart in related(archive, part, "chart"):
        yield from _chart(archive.xml(chart))


def _chart(root: Any) -> Iterator[str]:
    """Its words, then a line for each of its categories: `2021 | Sales: 4.3 | Costs: 2.4`."""
    yield from filter(None, map(words_of, root.iter("{*}p")))
    rows: dict[str, list[str]] = {}
    for series in root.iter("{*}ser"):
        name = " ".join(_points(series, "tx").values())
        categories = _points(series, "cat") or _points(series, "xVal")
        for place, value in (_points(series, "val") or _points(series, "yVal")).items():
            rows.setdefault(categories.get(place, place), []).append(f"{name}: {value}" if name else value)
    yield from (" | ".join((category, *values)) for category, values in rows.items())


def _points(series: Any, name: str) -> dict[str, str]:
    """What is kept of a range of cells, by place, as their format shows it."""
    found = (element for child in series.iterchildren(f"{{*}}{name}") for element in child.iter("{*}v"))
    return {element.getparent().get("idx", "0"): _point(element) for element in found if element.text}


def _point(element: Any) -> str:
    from openpyxl.styles.numbers import is_date_format
    from openpyxl.utils.datetime import from_excel

    words: str = element.text.strip()
    kept = element.getparent().getparent()
    if kept is None or not kept.tag.endswith("}numCache"):
        return words
    code = element.getparent().get("formatCode") or "".join(each.text or "" for each in kept.iterchildren("{*}formatCode"))
    try:
        number = float(words)
        return shown(from_excel(number) if is_date_format(code) else number, code)
    except (ValueError, OverflowError):
        return words


def comments_in(archive: Archive, part: str, authors: Mapping[str, str] = {}) -> Iterator[tuple[str, str]]:
    """(cell, or nothing; "Comment by NAME: …") of each comment in a part; `authors` are names by id, where it has ids."""
    if part not in archive.names:
        return
    root = archive.xml(part)
    authors = authors or {str(place): each.text or "" for place, each in enumerate(root.iter("{*}author"))}
    for comment in root.iter("{*}comment", "{*}cm"):
        attributes = {name.rpartition("}")[2]: value for name, value in comment.attrib.items()}
        words = " ".join(filter(None, (words_of(each) for each in comment.iter("{*}p")))) or words_of(comment)
        words = words or " ".join("".join(each.itertext()) for each in comment.iter("{*}text")).strip()
        if words.startswith(_THREADED):
            words = words.partition("Comment:")[2].strip()
        author = attributes.get("author") or authors.get(attributes.get("authorId", ""), "")
        if words:
            yield attributes.get("ref", ""), comment_by(author, words)


def shown(value: object, number_format: str | None = None) -> str:
    """A cell's value much as a spreadsheet shows it; dates as ISO dates."""
    match value:
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case timedelta():
            hours, rest = divmod(round(abs(value).total_seconds()), 3600)
            seconds = f":{rest % 60:02}" if rest % 60 else ""
            return f"{'-' if value < timedelta() else ''}{hours}:{rest // 60:02}{seconds}"
        case int() | float():
            return _number(value, number_format or "General")
    return str(value)


def _number(value: float, number_format: str) -> str:
    positive = re.sub(r'\[\$(.*?)(?:-[^\]]*)?\]|"(.*?)"|\\(.)|_.', r"\1\2\3", number_format.partition(";")[0])
    if value >= 0 and value % 1 == 0 and _CODE.fullmatch(positive.strip()):
        return _filled(positive.strip(), str(int(value)))
    decimals = _DECIMALS.search(positive)
    places = len(decimals[1]) if decimals else 0
    if "%" in positive:
        return f"{value * 100:.{places}f}%"
    if "#,##0" in positive:
        amount = f"{abs(value):,.{places}f}"
    elif decimals and "E" not in positive:
        amount = f"{abs(value):.{places}f}"
    else:
        amount = f"{abs(value):.{10 if abs(value) < _LONG else 15}g}" if abs(value) < 1e15 else repr(abs(value))
    currency = _CURRENCY.search(positive)
    sign = "-" if value < 0 else ""
    if currency is None:
        return sign + amount
    leads = len(currency[0]) == 1 and currency.start() < (positive.find("0") if "0" in positive else len(positive))
    return f"{sign}{currency[0]}{amount}" if leads else f"{sign}{amount} {currency[0]}"


def _filled(code: str, digits: str) -> str:
    """The code with these digits instead of its zeros, from the last one on; further digits stand before it."""
    left, shown = list(digits), ""
    for char in reversed(code):
        shown = (left.pop() if left and char == "0" else char) + shown
    return "".join(left) + shown
