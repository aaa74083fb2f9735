from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
import torch

import qa.reading
from eval.training import reader_model
from eval.training.average_readers import mean, weights_of
from qa.reading.spans import MODEL_FILE


def test_the_mean_of_two_readers_is_that_of_each_weight() -> None:
    ones, threes = ({"spans.bias": torch.full((2,), value), "steps": torch.tensor(7)} for value in (1.0, 3.0))
    averaged = mean([ones, threes])
    assert averaged["spans.bias"].tolist() == [2.0, 2.0]  # (1 + 3) / 2
    assert averaged["steps"] == 7


def test_a_weight_that_only_one_has_is_kept() -> None:
    assert mean([{"spans.bias": torch.ones(2)}, {"pooler": torch.full((1,), 5.0)}])["pooler"].tolist() == [5.0]


def test_the_packed_reader_unpacks_to_weights_that_read_as_it_does() -> None:
    path = Path(str(files(qa.reading).joinpath(MODEL_FILE)))
    weights = weights_of(path)
    model = reader_model.ReaderModel()
    unknown = set(weights) - set(model.state_dict())
    assert not unknown
    model.load_state_dict(model.state_dict() | weights)
    import onnxruntime

    ids = np.array([101, 2129, 2116, 6242, 1029, 102, 3263, 6242, 2020, 5591, 102], dtype=np.int64)
    kinds = np.array([0] * 6 + [1] * 5, dtype=np.int64)
    packed = onnxruntime.InferenceSession(path).run(None, {"ids": ids, "kinds": kinds})[0]
    with torch.inference_mode():
        given = (torch.tensor(ids)[None], torch.ones(1, 11, dtype=torch.long), torch.tensor(kinds)[None])
        unpacked = model.eval()(*given)[0].numpy()
    # int8 products are rounded, and add up over six layers; logits reach past 5, those of evidence past 10.
    assert unpacked == pytest.approx(packed, abs=1.5)
    # Start and end are chosen by token; evidence is averaged over a sentence's.
    assert unpacked[:, :2].argmax(axis=0).tolist() == packed[:, :2].argmax(axis=0).tolist()
