"""Settings → embedding model. The only package that loads one."""

from qa.embedding.bundled import BUNDLED_MODEL, InferencePool, bundled_tokenizer, open_packed, open_session, shared_tokenizer
from qa.embedding.fours import open_fours
from qa.embedding.model import Embedder, PassageText, PassageVectors, embed_texts
from qa.embedding.process import in_subprocess
from qa.embedding.reranker import Reranker
from qa.settings import Settings
from qa.types.plugins import make_plugin, names_plugin

__all__ = [
    "BUNDLED_MODEL",
    "Embedder",
    "InferencePool",
    "PassageText",
    "PassageVectors",
    "Reranker",
    "bundled_tokenizer",
    "embed_texts",
    "in_subprocess",
    "open_embedder",
    "open_fours",
    "open_packed",
    "open_reranker",
    "open_session",
    "shared_tokenizer",
]


def open_embedder(settings: Settings) -> Embedder:
    """The bundled model, one that a package adds, or any of sentence-transformers'. Raises ModelError, SettingsError."""
    if settings.embedding_model == BUNDLED_MODEL:
        from qa.embedding.bundled import OnnxEmbedder

        return OnnxEmbedder()
    if names_plugin("citedqa.embedders", settings.embedding_model):
        added: Embedder = make_plugin("citedqa.embedders", "QA_EMBEDDING_MODEL", settings.embedding_model, settings)
        return added
    from qa.embedding.sentence_transformers_model import SentenceTransformersEmbedder

    return SentenceTransformersEmbedder(settings.embedding_model)


def open_reranker(settings: Settings) -> Reranker | None:
    """The reranker that the setting names, if any. Raises ModelError, SettingsError."""
    if settings.reranker is None:
        return None
    if settings.reranker.startswith(("http://", "https://")):
        from qa.embedding.reranker import ServedReranker

        return ServedReranker(settings.reranker)
    if names_plugin("citedqa.rerankers", settings.reranker):
        added: Reranker = make_plugin("citedqa.rerankers", "QA_RERANKER", settings.reranker, settings)
        return added
    from qa.embedding.reranker import CrossEncoderReranker

    return CrossEncoderReranker(settings.reranker)
