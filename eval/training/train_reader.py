"""Trains the reader: python -m eval.training.train_reader --data FOLDER --work FOLDER [--seed S] [--branch NAME].

Where `made.jsonl` isn't in the work folder yet, it writes `texts.jsonl` there and asks for made_questions to be run.

Data: nq-open, covid-qa and qamr of FOLDER, without the documents held out (eval/training/examples.py); xquad-en-dev is not
opened here. The examples and a checkpoint every few minutes are kept in the work folder: the same command goes on where an
earlier run was stopped, and ends at once where it had ended. `export_reader` packs `reader.pt` there.

Two stages, each with a learning rate that rises and then falls to nothing: first mostly on questions made of plain sentences,
which teach where answers begin and end; then on people's questions, with more passages that don't answer. The result is
`stage-2.pt` in the work folder. From `trunk.pt` there (average_readers makes it) the branches go on with seeds and mixtures of
their own, "c" and "d" from what "a" became, into `branch-NAME.pt`; one thread a branch, so that two can run side by side.

Products are in bfloat16 on processors with AMX, else in float32, as the reader in the package was trained.
"""

import argparse
import json
import os
import random
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from math import ceil
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from eval.training import examples, reader_model
from eval.training.batches import MAX_TOKENS, Batch, Sampler, batches
from eval.training.question_sets import covid_qa, natural_questions, qamr
from qa.embedding import open_embedder
from qa.embedding.bundled import bundled_folder
from qa.settings import Settings

_WARM_UP = 0.06
_TOKENS = 3_000
_SAVE_EVERY_S = 240


@dataclass(frozen=True, slots=True)
class Stage:
    """`shown`: per set, the share of its questions shown in a pass, and how many passages without an answer beside each.

    The last pass may be a part of one.
    """

    passes: float
    rate: float
    shown: Mapping[str, tuple[float, float]]


STAGES = (
    Stage(1, 2e-4, {"made": (0.45, 0.25), "qamr": (0.25, 0.25), "nq": (0.5, 0.5)}),
    Stage(1.45, 1.2e-4, {"nq": (1.0, 1.0), "covid": (0.6, 1.0), "qamr": (0.25, 0.3), "made": (0.06, 0.5)}),
)


@dataclass(frozen=True, slots=True)
class Branch:
    """Training that goes on from `after`; its result is a running mean of its weights."""

    seed: int
    after: str
    stage: Stage


BRANCHES = {
    "a": Branch(11, "trunk", Stage(1, 1.2e-4, {"qamr": (0.75, 0.25), "nq": (0.5, 0.5), "made": (0.1, 0.3)})),
    "c": Branch(
        13,
        "branch-a-last",
        Stage(1, 1.1e-4, {"qamr": (0.45, 0.3), "nq": (1.0, 1.0), "made": (0.15, 0.3), "covid": (0.3, 1.0)}),
    ),
    "d": Branch(14, "branch-a", Stage(1, 1e-4, {"qamr": (0.7, 0.3), "nq": (0.35, 0.6)})),
}
# Steps between two weights that the running mean takes in, and how much of the mean so far stays each time.
_MEAN_EVERY, _MEAN_KEEPS = 5, 0.985


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the reader.")
    parser.add_argument("--data", type=Path, required=True, help="folder with the question sets")
    parser.add_argument("--work", type=Path, required=True, help="folder for libraries, examples and checkpoints")
    parser.add_argument("--models", type=Path, help="a data directory's models/ with the exported model, to save exporting")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--branch", choices=BRANCHES, help="go on from trunk.pt")
    parser.add_argument("--threads", type=int, help="(default: 1 for a branch, else 2)")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(given.threads or (1 if given.branch else 2))
    sets = training_examples(given.data, given.work, given.models)
    if given.branch:
        branch = BRANCHES[given.branch]
        last = given.work / f"branch-{given.branch}-last.pt"
        mean = train(sets, branch.stage, given.work / f"{branch.after}.pt", last, branch.seed)
        torch.save(mean, given.work / f"branch-{given.branch}.pt")
        return
    before = None
    for number, stage in enumerate(STAGES, start=1):
        result = given.work / f"stage-{number}.pt"
        if not result.exists():
            train(sets, stage, before, result, given.seed + number - 1)
        before = result


def training_examples(data: Path, work: Path, models: Path | None) -> dict[str, list[examples.Example]]:
    """The examples of each set, built once and kept in `work`."""
    found = {}
    for name, load in (("nq", natural_questions), ("covid", covid_qa), ("qamr", qamr)):
        path = work / f"{name}.jsonl"
        if not path.exists():
            folder = work / name
            folder.mkdir(exist_ok=True)
            if models and not (folder / "models").exists():
                os.symlink(models.resolve(), folder / "models")
            fresh = path.with_suffix(".part")
            examples.write(examples.build(load(data), folder, open_embedder(Settings(data_dir=folder))), fresh)
            fresh.rename(path)
        found[name] = examples.read(path)
        print(f"{name}: {len(found[name])} questions", flush=True)
    made = work / "made.jsonl"
    if not made.exists():
        with (work / "texts.jsonl").open("w", encoding="utf-8") as lines:
            lines.writelines(json.dumps(row) + "\n" for name in found for row in examples.texts(name, work / name))
        sys.exit(f"now make questions of {work / 'texts.jsonl'} with eval.training.made_questions, then run this again")
    found["made"] = examples.read(made)
    return found


