"""DOCX → text with its tables, footnotes and text boxes, by mammoth; charts, heads and feet of pages, comments, metadata.

What Word shows and mammoth passes over is put in words that mammoth knows. Runs in the helper process.
"""

import io
import re
import zipfile
from typing import Any
from xml.parsers.expat import ExpatError

from qa.documents.formats.archives import ZIP, Archive, attribute, kind_of
from qa.documents.formats.markup import blocks_of, parse_html
from qa.documents.formats.numbering import Numbers, value
from qa.documents.formats.office import assembled, choose, comments_in, declared_in, drawn, paragraphs_in, replace, words_of
from qa.documents.formats.registry import Extract, reads

_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml")
# Beside mammoth's own map, which knows headings.
_CAPTIONS = "p[style-name='Caption'] => p.caption:fresh"
_BACK_TO_MARK = "↑"  # mammoth's link from a note to its mark
_TEXTS = re.compile(r"word/(?:document|footnotes|endnotes)\d*\.xml")
_NUMBERING = "word/numbering.xml"
# To mammoth: what holds text and is passed over with it → what is read for what stands in it.
_READ_AS = {
    **dict.fromkeys(("fldSimple", "dir", "bdo", "ruby", "rubyBase"), "smartTag"),
    "cr": "br",
    "ptab": "tab",
}
_NOT_SHOWN = frozenset({"rt", "softHyphen"})
_FRACTION, _RAISED, _LOWERED = "/", "^", "_"
_LEVELS = 9  # of headings; the next one is that of text


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
    for link in root.iter("a"):
        link.text = None if link.text == _BACK_TO_MARK else link.text
    for box in root.iter("input"):  # mammoth's word for the mark of a form
        box.tail = f"{'☐' if box.get('checked') is None else '☒'} {(box.tail or '').lstrip()}"
    return assembled(
        blocks_of(root),
        (words for name in filter(_MARGIN.fullmatch, archive.names) for words in paragraphs_in(archive, name)),
        declared=declared_in(archive),
        before=drawn(archive, "word/document.xml"),
        after=(words for _, words in comments_in(archive, "word/comments.xml")),
    )


def readable(archive: Archive) -> bytes:
    """The archive without its pictures, and with what mammoth needs to read all that Word shows.

    Numbers of lists and headings stand in their paragraphs; words in shapes, fields and formulas are plain words. What is
    formatted as hidden is left out, as Word does.
    """
    numbers, headings = Numbers(archive), _Headings(archive)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name in dict.fromkeys(archive.names):
            if not name.lower().endswith((".xml", ".rels")) or name == _NUMBERING:
                continue
            made.writestr(name, _rewritten(archive, name, numbers, headings) if _TEXTS.fullmatch(name) else archive.read(name))
    return file.getvalue()


class _Headings:
    """Finds headings of a style that is based on a heading's or has its level: mammoth knows only Word's own styles."""

    def __init__(self, archive: Archive) -> None:
        self._styles: dict[str, tuple[str, str]] = {}  # the level of a style, and the style that it is based on
        if "word/styles.xml" in archive.names:
            for style in archive.xml("word/styles.xml").iterchildren("{*}style"):
                level = value(next(style.iterchildren("{*}pPr"), None), "outlineLvl")
                self._styles[attribute(style, "styleId")] = level, value(style, "basedOn")

    def mark(self, paragraph: Any) -> None:
        """Give it Word's own style of its level, where it has one."""
        properties = next(paragraph.iterchildren("{*}pPr"), None)
        if properties is None:
            return
        level, style = value(properties, "outlineLvl"), value(properties, "pStyle")
        seen: set[str] = set()
        while not level and style in self._styles and style not in seen:
            seen.add(style)
            level, style = self._styles[style]
        if level.isdecimal() and int(level) < _LEVELS:
            space = _space(properties)
            for named in list(properties.iterchildren("{*}pStyle")):
                properties.remove(named)
            own = properties.makeelement(f"{space}pStyle", {f"{space}val": f"Heading{min(int(level) + 1, 6)}"})
            properties.insert(0, own)


def _rewritten(archive: Archive, name: str, numbers: Numbers, headings: _Headings) -> bytes:
    from lxml import etree

    root = archive.xml(name)
    choose(root)
    for element in list(root.iter("{*}drawing", "{*}pict", "{*}object")):
        _keep_boxes(element)
    for formula in list(root.iter("{*}oMath")):
        replace(formula, [_run(root, _formula(formula))])
    for element in list(root.iter("{*}oMathPara")):
        replace(element, list(element))
    for element in list(root.iter()):
        kind = kind_of(element)
        if kind in _READ_AS:
            element.tag = f"{_space(element)}{_READ_AS[kind]}"
        elif kind == "br":
            element.attrib.clear()  # ends of pages and columns part words, and mammoth reads none
        elif kind in _NOT_SHOWN or (kind == "r" and _is_hidden(element)):
            replace(element, [])
    for paragraph in root.iter("{*}p"):
        # A paragraph whose end was deleted goes on in the next one, which has the number.
        if next(paragraph.iterfind("{*}pPr/{*}rPr/{*}del"), None) is not None or _space(paragraph) != _space(root):
            continue
        if (number := numbers.of(paragraph)) and words_of(paragraph):
            at = 1 if next(paragraph.iterchildren("{*}pPr"), None) is not None else 0
            paragraph.insert(at, _run(root, f"{number} "))
        headings.mark(paragraph)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _keep_boxes(element: Any) -> None:
    """Keep nothing of a drawing but the text boxes in it, however they are grouped."""
    boxes = [
        box
        for box in element.iter("{*}txbxContent")
        if next((each for each in box.iterancestors("{*}txbxContent") if element in each.iterancestors()), None) is None
    ]
    if boxes:
        element.tag = f"{_space(boxes[0])}pict"
        element[:] = boxes


def _formula(element: Any) -> str:
    """The formula on one line: `E=mc^2`, `(a+b)/2`."""
    parts = []
    for child in element:
        kind = kind_of(child)
        words = _formula(child) if len(child) else (child.text or "") if kind == "t" else ""
        sign = {"sup": _RAISED, "sub": _LOWERED, "den": _FRACTION}.get(kind, "")
        if kind in {"num", "den", "sup", "sub"} and len(words) > 1 and not words.isalnum():
            words = f"({words})"
        parts.append(sign + words if words else "")
    return "".join(parts)


def _run(root: Any, words: str) -> Any:
    from lxml import etree

    run = etree.Element(f"{_space(root)}r")
    etree.SubElement(run, f"{_space(root)}t").text = words
    return run


def _is_hidden(run: Any) -> bool:
    mark = next(run.iterfind("{*}rPr/{*}vanish"), None)
    return mark is not None and not {"0", "false"} & set(mark.attrib.values())


def _space(element: Any) -> str:
    """The element's namespace as it stands before a name: `{address}`."""
    return f"{element.tag.rpartition('}')[0]}}}"
