"""Who said what: every direct quotation and reported statement of a document, with its speaker.

`find_statements` is the interface; `quoted_fragments` tells which words of a mixed statement stand in quote marks,
`surnames_that_speak` who speaks in a sentence at all. Names, noun phrases and who is meant are `qa.english`'s. The modules
here, low to high: a speech tag (`tag`) and all of a sentence (`tags`), the words said (`quote_shape`, `quoted_spans`,
`segments`), labels of a transcript (`transcripts`), and the pass over the article (`extraction`), whose thirty modules are
loaded when first asked for: most questions need none. `answers` answers questions from what was extracted.
"""

from qa.attribution.quote_shape import quoted_fragments
from qa.types import Document, Span, Statement


def find_statements(document: Document, headings: tuple[Span, ...] = ()) -> tuple[Statement, ...]:
    """Return the document's statements in text order; none is found in `headings`, lines that its format marks as such."""
    from qa.attribution.extraction import Extraction

    return tuple(Extraction(document, headings).statements())


def surnames_that_speak(text: str) -> set[str]:
    """Return the last names, in lower case, of those who are said to say something in a stretch of text."""
    from qa.attribution.extraction import Extraction

    return Extraction(Document.create(source="", title="", text=text)).surnames_that_speak()


__all__ = ["find_statements", "quoted_fragments", "surnames_that_speak"]
