"""Averages readers: python -m eval.training.average_readers FILE … --to FILE.pt.

Each FILE is a `.pt` of train_reader or a `reader.onnx` as export_reader packs it. All started from the same MiniLM, so their
mean is a reader too, and answers better on questions unlike those of any one training (Wortsman et al., "Model soups", 2022).
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import onnx
import torch
from onnx import numpy_helper

from eval.training import reader_model


def main() -> None:
    parser = argparse.ArgumentParser(description="Average readers.")
    parser.add_argument("readers", type=Path, nargs="+", metavar="FILE", help=".pt of train_reader, or a packed .onnx")
    parser.add_argument("--to", type=Path, required=True, help="the .pt to write")
    given = parser.parse_args()
    model = reader_model.ReaderModel()
    model.load_state_dict(model.state_dict() | mean([weights_of(path) for path in given.readers]))
    reader_model.save(model, given.to)


def mean(readers: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Of each weight, over the readers that have it: a packed one lacks what reading doesn't use."""
    names = dict.fromkeys(name for reader in readers for name in reader)
    having = {name: [reader[name] for reader in readers if name in reader] for name in names}
    return {name: torch.stack(found).mean(0) if found[0].is_floating_point() else found[0] for name, found in having.items()}


def weights_of(path: Path) -> dict[str, Any]:
    """The weights of a reader by their names in torch, as float32."""
    if path.suffix != ".onnx":
        weights: dict[str, Any] = torch.load(path, weights_only=True)
        return weights
    graph = onnx.load(path).graph
    kept = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}

    def dequantized(name: str) -> Any:
        zero, scale = kept[f"{name}_zero_point"], kept[f"{name}_scale"]
        return torch.tensor((kept[f"{name}_quantized"].astype("float32") - zero.astype("float32")) * scale)

    named = [name for name in kept if name.startswith(("encoder.", "spans."))]
    found = {name: torch.tensor(kept[name]) for name in named if not name.endswith(("_quantized", "_scale", "_zero_point"))}
    for name in named:
        if name.endswith("_quantized"):  # the word vectors
            found[name.removesuffix("_quantized")] = dequantized(name.removesuffix("_quantized"))
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            # "/encoder/encoder/layer.0/attention/self/query/MatMul_quant" multiplies with the transposed weight.
            module = node.name.strip("/").rpartition("/")[0].replace("/", ".")
            found[f"{module}.weight"] = dequantized(node.input[1].removesuffix("_quantized")).T.contiguous()
    return found


if __name__ == "__main__":
    main()
