"""PPTX → the text of its slides with tables, diagrams, charts, notes and comments; a form feed ends a slide.

Runs in the helper process.
"""

from collections.abc import Iterator
from typing import Any

from qa.documents.formats.archives import ZIP, Archive
from qa.documents.formats.office import choose, comments_in, declared_in, drawn, related, relations, words_of
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
        choose(slide)
        first = first or _title(slide)
        blocks = list(_blocks(slide))
        blocks += drawn(archive, name)
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
