"""Question and scope → ranked passages."""

from qa.retrieval.retriever import Retrieved, Retriever, deepened

__all__ = ["Retrieved", "Retriever", "deepened"]
