"""The SQL source of truth: documents, chunks with their vectors, full-text index, statements. Alone holds SQL."""

from qa.library.library import Library
from qa.library.records import LexicalHit, NewChunk, Outcome, Passage, StoredStatement, VectorRow

__all__ = ["LexicalHit", "Library", "NewChunk", "Outcome", "Passage", "StoredStatement", "VectorRow"]
