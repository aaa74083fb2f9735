"""Question and scope → ranked passages."""

from qa.embedding import open_reranker
from qa.retrieval.retriever import HybridRetriever, Movable, Retrieved, Retriever, WordRetriever, deepened, offers, ranked
from qa.settings import Settings
from qa.store import Searchable
from qa.types.plugins import make_plugin

__all__ = [
    "HybridRetriever",
    "Retrieved",
    "Retriever",
    "WordRetriever",
    "deepened",
    "open_retriever",
    "ranked",
    "retriever_over",
]


def open_retriever(settings: Settings, stores: Searchable) -> Retriever:
    """The one that the setting names. Raises SettingsError, ModelError."""
    if settings.retriever == "hybrid":
        return HybridRetriever(stores, open_reranker(settings))
    if settings.retriever == "words":
        return WordRetriever(stores)
    retriever: Retriever = make_plugin(
        "citedqa.retrievers", "QA_RETRIEVER", settings.retriever, settings, stores, built_in=("hybrid", "words")
    )
    return retriever


def retriever_over(stores: Searchable, settings: Settings, known: Retriever) -> Retriever:
    """One like this that searches these stores; what the settings name, where it can't be had. Raises as opening does."""
    return (
        known.over_stores(stores)
        if isinstance(known, Movable) and offers(known, "over_stores")
        else open_retriever(settings, stores)
    )
