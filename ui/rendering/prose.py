"""An answer's text as paragraphs, quotations and lists, each cited word of it the document's own.

Of Markdown only what the readers write means something: `**name**`, `### heading`, `*article* (source)`, `- item`, line breaks
and `[1]`. Nothing inside a quote means anything.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import groupby, pairwise

from markupsafe import Markup

from qa.types import Answer, Citation, Item, Verdict
from ui.language import gettext as _
from ui.language import spoken
from ui.rendering import lists
from ui.rendering.escaping import data, label, lines, plain, text
from ui.rendering.rows_of_tables import render_rows

# Fewer characters in common with a quote than this are chance, not quotation.
_SHARED = 20
_HINT = 400
_TOKEN = re.compile(r"\*\*(?P<bold>[^*\n]+)\*\*|\s*\[(?P<marker>\d{1,3})\]|(?P<br>\n)")
_GAP = re.compile(r"\n\s*\n")
_HEADING = re.compile(r"#{1,6} +")
_ARTICLE = re.compile(r"\*(?P<title>[^*\n]+)\*(?P<rest>(?: \([^\n]*\))?)")
_SPEAKER = re.compile(r"\*\*(?P<name>[^*\n]+)\*\*")
_ITEM = re.compile(r"[-*•] +|\d{1,2}[.)] +")
_LEAD = re.compile(r"[^“\"\n\[]{1,120}:\s+(?=[“\"])")

_PARAGRAPH = Markup('<p dir="auto">{}</p>')
_STRONG = Markup("<strong>{}</strong>")
_SAID = Markup('<figure class="said">{}<blockquote>{}</blockquote></figure>')
_CAPTION = Markup('<figcaption dir="auto"><strong>{}</strong>{}</figcaption>')
_ARTICLE_LINE = Markup('<p class="article-line" dir="auto"><cite>{}</cite>{}</p>')
_MARKER = Markup(
    '\N{WORD JOINER}<a class="marker{doubt}" id="t{turn}-m{number}" href="{where}" data-cite="{number}" data-quote="{quote}" '
    'data-title="{title}" data-speaker="{speaker}" aria-label="{name}">{number}</a>'
)


def doubt_of(verdict: Verdict) -> str:
    """What is said of a claim that its source doesn't bear out; empty where it does."""
    match verdict:
        case "partly":
            return _("partly supported")
        case "unsupported":
            return _("not supported by its source")
    return ""


