"""Large models whose weights are packed in four bits: `eval/training/encoder_graph.py` packs them.

A column of a product is cut in blocks, and each of its numbers of four bits, -7 to 7, stands for that many times its block's
share of the column's scale. Opened, the products are of whole numbers of seven bits, as those of the other models are.
"""

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.embedding.bundled import open_session, packed_file
from qa.types.cores import cores

# Names in the file: the graph, and behind the name of what is packed its numbers and its shares.
GRAPH, FOURS, SHARES = "graph", ".fours", ".shares"
# The byte that stands for a share of one, and the number of four bits that stands for nought.
ONE, NOUGHT = 28, 8
# The 200 tokens of a question take 72 ms with one thread, 44 with two; with more than four it wasn't tried.
_MOST_THREADS = 4


def open_fours(folder: Path, model_file: str, note_file: str) -> Any:
    """Open such a model of this package as `open_packed` opens another. Raises ModelError.

    Nothing else is done for a question while its one text is read, so the products are shared among the cores.
    """
    with np.load(BytesIO(packed_file(folder, model_file, note_file)), allow_pickle=False) as packed:
        names = [name.removesuffix(FOURS) for name in packed if name.endswith(FOURS)]
        whole = {name: unpacked(packed[name + FOURS], packed[name + SHARES]) for name in names}
        return open_session(packed[GRAPH].tobytes(), whole, threads=min(cores(), _MOST_THREADS))


def unpacked(fours: NDArray[np.uint8], shares: NDArray[np.uint8]) -> NDArray[np.int8]:
    """(rows, columns) numbers of seven bits.

    `fours` are (rows / 2, columns), each byte a number of the upper half of the rows and one of the lower; `shares` are
    (blocks, columns), an even number of blocks.
    """
    found = np.empty((len(shares), 2 * len(fours) // len(shares), shares.shape[1]), np.int8)
    halves = (fours >> 4, fours & 15)
    numbers = (block for half in halves for block in half.reshape(len(shares) // 2, -1, shares.shape[1]))
    # Block by block it takes a third of the time, since what is worked on stays in the processor's cache.
    for block, share, whole in zip(numbers, shares, found, strict=True):
        meant = block.astype(np.float32) - NOUGHT
        meant *= share
        meant /= ONE
        whole[:] = np.rint(meant, out=meant)
    return found.reshape(2 * len(fours), -1)
