"""Packs the trained reader: python -m eval.training.export_reader --work FOLDER.

`reader.pt` of the work folder becomes qa/reading/reader.onnx, its matrices and word vectors in int8 (onnxruntime's dynamic
quantisation, one scale a column), and reader.json, which holds its checksum.
"""

import argparse
import json
import tempfile
import warnings
from hashlib import sha256
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

import qa.reading
from eval.training import reader_model
from qa.reading.spans import MODEL_FILE, NOTE_FILE

FOLDER = Path(qa.reading.__file__).parent
_INPUTS = ("ids", "mask", "types")


def main() -> None:
    parser = argparse.ArgumentParser(description="Pack the trained reader.")
    parser.add_argument("--work", type=Path, required=True, help="the folder that train_reader worked in")
    parser.add_argument("--to", type=Path, default=FOLDER)
    given = parser.parse_args()
    export(given.work / "reader.pt", given.to)


def export(weights: Path, folder: Path) -> None:
    model = reader_model.load(weights)
    example = torch.ones(2, 16, dtype=torch.long)
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            model,
            (example, example, torch.zeros_like(example)),
            str(whole),
            dynamo=False,
            input_names=list(_INPUTS),
            output_names=["logits"],
            dynamic_axes={name: {0: "batch", 1: "length"} for name in (*_INPUTS, "logits")},
            opset_version=17,
        )
        # Seven bits a weight: with eight, sums overflow on processors without VNNI, which would read otherwise than others.
        quantize_dynamic(whole, folder / MODEL_FILE, per_channel=True, weight_type=QuantType.QInt8, reduce_range=True)
    packed = (folder / MODEL_FILE).read_bytes()
    (folder / NOTE_FILE).write_text(json.dumps({"sha256": sha256(packed).hexdigest()}) + "\n", encoding="utf-8")
    print(f"{MODEL_FILE}: {len(packed) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
