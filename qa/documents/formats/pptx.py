"""PPTX → the text of its slides with tables, diagrams, charts, notes and comments; a form feed ends a slide.

Runs in the helper process.
"""

from collections.abc import Iterator
from typing import Any

from qa.documents.formats.archives import ZIP, Archive
from qa.documents.formats.office import comments_in, declared_in, related, relations, words_of
from qa.documents.formats.registry import Extract, reads

_MAIN = "ppt/presentation.xml"
_AUTHORS = ("ppt/commentAuthors.xml", "ppt/authors.xml")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TITLES = frozenset({"title", "ctrTitle"})
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
    for entry in archive.xml(_MAIN).iter("{*}sldId"):
        name = targets.get(entry.get(_RELATION, ""), ("", ""))[1]
        if name not in archive.names:
            raise ValueError(f"is damaged: {name[:200] or 'a slide'} is missing in it; save it again")
        slide = archive.xml(name)
        first = first or _title(slide)
        blocks = list(_blocks(slide))
        blocks += _drawn(archive, name)
        for notes in related(archive, name, "notesSlide"):
            blocks += _blocks(archive.xml(notes))
        blocks += _comments(archive, name)
        slides.append("\n\n".join(blocks))
    if not any(slides):
        raise ValueError("holds no text, perhaps only pictures; run text recognition (OCR) on it")
    title, author, created = declared_in(archive)
    # Every new presentation is called so until somebody gives it a name.
    title = None if title in {"PowerPoint Presentation", "PowerPoint-Präsentation"} else title
    return Extract("\n\n\f".join(slides), title or first, author, created=created)


def _drawn(archive: Archive, name: str) -> Iterator[str]:
    """The words of a slide's diagrams, and its charts as tables."""
    for diagram in related(archive, name, "diagramData"):
        yield from filter(None, map(words_of, archive.xml(diagram).iter("{*}p")))
    for chart in related(archive, name, "chart"):
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
    """What is kept of a range of cells, by place."""
    found = (element for child in series.iterchildren(f"{{*}}{name}") for element in child.iter("{*}v"))
    return {element.getparent().get("idx", "0"): (element.text or "").strip() for element in found if element.text}


def _comments(archive: Archive, name: str) -> Iterator[str]:
    authors = {
        each.get("id", ""): each.get("name", "")
        for part in _AUTHORS
        if part in archive.names
        for each in archive.xml(part).iter("{*}cmAuthor", "{*}author")
    }
    for part in related(archive, name, "comments"):
        yield from (words for _, words in comments_in(archive.xml(part), authors))


def _blocks(slide: Any) -> Iterator[str]:
    """Paragraphs in the order of the file, which is that of drawing; a table's row on one line, `cell | cell`."""
    for element in slide.iter("{*}p", "{*}tr"):
        name = element.tag.rpartition("}")[2]
        if _placeholder(element) in _LEFT_OUT:
            continue
        if name == "tr":
            cells = (" ".join(filter(None, map(words_of, cell.iter("{*}p")))) for cell in element.iterchildren("{*}tc"))
            if row := " | ".join(cells).strip(" |"):
                yield row
        elif next(element.iterancestors("{*}tc"), None) is None and (text := words_of(element)):
            yield text


def _placeholder(element: Any) -> str:
    """What the shape around it stands for: "title", "ftr", …"""
    shape = next(element.iterancestors("{*}sp"), None)
    found = None if shape is None else next(shape.iter("{*}ph"), None)
    return "" if found is None else str(found.get("type", ""))


def _title(slide: Any) -> str | None:
    words = [words_of(each) for each in slide.iter("{*}p") if _placeholder(each) in _TITLES]
    return " ".join(filter(None, words)) or None
