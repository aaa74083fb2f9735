"""The published embedding model's upper three layers with scores behind them: how they are taught, and packed."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import numpy as np
import torch
from transformers import AutoModel

from eval.published_model import published_folder
from eval.training.encoder_graph import HIDDEN, Array, Encoder, save_packed
from eval.training.export_embedder import shrunk

_LAYERS = range(3, 6)
_RATE_OF_SCORES, _WARMING, _MOST_NORM = 1e-3, 0.1, 1.0
Lesson = TypeVar("Lesson")


class UpperLayers(torch.nn.Module):  # type: ignore[misc]  # torch is untyped here
    """(rows, tokens, d) vectors of the third layer and mask (rows, tokens) → (rows, tokens, scores)."""

    def __init__(self, scores: int, dropped: float, attention: str) -> None:
        super().__init__()
        published = AutoModel.from_pretrained(published_folder(), local_files_only=True, attn_implementation=attention)
        self.layers = torch.nn.ModuleList(published.encoder.layer[layer] for layer in _LAYERS)
        self.spans = torch.nn.Linear(published.config.hidden_size, scores)
        self.dropped = torch.nn.Dropout(dropped)

    def forward(self, hidden: Any, mask: Any) -> Any:
        unseen = ((1 - mask) * torch.finfo(hidden.dtype).min)[:, None, None, :]
        for layer in self.layers:
            given = layer(hidden, unseen)
            hidden = given[0] if isinstance(given, tuple) else given
        return self.spans(self.dropped(hidden))


def trained(
    scores: int,
    taught: Sequence[Lesson],
    loss: Callable[[UpperLayers, Sequence[Lesson]], Any],
    size: Callable[[Lesson, Random], float],
    told: Callable[[UpperLayers], str],
    *,
    dropped: float,
    attention: str = "eager",
    rate: float,
    passes: int,
    together: int,
    seed: int,
) -> UpperLayers:
    """Teach lessons of like `size` together, the layers at up to `rate`; after each pass print what is `told` of it."""
    torch.manual_seed(seed)
    model = UpperLayers(scores, dropped, attention)
    chance, steps = Random(seed), passes * (len(taught) // together)
    rates = ((model.layers, rate), (model.spans, _RATE_OF_SCORES))
    optimizer = torch.optim.AdamW([{"params": part.parameters(), "lr": each} for part, each in rates], weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (_WARMING * steps), max(0.0, 1 - step / steps))
    )
    for done in range(passes):
        model.train()
        order = sorted(taught, key=lambda each: size(each, chance))  # little to fill up
        batches = [order[first : first + together] for first in range(0, len(order) - together + 1, together)]
        chance.shuffle(batches)
        for batch in batches:
            optimizer.zero_grad()
            loss(model, batch).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), _MOST_NORM)
            optimizer.step()
            schedule.step()
        print(f"pass {done + 1}: {told(model)}", flush=True)
    return model


def side_by_side(model: UpperLayers, hidden: Sequence[Array]) -> tuple[Any, Any]:
    """Read texts (t, d) together: their scores (rows, tokens, scores), and where each has tokens, a mask (rows, tokens)."""
    mask = filled_up([np.ones(len(each), dtype=np.float32) for each in hidden], 0)
    return model(filled_up([each.astype(np.float32) for each in hidden], 0), mask), mask


def filled_up(rows: Sequence[Array], empty: float) -> Any:
    """Make one tensor of arrays (t, …) that differ in their first axis: the shorter ones end in `empty`."""
    filled = np.full((len(rows), max(map(len, rows)), *rows[0].shape[1:]), empty, dtype=rows[0].dtype)
    for row, each in enumerate(rows):
        filled[row, : len(each)] = each
    return torch.from_numpy(filled)


def pack(model: UpperLayers, hidden: Iterable[Array], folder: Path, model_file: str, note_file: str) -> None:
    """Write the model, its products of integers, and its checksum; `hidden` are some of what it reads."""
    weights = {
        name if name.startswith("spans.") else f"encoder.{name.replace('layers.', 'layer.', 1)}": value.numpy()
        for name, value in model.state_dict().items()
    }
    by = shrunk(weights, ({HIDDEN: each} for each in hidden))
    save_packed(Encoder(weights, by).model(), folder, model_file, note_file)
