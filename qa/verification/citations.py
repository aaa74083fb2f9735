"""Spans of stored passages as citations; on which page they are, and which other documents have their words."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.english.lexicon import is_description
from qa.store.sql import Library, Passage
from qa.types import Answer, Citation, Scope, Span
from qa.types.draft import cite

# The names of those who say what is cited.
SpeakersOf = Callable[[Citation], frozenset[str]]


def nobody(_cited: Citation) -> frozenset[str]:
    """Where it isn't known who says what."""
    return frozenset()


def cite_sentence(passage: Passage, span: Span, *, marker: int, score: float) -> Citation:
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
    overlapping = (
        each.statement for each in said if each.statement.start < citation.end and citation.start < each.statement.end
    )
    return frozenset(each.speaker for each in overlapping if each.speaker)


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
