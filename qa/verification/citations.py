"""Spans of stored passages as citations."""

from collections.abc import Callable

from qa.store.sql import Library, Passage
from qa.types import Citation, Span

# The names of those who say what is cited.
SpeakersOf = Callable[[Citation], frozenset[str]]


def nobody(_cited: Citation) -> frozenset[str]:
    """Where it isn't known who says what."""
    return frozenset()


def cite_sentence(passage: Passage, span: Span, *, marker: int, score: float) -> Citation:
    """A span inside the passage, verbatim. ValueError where it isn't inside."""
    if span.start < passage.chunk.start or span.end > passage.chunk.end:
        raise ValueError(f"{span.start}:{span.end} is outside the passage {passage.chunk.start}:{passage.chunk.end}")
    start = passage.chunk.start
    return Citation(
        marker=marker,
        document_id=passage.chunk.document_id,
        title=passage.title,
        source=passage.source,
        published=passage.published,
        start=span.start,
        end=span.end,
        quote=passage.text[span.start - start : span.end - start],
        speaker=None,
        score=score,
        verdict="verbatim",
    )


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
