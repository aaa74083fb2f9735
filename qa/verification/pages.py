"""Which page of its document a citation is on."""

from collections.abc import Sequence
from dataclasses import replace

from qa.store.sql import Library
from qa.types import Answer, Citation


def with_pages(answer: Answer, library: Library) -> Answer:
    """The answer with its citations' pages."""
    cited = paged((*answer.citations, *answer.closest), library)
    return replace(answer, citations=cited[: len(answer.citations)], closest=cited[len(answer.citations) :])


def paged(citations: Sequence[Citation], library: Library) -> tuple[Citation, ...]:
    """Looks only into the documents cited, and those of them that have pages."""
    pages = library.pages_of({(citation.document_id, citation.start) for citation in citations}) if citations else {}
    return tuple(replace(citation, page=pages.get((citation.document_id, citation.start))) for citation in citations)
