"""The vector index: Chroma, derived from the library and expendable. Alone imports Chroma."""

from qa.index.vectors import VectorHit, VectorIndex, Widths

__all__ = ["VectorHit", "VectorIndex", "Widths"]
