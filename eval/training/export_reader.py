"""Packs the trained reader: python -m eval.training.export_reader --work FOLDER.

`reader.pt` of the work folder becomes qa/reading/reader.onnx (see `encoder_graph.py`: its products of integers), and
reader.json, which holds its checksum.
"""

import argparse
from pathlib import Path

import torch

import qa.reading
from eval.training.encoder_graph import Encoder, save_packed
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
    model = Encoder(kept, shrunk_columns(kept, zip(*texts(), strict=True))).model()
    save_packed(model, folder, MODEL_FILE, NOTE_FILE)


if __name__ == "__main__":
    main()