class Prose:
    """An answer on its way to HTML. `addresses` and `roles` are by marker; both may lack some."""

    def __init__(
        self, answer: Answer, turn: int, addresses: Mapping[int, str] | None = None, roles: Mapping[int, str] | None = None
    ) -> None:
        self.answer = answer
        self._turn = turn
        self._addresses = addresses or {}
        self._roles = roles or {}
        self._items = {item.start: item for item in answer.items}
        self._begins = {claim.markers: claim.start for claim in answer.claims}
        self._doubted = [claim for claim in answer.claims if doubt_of(claim.verdict)]

    def html(self) -> Markup:
        """Paragraphs; what one person says, one after the other, is one quotation with the name above it."""
        parts: list[Markup] = []
        for name, blocks in groupby(self._blocks(), key=self._speaker):
            if name is None:
                parts += [self._block(start, end) for start, end in blocks]
                continue
            captions, said = zip(*(self._said(name, start, end) for start, end in blocks), strict=True)
            parts.append(_SAID.format(captions[0], Markup().join(said)))
        return Markup().join(parts)

    def _speaker(self, block: tuple[int, int]) -> str | None:
        """Who says what stands in this block, where it begins with a name."""
        if self.answer.reader == "tables":  # what stands out there is a figure
            return None
        spoken = _SPEAKER.match(self.answer.text, *block)
        return spoken["name"] if spoken and not self._is_quoted(block[0]) else None

    def _blocks(self) -> Iterator[tuple[int, int]]:
        whole = self.answer.text
        gaps = [gap for gap in _GAP.finditer(whole) if not self._is_quoted(gap.start())]
        edges = [0, *(edge for gap in gaps for edge in gap.span()), len(whole)]
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            words = whole[start:end]
            if words.strip():
                yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())

    def _block(self, start: int, end: int) -> Markup:
        whole = self.answer.text
        if self._is_quoted(start):
            return _PARAGRAPH.format(self._inline(start, end))
        if heading := _HEADING.match(whole, start, end):
            return Markup('<h3 dir="auto">{}</h3>').format(self._inline(heading.end(), end))
        if article := _ARTICLE.fullmatch(whole, start, end):
            return _ARTICLE_LINE.format(label(article["title"]), text(lists.dated(article["rest"])))
        places = list(self._lines(start, end))
        items = [_ITEM.match(whole, first, last) for first, last in places]
        if all(items):
            return self._list([(item.end(), last) for item, (_, last) in zip(items, places, strict=True) if item])
        return _PARAGRAPH.format(self._inline(start, end))

    def _list(self, places: Sequence[tuple[int, int]]) -> Markup:
        """A list, in the looks that suit what it is a list of."""
        items = [self._items[first] for first, _ in places if first in self._items]
        if items and len(items) == len(places):
            if self.answer.reader == "tables" and (rows := self._rows(items)) is not None:
                return rows
            if looks := lists.looks_of(self.answer.reader, items):
                return looks([(item, self._inline(self._begins.get(item.markers, item.end), item.end)) for item in items])
        inside = (Markup('<li dir="auto">{}</li>').format(self._inline(*place)) for place in places)
        return Markup("<ul>{}</ul>").format(Markup().join(inside))

    def _rows(self, items: Sequence[Item]) -> Markup | None:
        """Rows of a spreadsheet."""
        citations = {citation.marker: citation for citation in self.answer.citations}
        cited = [citations[marker] for item in items for marker in item.markers]
        return render_rows(cited, lambda citation: render_marker(citation, self._turn, self._addresses))

    def _lines(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        breaks = [at for at in range(start, end) if self.answer.text[at] == "\n" and not self._is_quoted(at)]
        for left, right in pairwise([start - 1, *breaks, end]):
            yield left + 1, right

    def _caption(self, name: str, start: int, end: int) -> tuple[Markup, int]:
        """Who says it and as what; and where the words begin."""
        whole = self.answer.text
        marker = re.compile(r"\[(\d{1,3})\]").search(whole, start, end)
        role = self._roles.get(int(marker[1]), "") if marker else ""
        given = f", {' '.join(role.split())}"
        shown = Markup()
        if role and whole.startswith(given, start):
            shown = Markup(' <span class="role">{}</span>').format(label(role))
            start += len(given)
        start += len(whole[start:end]) - len(whole[start:end].lstrip(" ,:"))
        return _CAPTION.format(label(name), shown), start

    def _said(self, name: str, start: int, end: int) -> tuple[Markup, Markup]:
        """The caption, and what was said as a paragraph."""
        caption, start = self._caption(name, start + len(f"**{name}**"), end)
        lead = _LEAD.match(self.answer.text, start, end)
        before = Markup()
        if lead and not self._is_quoted(start):
            before = Markup('<span class="lead">{}</span>').format(self._inline(start, lead.end()))
            start = lead.end()
        return caption, _PARAGRAPH.format(before + self._inline(start, end))

    def _inline(self, start: int, end: int) -> Markup:
        html, at = Markup(), start
        for left, right in [*self._quoted(start, end), (end, end)]:
            html += self._markup(at, left)
            if left < right:
                html += self._quote(left, right)
            at = right
        return html

    def _markup(self, start: int, end: int) -> Markup:
        citations = {citation.marker: citation for citation in (*self.answer.citations, *self.answer.closest)}
        html, at = Markup(), start
        for found in _TOKEN.finditer(self.answer.text, start, end):
            html += self._judged(at, found.start())
            at = found.end()
            match found.lastgroup:
                case "bold":
                    html += _STRONG.format(label(found["bold"])) + self._doubts(found.start(), at)
                case "marker" if int(found["marker"]) in citations:
                    html += render_marker(citations[int(found["marker"])], self._turn, self._addresses)
                case "marker" if not citations:  # as it is being written, before its sources are known
                    html += Markup('\N{WORD JOINER}<span class="marker">{}</span>').format(int(found["marker"]))
                case "br":
                    html += Markup("<br>")
                case _:
                    html += self._judged(found.start(), at)
        return html + self._judged(at, end)

    def _quote(self, start: int, end: int) -> Markup:
        first, last = self._short_answer
        if not start <= first < last <= end:
            return self._judged(start, end)
        return self._judged(start, first) + _STRONG.format(self._judged(first, last)) + self._judged(last, end)

    def _judged(self, start: int, end: int) -> Markup:
        """Words of the answer, those of a claim without support marked as such."""
        edges = {start, end} | {edge for claim in self._doubted for edge in (claim.start, claim.end) if start < edge < end}
        html = Markup()
        for left, right in pairwise(sorted(edges)):
            words = self.answer.text[left:right]
            words = lines(words if self._is_quoted(left) else lists.dated(words))  # those of a quote are the document's
            claim = next((claim for claim in self._doubted if claim.start <= left < claim.end), None)
            html += Markup('<span class="claim {}">{}</span>').format(claim.verdict, words) if claim else words
            html += self._doubts(left, right)
        return html

    def _doubts(self, start: int, end: int) -> Markup:
        """What is said of the claims that end in this stretch."""
        ending = (claim for claim in self._doubted if start < claim.end <= end)
        return Markup().join(
            Markup(' <span class="doubt" lang="{}">{}</span>').format(spoken().tag, doubt_of(claim.verdict)) for claim in ending
        )

    @cached_property
    def _short_answer(self) -> tuple[int, int]:
        """Where the short answer first stands inside a quote; empty where it doesn't."""
        short = self.answer.short_answer or ""
        whole = re.compile(rf"(?<!\w){re.escape(short)}(?!\w)")
        places = (whole.search(self.answer.text, left, right) for left, right in self._own_words if short)
        return next((found.span() for found in places if found), (-1, -1))

    def _is_quoted(self, at: int) -> bool:
        return any(left <= at < right for left, right in self._own_words)

    def _quoted(self, start: int, end: int) -> list[tuple[int, int]]:
        return [(max(left, start), min(right, end)) for left, right in self._own_words if left < end and start < right]

    @cached_property
    def _own_words(self) -> list[tuple[int, int]]:
        """The stretches that are a document's own words, in order and apart."""
        found = []
        for words in {_shared(self.answer.text, citation.quote) for citation in self.answer.citations} - {""}:
            at = self.answer.text.find(words)
            while at >= 0:
                found.append((at, at + len(words)))
                at = self.answer.text.find(words, at + len(words))
        apart: list[tuple[int, int]] = []
        for left, right in sorted(found, key=lambda each: (each[0], -each[1])):
            left = max(left, apart[-1][1] if apart else 0)
            if left < right:
                apart.append((left, right))
        return apart


def render_marker(citation: Citation, turn: int, addresses: Mapping[int, str]) -> Markup:
    """The number in the text. It leads to the article where that still says so, else to the card of this answer's sources."""
    number = citation.marker
    hint = citation.quote if len(citation.quote) <= _HINT else citation.quote[:_HINT].rsplit(" ", 1)[0] + " …"
    doubt = "" if not doubt_of(citation.verdict) else f" {citation.verdict}"
    return _MARKER.format(
        number=number,
        turn=turn,
        doubt=doubt,
        where=plain(addresses.get(number, f"#t{turn}-c{number}")),
        quote=data(plain(hint)),
        title=plain(citation.title),
        speaker=plain(citation.speaker or ""),
        name=_("Source %(number)s: %(title)s", number=number, title=plain(citation.title)),
    )


def _shared(answer: str, quote: str) -> str:
    """The longest stretch of the quote that stands in the answer word for word; empty where there is none to speak of."""
    if quote in answer:
        return quote
    found = SequenceMatcher(None, quote, answer, autojunk=False).find_longest_match()
    words = quote[found.a : found.a + found.size].strip()
    return words if len(words) >= _SHARED else ""
