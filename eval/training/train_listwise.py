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

import torch
from tokenizers import Tokenizer

from eval.training.drills import Batch, Drill, Passage, batches
from eval.training.listwise_lessons import ListwiseLesson, listwise_lessons, listwise_rows
from eval.training.listwise_model import ListwiseModel
from eval.training.teaching import teach
from qa.embedding import bundled_tokenizer
from qa.reading.listwise import MAX_TOKENS

_TOKENS, _PIECE = 2_000, 1_500
_RATE_OF_SCORES = 5e-4
# Tokens that a lesson's rows have, about: to know how many steps there will be.
_OF_LESSON = 240


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the listwise reader.")
    parser.add_argument("--published", type=Path, required=True, help="folder of all-mpnet-base-v2")
    parser.add_argument("--work", type=Path, required=True, help="folder for lessons and checkpoints")
    parser.add_argument("--gold", nargs=2, action="append", type=Path, required=True, metavar=("GOLD", "LIBRARY"))
    parser.add_argument("--layers", type=int, default=8, help="how many of the published layers it has")
    parser.add_argument("--frozen", type=int, default=2, help="how many of these stay as they are")
    parser.add_argument("--weights", type=Path, help="listwise.pt of an earlier training, to go on from")
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
    if given.weights is not None:
        model.load_state_dict(torch.load(given.weights, weights_only=True))
    scores = list(model.spans.parameters())
    layers = [each for name, each in model.named_parameters() if each.requires_grad and not name.startswith("spans.")]
    steps = round(given.passes * len(lessons) * _OF_LESSON / _TOKENS)
    rates = [(layers, given.rate), (scores, _RATE_OF_SCORES)]
    mean = teach(model, rates, lambda: _batches(lessons, given.seed), steps, given.work / "listwise.checkpoint")
    torch.save(mean, given.work / "listwise.pt")


def _batches(lessons: Sequence[ListwiseLesson], seed: int) -> Iterator[Batch]:
    """Pass after pass: all lessons in random order, shown in another way each time."""
    tokenizer: Tokenizer = bundled_tokenizer()
    tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second")
    tokenizer.no_padding()
    names = {f"{each.title} {each.text}": Passage("", "", ()) for lesson in lessons for each in lesson.best[:1]}
    for number in range(1000):
        chance = random.Random(seed * 100 + number)
        drill, shown = Drill(tokenizer, names, {}, seed * 100 + number), chance.sample(lessons, len(lessons))
        for start in range(0, len(shown), _PIECE):
            rows = [row for n, lesson in enumerate(shown[start : start + _PIECE]) for row in listwise_rows(drill, lesson, n)]
            yield from batches(rows, _TOKENS, chance)


if __name__ == "__main__":
    main()
