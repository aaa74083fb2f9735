"""An answer's text as paragraphs, quotations and lists, each cited word of it the document's own.

Of Markdown only what the readers write means something: the blocks and bold names of `MarkedText`, line breaks and `[1]`.
Nothing inside a quote means anything.
"""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import groupby, pairwise

from markupsafe import Markup

from qa.service.export import words_of
from qa.types import Answer, Citation, Item, Span, Verdict
from qa.types.markup import BOLD, Block, MarkedText
from ui.language import dated, spoken
from ui.language import gettext as _
from ui.rendering.escaping import data, label, lines, plain, text
from ui.rendering.lists import look_of, render_list, render_rows

# Fewer characters in common with a quote than this are chance, not quotation.
_SHARED = 20
_HINT = 400
_TOKEN = re.compile(rf"{BOLD.pattern}|\s*\[(?P<marker>\d{{1,3}})\]|(?P<br>\n)")
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
        self._citations = {citation.marker: citation for citation in (*answer.citations, *answer.closest)}
        self._items = {item.start: item for item in answer.items}
        self._marked = MarkedText(answer, (_shared(answer.text, citation.quote) for citation in answer.citations))
        self._begins = {claim.markers: claim.start for claim in answer.claims}
        self._doubted = [claim for claim in answer.claims if doubt_of(claim.verdict)]

    def html(self) -> Markup:
        """Paragraphs; what one person says, one after the other, is one quotation with the name above it."""
        parts: list[Markup] = []
        for name, blocks in groupby(self._marked.blocks, key=self._speaker):
            if name is None:
                parts += map(self._block, blocks)
                continue
            captions, said = zip(*(self._said(name, block.parts[0]) for block in blocks), strict=True)
            parts.append(_SAID.format(captions[0], Markup().join(said)))
        return Markup().join(parts)

    def _speaker(self, block: Block) -> str | None:
        """Who says what stands in this block, where it begins with a name."""
        if self.answer.reader == "tables":  # what stands out there is a figure
            return None
        first = block.parts[0]
        spoken = BOLD.match(self.answer.text, first.start, first.end) if block.kind == "paragraph" else None
        says = spoken and spoken.end() < first.end  # a figure that stands alone says nothing
        return spoken["bold"] if spoken and says and not self._marked.is_quoted(first.start) else None

    def _block(self, block: Block) -> Markup:
        first, *others = block.parts
        match block.kind:
            case "heading":
                return Markup('<h3 dir="auto">{}</h3>').format(self._inline(first.start, first.end))
            case "article":
                about = "".join(other.of(self.answer.text) for other in others)
                return _ARTICLE_LINE.format(label(first.of(self.answer.text)), text(dated(about)))
            case "list":
                return self._list(block.parts)
        return _PARAGRAPH.format(self._inline(first.start, first.end))

    def _list(self, places: Sequence[Span]) -> Markup:
        """A list, in the looks that suit what it is a list of."""
        items = [self._items[place.start] for place in places if place.start in self._items]
        if items and len(items) == len(places):
            if self.answer.reader == "tables" and (rows := self._rows(items)) is not None:
                return rows
            if look := look_of(self.answer.reader, items):
                return render_list(
                    look, [(item, self._inline(self._begins.get(item.markers, item.end), item.end)) for item in items]
                )
        inside = (Markup('<li dir="auto">{}</li>').format(self._inline(place.start, place.end)) for place in places)
        return Markup("<ul>{}</ul>").format(Markup().join(inside))

    def _rows(self, items: Sequence[Item]) -> Markup | None:
        """Rows of a spreadsheet."""
        cited = [self._citations[marker] for item in items for marker in item.markers]
        return render_rows(cited, lambda citation: render_marker(citation, self._turn, self._addresses))

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

    def _said(self, name: str, said: Span) -> tuple[Markup, Markup]:
        """The caption, and what was said as a paragraph."""
        end = said.end
        caption, start = self._caption(name, said.start + len(f"**{name}**"), end)
        lead = _LEAD.match(self.answer.text, start, end)
        before = Markup()
        if lead and not self._marked.is_quoted(start):
            before = Markup('<span class="lead">{}</span>').format(self._inline(start, lead.end()))
            start = lead.end()
        return caption, _PARAGRAPH.format(before + self._inline(start, end))

    def _inline(self, start: int, end: int) -> Markup:
        html, at = Markup(), start
        for words in self._marked.quoted_in(start, end):
            html += self._markup(at, words.start) + self._quote(words.start, words.end)
            at = words.end
        return html + self._markup(at, end)

    def _markup(self, start: int, end: int) -> Markup:
        html, at = Markup(), start
        for found in _TOKEN.finditer(self.answer.text, start, end):
            html += self._judged(at, found.start())
            at = found.end()
            match found.lastgroup:
                case "bold":
                    html += _STRONG.format(label(found["bold"])) + self._doubts(found.start(), at)
                case "marker" if int(found["marker"]) in self._citations:
                    html += render_marker(self._citations[int(found["marker"])], self._turn, self._addresses)
                case "marker" if not self._citations:  # as it is being written, before its sources are known
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
            words = words_of(self.answer.text[left:right])
            words = lines(words if self._marked.is_quoted(left) else dated(words))  # those of a quote are the document's
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
        places = (whole.search(self.answer.text, words.start, words.end) for words in self._marked.quoted if short)
        return next((found.span() for found in places if found), (-1, -1))


def render_marker(citation: Citation, turn: int, addresses: Mapping[int, str]) -> Markup:
    """The number in the text. It leads to the article where that still says so, else to the card of this answer's sources."""
    number = citation.marker
    hint = words_of(citation.quote)
    hint = hint if len(hint) <= _HINT else hint[:_HINT].rsplit(" ", 1)[0] + " …"
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
