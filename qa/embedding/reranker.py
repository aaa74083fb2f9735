"""An optional cross-encoder that reads question and passage together."""

from collections.abc import Sequence
from typing import Any, Protocol

from qa.embedding.sentence_transformers_model import first_line
from qa.types.errors import ModelError
from qa.types.plugins import model_library


class Reranker(Protocol):
    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        """One score a text, in their order; higher is better, no fixed range."""
        ...


class CrossEncoderReranker:
    """A sentence-transformers cross-encoder, from a folder or the local cache."""

    def __init__(self, model: str) -> None:
        """Nothing is downloaded. Raises ModelError."""
        library = model_library("sentence_transformers", "QA_RERANKER")

        try:
            self._model: Any = library.CrossEncoder(model, device="cpu", local_files_only=True, num_labels=1)
        except Exception as exc:  # any of a dozen classes from three libraries, all meaning this
            raise ModelError(
                f"the reranker {model!r} can't be loaded ({first_line(exc)}); "
                "name a folder with a sentence-transformers cross-encoder, or do without",
                setting="QA_RERANKER",
            ) from exc

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        scores = self._model.predict([(question, text) for text in texts], show_progress_bar=False)
        return [float(score) for score in scores]
