"""Trains and packs the model of tables: python -m eval.training.train_tables [--to FOLDER] [--kept FILE].

The upper three layers of the published embedding model learn from eval/gold/tables-training what a question asks of a table, on
what the lower three layers of the packed model make of both. Forty minutes of two cores; how many questions on the tables of
four writers, which nothing is learnt from, come to the right answer is told after each pass, and the weights are kept in FILE.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

import qa.reading.tables
from eval.training.table_lessons import TRAINING, UNKNOWN, Lesson, lessons
from eval.training.upper_layers import UpperLayers, filled_up, pack, teach
from qa.reading.tables import Computed, computed
from qa.reading.tables.outlines import Outline, Places
from qa.reading.tables.table_model import (
    ABSENT,
    BOUND,
    COMPARED,
    MEASURE,
    MODEL_FILE,
    NOTE_FILE,
    OPERATION,
    ROLE,
    ROLES,
    SCORES,
    TOP,
    VALUE,
    Scores,
    likely_programs,
)

HELD = ("11", "12", "25", "26")
_PASSES, _TOGETHER, _SEED = 4, 8, 0
_RATE, _DROPPED = 3e-4, 0.1
# What an error counts: of a column that nothing is compared with, of all comparisons, of each value or bound by itself.
_NOTHING, _COMPARED, _BY_ITSELF = 0.5, 1.0, 0.5
cross_entropy, of_logits = torch.nn.functional.cross_entropy, torch.nn.functional.binary_cross_entropy_with_logits


def main() -> None:
    parser = argparse.ArgumentParser(description="Train and pack the model of tables.")
    parser.add_argument("--to", type=Path, default=Path(qa.reading.tables.__file__).parent)
    parser.add_argument("--kept", type=Path)
    given = parser.parse_args()
    every = [path.stem for path in sorted(TRAINING.glob("*.jsonl"), key=lambda path: int(path.stem))]
    taught = list(lessons([each for each in every if each not in HELD]))
    model = trained(taught, list(lessons(HELD)), given.kept)
    pack(
        model,
        (hidden.astype(np.float32) for each in taught[::20] for hidden in each.outline.read),
        given.to,
        MODEL_FILE,
        NOTE_FILE,
    )


def trained(taught: Sequence[Lesson], asked: Sequence[Lesson], kept: Path | None = None) -> UpperLayers:
    torch.manual_seed(_SEED)
    model = UpperLayers(SCORES, _DROPPED, "eager")

    def told() -> str:
        if kept is not None:
            torch.save(model.state_dict(), kept)
        known = [each for each in asked if each.is_told]
        return f"{sum(right(model, known))} of {len(known)} questions right"

    teach(
        model,
        taught,
        loss,
        lambda each, chance: max(map(len, each.outline.read)) + 10 * chance.random(),
        told,
        rate=_RATE,
        passes=_PASSES,
        together=_TOGETHER,
        seed=_SEED,
    )
    return model


def loss(model: UpperLayers, batch: Sequence[Lesson]) -> Any:
    """The mean negative log-likelihood of what each question asks of its table."""
    return sum(_loss(Told.of(its, each.outline), each) for its, each in zip(_read(model, batch), batch, strict=True)) / len(
        batch
    )


def _read(model: UpperLayers, batch: Sequence[Lesson]) -> list[Any]:
    """The scores (texts, tokens, n) of each lesson, its texts read together with those of the others."""
    texts = [hidden.astype(np.float32) for each in batch for hidden in each.outline.read]
    mask = filled_up([np.ones(len(each), dtype=np.float32) for each in texts], 0)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        read = model(filled_up(texts, 0), mask).float()
    return list(torch.split(read, [len(each.outline.read) for each in batch]))


class Told:
    """`qa.reading.tables.table_model.Scores` as tensors that errors go back through."""

    def __init__(self, roles: Any, comparisons: Any, operations: Any, measures: Any, absent: Any) -> None:
        self.roles, self.comparisons, self.operations = roles, comparisons, operations
        self.measures, self.absent = measures, absent
        self.values: list[Any] = []
        self.bounds: list[Any] = []
        self.top: Any = None

    @classmethod
    def of(cls, read: Any, outline: Outline) -> "Told":
        whole, firsts = read[0], read[1:, 0]
        heads = torch.stack([_mean(whole, places)[ROLE] for places in outline.heads])
        absent = firsts[:, ABSENT]
        told = cls(
            heads + firsts[:, ROLE],
            firsts[:, COMPARED],
            whole[0, OPERATION],
            whole[0, MEASURE],
            whole[0, ABSENT][0] + absent.mean() + absent.max(),
        )
        told.values = [_each(its, places, VALUE) for its, places in zip(read[1:], outline.values, strict=True)]
        told.bounds = [_each(its, outline.named, BOUND) for its in read[1:]]
        told.top = _each(whole, outline.named, TOP)
        return told

    def scores(self) -> Scores:
        values = tuple(each.numpy() for each in self.values)
        bounds = tuple(each.numpy() for each in self.bounds)
        return Scores(
            self.roles.numpy(),
            self.comparisons.numpy(),
            self.operations.numpy(),
            self.measures.numpy(),
            values,
            bounds,
            self.top.numpy(),
            float(self.absent),
        )


def _mean(scores: Any, places: Places) -> Any:
    return scores[list(places)].mean(dim=0) if places else torch.zeros_like(scores[0])


def _each(scores: Any, groups: Sequence[Places], of: slice) -> Any:
    return torch.stack([_mean(scores, places)[of][0] for places in groups]) if groups else torch.zeros(0)


def _loss(told: Told, right_: Lesson) -> Any:
    total = of_logits(told.absent, torch.tensor(float(not right_.is_told)))
    if not right_.is_told:
        return total
    weights = torch.tensor([_NOTHING] + [1.0] * (told.comparisons.shape[1] - 1))
    total = total + cross_entropy(told.operations, torch.tensor(right_.operation))
    for role in range(len(ROLES)):
        if right_.roles[role] != UNKNOWN:
            total = total + cross_entropy(told.roles[:, role], torch.tensor(right_.roles[role]))
    if right_.measure != UNKNOWN:
        total = total + _BY_ITSELF * cross_entropy(told.measures, torch.tensor(right_.measure))
    compared = cross_entropy(told.comparisons, torch.tensor(right_.comparisons), weights, reduction="sum")
    total = total + _COMPARED * compared
    for own, meant in zip((*told.values, *told.bounds), (*right_.values, *right_.bounds), strict=True):
        if meant is not None and len(own):
            total = total + _of_meant(own, torch.tensor(meant, dtype=torch.float32))
    if right_.top is not None and len(told.top):
        total = total + of_logits(told.top, torch.tensor(right_.top, dtype=torch.float32))
    return total


def _of_meant(own: Any, meant: Any) -> Any:
    """The error of those that are meant, beside each other and each by itself."""
    return cross_entropy(own, meant / meant.sum()) + _BY_ITSELF * of_logits(own, meant)


def right(model: UpperLayers, asked: Sequence[Lesson]) -> list[bool]:
    """For each question, whether the likeliest program comes to the right answer from the right rows."""
    model.eval()
    with torch.no_grad():
        told = [Told.of(_read(model, [each])[0], each.outline).scores() for each in asked]
    likely = (likely_programs(each.outline, scored, 1) for each, scored in zip(asked, told, strict=True))
    return [bool(found) and is_right(found[0].computed, each) for found, each in zip(likely, asked, strict=True)]


def is_right(found: Computed, lesson: Lesson) -> bool:
    wanted = computed(lesson.outline.table, lesson.program) if lesson.program is not None else None
    return wanted is not None and found.is_same(wanted)


if __name__ == "__main__":
    main()
