"""Who said what: every direct quotation and reported statement of a document, with its speaker.

`find_statements` is the interface; `quoted_fragments` tells which words of a mixed statement stand in quote marks. The
modules, low to high: quote marks (`quotes`), words (`tokens`), reporting units (`units`), names (`lexicon`, `runs`,
`people`, `casting`), noun phrases and speech tags (`phrases`, `tags`), who is on stage (`staging`, `memory`), whom an
epithet fits (`epithets`), who is meant (`speakers`), and the pass over the article (`extraction`). English first; other
languages pass through unharmed. The long word lists are text files in `data/`.
"""

from qa.statements.extraction import Extraction
from qa.statements.fragments import quoted_fragments
from qa.types import Document, Statement


def find_statements(document: Document) -> tuple[Statement, ...]:
    """The document's statements in text order."""
    return tuple(Extraction(document).statements())


__all__ = ["find_statements", "quoted_fragments"]
