"""Any sentence-transformers model, from a folder or the local cache: slower to load, general."""

import os
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np

from qa.embedding.model import PassageText, PassageVectors, Vectors, pool_sentences, unit
from qa.types.errors import ModelError
from qa.types.plugins import model_library


class SentenceTransformersEmbedder:
    """Pools whatever way the model says; sentences by late pooling over its token vectors."""

    def __init__(self, model: str) -> None:
        """`model` is a folder or a name in the local cache: nothing is downloaded. Raises ModelError."""
        if find_spec("sentence_transformers") is not None and not _is_at_hand(model):
            raise _unloadable(model, "it is no folder, and not in the cache of models")  # known without importing torch
        library = model_library("sentence_transformers", "QA_EMBEDDING_MODEL")
        try:
            self._model: Any = library.SentenceTransformer(model, device="cpu", local_files_only=True)
        except Exception as exc:  # any of a dozen classes from three libraries, all meaning this
            raise _unloadable(model, first_line(exc)) from exc
        self.name = model
        self.dimensions = int(self._model.get_embedding_dimension())

    def embed_question(self, question: str) -> Vectors:
        encode = getattr(self._model, "encode_query", self._model.encode)
        return unit(np.asarray(encode(question, show_progress_bar=False), dtype=np.float32))

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        texts = [passage.embedded for passage in passages]
        encode = getattr(self._model, "encode_document", self._model.encode)
        outputs = encode(texts, output_value=None, show_progress_bar=False)
        return [self._pool(passage, output) for passage, output in zip(passages, outputs, strict=True)]

    def _pool(self, passage: PassageText, output: Any) -> PassageVectors:
        whole = unit(output["sentence_embedding"].float().numpy())
        tokens: Vectors = output["token_embeddings"].float().numpy()
        offsets: Sequence[tuple[int, int]] = ()
        if getattr(self._model.tokenizer, "is_fast", False) and tokens.shape[-1] == whole.shape[-1]:
            encoded = self._model.tokenizer(
                passage.embedded, truncation=True, max_length=self._model.max_seq_length, return_offsets_mapping=True
            )
            offsets = encoded["offset_mapping"][: len(tokens)]
        return PassageVectors(whole, pool_sentences(passage, tokens[: len(offsets)], offsets, whole))


def _is_at_hand(model: str) -> bool:
    """Whether it is a folder, or has come into the cache that sentence-transformers looks into."""
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    cache = os.environ.get("SENTENCE_TRANSFORMERS_HOME")
    names = (model,) if "/" in model else (model, f"sentence-transformers/{model}")
    try:
        found = [try_to_load_from_cache(name, file, cache) for name in names for file in ("modules.json", "config.json")]
    except HFValidationError:  # no name of a model; a path may be none either
        found = []
    return os.path.exists(model) or any(isinstance(each, str) for each in found)


def _unloadable(model: str, why: str) -> ModelError:
    return ModelError(
        f"the embedding model {model!r} can't be loaded ({why}); "
        "name the bundled all-MiniLM-L6-v2 or a folder with a sentence-transformers model, also with `qa reindex --model`",
        setting="QA_EMBEDDING_MODEL",
    )


def first_line(exc: BaseException) -> str:
    """What an exception says, in one line of bounded length."""
    return (str(exc).strip().splitlines() or [type(exc).__name__])[0][:200]
