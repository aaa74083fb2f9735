"""Trains and packs the model of terms: python -m eval.training.train_terms DATA --news DIR --documents DIR [--to FOLDER].

The upper three layers of the published embedding model learn which words of a conversation belong to a question, from the
conversations of eval/gold and of DATA (CANARD, CAsT 2019), on what the packed model's lower three layers make of them. DIR are
data folders: libraries of all news, and of the documents of eval/gold, which are asked what the app answers. Some twenty
minutes; F1 of the words of eval/gold/conversations-library-*.jsonl, which nothing is learnt from, is told after each pass.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import torch
from transformers import AutoModel

from eval.published_model import published_folder
from eval.training.encoder_graph import HIDDEN, Encoder, save_packed
from eval.training.export_embedder import shrunk
from eval.training.term_lessons import Lesson, asked_in_library, of_public_sets, of_single_documents
from qa.pipeline.follow_ups import term_model
from qa.pipeline.follow_ups.term_model import MODEL_FILE, NOTE_FILE, SCORES

_LAYERS = range(3, 6)
_PASSES, _TOGETHER, _SEED = 4, 32, 0
_RATE, _RATE_OF_SCORES, _WARMING, _MOST_NORM, _DROPPED = 2e-4, 1e-3, 0.1, 1.0, 0.1
# Conversations that go from document to document are few; what belongs weighs more than what doesn't; that nothing does, less.
_REPEATED, _BELONGS, _ALONE = 3, 2.0, 0.3


class TermModel(torch.nn.Module):  # type: ignore[misc]  # torch is untyped here
    """(rows, tokens, d) vectors of the third layer and mask (rows, tokens) → (rows, tokens, SCORES)."""

    def __init__(self) -> None:
        super().__init__()
        published = AutoModel.from_pretrained(published_folder(), local_files_only=True, attn_implementation="sdpa")
        self.layers = torch.nn.ModuleList(published.encoder.layer[layer] for layer in _LAYERS)
        self.spans = torch.nn.Linear(published.config.hidden_size, SCORES)
        self.dropped = torch.nn.Dropout(_DROPPED)

    def forward(self, hidden: Any, mask: Any) -> Any:
        unseen = ((1 - mask) * torch.finfo(hidden.dtype).min)[:, None, None, :]
        for layer in self.layers:
            given = layer(hidden, unseen)
            hidden = given[0] if isinstance(given, tuple) else given
        return self.spans(self.dropped(hidden))


def main() -> None:
    parser = argparse.ArgumentParser(description="Train and pack the model of terms.")
    parser.add_argument("data", type=Path, help="the folder that has canard and cast2019")
    parser.add_argument("--news", type=Path, required=True, help="a data folder: the library of all news")
    parser.add_argument(
        "--documents", type=Path, required=True, help="a data folder: the library of the documents of eval/gold"
    )
    parser.add_argument("--to", type=Path, default=Path(term_model.__file__).parent)
    given = parser.parse_args()
    libraries = {"news": given.news, "documents": given.documents}
    own = [each for name, data in libraries.items() for each in asked_in_library(f"{name}-training", data, _SEED)]
    taught = [*own * _REPEATED, *of_single_documents(libraries, _SEED), *of_public_sets(given.data)]
    held = [each for name, data in libraries.items() for each in asked_in_library(name, data, None)]
    pack(trained(taught, held), taught, given.to)


def trained(taught: Sequence[Lesson], held: Sequence[Lesson]) -> TermModel:
    torch.manual_seed(_SEED)
    chance, model, steps = Random(_SEED), TermModel(), _PASSES * (len(taught) // _TOGETHER)
    rates = ((model.layers, _RATE), (model.spans, _RATE_OF_SCORES))
    optimizer = torch.optim.AdamW([{"params": part.parameters(), "lr": rate} for part, rate in rates], weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (_WARMING * steps), max(0.0, 1 - step / steps))
    )
    for done in range(_PASSES):
        model.train()
        order = sorted(taught, key=lambda each: len(each.belongs) + 30 * chance.random())  # little to fill up
        batches = [order[first : first + _TOGETHER] for first in range(0, len(order) - _TOGETHER + 1, _TOGETHER)]
        chance.shuffle(batches)
        for batch in batches:
            optimizer.zero_grad()
            loss(model, batch).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), _MOST_NORM)
            optimizer.step()
            schedule.step()
        print(f"pass {done + 1}: F1 of tokens {f1(model, held):.3f}", flush=True)
    return model


def loss(model: TermModel, batch: Sequence[Lesson]) -> Any:
    """The mean of negative log-likelihoods: of each token that was said before, and of whether nothing belongs."""
    belongs, alone, gold = _scores(model, batch)
    entropy = torch.nn.functional.binary_cross_entropy_with_logits
    known = gold >= 0
    of_tokens = entropy(belongs[known], gold[known], pos_weight=torch.tensor(_BELONGS))
    return of_tokens + _ALONE * entropy(alone, torch.tensor([float(each.alone) for each in batch]))


def _scores(model: TermModel, batch: Sequence[Lesson]) -> tuple[Any, Any, Any]:
    longest = max(len(each.belongs) for each in batch)
    hidden = np.zeros((len(batch), longest, batch[0].hidden.shape[1]), dtype=np.float32)
    gold = np.full((len(batch), longest), -1, dtype=np.float32)
    mask = torch.zeros(len(batch), longest)
    for row, each in enumerate(batch):
        length = len(each.belongs)
        hidden[row, :length], gold[row, :length], mask[row, :length] = each.hidden, each.belongs, 1
    scores = model(torch.from_numpy(hidden), mask)
    alone = (scores[..., 1] * mask).sum(1) / mask.sum(1)
    return scores[..., 0], alone, torch.from_numpy(gold)


def f1(model: TermModel, held: Sequence[Lesson]) -> float:
    """The harmonic mean of precision and recall, of the tokens that belong to a question."""
    model.eval()
    right = told = wanted = 0
    with torch.no_grad():
        for each in held:
            belongs, _, gold = _scores(model, [each])
            chosen = (belongs > 0) & (gold >= 0)
            right, told = right + int((chosen & (gold == 1)).sum()), told + int(chosen.sum())
            wanted += int((gold == 1).sum())
    return 2 * right / max(1, told + wanted)


def pack(model: TermModel, taught: Sequence[Lesson], folder: Path) -> None:
    """Write the model, its products of integers, and its checksum."""
    weights = {
        name if name.startswith("spans.") else f"encoder.{name.replace('layers.', 'layer.', 1)}": value.numpy()
        for name, value in model.state_dict().items()
    }
    by = shrunk(weights, ({HIDDEN: each.hidden.astype(np.float32)} for each in taught[::40]))
    save_packed(Encoder(weights, by).model(), folder, MODEL_FILE, NOTE_FILE)


if __name__ == "__main__":
    main()
