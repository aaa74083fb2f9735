"""The steps that teach a reader: a rate that rises and falls, a running mean of the weights, and checkpoints."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import torch

from eval.training import reader_model
from eval.training.drills import Batch

# The share of the steps in which the rate rises; it falls in the others.
_WARM_UP = 0.04
_SAVE_EVERY_S = 240
# Steps between two weights that the running mean takes in, and how much of the mean so far stays each time.
_MEAN_EVERY, _MEAN_KEEPS = 5, 0.985
_TOLD_EVERY = 100
_MOST_NORM = 1.0


def teach(
    model: Any,
    rates: Sequence[tuple[Sequence[Any], float]],
    passes: Callable[[], Iterator[Batch]],
    steps: int,
    checkpoint: Path,
) -> dict[str, Any]:
    """Teach so many steps and return the running mean of the weights by their names.

    `rates` are weights, each with its highest rate. `passes` yields the same batches each time that it is called: where a
    checkpoint is, those are left out that it has been taught with; one that has been taught with more is left as it is.
    """
    optimizer = torch.optim.AdamW([{"params": part, "lr": rate} for part, rate in rates], weight_decay=0.01, fused=True)
    taught = [weight for part, _ in rates for weight in part]
    first, mean = 0, {name: value.clone() for name, value in model.state_dict().items()}
    if checkpoint.exists():
        kept = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(kept["model"])
        optimizer.load_state_dict(kept["optimizer"])
        mean, first = kept["mean"], kept["steps"]
    print(f"{steps} steps; going on from step {first}", flush=True)
    if first >= steps:
        return mean
    started = saved = perf_counter()
    losses: list[float] = []
    for step, batch in enumerate(islice(passes(), first, steps), first):
        share = min((step + 1) / (_WARM_UP * steps), (steps - step) / ((1 - _WARM_UP) * steps))
        for group, (_, rate) in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * share
        losses.append(_step(model, optimizer, taught, batch))
        if step % _MEAN_EVERY == _MEAN_EVERY - 1:
            _take_in(mean, model, min(_MEAN_KEEPS, (step + 1) / (step + 20)))
        if step % _TOLD_EVERY == _TOLD_EVERY - 1:
            left = (perf_counter() - started) / len(losses) * (steps - step - 1) / 60
            print(f"step {step + 1}/{steps}: loss {np.mean(losses[-_TOLD_EVERY:]):.3f}, {left:.0f} min left", flush=True)
        if perf_counter() - saved > _SAVE_EVERY_S:
            _save(model, mean, optimizer, step + 1, checkpoint)
            saved = perf_counter()
    _save(model, mean, optimizer, first + len(losses), checkpoint)
    return mean


def _step(model: Any, optimizer: Any, taught: Sequence[Any], batch: Batch) -> float:
    ids, mask, kinds = (torch.from_numpy(array) for array in (batch.ids, batch.mask, batch.types))
    total = reader_model.loss(model(ids, mask, kinds), batch)
    optimizer.zero_grad()
    total.backward()
    torch.nn.utils.clip_grad_norm_(taught, _MOST_NORM)
    optimizer.step()
    return float(total.detach())


def _take_in(mean: dict[str, Any], model: Any, keeps: float) -> None:
    """Move the running mean of the weights towards the model's; so much of it stays."""
    with torch.no_grad():
        for name, value in model.state_dict().items():
            if value.dtype.is_floating_point:
                mean[name].lerp_(value, 1 - keeps)


def _save(model: Any, mean: dict[str, Any], optimizer: Any, steps: int, path: Path) -> None:
    fresh = path.with_suffix(".part")
    torch.save({"model": model.state_dict(), "mean": mean, "optimizer": optimizer.state_dict(), "steps": steps}, fresh)
    fresh.rename(path)
