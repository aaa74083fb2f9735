"""EPUB → its chapters in reading order, and metadata. Runs in the helper process."""

import posixpath
from typing import Any
from urllib.parse import unquote

from qa.documents.formats.archives import ZIP, Archive
from qa.documents.formats.markup import Block, blocks_of, marks_of, parse_html, text_of
from qa.documents.formats.registry import Extract, reads

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_CHAPTERS = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})


@reads(".epub", "application/epub+zip", starts=ZIP)
def read(raw: bytes, _url: str | None) -> Extract:
    """ValueError where it is damaged, copy-protected, or holds no text."""
    archive = Archive(raw)
    if _CONTAINER not in archive.names:
        raise ValueError("is no EPUB: it has no META-INF/container.xml; save it as .epub")
    package = next((e.get("full-path") for e in archive.xml(_CONTAINER).iter("{*}rootfile") if e.get("full-path")), None)
    if package is None:
        raise ValueError(f"is damaged: {_CONTAINER} names no book; save it again")
    root = archive.xml(package)
    folder = posixpath.dirname(package)
    files = {item.get("id"): item.get("href") for item in root.iter("{*}item") if item.get("media-type") in _CHAPTERS}
    spine = (files.get(reference.get("idref")) for reference in root.iter("{*}itemref"))
    blocks: list[Block] = []
    for href in dict.fromkeys(filter(None, spine)):  # each once, however often the spine names it
        chapter = archive.read(posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0]))))
        blocks += blocks_of(parse_html(chapter))
    if not blocks:
        protected = "copy-protected" if _ENCRYPTION in archive.names else "without text, perhaps only pictures"
        raise ValueError(f"is {protected}; get one whose text can be read")
    title, author, date = (_declared(root, name) for name in ("title", "creator", "date"))
    return Extract(text_of(blocks), title, author, date, marks=marks_of(blocks))


def _declared(package: Any, name: str) -> str | None:
    found = next(package.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}"), None)
    return None if found is None else " ".join("".join(found.itertext()).split()) or None
