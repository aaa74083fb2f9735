"""The only maker of HTML: answers, sources and what surrounds them, for the app and for exports.

Everything that comes from a document, a model or a person passes through `_text` or `_label`, so it can't become markup.
Anchors: turn 3 is `#t3`; its sources `#t3-sources`; its citation 1 is marked at `#t3-m1` and shown in card `#t3-c1`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from html import escape
from itertools import pairwise
from urllib.parse import urlsplit

from qa.furniture import is_furniture_line
from qa.types import Answer, Citation, Document, DocumentSummary, Span

# Characters of surrounding text on either side of a quote: about three sentences of news prose.
_AROUND = 280
_TOOLTIP = 280
# Fewer characters in common with a quote than this are chance, not quotation.
_SHARED = 20
_LISTED = 8

# Control characters and lone surrogates, which no document shows and JSON or HTML may choke on.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# Embeddings, overrides and isolates (Unicode TR9): they can make a text read as another one.
_BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LINE = re.compile(r"[^\n]+")
# A full stop after three letters ends a sentence more surely than that of "U.S." or "Mr.".
_SENTENCE_START = re.compile(r"(?<=\w{3}[.!?…])[\"'”’)\]]*\s+(?=\S)")
_SENTENCE_END = re.compile(r"(?<=\w{3}[.!?…])[\"'”’)\]]*(?=\s)")
_PARAGRAPH_START = re.compile(r"\n\s*(?=\S)")
_WORD_START = re.compile(r"\s+(?=\S)")
_VERDICTS = {"supported": "", "verbatim": "", "partly": "partly supported", "unsupported": "not supported by its source"}


# -- the conversation ---------------------------------------------------------------------------------------------------


def render_answer(answer: Answer, turn: int) -> str:
    """An answer with its markers linked to the cards of `render_sources`, or an abstention that can't pass for one."""
    parts = []
    if answer.standalone_question != answer.question:
        parts.append(f'<p class="understood">Understood as <q>{_label(answer.standalone_question)}</q></p>')
    if answer.status == "abstained":
        verdict, _, rest = answer.text.partition("\n\n")
        parts.append(f'<p class="verdict">{_advice(verdict)}</p>')
        if rest:
            parts.append(f"<p>{_text(rest)}</p>")
        if answer.closest:
            links = "".join(_marker(citation, turn) for citation in answer.closest)
            parts.append(
                f'<p class="aside">These passages come closest, but they don’t answer the question: '
                f'<span class="markers">{links}</span></p>'
            )
        return f'<div class="answer abstained">{"".join(parts)}</div>'
    parts += _prose(answer, turn)
    if answer.citations:
        parts.append(f'<p class="aside"><a href="#t{turn}-sources">{_count(len(answer.citations), "source")}</a></p>')
    return f'<div class="answer">{"".join(parts)}</div>'


def render_failure(message: str) -> str:
    """One plain sentence instead of an answer."""
    return f'<div class="answer failed" role="alert"><p>{_advice(message)}</p></div>'


def render_working(message: str) -> str:
    return (
        f'<div class="answer working" role="status"><p>{_text(message)}<span class="dots" aria-hidden="true"></span></p></div>'
    )


def render_turn(question: str, reply: str, turn: int) -> str:
    """A question and its reply; `reply` is HTML from one of the functions above."""
    return (
        f'<article class="turn" id="t{turn}" aria-label="Question {turn}">'
        f'<h2 class="question" dir="auto">{_text(question)}</h2>{reply}</article>'
    )


def render_name() -> str:
    return "<h1>CitedQA</h1><p>Answers quoted from your documents</p>"


def render_conversation(turns: Iterable[str]) -> str:
    return f'<div class="conversation" role="log" aria-label="Conversation">{"".join(turns)}</div>'


def render_welcome(documents: int) -> str:
    """What stands where the conversation will be."""
    if documents:
        return (
            '<div class="welcome"><h2>Ask your documents</h2>'
            "<p>Every answer is quoted from a source, attributed, and marked in its place. "
            "If the answer isn’t in them, you’ll be told so.</p></div>"
        )
    return (
        '<div class="welcome"><h2>The library is empty</h2>'
        "<p>Add documents in a terminal, then ask here:</p><pre><code>qa ingest PATH</code></pre>"
        "<p><code>PATH</code> is a file or a folder with .txt, .md, .html or .jsonl files.</p></div>"
    )


# -- the sources --------------------------------------------------------------------------------------------------------


