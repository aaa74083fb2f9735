"""A page's main text, title, author, date and canonical address, by trafilatura. Runs in the helper process.

A page that is nothing but its text (a document saved as HTML) is taken whole: where nothing in it is marked as the main text,
trafilatura takes the paragraphs and drops headings and lists.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from qa.documents.formats.markup import Block, blocks_of, marks_of, parse_html, text_of, write_raised
from qa.documents.formats.registry import Extract, reads
from qa.documents.formats.tables import without_pipes
from qa.documents.layout import marks_by_words

_CAPTION = "Picture: "
_LONGEST_CAPTION = 600  # longer lines are no furniture
_WHOLE = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_NUMBERED = re.compile(r"^(?:\w{1,4}\. )+", re.MULTILINE)  # the number of an item, which trafilatura doesn't tell
# What stands beside a page's text, whatever it says.
_BESIDE = "//nav | //footer | //aside | //form | //button | //*[contains(@class, 'comment') or contains(@id, 'comment')]"
# What an aside is called that belongs to the text.
_CALLOUT = re.compile(r"note|warning|caution|important|admonition|callout|danger|\btip\b|\bhint\b", re.IGNORECASE)
_LINKED = 0.1  # at most this share of a document's words is links; pages of web sites have more
_LEFT_OUT = 0.03  # no more of a document's words may be left out
# Where one of these is left out, no word may be; the title stands in an h1.
_HEADINGS = frozenset("h2 h3 h4 h5 h6".split())
_BARE = frozenset("p h1 h2 h3 h4 h5 h6 ul ol dl pre blockquote".split())
# With more than this share of its words in such blocks of the body itself, a page is all text, however many links it has; and a
# form with more of them stands around the text.
_MOST = 0.5


@reads(".html", ".htm", "text/html", "application/xhtml+xml", given="text")
def read(markup: bytes, url: str | None) -> Extract:
    """`markup` is UTF-8. ValueError where the page has no main text."""
    from trafilatura import bare_extraction

    text = markup.decode()
    whole = text if _WHOLE.search(text) else f"<html><body>{text}</body></html>"  # a part of a page, as editors save it
    page = bare_extraction(
        _prepared(whole) if re.search("<(?:figcaption|aside|sup)", text, re.IGNORECASE) else whole,
        url=url,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False},  # which takes long; `_declared_date` is what counts
    )
    found = page is not None and not isinstance(page, dict)
    about = Extract("", page.title, page.author, _declared_date(whole, page.url), page.url) if found else Extract("")
    kept = without_pipes(page.text or "") if found else ""
    blocks = _document(whole)
    document = text_of(blocks)
    lines = set(kept.split("\n"))
    left_out = 0 if any(kind in _HEADINGS and words not in lines for kind, words in blocks) else _LEFT_OUT
    if _count_words(kept) < (1 - left_out) * _count_words(document):
        return replace(about, text=document, marks=marks_of(blocks))
    if not kept.strip():
        raise ValueError("no main text in this page; if its text is made by a script, save the article as .txt")
    return replace(about, text=kept, marks=marks_by_words(kept, _marked(page.body)))


def _declared_date(whole: str, url: str | None) -> str | None:
    """Return the date that a page declares. One in its headings or text may be an event's; a wrong date is worse than none."""
    from htmldate import find_date

    root = parse_html(whole.encode())
    for heading in root.xpath("//h1 | //h2 | //title"):
        heading.drop_tree()
    found: str | None = find_date(root, extensive_search=False, original_date=True, url=url)
    return found


def _document(whole: str) -> list[Block]:
    """All text of a page that has few links, or no parts, without what stands beside it; nothing of other pages."""
    root = parse_html(whole.encode())
    _open_callouts(root)
    words = _count_words(root.text_content())
    for beside in root.xpath(_BESIDE):
        around = beside.tag == "form" and _count_words(beside.text_content()) > _MOST * words
        if beside.getparent() is not None and not around:
            beside.drop_tree()
    blocks = blocks_of(root)
    words = _count_words(text_of(blocks))
    body = next(root.iter("body"), root)
    in_body = sum(_count_words(child.text_content()) for child in body if child.tag in _BARE)
    linked = sum(_count_words(" ".join(link.itertext())) for link in root.iter("a"))
    return blocks if linked <= _LINKED * words or in_body > _MOST * words else []


def _open_callouts(root: Any) -> None:
    """A note or a warning that a program for manuals puts aside stands in the text."""
    for aside in root.iter("aside"):
        if _CALLOUT.search(f"{aside.get('class', '')} {aside.get('role', '')} {aside.get('data-type', '')}"):
            aside.tag = "div"


def _count_words(text: str) -> int:
    return len(_WORD.findall(_NUMBERED.sub("", text)))


def _prepared(whole: str) -> Any:
    """The page's tree with each caption as a paragraph after its figure, which trafilatura leaves out with all in it.

    By what stands before it a caption is furniture: it is kept, and never quoted as if the article said it.
    """
    from lxml import etree
    from trafilatura.utils import load_html

    tree = load_html(whole)
    if tree is None:
        return whole
    for figure in list(tree.iter("figure")):
        for caption in figure.iter("figcaption"):
            words = " ".join("".join(caption.itertext()).split())
            if words and figure.getparent() is not None:
                paragraph = etree.Element("p")
                paragraph.text = f"{_CAPTION}{words[:_LONGEST_CAPTION]}"
                figure.addnext(paragraph)
    _open_callouts(tree)
    write_raised(tree)
    return tree


def _marked(body: Any) -> Iterator[tuple[str, str]]:
    """Headings as trafilatura found them, and the captions put in before, in the text's order."""
    for element in body.iter("head", "p"):
        words = "".join(element.itertext())
        if element.tag == "head":
            yield element.get("rend", "h2"), words
        elif words.startswith(_CAPTION):
            yield "caption", words
