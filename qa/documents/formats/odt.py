"""ODT → its text with tables, notes, numbers of lists, heads and feet of pages, and comments. Runs in the helper process."""

from collections.abc import Iterator
from typing import Any

from qa.documents.formats.archives import ZIP, Archive, attribute, kind_of
from qa.documents.formats.markup import Block, blocks_of, text_of
from qa.documents.formats.numbering import KINDS, numeral, whole
from qa.documents.formats.office import assembled, comment_by, declared_in
from qa.documents.formats.registry import Extract, reads

# What OpenDocument calls what HTML has a tag for; `text_of` knows those.
_TAGS = {
    **{name: name for name in ("p", "table")},
    "h": "h2",
    "list": "ul",
    "list-item": "li",
    "table-row": "tr",
    "table-cell": "td",
    "section": "div",
    **dict.fromkeys(("line-break", "s", "tab"), "br"),  # white space is white space
    # Left out: what was deleted, indexes' entries and what these are made by, names of styles.
    **dict.fromkeys(("tracked-changes", "table-of-content", "forms", "sequence-decls"), "script"),
    **dict.fromkeys(("bibliography-source", "alphabetical-index-source"), "script"),
}

_SPANS = (("rowspan", "number-rows-spanned"), ("colspan", "number-columns-spanned"))
_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_MARGINS = tuple(f"{{*}}{name}" for name in ("header", "header-first", "header-left", "footer", "footer-first", "footer-left"))
_LEVELS = ("{*}list-level-style-number", "{*}outline-level-style")
_Style = dict[int, Any]  # the element of each level
_Counts = dict[int, int]


@reads(".odt", "application/vnd.oasis.opendocument.text", starts=ZIP)
def read(raw: bytes, _url: str | None) -> Extract:
    """ValueError where it is damaged, encrypted, no text document, or holds no text."""
    archive = Archive(raw)
    if "content.xml" not in archive.names:
        raise ValueError("is no ODT: it has no content.xml; save it as .odt")
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise ValueError("is encrypted; save it without a password")
    archive.refuse_entities("content.xml")  # OpenOffice declares them in its formulas and macros, which aren't read
    root = archive.xml("content.xml")
    body = next(root.iter("{*}text"), None) if root.tag.endswith("}document-content") else None
    if body is None or next(body.iterancestors("{*}body"), None) is None:
        raise ValueError("is no ODT text document; save it as .odt")
    parts = (name for name in ("styles.xml", "content.xml") if name in archive.names)
    number(body, (root if name == "content.xml" else archive.xml(name) for name in parts))
    _leave_out_hidden(root, body)
    _put_apart(body)
    notes, comments = _taken_out(body, "note", "note-body"), _taken_out(body, "annotation", "annotation")
    return assembled(
        _blocks(body),
        _margins(archive),
        declared=declared_in(archive, "meta.xml"),
        before=map(_words, notes),
        after=map(_comment, comments),
    )


def _leave_out_hidden(root: Any, body: Any) -> None:
    """Sections, rows and words that the program doesn't show, by themselves or by their style."""
    properties = (each for each in root.iter("{*}text-properties") if attribute(each, "display") == "none")
    styles = {attribute(each.getparent(), "name") for each in properties} - {""}
    for element in list(body.iter("{*}section", "{*}table-row", "{*}hidden-text", "{*}span", "{*}p")):
        display, hidden = attribute(element, "display"), attribute(element, "is-hidden")
        collapsed = attribute(element, "visibility") == "collapse" or attribute(element, "style-name") in styles
        shown = hidden == "false" if element.tag.endswith("}hidden-text") else display != "none" and hidden != "true"
        if collapsed or not shown:
            _remove(element)


def _put_apart(body: Any) -> None:
    """Put the text in drawings, and what describes them, after the paragraph that they stand in."""
    for name in list(body.iter(f"{_NAMES}title", f"{_NAMES}desc")):
        name.tag = "p"
    for drawing in reversed(list(body.iter("{*}frame", "{*}custom-shape", "{*}g"))):
        around = next(drawing.iterancestors("{*}p", "{*}h", "{*}frame", "{*}custom-shape", "{*}g"), None)
        if around is not None and around.tag.endswith(("}p", "}h")) and next(drawing.iter("{*}p"), None) is not None:
            _remove(drawing)
            around.addnext(drawing)


