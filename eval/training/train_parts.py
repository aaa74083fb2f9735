"""Trains and packs the model of parts: python -m eval.training.train_parts [--to FOLDER].

The upper three layers of the published embedding model learn which questions a message asks apart, from
eval/gold/parts-training.jsonl and 4,700 plain questions, on what the lower three layers of the packed model make of them. Some
ten minutes; how many messages of eval/gold/parts.jsonl, which nothing is learnt from, are parted into as many as their writers
meant is told after each pass.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

import qa.pipeline.kinds
from eval.training.part_lessons import TRAINING, UNKNOWN, Lesson, lessons, open_messages, plain_questions
from eval.training.upper_layers import UpperLayers, filled_up, pack, side_by_side, trained
from qa.pipeline.kinds.parts_model import MODEL_FILE, NOTE_FILE, SHARES, parted

_PASSES, _TOGETHER, _SEED = 8, 16, 0
_RATE, _DROPPED = 3e-4, 0.2
# What an error counts by what a word is: few messages have words that part them.
_COUNTS = torch.tensor([0.5, 2.0, 1.0, 1.5])


def main() -> None:
    parser = argparse.ArgumentParser(description="Train and pack the model of parts.")
    parser.add_argument("--to", type=Path, default=Path(qa.pipeline.kinds.__file__).parent)
    given = parser.parse_args()
    own = list(lessons(TRAINING))
    several = [each for each in own if (each.shares == SHARES.index("begins")).any()]
    taught = [*own, *several, *plain_questions(_SEED)]
    model = of_parts(taught, list(open_messages()))
    pack(model, (each.tokens.hidden for each in taught[::10]), given.to, MODEL_FILE, NOTE_FILE)


def of_parts(taught: Sequence[Lesson], asked: Sequence[tuple[Lesson, int]]) -> UpperLayers:
    return trained(
        len(SHARES),
        taught,
        loss,
        lambda each, chance: len(each.tokens.offsets) + 6 * chance.random(),
        lambda model: f"{right(model, asked)} of {len(asked)} parted into as many as meant",
        dropped=_DROPPED,
        rate=_RATE,
        passes=_PASSES,
        together=_TOGETHER,
        seed=_SEED,
    )


def loss(model: UpperLayers, batch: Sequence[Lesson]) -> Any:
    """The mean negative log-likelihood of what each token is to the parts of its message."""
    scores, _ = side_by_side(model, [each.tokens.hidden for each in batch])
    right = filled_up([each.shares for each in batch], UNKNOWN).flatten()
    return torch.nn.functional.cross_entropy(scores.flatten(0, 1), right, _COUNTS, ignore_index=UNKNOWN)


def right(model: UpperLayers, asked: Sequence[tuple[Lesson, int]]) -> int:
    """Count the messages that are parted into as many questions as they have."""
    model.eval()
    found = 0
    with torch.no_grad():
        for each, number in asked:
            scores, _ = side_by_side(model, [each.tokens.hidden])
            found += max(1, len(parted(each.message, each.tokens, scores[0].numpy()))) == number
    return found


if __name__ == "__main__":
    main()
