"""The source view: a whole article with what was cited of it marked. Long ones are laid out in parts, as these come near."""

import re
from collections.abc import Iterator, Sequence

from qa.documents.furniture import is_furniture_line
from qa.types import Document, Span
from ui.rendering.addresses import address
from ui.rendering.escaping import attribute, count, label
from ui.rendering.excerpts import Mark, marked_line
from ui.rendering.links import original_address
from ui.rendering.sources import render_meta

# The chosen mark's anchor: the article's address with it behind a `#` opens there without a script.
CHOSEN = "cited"
_LINE = re.compile(r"[^\n]+")
# Lines that the browser lays out together, once they are near. A page of print has about as many paragraphs.
_PART = 20
# A paragraph of more characters than this is set in several, or laying it out alone would take seconds.
_LONGEST = 4000


def render_article(document: Document, chosen: Span | None, others: Sequence[Span] = (), *, changed: bool = False) -> str:
    """`chosen` and `others` are marked. `changed`: it isn't the version that was cited, so nothing can be marked."""
    marks = (
        []
        if changed
        else [Mark(span, anchor=CHOSEN) for span in [chosen] if span] + [Mark(other, lighter=True) for other in others]
    )
    marks = [mark for mark in marks if mark.span.end <= len(document.text)]
    quote = chosen.of(document.text) if chosen and marks and marks[0].span == chosen else ""
    web = original_address(document.source, quote)
    original = (
        f'<a class="original" href="{attribute(web)}" target="_blank" rel="noopener noreferrer">Open the original</a>'
        if web
        else ""
    )
    notice = '<p class="notice">This article has changed since it was cited, so the quote can’t be marked in it.</p>'
    parts = "".join(f'<div class="part">{part}</div>' for part in _parts(document, marks))
    return (
        f'<article class="source" data-document="{attribute(document.id)}" data-source="{attribute(document.source)}">'
        f'<header><h1 dir="auto">{label(document.title)}</h1>{render_meta(document.source, document.published)}'
        f'<p class="meta">{count(len(document.text.split()), "word")}{" · " + original if original else ""}</p></header>'
        f'{notice if changed else ""}<div class="text">{parts}</div></article>'
    )


def render_article_page(document: Document, chosen: Span | None, others: Sequence[Span] = (), *, changed: bool = False) -> str:
    """The same as a page of its own, which needs no script."""
    article = render_article(document, chosen, others, changed=changed)
    return page(
        document.title, f'<main id="source-page"><p class="home"><a href="{address("/")}">CitedQA</a></p>{article}</main>'
    )


def page(title: str, body: str, styles: Sequence[str] = ("citedqa",)) -> str:
    """A page beside the app, in its looks. `body` is HTML, `styles` are names of the app's style sheets."""
    links = "".join(f'<link rel="stylesheet" href="{address(f"/ui/{name}.css")}">' for name in styles)
    return _page(title, f'<link rel="icon" href="{address("/ui/icon.svg")}">{links}', body)


def page_by_itself(title: str, body: str, css: str) -> str:
    """A page as a file: it needs nothing beside it, and may fetch and run nothing."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return _page(title, f'<meta http-equiv="Content-Security-Policy" content="{policy}"><style>{css}</style>', body)


def _page(title: str, head: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{attribute(title)} – CitedQA</title>{head}</head><body class="plain">{body}</body></html>'
    )


def _parts(document: Document, marks: Sequence[Mark]) -> Iterator[str]:
    lines: list[str] = []
    for start, end in _lines(document.text):
        inside = [mark for mark in marks if mark.span.start < end and start < mark.span.end]
        furniture = ' class="furniture"' if not inside and is_furniture_line(document.text[start:end]) else ""
        lines.append(f'<p dir="auto"{furniture}>{marked_line(document.text, start, end, inside)}</p>')
        if len(lines) == _PART:
            yield "".join(lines)
            lines = []
    if lines:
        yield "".join(lines)


def _lines(words: str) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(words):
        if not line[0].strip():
            continue
        start = line.start()
        while line.end() - start > _LONGEST:
            space = words.rfind(" ", start, start + _LONGEST)
            cut = space + 1 if space > start else start + _LONGEST
            yield start, cut
            start = cut
        yield start, line.end()
