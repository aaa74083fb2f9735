"""An answer's text as paragraphs, quotations and lists, each cited word of it the document's own.

Of Markdown only what the readers write means something: `**name**`, `### heading`, `*article* (source)`, `- item`, line breaks
and `[1]`. Nothing inside a quote means anything.
"""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import cached_property
from itertools import groupby, pairwise

from qa.types import Answer, Citation
from ui.rendering.escaping import attribute, data, label, plain, text

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

VERDICTS = {"verbatim": "", "supported": "", "partly": "partly supported", "unsupported": "not supported by its source"}


class Prose:
    """An answer on its way to HTML. `addresses` and `roles` are by marker; both may lack some."""

    def __init__(
        self, answer: Answer, turn: int, addresses: Mapping[int, str] | None = None, roles: Mapping[int, str] | None = None
    ) -> None:
        self.answer = answer
        self._turn = turn
        self._addresses = addresses or {}
        self._roles = roles or {}
        self._doubted = [claim for claim in answer.claims if VERDICTS[claim.verdict]]

    def html(self) -> str:
        """Paragraphs; what one person says, one after the other, is one quotation with the name above it."""
        parts: list[str] = []
        for name, blocks in groupby(self._blocks(), key=self._speaker):
            if name is None:
                parts += [self._block(start, end) for start, end in blocks]
                continue
            captions, said = zip(*(self._said(name, start, end) for start, end in blocks), strict=True)
            parts.append(f'<figure class="said">{captions[0]}<blockquote>{"".join(said)}</blockquote></figure>')
        return "".join(parts)

    def _speaker(self, block: tuple[int, int]) -> str | None:
        """Who says what stands in this block, where it begins with a name."""
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

    def _block(self, start: int, end: int) -> str:
        whole = self.answer.text
        if self._is_quoted(start):
            return f'<p dir="auto">{self._inline(start, end)}</p>'
        if heading := _HEADING.match(whole, start, end):
            return f'<h3 dir="auto">{self._inline(heading.end(), end)}</h3>'
        if article := _ARTICLE.fullmatch(whole, start, end):
            return f'<p class="article-line" dir="auto"><cite>{label(article["title"])}</cite>{text(article["rest"])}</p>'
        lines = list(self._lines(start, end))
        items = [_ITEM.match(whole, first, last) for first, last in lines]
        if all(items):
            inside = (
                f'<li dir="auto">{self._inline(item.end(), last)}</li>'
                for item, (_, last) in zip(items, lines, strict=True)
                if item
            )
            return f"<ul>{''.join(inside)}</ul>"
        return f'<p dir="auto">{self._inline(start, end)}</p>'

    def _lines(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        breaks = [at for at in range(start, end) if self.answer.text[at] == "\n" and not self._is_quoted(at)]
        for left, right in pairwise([start - 1, *breaks, end]):
            yield left + 1, right

    def _caption(self, name: str, start: int, end: int) -> tuple[str, int]:
        """Who says it and as what; and where the words begin."""
        whole = self.answer.text
        marker = re.compile(r"\[(\d{1,3})\]").search(whole, start, end)
        role = self._roles.get(int(marker[1]), "") if marker else ""
        given = f", {' '.join(role.split())}"
        shown = ""
        if role and whole.startswith(given, start):
            shown = f' <span class="role">{label(role)}</span>'
            start += len(given)
        start += len(whole[start:end]) - len(whole[start:end].lstrip(" ,:"))
        return f'<figcaption dir="auto"><strong>{label(name)}</strong>{shown}</figcaption>', start

    def _said(self, name: str, start: int, end: int) -> tuple[str, str]:
        """The caption, and what was said as a paragraph."""
        caption, start = self._caption(name, start + len(f"**{name}**"), end)
        lead = _LEAD.match(self.answer.text, start, end)
        before = ""
        if lead and not self._is_quoted(start):
            before = f'<span class="lead">{self._inline(start, lead.end())}</span>'
            start = lead.end()
        return caption, f'<p dir="auto">{before}{self._inline(start, end)}</p>'

    def _inline(self, start: int, end: int) -> str:
        html, at = "", start
        for left, right in [*self._quoted(start, end), (end, end)]:
            html += self._markup(at, left)
            if left < right:
                html += self._quote(left, right)
            at = right
        return html

    def _markup(self, start: int, end: int) -> str:
        citations = {citation.marker: citation for citation in (*self.answer.citations, *self.answer.closest)}
        html, at = "", start
        for found in _TOKEN.finditer(self.answer.text, start, end):
            html += self._judged(at, found.start())
            at = found.end()
            match found.lastgroup:
                case "bold":
                    html += f"<strong>{label(found['bold'])}</strong>" + self._doubts(found.start(), at)
                case "marker" if int(found["marker"]) in citations:
                    html += render_marker(citations[int(found["marker"])], self._turn, self._addresses)
                case "marker" if not citations:  # as it is being written, before its sources are known
                    html += f'\N{WORD JOINER}<span class="marker">{int(found["marker"])}</span>'
                case "br":
                    html += "<br>"
                case _:
                    html += self._judged(found.start(), at)
        return html + self._judged(at, end)

    def _quote(self, start: int, end: int) -> str:
        first, last = self._short_answer
        if not start <= first < last <= end:
            return self._judged(start, end)
        return self._judged(start, first) + f"<strong>{self._judged(first, last)}</strong>" + self._judged(last, end)

    def _judged(self, start: int, end: int) -> str:
        """Words of the answer, those of a claim without support marked as such."""
        edges = {start, end} | {edge for claim in self._doubted for edge in (claim.start, claim.end) if start < edge < end}
        html = ""
        for left, right in pairwise(sorted(edges)):
            words = text(self.answer.text[left:right]).replace("\n", "<br>")
            claim = next((claim for claim in self._doubted if claim.start <= left < claim.end), None)
            html += f'<span class="claim {claim.verdict}">{words}</span>' if claim else words
            html += self._doubts(left, right)
        return html

    def _doubts(self, start: int, end: int) -> str:
        """What is said of the claims that end in this stretch."""
        return "".join(
            f' <span class="doubt">{VERDICTS[claim.verdict]}</span>' for claim in self._doubted if start < claim.end <= end
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


def render_marker(citation: Citation, turn: int, addresses: Mapping[int, str]) -> str:
    """The number in the text. It leads to the article where that still says so, else to the card of this answer's sources."""
    number = citation.marker
    hint = citation.quote if len(citation.quote) <= _HINT else citation.quote[:_HINT].rsplit(" ", 1)[0] + " …"
    doubt = "" if not VERDICTS[citation.verdict] else f" {citation.verdict}"
    where = addresses.get(number, f"#t{turn}-c{number}")
    return (
        f'\N{WORD JOINER}<a class="marker{doubt}" id="t{turn}-m{number}" href="{attribute(where)}" data-cite="{number}" '
        f'data-quote="{data(plain(hint))}" data-title="{attribute(citation.title)}" '
        f'data-speaker="{attribute(citation.speaker or "")}" '
        f'aria-label="Source {number}: {attribute(citation.title)}">{number}</a>'
    )


def _shared(answer: str, quote: str) -> str:
    """The longest stretch of the quote that stands in the answer word for word; empty where there is none to speak of."""
    if quote in answer:
        return quote
    found = SequenceMatcher(None, quote, answer, autojunk=False).find_longest_match()
    words = quote[found.a : found.a + found.size].strip()
    return words if len(words) >= _SHARED else ""