def render_sources(answer: Answer, documents: Mapping[str, Document], turn: int) -> str:
    """The cards of an answer's citations, or of an abstention's closest passages. `documents` by id; one may be missing."""
    shown = answer.citations or answer.closest
    if not shown:
        return ""
    title = "Sources" if answer.citations else "Closest passages"
    around = _AROUND if answer.citations else 0  # a closest passage is a whole one already
    cards = "".join(_card(citation, shown, documents.get(citation.document_id), turn, around) for citation in shown)
    kind = "cited" if answer.citations else "closest"
    return (
        f'<section class="sources {kind}" id="t{turn}-sources" aria-label="{title}">'
        f'<h2>{title}</h2><p class="for">for <a href="#t{turn}"><q>{_label(answer.question)}</q></a></p>{cards}</section>'
    )


def render_shelf(documents: Sequence[DocumentSummary]) -> str:
    """What the library holds: shown while there are no sources to show."""
    if not documents:
        return ""
    rows = "".join(
        f'<li><span class="title" dir="auto">{_label(document.title)}</span>{_meta(document.source, document.published)}</li>'
        for document in documents[:_LISTED]
    )
    more = len(documents) - _LISTED
    rest = f'<p class="for">and {_count(more, "other document")}</p>' if more > 0 else ""
    return (
        f'<section class="sources shelf" aria-label="In your library"><h2>In your library</h2>'
        f'<p class="for">{_count(len(documents), "document")}</p><ul>{rows}</ul>{rest}</section>'
    )


def excerpt(text: str, span: Span, others: Sequence[Span] = (), around: int = _AROUND) -> str:
    """The span marked inside up to `around` characters on either side; `others` are marked lighter where they fall in."""
    start, end = _context_start(text, span.start, around), _context_end(text, span.end, around)
    paragraphs = []
    for line in _LINE.finditer(text, start, end):
        outside = line.end() <= span.start or line.start() >= span.end
        if not line[0].strip() or (outside and is_furniture_line(line[0])):
            continue
        paragraphs.append("".join(_pieces(text, line.start(), line.end(), span, others)).strip())
    if start > 0 and paragraphs:
        paragraphs[0] = '<span class="cut">… </span>' + paragraphs[0]
    if end < len(text.rstrip()) and paragraphs:
        paragraphs[-1] += '<span class="cut"> …</span>'
    return "".join(f'<p dir="auto">{paragraph}</p>' for paragraph in paragraphs)


# -- inside -------------------------------------------------------------------------------------------------------------


def _text(text: str) -> str:
    """Escaped; where it holds direction controls, they end with it."""
    safe = escape(_UNPRINTABLE.sub("\ufffd", text))
    return f"<bdi>{safe}</bdi>" if _BIDI.search(text) else safe


def _advice(message: str) -> str:
    """A message of this program: `commands` in it are set as such."""
    return re.sub(r"`([^`\n]+)`", r"<code>\1</code>", _text(message))


def _label(text: str) -> str:
    """A name, title or source: on one line, in its own direction, without controls that could make it read as another."""
    return f"<bdi>{_attribute(text)}</bdi>"


def _attribute(text: str) -> str:
    """The same for the inside of an attribute's quotes."""
    return escape(_UNPRINTABLE.sub("\ufffd", _BIDI.sub("", " ".join(text.split()))))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _prose(answer: Answer, turn: int) -> list[str]:
    """The answer's paragraphs. Of Markdown, only `**bold**` and line breaks mean something, and nothing inside a quote does."""
    citations = {citation.marker: citation for citation in answer.citations}
    shared = {_shared(answer.text, citation.quote) for citation in answer.citations} - {""}
    verbatim = "|".join(re.escape(words) for words in sorted(shared, key=len, reverse=True)) or r"(?!)"
    token = re.compile(
        rf"(?P<quote>{verbatim})|\*\*(?P<bold>[^*\n]+)\*\*|\s*\[(?P<marker>\d{{1,3}})\]|(?P<end>\n\s*\n)|(?P<br>\n)"
    )
    paragraphs, current, at = [], "", 0
    for found in token.finditer(answer.text):
        current += _text(answer.text[at : found.start()])
        at = found.end()
        match found.lastgroup:
            case "quote":
                current += f'<span class="verbatim">{_quoted(found[0], answer.short_answer)}</span>'
            case "bold":
                current += f"<strong>{_label(found['bold'])}</strong>"
            case "marker" if int(found["marker"]) in citations:
                current += _marker(citations[int(found["marker"])], turn)
            case "end":
                paragraphs.append(current)
                current = ""
            case "br":
                current += "<br>"
            case _:
                current += _text(found[0])
    paragraphs.append(current + _text(answer.text[at:]))
    return [f'<p dir="auto">{paragraph.strip()}</p>' for paragraph in paragraphs if paragraph.strip()]


def _shared(answer: str, quote: str) -> str:
    """The longest stretch of the quote that stands in the answer word for word; empty where there is none to speak of."""
    if quote in answer:
        return quote
    found = SequenceMatcher(None, quote, answer, autojunk=False).find_longest_match()
    words = quote[found.a : found.a + found.size].strip()
    return words if len(words) >= _SHARED else ""


