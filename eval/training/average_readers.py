"""Averages the trained reader with an earlier packed one: python -m eval.training.average_readers --work FOLDER --earlier FILE.

`reader.pt` of the work folder becomes the mean of `stage-2.pt` there and of the weights in FILE, a `reader.onnx` as
export_reader packs it. Both started from the same MiniLM, so their mean is a reader too, and answers better on questions unlike
those of either training (Wortsman et al., "Model soups", ICML 2022). Run it before export_reader.
"""

import argparse
from pathlib import Path
from typing import Any

import onnx
import torch
from onnx import numpy_helper

from eval.training import reader_model


def main() -> None:
    parser = argparse.ArgumentParser(description="Average the trained reader with an earlier one.")
    parser.add_argument("--work", type=Path, required=True, help="the folder that train_reader worked in")
    parser.add_argument("--earlier", type=Path, required=True, help="a packed reader.onnx")
    given = parser.parse_args()
    trained = torch.load(given.work / "stage-2.pt", weights_only=True)
    # The earlier one lacks what reading doesn't use.
    mean = trained | {name: (trained[name] + weight) / 2 for name, weight in unpacked(given.earlier).items()}
    model = reader_model.SpanModel()
    model.load_state_dict(mean)
    reader_model.save(model, given.work / "reader.pt")


def unpacked(path: Path) -> dict[str, Any]:
    """The weights of a packed reader by their names in torch, as float32."""
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
