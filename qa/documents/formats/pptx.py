"""PPTX → the text of its slides with tables, diagrams, charts, notes and comments; a form feed ends a slide.
Runs in the helper process."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from qa.documents.formats.archives import ZIP, Archive
from qa.documents.formats.markup import Block, text_of
from qa.documents.formats.numbering import numeral
from qa.documents.formats.office import NO_TEXT, choose, comments_in, declared_in, drawn, related, relations, words_of
from qa.documents.formats.registry import Extract, reads
from qa.documents.formats.tables import table_lines
from qa.documents.layout import marks_by_words
from qa.documents.titles import is_given

_MAIN = "ppt/presentation.xml"
_AUTHORS = ("ppt/commentAuthors.xml", "ppt/authors.xml")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TITLES = frozenset({"title", "ctrTitle"})
_HEADING_WORDS = 5  # a longer title tells something itself, which may be an answer
_NUMERALS = {"alphaLc": "lowerLetter", "alphaUc": "upperLetter", "romanLc": "lowerRoman", "romanUc": "upperRoman"}
_LEFT_OUT = frozenset({"sldNum", "dt", "ftr", "hdr"})  # what stands on every slide alike


@reads(".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", starts=ZIP)
def read(raw: bytes, _url: str | None) -> Extract:
    """ValueError where it is damaged, no presentation, or holds no text."""
    archive = Archive(raw)
    if _MAIN not in archive.names:
        raise ValueError("is no PPTX presentation; save it as .pptx")
    archive.refuse_entities()
    targets = relations(archive, _MAIN)
    slides, first = [], None
    headings: list[Block] = []
    tables = count(1)
    for entry in archive.xml(_MAIN).iter("{*}sldId"):
        name = targets.get(entry.get(_RELATION, ""), ("", ""))[1]
        if name not in archive.names:
            raise ValueError(f"is damaged: {name[:200] or 'a slide'} is missing in it; save it again")
        slide = archive.xml(name)
        choose(slide)
        first = first or _title(slide)
        blocks = list(_blocks(slide, tables))
        blocks += (("", words) for words in drawn(archive, name))
        for notes in related(archive, name, "notesSlide"):
            blocks += _blocks(archive.xml(notes), tables)
        blocks += (("", words) for words in _comments(archive, name))
        slides.append(text_of(blocks))
        headings += [block for block in blocks if block[0] and len(blocks) > 1]
    if not any(slides):
        raise ValueError(NO_TEXT)
    title, author, created = declared_in(archive)
    text = "\n\n\f".join(slides)
    title = title if title and is_given(title) else first
    return Extract(text, title, author, created=created, marks=marks_by_words(text, headings))


def _comments(archive: Archive, name: str) -> Iterator[str]:
    authors = {
        each.get("id", ""): each.get("name", "")
        for part in _AUTHORS
        if part in archive.names
        for each in archive.xml(part).iter("{*}cmAuthor", "{*}author")
    }
    for part in related(archive, name, "comments"):
        yield from (words for _, words in comments_in(archive, part, authors))


def _blocks(slide: Any, tables: Iterator[int]) -> Iterator[Block]:
    """Paragraphs in the order of the file, which is that of drawing; a table's rows as `table_lines` has them."""
    counts: dict[int, int] = {}
    within = None
    for element in slide.iter("{*}p", "{*}tbl"):
        if _placeholder(element) in _LEFT_OUT:
            continue
        if element.tag.endswith("}tbl"):
            yield from (("", row) for row in _rows(element, tables))
        elif next(element.iterancestors("{*}tc"), None) is None and (text := words_of(element)):
            if element.getparent() is not within:
                within = element.getparent()
                counts.clear()
            is_title = _placeholder(element) in _TITLES and len(text.split()) <= _HEADING_WORDS
            yield "h2" if is_title else "", _number(element, counts) + text


def _rows(table: Any, tables: Iterator[int]) -> list[str]:
    rows = [
        [" ".join(filter(None, map(words_of, cell.iter("{*}p")))) for cell in row.iterchildren("{*}tc")]
        for row in table.iterchildren("{*}tr")
    ]
    for above, below, row in zip(rows, rows[1:], list(table.iterchildren("{*}tr"))[1:], strict=False):
        for at, cell in enumerate(row.iterchildren("{*}tc")):  # merged with the one above
            if cell.get("vMerge") in {"1", "true"} and at < len(above):
                below[at] = above[at]
    headed = next((each.get("firstRow") == "1" for each in table.iterchildren("{*}tblPr")), False)
    lines = [" | ".join(row).strip(" |") for row in rows]
    return table_lines(rows, next(tables), headed=headed) or [line for line in lines if line]


def _number(paragraph: Any, counts: dict[int, int]) -> str:
    """The number before a paragraph of a numbered list, as PowerPoint counts it: not in the file."""
    properties = next(paragraph.iterchildren("{*}pPr"), None)
    level = properties.get("lvl", "0") if properties is not None else "0"
    at = int(level) if level.isdecimal() else 0
    for deeper in [each for each in counts if each > at]:
        del counts[deeper]
    listed = next(properties.iterchildren("{*}buAutoNum"), None) if properties is not None else None
    if listed is None:
        counts.pop(at, None)
        return ""
    start = listed.get("startAt", "1")
    counts[at] = counts.get(at, int(start) - 1 if start.isdecimal() else 0) + 1
    kind = listed.get("type", "")
    shown = numeral(counts[at], next((name for begins, name in _NUMERALS.items() if kind.startswith(begins)), "decimal"))
    return f"({shown}) " if kind.endswith("ParenBoth") else f"{shown}) " if kind.endswith("ParenR") else f"{shown}. "


def _placeholder(element: Any) -> str:
    """What the shape around it stands for: "title", "ftr", …"""
    shape = next(element.iterancestors("{*}sp"), None)
    found = None if shape is None else next(shape.iter("{*}ph"), None)
    return "" if found is None else str(found.get("type", ""))


def _title(slide: Any) -> str | None:
    words = [words_of(each) for each in slide.iter("{*}p") if _placeholder(each) in _TITLES]
    return " ".join(filter(None, words)) or None
