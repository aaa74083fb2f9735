"""Which other documents have the words of a citation."""

from collections.abc import Sequence
from dataclasses import replace

from qa.store.sql import Library
from qa.types import Answer, Citation, Scope


def with_copies(answer: Answer, library: Library, scope: Scope) -> Answer:
    """The answer whose citations tell where else in the scope their words stand."""
    cited = copied((*answer.citations, *answer.closest), library, scope)
    return replace(answer, citations=cited[: len(answer.citations)], closest=cited[len(answer.citations) :])


def copied(citations: Sequence[Citation], library: Library, scope: Scope) -> tuple[Citation, ...]:
    """The citations, each with the other documents that have its words."""
    found = library.copies.of(citations, library.in_scope(scope)) if citations else ()
    return tuple(replace(citation, also=also) for citation, also in zip(citations, found, strict=True))
