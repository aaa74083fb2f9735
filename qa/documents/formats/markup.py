"""Markup without page furniture (a book's chapter, a converted text document) → its element tree, ready to be read.

Trafilatura looks for the article in a page and leaves the rest; here all of it is the text. Runs in the helper process.
"""

import re
from typing import Any

_RAISED = re.compile(r"[-−+]?\d{1,4}")
_SIGNS = {"mfrac": "/", "msup": "^", "msub": "_"}
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_LITTLE = 0.2  # of a page's letters


def parse_html(raw: bytes) -> Any:
    """The root element of UTF-8 markup, however broken, or None where there is no element."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(raw, parser=parser)
    except etree.ParserError:  # empty
        return None
    _leave_out_hidden(root)
    write_raised(root)
    _write_formulas(root)
    return root


def _write_formulas(root: Any) -> None:
    """Write formulas on one line, as those of a Word file: a/b, x^2, not ab and x2."""
    for formula in root.iter(*_SIGNS):
        if len(formula) == 2:
            words = ["".join(part.itertext()).strip() for part in formula]
            bare = [len(each) < 2 or each.isalnum() for each in words]
            formula.text = "" if bare[0] else "("
            formula[0].tail = f"{'' if bare[0] else ')'}{_SIGNS[formula.tag]}{'' if bare[1] else '('}"
            formula[1].tail = "" if bare[1] else ")"


def _leave_out_hidden(root: Any) -> None:
    """Leave out what no reader sees, such as the preview of a newsletter, where it is little.

    What has an id, as a note in a book that opens above its text, is shown later; and much of a page is, by a script.
    """
    hidden, within = [], set[Any]()
    for element in root.iter():
        if element not in within and (element.get("hidden") is not None or _HIDDEN.search(element.get("style", ""))):
            within.update(element.iter())
            hidden.append(element)
    hidden = [each for each in hidden if each is not root and not any(part.get("id") for part in each.iter())]
    if sum(len(each.text_content()) for each in hidden) < _LITTLE * len(root.text_content()):
        for each in hidden:
            each.drop_tree()


def write_raised(root: Any) -> None:
    """Write raised numbers as they read on a line: 10^5, and [1] for a note, which would be 105 and part of the word before."""
    for link in root.xpath("//a[@*[contains(., 'noteref')]]"):  # of a book, whose style may raise it
        if _RAISED.fullmatch(words := "".join(link.itertext()).strip()):
            link[:] = []
            link.text = f"[{words}]"
    for raised in list(root.iter("sup")):
        words, before = "".join(raised.itertext()).strip(), raised.getprevious()
        if raised.getparent() is None or not _RAISED.fullmatch(words):
            continue
        left = (raised.getparent().text if before is None else before.tail) or ""
        if raised.getparent().tag == "a" or next(raised.iter("a"), None) is not None:
            raised[:] = []
            raised.text = f"[{words}]"
        elif left[-1:].isdigit():
            raised.text = f"^{raised.text or ''}"
