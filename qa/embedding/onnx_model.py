"""The bundled model on onnxruntime: loads in a fraction of a second, where importing torch takes several."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from qa.embedding.bundled import BUNDLED_MODEL, WEIGHTS_SHA256, bundled_model, bundled_tokenizer
from qa.embedding.model import PassageText, PassageVectors, Vectors, batches, pool_sentences, unit
from qa.embedding.sessions import InferencePool, open_session
from qa.types.errors import ModelError

# The published model's max_seq_length; later tokens are cut off, as sentence-transformers does.
MAX_TOKENS = 256
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


class OnnxEmbedder:
    """all-MiniLM-L6-v2: mean of the token vectors under the attention mask, scaled to length one."""

    name = f"{BUNDLED_MODEL}@{WEIGHTS_SHA256[:12]}"
    dimensions = 384

    def __init__(self) -> None:
        """Raises ModelError."""
        self._workers = InferencePool()
        self._tokenizer = bundled_tokenizer()
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()
        path = bundled_model()
        try:
            self._session = open_session(str(path))
        except Exception as exc:  # onnxruntime raises classes of its C++ module that it doesn't export
            raise ModelError(f"the embedding model {path} can't be loaded: {exc}") from exc

    def embed_question(self, question: str) -> Vectors:
        encoding = self._tokenizer.encode(question)
        vector: Vectors = self._run([encoding])[1][0]
        return vector

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        """Keeps all cores busy; two calls at once share them."""
        encodings = self._tokenizer.encode_batch([passage.embedded for passage in passages])
        results: dict[int, PassageVectors] = {}

        def embed(batch: Sequence[int]) -> None:
            tokens, wholes = self._run([encodings[index] for index in batch])
            for row, index in enumerate(batch):
                offsets = encodings[index].offsets
                sentences = pool_sentences(passages[index], tokens[row, : len(offsets)], offsets, wholes[row])
                results[index] = PassageVectors(wholes[row], sentences)

        for _ in self._workers.map(embed, batches([len(encoding.ids) for encoding in encodings])):
            pass  # raises what went wrong
        return [results[index] for index in range(len(passages))]

    def _run(self, encodings: Sequence[Any]) -> tuple[Vectors, Vectors]:
        """Token vectors (n, longest, d) and unit passage vectors (n, d)."""
        longest = max(len(encoding.ids) for encoding in encodings)
        ids = np.zeros((len(encodings), longest), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        tokens: Vectors = self._session.run(None, dict(zip(INPUTS, (ids, mask, np.zeros_like(ids)), strict=True)))[0]
        weights = mask[:, None, :].astype(np.float32)
        return tokens, unit((weights @ tokens)[:, 0] / weights.sum(axis=2))
