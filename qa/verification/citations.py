"""Spans of stored passages as citations, with their pages and the other documents that have their words; and what a written
text points at: its citation markers, "[1]", "[1, 2]", "[1-3]", "[Passage 1]", and its quotations."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa.english.lexicon import is_description
from qa.store.sql import Library, Passage
from qa.types import Answer, Citation, Scope, Span
from qa.types.draft import cite

# The names of those who say what is cited.
SpeakersOf = Callable[[Citation], frozenset[str]]
_MARKER = re.compile(
    r"\s*[\[【]\s*\^?(?:(?:passage|source|document|doc|ref)s?\.?\s*)?(\d{1,3}(?:\s*(?:,|;|&|and|-|–)\s*\d{1,3})*)\s*[\]】]",
    re.IGNORECASE,
)
_LONGEST_RANGE = 20
_SPEAKER = re.compile(r"^\*\*.*?\*\*")
_QUOTED = re.compile(r"[“\"][^”\"]+[”\"]?")


def nobody(_cited: Citation) -> frozenset[str]:
    """Where it isn't known who says what."""
    return frozenset()


def cite_sentence(passage: Passage, span: Span, *, marker: int = 0, score: float) -> Citation:
    """A span inside the passage, verbatim. ValueError where it isn't inside."""
    if span.start < passage.chunk.start or span.end > passage.chunk.end:
        raise ValueError(f"{span.start}:{span.end} is outside the passage {passage.chunk.start}:{passage.chunk.end}")
    about = (passage.chunk.document_id, passage.title, passage.source, passage.published)
    return cite(marker, about, span, passage.words(span), score)


def cite_passage(passage: Passage, *, marker: int, score: float) -> Citation:
    """The whole passage, verbatim."""
    return cite_sentence(passage, passage.chunk, marker=marker, score=score)


def speakers(citation: Citation, library: Library) -> frozenset[str]:
    """The names of all who are known to say some of what is cited."""
    said = library.statements(documents=frozenset({citation.document_id}))
    statements = (each.statement for each in said)
    return frozenset(each.speaker for each in statements if each.speaker and citation.overlaps(citation.document_id, each))


def attributed(citations: Sequence[Citation], library: Library) -> tuple[Citation, ...]:
    """Name the speaker of each citation where somebody alone is known to say some of it: "recent estimates" are nobody."""

    def named(citation: Citation) -> Citation:
        who = speakers(citation, library) if citation.speaker is None else frozenset[str]()
        return replace(citation, speaker=next(iter(who))) if len(who) == 1 and not any(map(is_description, who)) else citation

    return tuple(map(named, citations))


def paged(citations: Sequence[Citation], library: Library) -> tuple[Citation, ...]:
    """The citations with their pages. Looks only into the documents cited, and those of them that have pages."""
    pages = library.pages_of({(citation.document_id, citation.start) for citation in citations}) if citations else {}
    return tuple(replace(citation, page=pages.get((citation.document_id, citation.start))) for citation in citations)


def copied(citations: Sequence[Citation], library: Library, scope: Scope) -> tuple[Citation, ...]:
    """The citations, each with the other documents in the scope that have its words."""
    found = library.copies.of(citations, library.in_scope(scope)) if citations else ()
    return tuple(replace(citation, also=also) for citation, also in zip(citations, found, strict=True))


def with_citations(answer: Answer, change: Callable[[Sequence[Citation]], Sequence[Citation]]) -> Answer:
    """The answer with what `change` makes of all its citations, those of the closest passages among them."""
    cited = tuple(change((*answer.citations, *answer.closest)))
    return replace(answer, citations=cited[: len(answer.citations)], closest=cited[len(answer.citations) :])


@dataclass(frozen=True, slots=True)
class Marker:
    """Where it stood in the text without markers, and what it names."""

    place: int
    numbers: tuple[int, ...]


def unmarked(text: str) -> tuple[str, tuple[Marker, ...]]:
    """The text without its markers, and the markers."""
    parts: list[str] = []
    markers: list[Marker] = []
    length = end = 0
    for match in _MARKER.finditer(text):
        part = text[end : match.start()]
        parts.append(part)
        length += len(part)
        markers.append(Marker(length, _numbers(match[1])))
        end = match.end()
    return "".join([*parts, text[end:]]), tuple(markers)


def _numbers(inside: str) -> tuple[int, ...]:
    found: list[int] = []
    for part in re.split(r"\s*(?:,|;|&|and)\s*", inside):
        first, *rest = (int(number) for number in re.split(r"\s*[-–]\s*", part))
        last = rest[-1] if rest else first
        found += range(first, last + 1) if first <= last <= first + _LONGEST_RANGE else (first, last)
    return tuple(dict.fromkeys(found))


def is_introduced_quote(words: str, quotes: Sequence[str]) -> bool:
    """Whether "**Porter**, a spokesperson, told reporters …" goes on in the source's words, or has all its quotations there."""
    said = spoken(_SPEAKER.sub("", words))
    sources = [spoken(quote) for quote in quotes]
    for length in range(len(said), len(said) // 2, -1):
        if any(_holds(source, said[-length:]) for source in sources):
            return True
    quoted = [spoken(found) for found in _QUOTED.findall(words)]
    return bool(quoted) and all(any(_holds(source, found) for source in sources) for found in quoted)


def spoken(text: str) -> list[str]:
    """The words and numbers alone: quote marks and stops may differ."""
    return re.findall(r"\d+(?:[.,:]\d+)*|\w+|[%$€£¥−-](?=\d)|%", text.casefold())


def _holds(source: list[str], words: list[str]) -> bool:
    return any(source[start : start + len(words)] == words for start in range(len(source) - len(words) + 1))
