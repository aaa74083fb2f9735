"""DOCX → text with its tables, footnotes and text boxes, by mammoth; metadata. Runs in the helper process."""

import io

from qa.documents.formats.archives import ZIP, Archive
from qa.documents.formats.markup import parse_html, text_of
from qa.documents.formats.registry import Extract, reads

_PROPERTIES = "docProps/core.xml"


@reads(".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", starts=ZIP)
def read(raw: bytes, _url: str | None) -> Extract:
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
    title, author, date = _properties(archive)
    return Extract(text, title, author, date)


def _refuse_dtd(name: str, raw: bytes) -> None:
    head = raw[:4096]
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"<\0!\0D\0" in head or b"\0<\0!\0D" in head:
        raise ValueError(f"is damaged: {name[:200]} declares entities, which no word processor writes; save it again")


def _properties(archive: Archive) -> tuple[str | None, str | None, str | None]:
    """(title, author, date) as declared."""
    if _PROPERTIES not in archive.names:
        return None, None, None
    root = archive.xml(_PROPERTIES)
    declared = {
        element.tag.rpartition("}")[2]: (element.text or "").strip() for element in root if isinstance(element.tag, str)
    }
    return declared.get("title") or None, declared.get("creator") or None, declared.get("created") or None
