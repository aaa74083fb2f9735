"""Packs the trained reader: python -m eval.training.export_reader --work FOLDER.

`reader.pt` of the work folder becomes qa/reading/reader.onnx (see `encoder_graph.py`: its products of integers), and
reader.json, which holds its checksum.
"""

import argparse
import json
from hashlib import sha256
from pathlib import Path

import onnx
import torch

import qa.reading
from eval.training.encoder_graph import Encoder
from eval.training.export_embedder import shrunk_columns, texts
from qa.reading.spans import MODEL_FILE, NOTE_FILE

FOLDER = Path(qa.reading.__file__).parent


def main() -> None:
    parser = argparse.ArgumentParser(description="Pack the trained reader.")
    parser.add_argument("--work", type=Path, required=True, help="the folder that train_reader worked in")
    parser.add_argument("--to", type=Path, default=FOLDER)
    given = parser.parse_args()
    export(given.work / "reader.pt", given.to)


def export(weights: Path, folder: Path) -> None:
    trained = torch.load(weights, weights_only=True)
    kept = {name.removeprefix("encoder."): value.numpy() for name, value in trained.items()}
    onnx.save(Encoder(kept, shrunk_columns(kept, zip(*texts(), strict=True))).model(), folder / MODEL_FILE)
    packed = (folder / MODEL_FILE).read_bytes()
    (folder / NOTE_FILE).write_text(json.dumps({"sha256": sha256(packed).hexdigest()}) + "\n", encoding="utf-8")
    print(f"{MODEL_FILE}: {len(packed) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
