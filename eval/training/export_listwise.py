"""Packs the trained listwise reader: python -m eval.training.export_listwise --work FOLDER.

`listwise.pt` of the work folder becomes qa/reading/listwise.npz (see `encoder_graph.py`: four bits a weight), and
listwise.json, which holds its checksum. It is given the token ids of the embedding model's tokenizer: all-mpnet-base-v2 has the
same words under other numbers.
"""

import argparse
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

import qa.reading
from eval.training.encoder_graph import FARTHEST, NEARNESS, Array, Encoder, save_fours
from eval.training.export_embedder import shrunk_columns, texts
from eval.training.listwise_model import OWN_IDS, WORDS_BEFORE
from qa.reading.listwise import MODEL_FILE, NOTE_FILE

FOLDER = Path(qa.reading.__file__).parent
EPSILON = 1e-5  # of all-mpnet-base-v2
_FIRST_PLACE = 2  # row of the first token's place
_NAMES = {
    "attention.attn.q": "attention.self.query",
    "attention.attn.k": "attention.self.key",
    "attention.attn.v": "attention.self.value",
    "attention.attn.o": "attention.output.dense",
    "attention.LayerNorm": "attention.output.LayerNorm",
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Pack the trained listwise reader.")
    parser.add_argument("--work", type=Path, required=True, help="the folder that train_listwise worked in")
    parser.add_argument("--to", type=Path, default=FOLDER)
    given = parser.parse_args()
    trained = torch.load(given.work / "listwise.pt", weights_only=True)
    weights = as_bert({name.removeprefix("encoder."): value.numpy() for name, value in trained.items()})
    by = shrunk_columns(weights, zip(*texts(), strict=True), epsilon=EPSILON)
    save_fours(Encoder(weights, by, bits=4, epsilon=EPSILON), given.to, MODEL_FILE, NOTE_FILE)


def as_bert(weights: Mapping[str, Array]) -> dict[str, Array]:
    """The weights of an MPNet by the names that BERT's have, its words by the embedding model's token ids."""
    found = {}
    for name, values in weights.items():
        for own, published in _NAMES.items():
            name = name.replace(own, published)
        found[name] = values
    words = found["embeddings.word_embeddings.weight"]
    order = np.arange(len(words) - WORDS_BEFORE - 1) + WORDS_BEFORE  # the last row is "<mask>"
    for number, known in OWN_IDS.items():
        order[number] = known
    found["embeddings.word_embeddings.weight"] = words[order]
    found["embeddings.position_embeddings.weight"] = found["embeddings.position_embeddings.weight"][_FIRST_PLACE:]
    found[NEARNESS] = found.pop("encoder.relative_attention_bias.weight")[_buckets()].T
    return found


def _buckets() -> Array:
    """(2 * FARTHEST + 1,): the row that each distance has, from FARTHEST before to FARTHEST behind."""
    rows: Array = MPNetEncoder.relative_position_bucket(torch.arange(-FARTHEST, FARTHEST + 1)).numpy()
    return rows


if __name__ == "__main__":
    main()
