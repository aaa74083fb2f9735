"""A reranker behind an address: what vLLM, llama.cpp, Infinity, Jina and Cohere offer as `/rerank`."""

import os
from collections.abc import Sequence
from typing import Any

from qa.types.errors import ModelError

# A cross-encoder without a graphics card reads twenty passages in some seconds.
_SECONDS = 60.0
_KEY = "RERANK_API_KEY"


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
