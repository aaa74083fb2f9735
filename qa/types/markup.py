"""The Markdown of an answer, as `Draft` writes it, read once for all who show it; a document's own words in it mean nothing."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Literal

from qa.types.answers import Answer
from qa.types.documents import Span

BOLD = re.compile(r"\*\*(?P<bold>[^*\n]+)\*\*")
_HEADING, _ITEM = "### ", "- "
_ARTICLE = re.compile(r"\*([^*\n]+)\*( \([^\n]*\))?")
_GAP = re.compile(r"\n\s*\n")
_BREAK = re.compile("\n")


@dataclass(frozen=True, slots=True)
class Block:
    """`parts` are without marks: the items of a list; an article's title and, if told, its site and date; else one stretch."""

    kind: Literal["paragraph", "heading", "article", "list"]
    parts: tuple[Span, ...]


class MarkedText:
    """The text of an answer; all offsets are into it."""

    def __init__(self, answer: Answer, quotes: Iterable[str] | None = None) -> None:
        """`quotes` are the documents' own words as a text without items may have them; if not told, the whole citations."""
        self.text = answer.text
        self._answer = answer
        self._quotes = quotes

    @cached_property
    def quoted(self) -> list[Span]:
        """The documents' own words, in order and apart: where there are items, exactly what is claimed as verbatim."""
        found = [(each.start, each.end) for each in self._answer.claims if each.verdict == "verbatim"]
        if not self._answer.items:
            cited = (each.quote for each in chain(self._answer.citations, self._answer.closest))
            quotes = set(cited if self._quotes is None else self._quotes) - {""}
            found = [each.span() for quote in quotes for each in re.finditer(re.escape(quote), self.text)]
        apart: list[Span] = []
        for start, end in sorted(found, key=lambda each: (each[0], -each[1])):
            start = max(start, apart[-1].end if apart else 0)
            if start < end:
                apart.append(Span(start, end))
        return apart

    def is_quoted(self, at: int) -> bool:
        return any(self.quoted_in(at, at + 1))

    def quoted_in(self, start: int, end: int) -> Iterator[Span]:
        """As much of the documents' own words as is between these."""
        first = max(0, bisect_right(self._starts, start) - 1)
        for words in self.quoted[first : bisect_left(self._starts, end)]:
            if words.end > start:
                yield Span(max(words.start, start), min(words.end, end))

    @cached_property
    def _starts(self) -> list[int]:
        return [each.start for each in self.quoted]

    @property
    def blocks(self) -> Iterator[Block]:
        """In order."""
        if self.text:
            yield from map(self._block, self._apart(_GAP, Span(0, len(self.text))))

    def pieces(self, span: Span) -> Iterator[tuple[str, bool]]:
        """What stands there without marks, and whether in bold."""
        at = span.start
        for bold in BOLD.finditer(self.text, span.start, span.end):
            if not self.is_quoted(bold.start()):
                yield self.text[at : bold.start()], False
                yield bold["bold"], True
                at = bold.end()
        yield self.text[at : span.end], False

    def _block(self, span: Span) -> Block:
        if self.is_quoted(span.start):
            return Block("paragraph", (span,))
        if span.of(self.text).startswith(_HEADING):
            return Block("heading", (self._stripped(span.start + len(_HEADING), span.end),))
        if article := _ARTICLE.fullmatch(self.text, span.start, span.end):
            return Block("article", tuple(Span(*article.span(part)) for part in (1, 2) if article[part]))
        lines = list(self._apart(_BREAK, span))
        if all(line.of(self.text).startswith(_ITEM) and not self.is_quoted(line.start) for line in lines):
            return Block("list", tuple(self._stripped(line.start + len(_ITEM), line.end) for line in lines))
        return Block("paragraph", (span,))

    def _apart(self, separator: re.Pattern[str], span: Span) -> Iterator[Span]:
        """What the separators outside quotations part, without white space around it."""
        found = [
            each.span() for each in separator.finditer(self.text, span.start, span.end) if not self.is_quoted(each.start())
        ]
        edges = [span.start, *chain.from_iterable(found), span.end]
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            if self.text[start:end].strip():
                yield self._stripped(start, end)

    def _stripped(self, start: int, end: int) -> Span:
        words = self.text[start:end]
        return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
