"""Answers made by hand, citing documents of a library, for tests that need no model."""

from dataclasses import replace

from qa.store.sql import Library
from qa.types import Answer, Citation, Claim, Document

WHALES = "The old whale sang on Monday. Café owners complained [3]. Porter said the harbour was closed."


def add_document(library: Library, source: str = "whales.txt", text: str = WHALES, title: str = "Whales") -> Document:
    document = Document.create(source=source, title=title, text=text, published="2021-03-17")
    library.put(document, [], [])
    return document


def cite(document: Document, quote: str, marker: int = 1) -> Citation:
    start = document.text.index(quote)
    end = start + len(quote)
    return Citation(
        marker, document.id, document.title, document.source, document.published, start, end, quote, None, 0.5, "verbatim"
    )


def answering(question: str, document: Document, *quotes: str) -> Answer:
    """An extractive answer that quotes the document."""
    citations = tuple(cite(document, quote, marker) for marker, quote in enumerate(quotes, start=1))
    text, claims = "", []
    for citation in citations:
        text += "\n\n" if text else ""
        claims.append(Claim(len(text), len(text) + len(citation.quote), "verbatim", (citation.marker,)))
        text += f"{citation.quote} [{citation.marker}]"
    return Answer(question, question, "answered", "extractive", text, citations, claims=tuple(claims))


def abstaining(question: str, document: Document, *closest: str) -> Answer:
    nearest = tuple(cite(document, quote, marker) for marker, quote in enumerate(closest, start=1))
    return replace(answering(question, document), status="abstained", text="Not in these documents.", closest=nearest)