def _remove(element: Any) -> None:
    """The element alone, not what follows it."""
    tail, element.tail = element.tail, None
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + (tail or "")
    else:
        parent.text = (parent.text or "") + (tail or "")
    parent.remove(element)


def _taken_out(body: Any, kind: str, text: str) -> list[Any]:
    """Take notes or comments out of the sentences that they stand in, and return the elements `text` of them."""
    found = []
    for note in list(body.iter(f"{{*}}{kind}")):
        found += list(note.iter(f"{{*}}{text}"))[:1]
        _remove(note)
    return found


def _words(part: Any) -> str:
    return text_of(_blocks(part))


def _blocks(part: Any) -> list[Block]:
    for element in part.iter():
        if isinstance(element.tag, str):
            for name, spanned in _SPANS if element.tag.endswith("}table-cell") else ():
                element.set(name, attribute(element, spanned))
            element.tag = _TAGS.get(kind_of(element), "span")
    return blocks_of(part)


def _comment(note: Any) -> str:
    author = "".join(name.text or "" for name in note.iter("{*}creator"))
    words = " ".join(filter(None, map(_words, list(note.iter("{*}p")))))
    return words and comment_by(author, words)


def _margins(archive: Archive) -> Iterator[str]:
    if "styles.xml" in archive.names:
        for margin in archive.xml("styles.xml").iter(*_MARGINS):
            for number in list(margin.iter("{*}page-number", "{*}page-count")):
                number.text = None
            yield from map(_words, list(margin.iter("{*}p")))


def number(body: Any, styles: Iterator[Any]) -> None:
    """`styles` are the roots of the parts that have some."""
    lists: dict[str, _Style] = {}
    outline: _Style = {}
    for root in styles:
        for each in root.iter("{*}list-style"):
            lists[attribute(each, "name")] = _levels(each)
        for each in root.iter("{*}outline-style"):
            outline = _levels(each)
    counted: dict[str, _Counts] = {}
    headings: _Counts = {}
    for element in body.iter("{*}list", "{*}h"):
        within = next(element.iterancestors("{*}list"), None)
        if element.tag.endswith("}h"):
            if within is None and attribute(element, "is-list-header") != "true":
                _put(element, _label(outline, headings, whole(attribute(element, "outline-level"), 1)))
        elif within is None:
            name = attribute(element, "style-name")
            goes_on = attribute(element, "continue-numbering") == "true" or attribute(element, "continue-list")
            counts = counted.get(name, {}) if goes_on else {}
            counted[name] = counts
            _number_list(element, lists.get(name, {}), lists, counts, 1)


def _number_list(element: Any, style: _Style, lists: dict[str, _Style], counts: _Counts, level: int) -> None:
    """No deeper than XML may be nested that lxml reads."""
    for item in element.iterchildren("{*}list-item"):
        first = next(item.iterchildren(), None)
        if first is not None and not first.tag.endswith("}list"):
            if begins := attribute(item, "start-value"):
                counts[level] = whole(begins, 1) - 1
            _put(first, _label(style, counts, level))
        for inner in item.iterchildren("{*}list"):
            _number_list(inner, lists.get(attribute(inner, "style-name"), style), lists, counts, level + 1)


def _label(style: _Style, counts: _Counts, level: int) -> str:
    """Count on, and return the label; empty where this level has bullets, or nothing."""

    def start(at: int) -> int:
        return whole(attribute(style[at], "start-value"), 1) if at in style else 1

    for at in range(1, level):
        counts.setdefault(at, start(at))
    counts[level] = counts.get(level, start(level) - 1) + 1
    for deeper in [at for at in counts if at > level]:
        del counts[deeper]
    kinds = {at: kind for at, each in style.items() if (kind := attribute(each, "num-format"))}
    if level not in kinds:
        return ""
    before, after, levels = (attribute(style[level], name) for name in ("num-prefix", "num-suffix", "display-levels"))
    told = range(max(1, level - whole(levels, 1) + 1), level + 1)  # how many levels' numbers are told, with its own
    numbers = [numeral(counts[at], KINDS.get(kinds[at], "decimal")) for at in told if at in kinds]
    return f"{before}{'.'.join(numbers)}{after}".strip()


def _put(paragraph: Any, label: str) -> None:
    if label and "".join(paragraph.itertext()).strip():
        paragraph.text = f"{label} {paragraph.text or ''}"


def _levels(style: Any) -> _Style:
    return {whole(attribute(each, "level"), 1): each for each in style.iterchildren(*_LEVELS)}
