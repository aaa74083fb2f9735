"""How many of the nearest vectors the index finds, and what that takes: python -m eval.benchmarks.nearest --work FOLDER.

FOLDER is one that eval.training.train_reader worked in: the passages in its `texts.jsonl` are cut into overlapping pieces of 9
to 33 words, so that 2 MB of text give more than 100,000 vectors, near ones among them; the questions are a thousand of nq-open
and of qamr. The vectors are kept there, in `nearest.npz`. Beside the index, every vector is compared.
"""

import argparse
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
from numpy.typing import NDArray

from eval.datasets import json_lines
from qa.embedding import PassageText, open_embedder
from qa.embedding.model import Vectors
from qa.settings import Settings
from qa.store.vectors import ChromaIndex

_WIDTHS = ((100, 100), (100, 200), (100, 400), (60, 100), (60, 200), (60, 400))
_MOST_PIECES, _QUESTIONS = 130_000, 1_000
_STEP, _LEAST_WORDS = 4, 9
_PAGE = 2_000
_DEPTHS = (10, 50)
_EVERY = {"nq": 1, "qamr": 27}  # which of the set's questions


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how many of the nearest vectors the index finds.")
    parser.add_argument("--work", type=Path, required=True, help="a folder that eval.training.train_reader worked in")
    given = parser.parse_args()
    path = given.work / "nearest.npz"
    if not path.exists():
        np.savez(path, allow_pickle=False, **_embedded(given.work))
    kept = np.load(path)
    vectors = kept["pieces"]
    nearest = {name: _nearest(vectors, kept[name]) for name in _EVERY}
    print(f"{len(vectors):,} vectors; found of the nearest {' and '.join(map(str, _DEPTHS))}; processor time of building")
    for building, searching in _WIDTHS:
        with (
            tempfile.TemporaryDirectory() as folder,
            closing(ChromaIndex(Path(folder), widths=(building, searching))) as index,
        ):
            started = process_time()
            for first in range(0, len(vectors), _PAGE):
                page = vectors[first : first + _PAGE]
                index.upsert([str(first + number) for number in range(len(page))], list(page))
            took = (process_time() - started) / len(vectors) * 1000
            print(f"{building} / {searching}: {took:.2f} ms a vector", end="")
            for name, true in nearest.items():
                shares, searched = _found(index, kept[name], true)
                print(f"; {name} {' and '.join(f'{share:.4f}' for share in shares)}, {searched:.2f} ms a question", end="")
            print(flush=True)


def _nearest(vectors: Vectors, questions: Vectors) -> NDArray[np.str_]:
    """(questions, deepest) ids, nearest first, by looking at every vector."""
    return np.argsort(-(questions @ vectors.T), axis=1)[:, : max(_DEPTHS)].astype(str)


def _found(index: ChromaIndex, questions: Vectors, nearest: NDArray[np.str_]) -> tuple[list[float], float]:
    """The share found at each depth, and milliseconds a search."""
    started = perf_counter()
    found = [[hit.chunk_id for hit in index.search(question, max(_DEPTHS))] for question in questions]
    took = (perf_counter() - started) / len(questions) * 1000
    shares = [
        float(np.mean([len({*row[:depth]} & {*true[:depth]}) / depth for row, true in zip(found, nearest, strict=True)]))
        for depth in _DEPTHS
    ]
    return shares, took


def _embedded(work: Path) -> dict[str, Vectors]:
    """ "pieces", and each set's questions by its name."""
    with tempfile.TemporaryDirectory() as folder:
        embedder = open_embedder(Settings(data_dir=Path(folder)))
        unique: dict[str, PassageText] = {}
        for piece in _pieces(work / "texts.jsonl"):
            unique.setdefault(piece.text, piece)
        pieces = list(unique.values())
        random.Random(1).shuffle(pieces)
        pieces = pieces[:_MOST_PIECES]
        found: list[Vectors] = []
        for first in range(0, len(pieces), _PAGE):
            found += [done.chunk for done in embedder.embed_passages(pieces[first : first + _PAGE])]
            print(f"{len(found):,} of {len(pieces):,} pieces embedded", flush=True)
        asked = {name: _questions(work / f"{name}.jsonl", every) for name, every in _EVERY.items()}
        return {"pieces": np.stack(found)} | {
            name: np.stack([embedder.embed_question(question) for question in questions]) for name, questions in asked.items()
        }


def _pieces(path: Path) -> Iterator[PassageText]:
    for row in json_lines(path):
        for passage in (row, *row["near"]):
            words = passage["text"].split()
            for first in range(0, len(words), _STEP):
                piece = words[first : first + _LEAST_WORDS + first * 7 % 25]
                if len(piece) >= _LEAST_WORDS:
                    yield PassageText(passage["title"], " ".join(piece), ())


def _questions(path: Path, every: int) -> Sequence[str]:
    return [row["question"] for row in json_lines(path)[: every * _QUESTIONS : every]]


if __name__ == "__main__":
    main()
