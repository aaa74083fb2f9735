"""The bundled model on onnxruntime: loads in a fraction of a second, where importing torch takes several."""

from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np

from qa.embedding.bundled import BUNDLED_MODEL, WEIGHTS_SHA256, bundled_model, shared_tokenizer
from qa.embedding.model import PassageText, PassageVectors, Vectors, pool_sentences, unit
from qa.embedding.sessions import InferencePool, open_session
from qa.types.errors import ModelError

_Token = TypeVar("_Token")

# The published model's max_seq_length; later tokens are cut off, as sentence-transformers does.
MAX_TOKENS = 256
INPUT = "ids"


class OnnxEmbedder:
    """all-MiniLM-L6-v2, its products of integers: mean of the token vectors, scaled to length one.

    It has the name of the published weights, which libraries of earlier versions have: their passages are found as well by this
    one's vectors of questions (eval/RESULTS.md).
    """

    name = f"{BUNDLED_MODEL}@{WEIGHTS_SHA256[:12]}"
    dimensions = 384

    def __init__(self) -> None:
        """Raises ModelError."""
        self._workers = InferencePool()
        self._tokenizer = shared_tokenizer()
        path = bundled_model()
        try:
            self._session = open_session(str(path))
        except Exception as exc:  # onnxruntime raises classes of its C++ module that it doesn't export
            raise ModelError(f"the embedding model {path} can't be loaded: {exc}") from exc

    def embed_question(self, question: str) -> Vectors:
        return self._read(self._tokenizer.encode(question))[1]

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Keeps all cores busy; two calls at once share them."""
        encodings = self._tokenizer.encode_batch([passage.embedded for passage in passages])
        return list(self._workers.map(self._pooled, zip(passages, encodings, strict=True)))

    def _pooled(self, given: tuple[PassageText, Any]) -> PassageVectors:
        passage, encoding = given
        tokens, whole = self._read(encoding)
        return PassageVectors(whole, pool_sentences(passage, tokens, _cut(encoding.offsets), whole))

    def _read(self, encoding: Any) -> tuple[Vectors, Vectors]:
        """Token vectors (t, d) and the unit vector of all of them (d,).

        One text a run: several together would need padding, are no faster, and would share a scale of their numbers.
        """
        tokens: Vectors = self._session.run(None, {INPUT: np.array(_cut(encoding.ids), dtype=np.int64)})[0]
        return tokens, unit(tokens.mean(axis=0))


def _cut(tokens: list[_Token]) -> list[_Token]:
    """As many as are read; the last one ends a text and stays."""
    return tokens if len(tokens) <= MAX_TOKENS else [*tokens[: MAX_TOKENS - 1], tokens[-1]]
