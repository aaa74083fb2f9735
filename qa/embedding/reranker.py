"""An optional reranker: a cross-encoder that reads question and passage together, here or behind an address."""

import os
from collections.abc import Sequence
from typing import Any, Protocol

from qa.embedding.sentence_transformers_model import first_line
from qa.types.errors import ModelError
from qa.types.plugins import model_library

# A cross-encoder without a graphics card reads twenty passages in some seconds.
_SECONDS = 60.0
_KEY = "RERANK_API_KEY"


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


class ServedReranker:
    """Sends the question and the passages there. A key, where one is asked for, comes from RERANK_API_KEY."""

    def __init__(self, url: str) -> None:
        """`url` may end in `#MODEL`, for a server that has several."""
        self._url, _, self._model = url.partition("#")

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        """Raises ModelError where the server fails or its answer has no score for a text."""
        import httpx

        body: dict[str, Any] = {"query": question, "documents": list(texts), "top_n": len(texts)}
        if self._model:
            body["model"] = self._model
        key = os.environ.get(_KEY)
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        try:
            answer = httpx.post(self._url, json=body, headers=headers, timeout=_SECONDS, trust_env=False).raise_for_status()
            scores = {int(row["index"]): float(row["relevance_score"]) for row in answer.json()["results"]}
            return [scores[number] for number in range(len(texts))]
        except httpx.HTTPError as exc:
            raise ModelError(
                f"the reranker at {self._url} fails: {exc}; start it or do without", setting="QA_RERANKER"
            ) from exc
        except (ValueError, KeyError, TypeError) as exc:
            raise ModelError(
                f"the reranker at {self._url} answers in another form; name the address of a `/rerank`", setting="QA_RERANKER"
            ) from exc
