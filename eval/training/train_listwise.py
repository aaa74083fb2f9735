"""Trains the listwise reader: python -m eval.training.train_listwise --published FOLDER --work FOLDER --gold GOLD LIBRARY ...

`--published` is all-mpnet-base-v2 as sentence-transformers published it: the lower layers are where the training begins. Each
GOLD is a set of `qa eval`'s JSON lines that is asked of its LIBRARY, a data directory; a set given twice counts twice. A
checkpoint every few minutes is kept in the work folder, and the same command goes on where an earlier run was stopped.
`export_listwise` packs the result.
"""

import argparse
import pickle
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from eval.training import reader_model
from eval.training.drills import Batch, Drill, Passage, batches
from eval.training.listwise_lessons import ListwiseLesson, listwise_lessons, listwise_rows
from eval.training.listwise_model import ListwiseModel
from eval.training.train_reader import take_in
from qa.embedding import bundled_tokenizer
from qa.reading.listwise import MAX_TOKENS

_TOKENS, _PIECE = 2_000, 1_500
_RATE_OF_SCORES, _WARM_UP_STEPS, _SAVE_EVERY_S = 5e-4, 80, 300
_MEAN_EVERY, _MEAN_KEEPS = 5, 0.985
# Tokens that a lesson's rows have, about: to know how many steps there will be.
_OF_LESSON = 240


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the listwise reader.")
    parser.add_argument("--published", type=Path, required=True, help="folder of all-mpnet-base-v2")
    parser.add_argument("--work", type=Path, required=True, help="folder for lessons and checkpoints")
    parser.add_argument("--gold", nargs=2, action="append", type=Path, required=True, metavar=("GOLD", "LIBRARY"))
    parser.add_argument("--layers", type=int, default=8, help="how many of the published layers it has")
    parser.add_argument("--frozen", type=int, default=2, help="how many of these stay as they are")
    parser.add_argument("--passes", type=float, default=1.0)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(given.threads)
    lessons = [lesson for gold, library in given.gold for lesson in _kept(given.work, gold, library, given.seed)]
    train(lessons, given)


def _kept(work: Path, gold: Path, library: Path, seed: int) -> list[ListwiseLesson]:
    path = work / f"{gold.stem}.pickle"
    if not path.exists():
        path.write_bytes(pickle.dumps(list(listwise_lessons(gold, library, seed))))
    found: list[ListwiseLesson] = pickle.loads(path.read_bytes())  # our own file
    print(f"{gold.stem}: {len(found)} questions", flush=True)
    return found


def train(lessons: Sequence[ListwiseLesson], given: argparse.Namespace) -> None:
    torch.manual_seed(given.seed)
    model = ListwiseModel(given.published, given.layers, given.frozen).train()
    scores = list(model.spans.parameters())
    layers = [each for name, each in model.named_parameters() if each.requires_grad and not name.startswith("spans.")]
    rates = (given.rate, _RATE_OF_SCORES)
    groups = [{"params": part, "lr": rate} for part, rate in zip((layers, scores), rates, strict=True)]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    mean = {name: value.clone() for name, value in model.state_dict().items()}
    checkpoint, done, first_pass = given.work / "listwise.checkpoint", 0, 0
    if checkpoint.exists():
        kept = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(kept["model"])
        optimizer.load_state_dict(kept["optimizer"])
        mean, done, first_pass = kept["mean"], kept["steps"], kept["pass"] + 1  # what is left of a pass is left out
    steps = round(given.passes * len(lessons) * _OF_LESSON / _TOKENS)
    saved, losses = perf_counter(), []
    for number, batch in _batches(lessons, given.seed, first_pass):
        if done >= steps:
            break
        share = min(1.0, (done + 1) / _WARM_UP_STEPS) * (1 - done / steps)
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * share
        losses.append(_step(model, optimizer, [*layers, *scores], batch))
        done += 1
        if done % _MEAN_EVERY == 0:
            take_in(mean, model, min(_MEAN_KEEPS, (done + 1) / (done + 20)))
        if done % 25 == 0:
            print(f"step {done}/{steps}: loss {np.mean(losses[-100:]):.3f}", flush=True)
        if perf_counter() - saved > _SAVE_EVERY_S:
            state = {"model": model.state_dict(), "mean": mean, "optimizer": optimizer.state_dict()}
            torch.save(state | {"steps": done, "pass": number}, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").rename(checkpoint)
            saved = perf_counter()
    torch.save(mean, given.work / "listwise.pt")


def _batches(lessons: Sequence[ListwiseLesson], seed: int, first: int) -> Iterator[tuple[int, Batch]]:
    """Pass after pass from this one on, each with its number: all lessons in random order, shown in another way each time."""
    tokenizer: Tokenizer = bundled_tokenizer()
    tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second")
    tokenizer.no_padding()
    names = {f"{each.title} {each.text}": Passage("", "", ()) for lesson in lessons for each in lesson.best[:1]}
    for number in range(first, 1000):
        chance = random.Random(seed * 100 + number)
        drill, shown = Drill(tokenizer, names, {}, seed * 100 + number), chance.sample(lessons, len(lessons))
        for start in range(0, len(shown), _PIECE):
            rows = [row for n, lesson in enumerate(shown[start : start + _PIECE]) for row in listwise_rows(drill, lesson, n)]
            yield from ((number, batch) for batch in batches(rows, _TOKENS, chance))


def _step(model: ListwiseModel, optimizer: Any, weights: Sequence[Any], batch: Batch) -> float:
    total = reader_model.loss(model(torch.from_numpy(batch.ids), torch.from_numpy(batch.mask)), batch)
    optimizer.zero_grad()
    total.backward()
    torch.nn.utils.clip_grad_norm_(weights, 1.0)
    optimizer.step()
    return float(total.detach())


if __name__ == "__main__":
    main()
