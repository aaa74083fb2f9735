"""The vector index: derived from the library, and expendable. Chroma's is here, which alone imports Chroma."""

from qa.store.vectors.chroma_index import ChromaIndex
from qa.store.vectors.vector_index import Shelved, VectorHit, VectorIndex

__all__ = ["ChromaIndex", "Shelved", "VectorHit", "VectorIndex"]
