"""The vector index: Chroma, derived from the library and expendable. Alone imports Chroma."""

from qa.store.vectors.vector_index import VectorHit, VectorIndex, Widths

__all__ = ["VectorHit", "VectorIndex", "Widths"]
