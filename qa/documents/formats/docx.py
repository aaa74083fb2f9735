"""DOCX → text with its tables, footnotes and text boxes, by mammoth; charts, heads and feet of pages, comments, metadata.

Runs in the helper process.
"""

import io
import re
from collections.abc import Iterator
from xml.parsers.expat import ExpatError

from qa.documents.formats.archives import ZIP, Archive
from qa.documents.formats.blocks import blocks_of, marks_of, text_of
from qa.documents.formats.markup import parse_html
from qa.documents.formats.office import choose, comments_in, declared_in, drawn, joined, told_once, words_of
from qa.documents.formats.registry import Extract, reads
from qa.documents.formats.word_body import readable

_COMMENTS = "word/comments.xml"
_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml")
# Beside mammoth's own map, which knows headings.
_CAPTIONS = "p[style-name='Caption'] => p.caption:fresh"
_BACK_TO_MARK = "↑"  # mammoth's link from a note to its mark


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
    try:
        markup = mammoth.convert_to_html(io.BytesIO(readable(archive)), convert_image=nothing, style_map=_CAPTIONS).value
    except ExpatError as exc:
        raise ValueError("is damaged: a part of it is no well-formed XML; save it again") from exc
    root = parse_html(markup.encode("utf-8", "replace"))
    for link in () if root is None else root.iter("a"):
        link.text = None if link.text == _BACK_TO_MARK else link.text
    blocks = [] if root is None else blocks_of(root)
    body = text_of(blocks)
    beside = *drawn(archive, "word/document.xml"), *told_once(_margins(archive), body), *_comments(archive)
    text = joined((body, *beside))
    title, author, created = declared_in(archive)
    return Extract(text, title, author, created=created, marks=marks_of(blocks))


def _margins(archive: Archive) -> Iterator[str]:
    for name in filter(_MARGIN.fullmatch, archive.names):
        root = archive.xml(name)
        choose(root)
        for paragraph in list(root.iter("{*}p")):
            yield words_of(paragraph)


def _comments(archive: Archive) -> Iterator[str]:
    if _COMMENTS in archive.names:
        yield from (words for _, words in comments_in(archive.xml(_COMMENTS), {}))
