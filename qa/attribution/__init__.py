"""Who said what: every direct quotation and reported statement of a document, with its speaker.

`find_statements` is the interface; `quoted_fragments` tells which words of a mixed statement stand in quote marks,
`surnames_that_speak` and `surnames_of_people` who speaks or is named in a sentence at all. Names, noun phrases and who is
meant are `qa.english`'s. The modules here, low to high: a speech tag (`tag`, `according`) and all of a sentence (`tags`),
the words said (`quote_shape`, `quoted_spans`, `segments`) and where the writer's own begin (`narration`), the day that is
told (`days`), labels of a transcript (`transcripts`), how likely a statement is its speaker's (`likelihood`), the pass over
the article (`extraction`), and what of it is a story of its own (`stories`). `answers` answers questions from what was
extracted.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from qa.attribution.quote_shape import quoted_fragments
from qa.types import Document, Span, Statement

if TYPE_CHECKING:
    from qa.attribution.extraction import Extraction


def find_statements(document: Document, headings: tuple[Span, ...] = ()) -> tuple[Statement, ...]:
    """Return the document's statements in text order; none is found in `headings`, lines that its format marks as such."""
    from qa.attribution.likelihood import likelihood
    from qa.attribution.stories import marked_statements

    found = marked_statements(document, headings)
    return tuple(said if marks is None else replace(said, likely=round(likelihood(marks), 2)) for said, marks in found)


def surnames_that_speak(text: str) -> set[str]:
    """Return the last names, in lower case, of those who are said to say something in a stretch of text."""
    return _extraction(Document.create(source="", title="", text=text)).surnames_that_speak()


def surnames_of_people(text: str) -> set[str]:
    """Return the last names, in lower case, also of those whom a stretch of text calls by first name or title."""
    return _extraction(Document.create(source="", title="", text=text)).surnames_of_people()


def _extraction(document: Document, headings: tuple[Span, ...] = ()) -> "Extraction":
    """Load the extraction's thirty modules when first asked for: most questions need none."""
    from qa.attribution.extraction import Extraction

    return Extraction(document, headings)


__all__ = ["find_statements", "quoted_fragments", "surnames_of_people", "surnames_that_speak"]
