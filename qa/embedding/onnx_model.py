"""The bundled model on onnxruntime: loads in a fraction of a second, where importing torch takes several.

The ONNX file is exported once, with torch, into the data directory; its checksum is kept beside it.
"""

import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from qa.embedding.bundled import BUNDLED_MODEL, WEIGHTS_SHA256, bundled_folder, bundled_tokenizer, file_sha256, verify_files
from qa.embedding.model import PassageText, PassageVectors, Vectors, batches, pool_sentences, unit
from qa.embedding.sessions import InferencePool, open_session
from qa.types.errors import ModelError

# The published model's max_seq_length; later tokens are cut off, as sentence-transformers does.
MAX_TOKENS = 256
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


class OnnxEmbedder:
    """all-MiniLM-L6-v2: mean of the token vectors under the attention mask, scaled to length one."""

    name = f"{BUNDLED_MODEL}@{WEIGHTS_SHA256[:12]}"
    dimensions = 384

    def __init__(self, models_dir: Path) -> None:
        """`models_dir` keeps the exported file; it is made on first use. Raises ModelError."""
        self.models_dir = models_dir
        folder = bundled_folder()
        self._workers = InferencePool()
        self._tokenizer = bundled_tokenizer()
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()
        path = exported_model(folder, models_dir)
        try:
            self._session = open_session(str(path))
        except Exception as exc:  # onnxruntime raises classes of its C++ module that it doesn't export
            raise ModelError(f"the exported model {path} can't be loaded: {exc}; delete it, it is made again") from exc

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
        tokens: Vectors = self._session.run(None, dict(zip(_INPUTS, (ids, mask, np.zeros_like(ids)), strict=True)))[0]
        weights = mask[:, None, :].astype(np.float32)
        return tokens, unit((weights @ tokens)[:, 0] / weights.sum(axis=2))


def exported_model(folder: Path, models_dir: Path) -> Path:
    """The path of a sound ONNX export, made again when it is missing or damaged."""
    path = models_dir / f"{BUNDLED_MODEL}-{WEIGHTS_SHA256[:12]}.onnx"
    note = path.with_suffix(".json")
    try:
        expected = json.loads(note.read_text(encoding="utf-8"))["sha256"]
        if file_sha256(path) == expected:
            return path
    except (OSError, ValueError, KeyError, TypeError, ModelError):
        pass  # never exported, or damaged: both end in a fresh export
    verify_files(folder)
    try:
        models_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=models_dir, prefix=".export-") as scratch:
            fresh = Path(scratch) / "model.onnx"
            _export(folder, fresh)
            fresh_note = fresh.with_suffix(".json")
            fresh_note.write_text(json.dumps({"sha256": file_sha256(fresh)}), encoding="utf-8")
            os.replace(fresh, path)  # whole or not at all, also when two processes export at once
            os.replace(fresh_note, note)
    except OSError as exc:
        raise ModelError(
            f"the embedding model can't be written to {models_dir}: {exc.strerror}; free some space or set QA_DATA_DIR"
        ) from exc
    return path


def _export(folder: Path, target: Path) -> None:
    import warnings

    import torch
    from transformers import AutoModel
    from transformers.utils import logging

    logging.disable_progress_bar()

    class TokenVectors(torch.nn.Module):  # type: ignore[misc]  # torch is untyped here
        """The encoder with plain positional inputs, which is what the exporter can trace."""

        def __init__(self) -> None:
            super().__init__()
            self.encoder = AutoModel.from_pretrained(folder, local_files_only=True, attn_implementation="eager")

        def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> Any:
            return self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state

    example = torch.ones(2, 16, dtype=torch.long)
    axes = {name: {0: "batch", 1: "length"} for name in (*_INPUTS, "tokens")}
    with warnings.catch_warnings():
        # The replacement (dynamo=True) needs another package and gives a graph that onnxruntime runs slower.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            TokenVectors().eval(),
            (example, example, torch.zeros_like(example)),
            str(target),
            dynamo=False,
            input_names=list(_INPUTS),
            output_names=["tokens"],
            dynamic_axes=axes,
            opset_version=17,
        )
