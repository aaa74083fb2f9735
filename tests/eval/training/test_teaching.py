from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
import torch

from eval.training import teaching
from eval.training.drills import Batch, Drill, batches
from eval.training.listwise_lessons import listwise_rows
from eval.training.teaching import teach
from qa.embedding import bundled_tokenizer
from tests.eval.training.test_listwise_lessons import LESSON

STEPS = 30


class Tiny(torch.nn.Module):
    """Three numbers a token, each of the token alone."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(1)
        self.spans = torch.nn.Embedding(30_522, 3)

    def forward(self, ids: torch.Tensor, _mask: torch.Tensor, _kinds: torch.Tensor) -> torch.Tensor:
        return self.spans(ids)


def passes() -> Iterator[Batch]:
    tokenizer = bundled_tokenizer()
    tokenizer.no_padding()
    for seed in range(1000):
        drill = Drill(tokenizer, {}, {}, seed)
        yield from batches(listwise_rows(drill, LESSON, 0), 500, drill.chance)


def test_what_was_stopped_goes_on_from_its_checkpoint_and_ends_as_if_it_had_not_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = islice(passes(), 2)
    assert one.ids.tolist() != other.ids.tolist()  # else it wouldn't matter which are left out
    whole = Tiny()
    at_once = teach(whole, [(list(whole.parameters()), 0.1)], passes, STEPS, tmp_path / "whole.checkpoint")

    def stopped() -> Iterator[Batch]:
        yield from islice(passes(), 12)
        raise KeyboardInterrupt

    monkeypatch.setattr(teaching, "_SAVE_EVERY_S", 0)
    checkpoint = tmp_path / "stopped.checkpoint"
    with pytest.raises(KeyboardInterrupt):
        teach(model := Tiny(), [(list(model.parameters()), 0.1)], stopped, STEPS, checkpoint)
    later = teach(model := Tiny(), [(list(model.parameters()), 0.1)], passes, STEPS, checkpoint)
    assert torch.equal(later["spans.weight"], at_once["spans.weight"])
    assert not torch.equal(later["spans.weight"], Tiny().spans.weight)
    again = teach(model := Tiny(), [(list(model.parameters()), 0.1)], passes, STEPS, checkpoint)
    assert torch.equal(again["spans.weight"], later["spans.weight"])  # taught to the end, it is taught no more
