"""Question and scope → ranked passages."""

from qa.retrieval.retriever import Retrieved, Retriever

__all__ = ["Retrieved", "Retriever"]
