"""Markup without page furniture (a book's chapter, a converted text document) → its text, block by block.

Trafilatura looks for the article in a page and leaves the rest; here all of it is the text. Runs in the helper process.
"""

from collections.abc import Sequence
from typing import Any

from qa.documents.layout import KINDS, Mark

_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3
    h4 h5 h6 header hr html li main ol p pre section summary table tbody tfoot thead tr ul
    """.split()
)
_LEFT_OUT = frozenset("head script style template noscript svg math object iframe nav".split())
_CELLS = frozenset({"td", "th"})


def parse_html(raw: bytes) -> Any:
    """The root element of UTF-8 markup, however broken, or None where there is no element."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return html.document_fromstring(raw, parser=parser)
    except etree.ParserError:  # empty
        return None


Block = tuple[str, str]


def text_of(blocks: Sequence[Block]) -> str:
    """Every block on its own with an empty line between."""
    return "\n\n".join(words for _kind, words in blocks)


def marks_of(blocks: Sequence[Block]) -> tuple[Mark, ...]:
    """The headings and captions among them, where the text begins with `text_of` them."""
    found, number = [], 0
    for kind, words in blocks:
        if kind:
            found.append((kind, number, words))
        number += sum(1 for line in words.split("\n") if line.strip())
    return tuple(found)


def blocks_of(root: Any) -> list[Block]:
    """What each block is, as `qa.documents.layout` names it, or "", and its words; a table's row is one, `cell | cell`."""
    blocks: list[Block] = []
    words: list[str] = []

    within: list[str] = []  # of headings and captions, those that are open

    def end_block() -> None:
        block = "".join(words).strip("\n") if preformatted else " ".join("".join(words).split())
        words.clear()
        if block := block.strip(" |"):
            blocks.append((within[-1] if within else "", block))

    # Not recursive: hostile markup nests deeper than Python's stack.
    preformatted = row = 0
    pending: list[tuple[str, Any]] = [("open", root)]
    while pending:
        step, element = pending.pop()
        name = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
        if step == "open":
            pending.append(("tail", element))
            if not name or name in _LEFT_OUT:
                continue
            if name == "br":
                words.append("\n" if preformatted else " ")
            elif name in _CELLS:
                words.append(" | " if "".join(words).strip() else "")
                row += 1
            elif name in _BLOCKS:
                if row:  # a paragraph in a cell doesn't end the row
                    words.append(" ")
                else:
                    end_block()
                within += filter(None, [_kind(name, element)])
                preformatted += name == "pre"
            words.append(element.text or "")
            pending.append(("close", element))
            pending.extend(("open", child) for child in reversed(element))
        elif step == "close":
            if name in _CELLS:
                row -= 1
            elif name in _BLOCKS:
                if row:
                    words.append(" ")
                else:
                    end_block()
                if _kind(name, element):
                    within.pop()
                preformatted -= name == "pre"
        elif element is not root:
            words.append(element.tail or "")
    end_block()
    return blocks


def _kind(name: str, element: Any) -> str:
    if name in KINDS:  # a heading; a table's caption
        return name
    return "caption" if name == "figcaption" or element.get("class") == "caption" else ""
