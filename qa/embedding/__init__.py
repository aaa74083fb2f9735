"""Settings → embedding model. The only package that loads one."""

from qa.embedding.bundled import BUNDLED_MODEL, bundled_tokenizer
from qa.embedding.model import Embedder, PassageText, PassageVectors
from qa.embedding.process import in_subprocess
from qa.embedding.reranker import Reranker
from qa.embedding.sessions import InferencePool, open_session
from qa.settings import Settings

__all__ = [
    "BUNDLED_MODEL",
    "Embedder",
    "InferencePool",
    "PassageText",
    "PassageVectors",
    "Reranker",
    "bundled_tokenizer",
    "in_subprocess",
    "open_embedder",
    "open_reranker",
    "open_session",
]


def open_embedder(settings: Settings) -> Embedder:
    """The bundled model on its fast path, any other through sentence-transformers. Raises ModelError."""
    if settings.embedding_model == BUNDLED_MODEL:
        from qa.embedding.onnx_model import OnnxEmbedder

        return OnnxEmbedder(settings.data_dir / "models")
    from qa.embedding.sentence_transformers_model import SentenceTransformersEmbedder

    return SentenceTransformersEmbedder(settings.embedding_model)


def open_reranker(settings: Settings) -> Reranker | None:
    """The cross-encoder that the setting names, if any. Raises ModelError."""
    if settings.reranker is None:
        return None
    from qa.embedding.reranker import CrossEncoderReranker

    return CrossEncoderReranker(settings.reranker)