def train(
    sets: dict[str, list[examples.Example]], stage: Stage, before: Path | None, result: Path, seed: int
) -> dict[str, Any]:
    """Train one stage, or go on training it, from the weights of the stage before. Returns the running mean of its weights."""
    torch.manual_seed(seed)
    model = reader_model.load(before).train() if before else reader_model.SpanModel().train()
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=stage.rate, weight_decay=0.01, fused=True)
    checkpoint = result.with_suffix(".checkpoint")
    first, mean = 0, {name: value.clone() for name, value in model.state_dict().items()}
    if checkpoint.exists():
        kept = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(kept["model"])
        mean = kept["mean"]
        optimizer.load_state_dict(kept["optimizer"])
        first = kept["steps"]
    plan = [one_pass(sets, stage.shown, seed * 1000 + number) for number in range(ceil(stage.passes))]
    steps = round(sum(len(batches_of_pass) for batches_of_pass in plan) * stage.passes / len(plan))
    print(f"{result.stem}: {steps} steps in {stage.passes} passes; going on from step {first}", flush=True)
    started = saved = perf_counter()
    losses: list[float] = []
    flat = islice((batch for batches_of_pass in plan for batch in batches_of_pass), steps)
    for step, batch in enumerate(flat):
        if step < first:
            continue
        for group in optimizer.param_groups:
            group["lr"] = stage.rate * min(step / (_WARM_UP * steps), (steps - step) / ((1 - _WARM_UP) * steps))
        losses.append(_step(model, optimizer, weights, batch))
        if step % _MEAN_EVERY == _MEAN_EVERY - 1:
            _take_in(mean, model, min(_MEAN_KEEPS, (step + 1) / (step + 20)))
        if step % 50 == 49:
            taken = (perf_counter() - started) / (step + 1 - first)
            left = taken * (steps - step - 1) / 60
            print(f"step {step + 1}/{steps}: loss {np.mean(losses[-50:]):.3f}, {left:.0f} min left", flush=True)
        if perf_counter() - saved > _SAVE_EVERY_S:
            _save(model, mean, optimizer, step + 1, checkpoint)
            saved = perf_counter()
    _save(model, mean, optimizer, steps, checkpoint)
    reader_model.save(model, result)
    print(f"{result.stem}: trained in {(perf_counter() - started) / 60:.1f} min", flush=True)
    return mean


def one_pass(sets: dict[str, list[examples.Example]], shown: Mapping[str, tuple[float, float]], seed: int) -> list[Batch]:
    """One going-through of all sets in random order, as batches; the same for the same seed."""
    chance = random.Random(seed)
    tokenizer = Tokenizer.from_file(str(bundled_folder() / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second")
    tokenizer.no_padding()
    names = list(_names(sets))
    sampler = Sampler(tokenizer, names, seed)
    rows = []
    group = 0
    for name, found in sets.items():
        share, negatives = shown.get(name, (0.0, 0.0))
        for example in chance.sample(found, round(len(found) * share)):
            beside = int(negatives) + (chance.random() < negatives % 1)
            rows += sampler.rows(example, group, beside)
            group += 1
    return list(batches(rows, _TOKENS, chance))


def _names(sets: dict[str, list[examples.Example]]) -> Iterator[str]:
    from eval.training.batches import names_in

    for found in sets.values():
        for example in found[::10]:
            yield from names_in(example.positives[0].text)


def _step(model: Any, optimizer: Any, weights: list[Any], batch: Batch) -> float:
    ids, mask, types = (torch.from_numpy(array) for array in (batch.ids, batch.mask, batch.types))
    total = reader_model.loss(model(ids, mask, types), batch)
    optimizer.zero_grad()
    total.backward()
    torch.nn.utils.clip_grad_norm_(weights, 1.0)
    optimizer.step()
    return float(total.detach())


def _take_in(mean: dict[str, Any], model: Any, keeps: float) -> None:
    with torch.no_grad():
        for name, value in model.state_dict().items():
            if value.dtype.is_floating_point:
                mean[name].lerp_(value, 1 - keeps)


def _save(model: Any, mean: dict[str, Any], optimizer: Any, steps: int, path: Path) -> None:
    fresh = path.with_suffix(".part")
    torch.save({"model": model.state_dict(), "mean": mean, "optimizer": optimizer.state_dict(), "steps": steps}, fresh)
    fresh.rename(path)


if __name__ == "__main__":
    main()
