"""Who said what: every direct quotation and reported statement of a document, with its speaker.

`find_statements` is the interface; `quoted_fragments` tells which words of a mixed statement stand in quote marks. Names,
noun phrases and who is meant are `qa.english`'s. The modules here, low to high: how far a speech tag extends (`tag_extent`),
speech tags (`tag`, `tags`, `nonfinite`), the words said (`quote_shape`, `quoted_spans`), words set apart on the page
(`pull_quotes`), labels of a transcript (`transcripts`), and the pass over the article (`extraction`). `answers` answers
questions from what was extracted.
"""

from qa.attribution.extraction import Extraction
from qa.attribution.fragments import quoted_fragments
from qa.types import Document, Statement


def find_statements(document: Document) -> tuple[Statement, ...]:
    """The document's statements in text order."""
    return tuple(Extraction(document).statements())


__all__ = ["find_statements", "quoted_fragments"]
