"""PPTX → the text of its slides with tables and speaker notes; a form feed ends a slide. Runs in the helper process."""

import posixpath
from collections.abc import Iterator
from typing import Any

from qa.documents.formats.archives import ZIP, Archive
from qa.documents.formats.office import declared_in
from qa.documents.formats.registry import Extract, reads

_MAIN = "ppt/presentation.xml"
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
    targets = _relations(archive, _MAIN)
    slides, first = [], None
    for entry in archive.xml(_MAIN).iter("{*}sldId"):
        name = targets.get(entry.get(_RELATION, ""), ("", ""))[1]
        if name not in archive.names:
            raise ValueError(f"is damaged: {name[:200] or 'a slide'} is missing in it; save it again")
        slide = archive.xml(name)
        first = first or _title(slide)
        blocks = list(_blocks(slide))
        for kind, notes in _relations(archive, name).values():
            if kind == "notesSlide" and notes in archive.names:
                blocks += _blocks(archive.xml(notes))
        slides.append("\n\n".join(blocks))
    if not any(slides):
        raise ValueError("holds no text, perhaps only pictures; run text recognition (OCR) on it")
    title, author, date = declared_in(archive)
    # Every new presentation is called so until somebody gives it a name.
    title = None if title in {"PowerPoint Presentation", "PowerPoint-Präsentation"} else title
    return Extract("\n\n\f".join(slides), title or first, author, date)


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Of a part: id → (kind, name of the part that it leads to). What leads out of the archive is left out."""
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


def _blocks(slide: Any) -> Iterator[str]:
    """Paragraphs in the order of the file, which is that of drawing; a table's row on one line, `cell | cell`."""
    for element in slide.iter("{*}p", "{*}tr"):
        name = element.tag.rpartition("}")[2]
        if _placeholder(element) in _LEFT_OUT:
            continue
        if name == "tr":
            cells = (" ".join(filter(None, map(_words, cell.iter("{*}p")))) for cell in element.iterchildren("{*}tc"))
            if row := " | ".join(cells).strip(" |"):
                yield row
        elif next(element.iterancestors("{*}tc"), None) is None and (text := _words(element)):
            yield text


def _words(paragraph: Any) -> str:
    parts = [(part.text or "") if part.tag.endswith("}t") else " " for part in paragraph.iter("{*}t", "{*}br", "{*}tab")]
    return " ".join("".join(parts).split())


def _placeholder(element: Any) -> str:
    """What the shape around it stands for: "title", "ftr", …"""
    shape = next(element.iterancestors("{*}sp"), None)
    found = None if shape is None else next(shape.iter("{*}ph"), None)
    return "" if found is None else str(found.get("type", ""))


def _title(slide: Any) -> str | None:
    words = [_words(each) for each in slide.iter("{*}p") if _placeholder(each) in _TITLES]
    return " ".join(filter(None, words)) or None
