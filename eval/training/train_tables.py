"""Trains and packs the model of tables: python -m eval.training.train_tables [--to FOLDER] [--kept FILE].

The upper three layers of the published embedding model learn from eval/gold/tables-training what a question asks of a table, on
what the lower three layers of the packed model make of both. Forty minutes of two cores; how many questions on the tables of
six writers, which nothing is learnt from, come to the right answer is told after each pass, and the weights are kept in FILE.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import torch

import qa.reading.tables
from eval.training.table_lessons import TRAINING, UNKNOWN, Lesson, lessons
from eval.training.upper_layers import UpperLayers, pack, side_by_side, trained
from qa.reading.tables import Computed, computed
from qa.reading.tables.table_model import MODEL_FILE, NOTE_FILE, ROLES, SCORES, likely_programs, put_together

HELD = ("11", "12", "25", "26", "38", "40")
_PASSES, _TOGETHER, _SEED = 4, 8, 0
_RATE, _DROPPED = 3e-4, 0.1
# What an error counts: of a column that nothing is compared with, and of each value or bound by itself.
_NOTHING, _BY_ITSELF = 0.5, 0.5
cross_entropy, of_logits = torch.nn.functional.cross_entropy, torch.nn.functional.binary_cross_entropy_with_logits


def main() -> None:
    parser = argparse.ArgumentParser(description="Train and pack the model of tables.")
    parser.add_argument("--to", type=Path, default=Path(qa.reading.tables.__file__).parent)
    parser.add_argument("--kept", type=Path)
    given = parser.parse_args()
    every = [path.stem for path in sorted(TRAINING.glob("*.jsonl"), key=lambda path: int(path.stem))]
    taught = list(lessons([each for each in every if each not in HELD], Random(_SEED)))
    model = of_tables(taught, list(lessons(HELD)), given.kept)
    pack(
        model,
        (hidden.astype(np.float32) for each in taught[::20] for hidden in each.outline.read),
        given.to,
        MODEL_FILE,
        NOTE_FILE,
    )


def of_tables(taught: Sequence[Lesson], asked: Sequence[Lesson], kept: Path | None) -> UpperLayers:
    known = [each for each in asked if each.is_told]

    def told(model: UpperLayers) -> str:
        if kept is not None:
            torch.save(model.state_dict(), kept)
        return f"{sum(right(model, known))} of {len(known)} questions right"

    return trained(
        SCORES,
        taught,
        loss,
        lambda each, chance: max(map(len, each.outline.read)) + 10 * chance.random(),
        told,
        dropped=_DROPPED,
        rate=_RATE,
        passes=_PASSES,
        together=_TOGETHER,
        seed=_SEED,
    )


def loss(model: UpperLayers, batch: Sequence[Lesson]) -> Any:
    """The mean negative log-likelihood of what each question asks of its table."""
    read = zip(_read(model, batch), batch, strict=True)
    scored = ((put_together(each.outline, its[0], its[1:], torch.stack), each) for its, each in read)
    return sum(_loss(scores, each) for scores, each in scored) / len(batch)


def _read(model: UpperLayers, batch: Sequence[Lesson]) -> list[Any]:
    """The scores (texts, tokens, n) of each lesson, its texts read together with those of the others."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        read, _ = side_by_side(model, [hidden for each in batch for hidden in each.outline.read])
    return list(torch.split(read.float(), [len(each.outline.read) for each in batch]))


def _loss(scored: Any, right_: Lesson) -> Any:
    """`scored` are `qa.reading.tables.table_model.Scores` as tensors that errors go back through."""
    total = of_logits(scored.absent, torch.tensor(float(not right_.is_told)))
    if not right_.is_told:
        return total
    weights = torch.tensor([_NOTHING] + [1.0] * (scored.comparisons.shape[1] - 1))
    total = total + cross_entropy(scored.operations, torch.tensor(right_.operation))
    for role in range(len(ROLES)):
        if right_.roles[role] != UNKNOWN:
            total = total + cross_entropy(scored.roles[:, role], torch.tensor(right_.roles[role]))
    if right_.measure != UNKNOWN:
        total = total + _BY_ITSELF * cross_entropy(scored.measures, torch.tensor(right_.measure))
    total = total + cross_entropy(scored.comparisons, torch.tensor(right_.comparisons), weights, reduction="sum")
    for own, meant in zip((*scored.values, *scored.bounds), (*right_.values, *right_.bounds), strict=True):
        if meant is not None and len(own):
            total = total + _of_meant(own, torch.tensor(meant, dtype=torch.float32))
    if right_.top is not None and len(scored.top):
        total = total + of_logits(scored.top, torch.tensor(right_.top, dtype=torch.float32))
    return total


def _of_meant(own: Any, meant: Any) -> Any:
    """The error of those that are meant, beside each other and each by itself."""
    return cross_entropy(own, meant / meant.sum()) + _BY_ITSELF * of_logits(own, meant)


def right(model: UpperLayers, asked: Sequence[Lesson]) -> list[bool]:
    """For each question, whether the likeliest program comes to the right answer from the right rows."""
    model.eval()
    with torch.no_grad():
        read = [_read(model, [each])[0].numpy() for each in asked]
    scored = [(each, put_together(each.outline, its[0], its[1:])) for each, its in zip(asked, read, strict=True)]
    likely = [likely_programs(each.outline, scores, 1) for each, scores in scored]
    return [bool(found) and is_right(found[0].computed, each) for found, each in zip(likely, asked, strict=True)]


def is_right(found: Computed, lesson: Lesson) -> bool:
    wanted = computed(lesson.outline.table, lesson.program) if lesson.program is not None else None
    return wanted is not None and found.is_same(wanted)


if __name__ == "__main__":
    main()
