"""Trains and packs the model of kinds: python -m eval.training.train_kinds [--to FOLDER].

The upper three layers of the published embedding model learn from eval/gold/kinds-training.jsonl and fourteen thousand plain
questions, on what the packed model's lower three layers make of them, which stay as they are. Some twenty minutes;
how many kinds are right on eval/gold/kinds-fitting.jsonl, which nothing is learnt from, is told after each pass.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

import qa.pipeline.kinds
from eval.training.kind_lessons import FITTING, TRAINING, UNKNOWN, Lesson, lessons, plain_questions
from eval.training.upper_layers import UpperLayers, filled_up, pack, side_by_side, trained
from qa.pipeline.kinds.kind_model import KINDS, MODEL_FILE, NOTE_FILE, PARTS, PLACES, SLOTS

_PASSES, _TOGETHER, _SEED = 7, 32, 0
_RATE, _SMOOTHING, _DROPPED = 3e-4, 0.05, 0.2
_QUESTIONS = ("question", "said")
# What a slot, a fact and a mark weigh beside a kind.
_SLOT, _FACT, _MARK = 2.0, 0.3, 0.5


def main() -> None:
    parser = argparse.ArgumentParser(description="Train and pack the model of kinds.")
    parser.add_argument("--to", type=Path, default=Path(qa.pipeline.kinds.__file__).parent)
    given = parser.parse_args()
    own = list(lessons(TRAINING))
    wishes = [each for each in own if KINDS[each.kind] not in _QUESTIONS]  # twice a pass: questions are five times as many
    taught = [*own, *wishes, *plain_questions(_SEED)]
    model = of_kinds(taught, list(lessons(FITTING)))
    pack(model, (each.tokens.hidden for each in taught[::10]), given.to, MODEL_FILE, NOTE_FILE)


def of_kinds(taught: Sequence[Lesson], asked: Sequence[Lesson]) -> UpperLayers:
    return trained(
        sum(PARTS),
        taught,
        loss,
        lambda each, chance: len(each.tokens.offsets) + 6 * chance.random(),
        lambda model: f"{right_kinds(model, asked)} of {len(asked)} kinds right",
        dropped=_DROPPED,
        rate=_RATE,
        passes=_PASSES,
        together=_TOGETHER,
        seed=_SEED,
    )


def loss(model: UpperLayers, batch: Sequence[Lesson]) -> Any:
    """The mean of negative log-likelihoods: of the kind, each token's place in each slot, the fact and the marks."""
    kinds, slots, facts, marks = _scores(model, batch)
    of_slots = filled_up([each.slots for each in batch], UNKNOWN)
    entropy = torch.nn.functional.cross_entropy
    right = torch.tensor([each.kind for each in batch])
    summed = entropy(kinds, right, label_smoothing=_SMOOTHING)
    for scores, gold, weight in (
        (slots.flatten(0, 2), of_slots.flatten(), _SLOT),
        (facts, torch.tensor([each.fact for each in batch]), _FACT),
    ):
        if (gold != UNKNOWN).any():
            summed = summed + weight * entropy(scores, gold, ignore_index=UNKNOWN)
    of_marks = torch.from_numpy(np.stack([each.marks for each in batch]))
    known = of_marks != UNKNOWN
    if known.any():
        summed = summed + _MARK * torch.nn.functional.binary_cross_entropy_with_logits(marks[known], of_marks[known])
    return summed


def _scores(model: UpperLayers, batch: Sequence[Lesson]) -> tuple[Any, Any, Any, Any]:
    scores, mask = side_by_side(model, [each.tokens.hidden for each in batch])
    kinds, slots, facts, marks = scores.split(PARTS, dim=2)
    means = ((each * mask[..., None]).sum(1) / mask.sum(1, keepdim=True) for each in (kinds, facts, marks))
    of_kind, of_fact, of_mark = means
    return of_kind, slots.unflatten(2, (len(SLOTS), PLACES)), of_fact, of_mark


def right_kinds(model: UpperLayers, asked: Sequence[Lesson]) -> int:
    model.eval()
    with torch.no_grad():
        told = [int(_scores(model, [each])[0].argmax()) for each in asked]
    return sum(kind == each.kind or kind in each.also for kind, each in zip(told, asked, strict=True))


if __name__ == "__main__":
    main()
