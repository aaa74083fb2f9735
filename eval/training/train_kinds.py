"""Trains and packs the model of kinds: python -m eval.training.train_kinds [--to FOLDER].

The upper three layers of the published embedding model learn from eval/gold/kinds-training.jsonl and fourteen thousand plain
questions, on what the packed model's lower three layers make of them, which stay as they are. Some twenty minutes;
how many kinds are right on eval/gold/kinds-fitting.jsonl, which nothing is learnt from, is told after each pass.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import torch
from transformers import AutoModel

import qa.pipeline
from eval.published_model import published_folder
from eval.training.encoder_graph import HIDDEN, Encoder, save_packed
from eval.training.export_embedder import shrunk
from eval.training.kind_lessons import FITTING, TRAINING, UNKNOWN, Lesson, lessons, plain_questions
from qa.pipeline.kind_model import KINDS, MODEL_FILE, NOTE_FILE, PARTS, PLACES, SLOTS

_LAYERS = range(3, 6)
_PASSES, _TOGETHER, _SEED = 7, 32, 0
_RATE, _RATE_OF_SCORES, _WARMING, _MOST_NORM = 3e-4, 1e-3, 0.1, 1.0
_SMOOTHING, _DROPPED = 0.05, 0.2
_QUESTIONS = ("question", "said")
# What a slot, a fact and a mark weigh beside a kind.
_SLOT, _FACT, _MARK = 2.0, 0.3, 0.5


class KindModel(torch.nn.Module):  # type: ignore[misc]  # torch is untyped here
    """(rows, tokens, d) vectors of the third layer and mask (rows, tokens) → (rows, tokens, sum(PARTS))."""

    def __init__(self) -> None:
        super().__init__()
        published = AutoModel.from_pretrained(published_folder(), local_files_only=True, attn_implementation="eager")
        self.layers = torch.nn.ModuleList(published.encoder.layer[layer] for layer in _LAYERS)
        self.spans = torch.nn.Linear(published.config.hidden_size, sum(PARTS))
        self.dropped = torch.nn.Dropout(_DROPPED)

    def forward(self, hidden: Any, mask: Any) -> Any:
        unseen = ((1 - mask) * torch.finfo(hidden.dtype).min)[:, None, None, :]
        for layer in self.layers:
            given = layer(hidden, unseen)
            hidden = given[0] if isinstance(given, tuple) else given
        return self.spans(self.dropped(hidden))


def main() -> None:
    parser = argparse.ArgumentParser(description="Train and pack the model of kinds.")
    parser.add_argument("--to", type=Path, default=Path(qa.pipeline.__file__).parent)
    given = parser.parse_args()
    own = list(lessons(TRAINING))
    wishes = [each for each in own if KINDS[each.kind] not in _QUESTIONS]  # twice a pass: questions are five times as many
    taught = [*own, *wishes, *plain_questions(_SEED)]
    pack(trained(taught, list(lessons(FITTING))), taught, given.to)


def trained(taught: Sequence[Lesson], asked: Sequence[Lesson]) -> KindModel:
    torch.manual_seed(_SEED)
    chance, model, steps = Random(_SEED), KindModel(), _PASSES * (len(taught) // _TOGETHER)
    rates = ((model.layers, _RATE), (model.spans, _RATE_OF_SCORES))
    optimizer = torch.optim.AdamW([{"params": part.parameters(), "lr": rate} for part, rate in rates], weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (_WARMING * steps), max(0.0, 1 - step / steps))
    )
    for done in range(_PASSES):
        model.train()
        order = sorted(taught, key=lambda each: len(each.tokens.offsets) + 6 * chance.random())  # little to fill up
        batches = [order[first : first + _TOGETHER] for first in range(0, len(order) - _TOGETHER + 1, _TOGETHER)]
        chance.shuffle(batches)
        for batch in batches:
            optimizer.zero_grad()
            loss(model, batch).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), _MOST_NORM)
            optimizer.step()
            schedule.step()
        print(f"pass {done + 1}: {right_kinds(model, asked)} of {len(asked)} kinds right", flush=True)
    return model


def loss(model: KindModel, batch: Sequence[Lesson]) -> Any:
    """The mean of negative log-likelihoods: of the kind, each token's place in each slot, the fact and the marks."""
    kinds, slots, facts, marks, mask = _scores(model, batch)
    of_slots = np.full((*mask.shape, len(SLOTS)), UNKNOWN)
    for row, each in enumerate(batch):
        of_slots[row, : len(each.slots)] = each.slots
    entropy = torch.nn.functional.cross_entropy
    right = torch.tensor([each.kind for each in batch])
    summed = entropy(kinds, right, label_smoothing=_SMOOTHING)
    for scores, gold, weight in (
        (slots.flatten(0, 2), torch.from_numpy(of_slots).flatten(), _SLOT),
        (facts, torch.tensor([each.fact for each in batch]), _FACT),
    ):
        if (gold != UNKNOWN).any():
            summed = summed + weight * entropy(scores, gold, ignore_index=UNKNOWN)
    of_marks = torch.from_numpy(np.stack([each.marks for each in batch]))
    known = of_marks != UNKNOWN
    if known.any():
        summed = summed + _MARK * torch.nn.functional.binary_cross_entropy_with_logits(marks[known], of_marks[known])
    return summed


def _scores(model: KindModel, batch: Sequence[Lesson]) -> tuple[Any, Any, Any, Any, Any]:
    longest = max(len(each.slots) for each in batch)
    hidden = np.zeros((len(batch), longest, batch[0].tokens.hidden.shape[1]), dtype=np.float32)
    mask = torch.zeros(len(batch), longest)
    for row, each in enumerate(batch):
        hidden[row, : len(each.slots)] = each.tokens.hidden
        mask[row, : len(each.slots)] = 1
    scores = model(torch.from_numpy(hidden), mask)
    kinds, slots, facts, marks = scores.split(PARTS, dim=2)
    means = ((each * mask[..., None]).sum(1) / mask.sum(1, keepdim=True) for each in (kinds, facts, marks))
    of_kind, of_fact, of_mark = means
    return of_kind, slots.unflatten(2, (len(SLOTS), PLACES)), of_fact, of_mark, mask


def right_kinds(model: KindModel, asked: Sequence[Lesson]) -> int:
    model.eval()
    with torch.no_grad():
        told = [int(_scores(model, [each])[0].argmax()) for each in asked]
    return sum(kind == each.kind or kind in each.also for kind, each in zip(told, asked, strict=True))


def pack(model: KindModel, taught: Sequence[Lesson], folder: Path) -> None:
    """Write the model, its products of integers, and its checksum."""
    weights = {
        name if name.startswith("spans.") else f"encoder.{name.replace('layers.', 'layer.', 1)}": value.numpy()
        for name, value in model.state_dict().items()
    }
    by = shrunk(weights, ({HIDDEN: each.tokens.hidden} for each in taught[::10]))
    save_packed(Encoder(weights, by).model(), folder, MODEL_FILE, NOTE_FILE)


if __name__ == "__main__":
    main()
