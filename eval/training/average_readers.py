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

from eval.training import reader_model
from eval.training.encoder_graph import weights_in


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
    packed = weights_in(onnx.load(path))
    return {name if name.startswith("spans.") else f"encoder.{name}": torch.tensor(values) for name, values in packed.items()}


if __name__ == "__main__":
    main()
