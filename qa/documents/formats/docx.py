"""DOCX → text with its tables, footnotes and text boxes, by mammoth; metadata. Runs in the helper process."""

import io
from typing import Any

from qa.documents.formats.archives import Archive
from qa.documents.formats.markup import parse_html, text_of

_PROPERTIES = "docProps/core.xml"


def read(raw: bytes, _url: str | None) -> dict[str, Any]:
    """ValueError where it is damaged, is no text document, or holds no text."""
    import mammoth

    archive = Archive(raw)
    archive.check_size()
    if "[Content_Types].xml" not in archive.names or not any(name.startswith("word/") for name in archive.names):
        raise ValueError("is no DOCX text document; save it as .docx")
    for name in archive.names:  # mammoth's XML parser expands entities; Word writes no DTD
        if name.endswith((".xml", ".rels")):
            _refuse_dtd(name, archive.read(name))
    # Pictures aren't read; linked ones, which would be files on this machine, aren't either.
    nothing = mammoth.images.img_element(lambda _image: {"src": ""})
    markup = mammoth.convert_to_html(io.BytesIO(raw), convert_image=nothing, include_default_style_map=True).value
    root = parse_html(markup.encode("utf-8", "replace"))
    text = "" if root is None else text_of(root)
    if not text.strip():
        raise ValueError("holds no text, perhaps only pictures; run text recognition (OCR) on it")
    return {"text": text, **_properties(archive)}


def _refuse_dtd(name: str, raw: bytes) -> None:
    head = raw[:4096]
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"<\0!\0D\0" in head or b"\0<\0!\0D" in head:
        raise ValueError(f"is damaged: {name[:200]} declares entities, which no word processor writes; save it again")


def _properties(archive: Archive) -> dict[str, str | None]:
    if _PROPERTIES not in archive.names:
        return {}
    root = archive.xml(_PROPERTIES)
    declared = {
        element.tag.rpartition("}")[2]: (element.text or "").strip() for element in root if isinstance(element.tag, str)
    }
    return {
        "title": declared.get("title") or None,
        "author": declared.get("creator") or None,
        "date": declared.get("created") or None,
    }
