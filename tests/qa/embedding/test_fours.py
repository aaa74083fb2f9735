import json
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from qa.embedding.fours import NOUGHT, ONE, open_fours, unpacked
from qa.types.errors import ModelError


def test_a_number_of_four_bits_stands_for_so_many_times_the_share_of_its_block() -> None:
    # Two blocks of one row; a byte has a number of the upper row and one of the lower: 7 and -3, then 0 and 1.
    fours = np.array([[(7 + NOUGHT) << 4 | (-3 + NOUGHT), (0 + NOUGHT) << 4 | (1 + NOUGHT)]], np.uint8)
    shares = np.array([[ONE, ONE], [2 * ONE, 9 * ONE]], np.uint8)
    assert unpacked(fours, shares).tolist() == [[7, 0], [-6, 9]]  # 7 * 1, 0 * 1; -3 * 2, 1 * 9


def test_a_share_between_two_is_rounded() -> None:
    fours = np.array([[(5 + NOUGHT) << 4 | (2 + NOUGHT)]], np.uint8)
    assert unpacked(fours, np.array([[ONE + 7], [ONE + 7]], np.uint8)).tolist() == [
        [6],
        [2],
    ]  # 5 * 1.25 = 6.25; 2 * 1.25 = 2.5, to even


def test_a_damaged_model_is_named_and_not_opened(tmp_path: Path) -> None:
    (tmp_path / "model.npz").write_bytes(b"damaged")
    (tmp_path / "model.json").write_text(json.dumps({"sha256": sha256(b"whole").hexdigest()}))
    with pytest.raises(ModelError, match=r"model\.npz is damaged"):
        open_fours(tmp_path, "model.npz", "model.json")
