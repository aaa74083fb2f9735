"""ODT → its text with tables and notes. Runs in the helper process."""

from typing import Any

from qa.documents.formats.archives import ZIP, Archive
from qa.documents.formats.markup import text_of
from qa.documents.formats.registry import Extract, reads

# What OpenDocument calls what HTML has a tag for; `text_of` knows those.
_TAGS = {
    "h": "h2",
    "p": "p",
    "list": "ul",
    "list-item": "li",
    "table": "table",
    "table-row": "tr",
    "table-cell": "td",
    "line-break": "br",
    "section": "div",
    "s": "br",  # spaces and tabs: white space is white space
    "tab": "br",
    # Left out: what was deleted, comments, indexes' entries, names of styles.
    "tracked-changes": "script",
    "annotation": "script",
    "table-of-content": "script",
    "forms": "script",
    "sequence-decls": "script",
}


@reads(".odt", "application/vnd.oasis.opendocument.text", starts=ZIP)
def read(raw: bytes, _url: str | None) -> Extract:
    """ValueError where it is damaged, encrypted, no text document, or holds no text."""
    archive = Archive(raw)
    if "content.xml" not in archive.names:
        raise ValueError("is no ODT: it has no content.xml; save it as .odt")
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise ValueError("is encrypted; save it without a password")
    archive.refuse_entities()
    root = archive.xml("content.xml")
    body = next(root.iter("{*}text"), None) if root.tag.endswith("}document-content") else None
    if body is None or next(body.iterancestors("{*}body"), None) is None:
        raise ValueError("is no ODT text document; save it as .odt")
    notes = _notes_at_the_end(body)
    for element in body.iter():
        if isinstance(element.tag, str):
            element.tag = _TAGS.get(element.tag.rpartition("}")[2], "span")
    text = "\n\n".join(filter(None, (text_of(body), *(text_of(note) for note in notes))))
    if not text.strip():
        raise ValueError("holds no text, perhaps only pictures; run text recognition (OCR) on it")
    title, author, date = _declared(archive)
    return Extract(text, title, author, date)


def _notes_at_the_end(body: Any) -> list[Any]:
    """Take footnotes out of the sentences that they stand in."""
    notes = []
    for note in list(body.iter("{*}note")):
        text = next(note.iter("{*}note-body"), None)
        tail, note.tail = note.tail, None
        before, parent = note.getprevious(), note.getparent()
        if before is not None:
            before.tail = (before.tail or "") + (tail or "")
        else:
            parent.text = (parent.text or "") + (tail or "")
        parent.remove(note)
        if text is not None:
            for element in text.iter():
                if isinstance(element.tag, str):
                    element.tag = _TAGS.get(element.tag.rpartition("}")[2], "span")
            notes.append(text)
    return notes


def _declared(archive: Archive) -> tuple[str | None, str | None, str | None]:
    """(title, author, date)."""
    if "meta.xml" not in archive.names:
        return None, None, None
    found = {
        element.tag.rpartition("}")[2]: (element.text or "").strip()
        for element in archive.xml("meta.xml").iter()
        if isinstance(element.tag, str)
    }
    author = found.get("initial-creator") or found.get("creator")
    return found.get("title") or None, author or None, (found.get("creation-date") or "")[:10] or None