def _quoted(quote: str, short_answer: str | None) -> str:
    before, found, after = quote.partition(short_answer) if short_answer else (quote, "", "")
    inside = _text(before) + (f"<strong>{_text(found)}</strong>" if found else "") + _text(after)
    return inside.replace("\n", "<br>")


def _marker(citation: Citation, turn: int) -> str:
    number = citation.marker
    hint = _attribute(citation.quote if len(citation.quote) <= _TOOLTIP else citation.quote[:_TOOLTIP] + " …")
    doubt = "" if not _VERDICTS[citation.verdict] else f" {citation.verdict}"
    return (
        f'\N{WORD JOINER}<a class="marker{doubt}" id="t{turn}-m{number}" href="#t{turn}-c{number}" title="{hint}" '
        f'aria-label="Source {number}: {_attribute(citation.title)}">{number}</a>'
    )


def _card(citation: Citation, shown: Sequence[Citation], document: Document | None, turn: int, around: int) -> str:
    number = citation.marker
    span = Span(citation.start, citation.end)
    if document is not None and document.text[span.start : span.end] == citation.quote:
        others = [
            Span(other.start, other.end)
            for other in shown
            if other.document_id == citation.document_id and other is not citation
        ]
        body = excerpt(document.text, span, others, around)
    else:  # the document has changed or gone since; what was cited is still what was cited
        body = excerpt(citation.quote, Span(0, len(citation.quote)))
    return (
        f'<article class="card" id="t{turn}-c{number}" aria-label="Source {number}">'
        f'<header><a class="number" href="#t{turn}-m{number}" aria-label="Back to marker {number}">{number}</a>'
        f'<div><h3 dir="auto">{_label(citation.title)}</h3>'
        f"{_meta(citation.source, citation.published, citation.speaker, _VERDICTS[citation.verdict])}</div></header>"
        f"<blockquote>{body}</blockquote></article>"
    )


def _meta(source: str, published: str | None, speaker: str | None = None, note: str = "") -> str:
    parts = []
    if speaker:
        parts.append(f'<strong class="speaker">{_label(speaker)}</strong>')
    if note:
        parts.append(f'<em class="doubt">{note}</em>')
    if published:
        parts.append(f'<time datetime="{_attribute(published)}">{_label(_long_date(published))}</time>')
    parts.append(_source(source))
    return f'<p class="meta">{" · ".join(parts)}</p>'


def _source(source: str) -> str:
    """A web address as a link to it; a path by its name, in full on hovering. No other scheme is ever a link."""
    try:
        parts = urlsplit(source)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme in ("http", "https") and parts.hostname:
        href = f'href="{_attribute(source)}" target="_blank" rel="noopener noreferrer"'
        return f'<a class="source" {href}>{_label(parts.hostname)}</a>'
    name = re.split(r"[/\\]", source.rstrip("/\\"))[-1] or source
    return f'<span class="source" title="{_attribute(source)}">{_label(name)}</span>'


def _long_date(published: str) -> str:
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return published
    return f"{day.day} {day:%B} {day.year}"


def _context_start(text: str, start: int, around: int) -> int:
    """Where, within reach before `start`, a paragraph begins; else a sentence; else a word; else `start` itself."""
    if start <= around:
        return 0
    found = (boundary.search(text, start - around, start) for boundary in (_PARAGRAPH_START, _SENTENCE_START, _WORD_START))
    return next((match.end() for match in found if match), start)


def _context_end(text: str, end: int, around: int) -> int:
    """Where, within reach after `end`, a paragraph ends; else a sentence; else a word; else `end` itself."""
    if end + around >= len(text):
        return len(text)
    reach = text[end : end + around]
    if (paragraph := reach.rstrip().rfind("\n")) > 0 and reach[:paragraph].strip():
        return end + paragraph
    ends = [found.end() for found in _SENTENCE_END.finditer(text, end, end + around)]
    words = [found.start() for found in _WORD_START.finditer(reach)]
    return ends[-1] if ends else end + words[-1] if words else end


def _pieces(text: str, start: int, end: int, span: Span, others: Sequence[Span]) -> Iterable[str]:
    """The line `start:end`, cut wherever a mark begins or ends."""
    edges = {start, end} | {edge for mark in (span, *others) for edge in (mark.start, mark.end) if start < edge < end}
    cuts = sorted(edges)
    for left, right in pairwise(cuts):
        piece = _text(text[left:right])
        if span.start <= left < span.end:
            yield f"<mark>{piece}</mark>"
        elif any(other.start <= left < other.end for other in others):
            yield f'<mark class="other">{piece}</mark>'
        else:
            yield piece
