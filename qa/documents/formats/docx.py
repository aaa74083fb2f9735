"""DOCX → text with its tables, footnotes and text boxes, by mammoth; metadata. Runs in the helper process."""

import io

from qa.documents.formats.archives import ZIP, Archive
from qa.documents.formats.markup import parse_html, text_of
from qa.documents.formats.office import declared_in
from qa.documents.formats.registry import Extract, reads


@reads(".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", starts=ZIP)
def read(raw: bytes, _url: str | None) -> Extract:
    """ValueError where it is damaged, is no text document, or holds no text."""
    import mammoth

    archive = Archive(raw)
    archive.check_size()
    if "[Content_Types].xml" not in archive.names or not any(name.startswith("word/") for name in archive.names):
        raise ValueError("is no DOCX text document; save it as .docx")
    archive.refuse_entities()  # mammoth's XML parser expands them; Word writes no DTD
    # Pictures aren't read; linked ones, which would be files on this machine, aren't either.
    nothing = mammoth.images.img_element(lambda _image: {"src": ""})
    markup = mammoth.convert_to_html(io.BytesIO(raw), convert_image=nothing, include_default_style_map=True).value
    root = parse_html(markup.encode("utf-8", "replace"))
    text = "" if root is None else text_of(root)
    if not text.strip():
        raise ValueError("holds no text, perhaps only pictures; run text recognition (OCR) on it")
    title, author, date = declared_in(archive)
    return Extract(text, title, author, date)
