"""Trains the reader: python -m eval.training.train_reader --data FOLDER --work FOLDER --from READER [--gold GOLD LIBRARY ...].

Data: all sets of `eval/training/lessons.py` less the documents held out, and the questions of each GOLD with what is retrieved
for them in its LIBRARY, a data directory (`eval/training/retrieved_lessons.py`). READER is where training goes on from:
a `.pt` of this program or a packed `reader.onnx`. A checkpoint every few minutes is kept in the work folder: the same command
goes on where an earlier run was stopped, and ends at once where it had ended. `export_reader` packs the result.
"""

import argparse
import pickle
import random
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from eval.published_model import published_folder
from eval.training import reader_model
from eval.training.average_readers import weights_of
from eval.training.conversation_lessons import conversation_lessons, is_of_conversations
from eval.training.drills import MAX_TOKENS, Batch, Drill, Passage, Row, batches
from eval.training.lessons import Lesson, all_lessons
from eval.training.retrieved_lessons import MOST_SHOWN, RetrievedLesson, retrieved_lessons, retrieved_rows
from eval.training.teaching import teach
from qa.documents.chunking import sentences
from qa.embedding import open_embedder
from qa.settings import Settings
from qa.types import Span

# Every n-th document of a set is held out, to measure and to fit on.
HELD_OUT_EVERY = 5
_HELD_OUT_EVERY = {"squadshifts": 12, "qadiscourse": 12}
# Of each set: the share of its questions shown in a pass, and how many passages without an answer beside each.
SHOWN = {
    "squadshifts": (1.0, 0.8),
    "qadiscourse": (0.5, 0.5),
    "policyqa": (0.2, 0.5),
    "selqa": (1.0, 0.6),
    "qed": (1.0, 0.8),
    "fool-me-twice": (0.8, 0.5),
    "nq": (1.0, 0.8),
    "covid": (0.6, 0.8),
    "qamr": (0.15, 0.3),
}
_TOKENS = 3_000
_NEAR = 8
# Groups whose rows are made at a time: enough to batch rows of like length.
_PIECE = 1_500


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the reader.")
    parser.add_argument("--data", type=Path, required=True, help="folder with the question sets")
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--from", dest="start", type=Path, required=True, help="the reader to go on from")
    parser.add_argument("--models", type=Path, help="a data directory with the exported embedding model, to save exporting")
    parser.add_argument("--name", default="reader", help="of the result in the work folder")
    parser.add_argument("--passes", type=float, default=2.0)
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--share", type=float, default=1.0, help="of the public sets' questions, shown in a pass")
    parser.add_argument("--gold", nargs=2, action="append", type=Path, default=[], metavar=("GOLD", "LIBRARY"))
    parser.add_argument("--shown", type=int, default=10**9, help="so many of each --gold's lessons are shown as retrieved")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(given.threads)
    lessons = {
        name: [one for one in found if not held_out(name, one.source)] for name, found in all_lessons(given.data).items()
    }
    passages, near = material(lessons, given.work, given.models or given.work)
    asked: list[RetrievedLesson] = []
    for gold, library in given.gold:
        found = _asked(given.work / f"{gold.stem}.pickle", gold, library, given.seed)
        asked += random.Random(given.seed).sample(found, min(given.shown, len(found)))
    train(lessons, passages, near, asked, given)


def held_out(name: str, source: str) -> bool:
    return int(sha256(source.encode()).hexdigest(), 16) % _HELD_OUT_EVERY.get(name, HELD_OUT_EVERY) == 0


def material(lessons: dict[str, list[Lesson]], work: Path, models: Path) -> tuple[dict[str, Passage], dict[str, list[str]]]:
    """All texts with their sentences, and for each those of its set that are most like it; made once and kept in `work`."""
    path = work / "material.pickle"
    if path.exists():
        return pickle.loads(path.read_bytes())  # type: ignore[no-any-return]  # our own file
    embedder = open_embedder(Settings(data_dir=models))
    passages: dict[str, Passage] = {}
    near: dict[str, list[str]] = {}
    for name, found in lessons.items():
        texts = list(dict.fromkeys(lesson.text for lesson in found))
        for text in texts:
            spans = tuple(Span(s.start, s.end) for s in sentences(text))
            passages[text] = Passage("", text, spans or (Span(0, len(text)),))
        vectors = np.stack([embedder.embed_question(text[:600]) for text in texts])
        for place in range(0, len(texts), 500):
            order = np.argsort(-(vectors[place : place + 500] @ vectors.T), axis=1)[:, 1 : _NEAR + 1]
            for text, row in zip(texts[place : place + 500], order, strict=True):
                near[text] = [texts[n] for n in row]
        print(f"{name}: {len(found)} questions on {len(texts)} texts", flush=True)
    path.write_bytes(pickle.dumps((passages, near)))
    return passages, near


def _asked(path: Path, gold: Path, library: Path, seed: int) -> list[RetrievedLesson]:
    """Retrieved once and kept at `path`."""
    if not path.exists():
        talks = is_of_conversations(gold)
        made = conversation_lessons(gold, library, seed) if talks else retrieved_lessons(gold, library)
        path.write_bytes(pickle.dumps(list(made)))
    found: list[RetrievedLesson] = pickle.loads(path.read_bytes())  # our own file
    print(f"{gold.stem}: {len(found)} questions, {sum(bool(each.right) for each in found)} of them answered", flush=True)
    return found


def all_batches(
    lessons: dict[str, list[Lesson]], asked: Sequence[RetrievedLesson], share: float, drill: Drill, seed: int
) -> Iterator[Batch]:
    """One pass over all questions asked of a library, and over that share of the public sets, in random order."""
    chance = random.Random(seed)
    shown: list[tuple[Lesson, float] | RetrievedLesson] = list(asked)
    for name, found in lessons.items():
        of_set, negatives = SHOWN[name]
        shown += [(lesson, negatives) for lesson in chance.sample(found, round(len(found) * of_set * share))]
    chance.shuffle(shown)
    for start in range(0, len(shown), _PIECE):
        rows: list[Row] = []
        for group, each in enumerate(shown[start : start + _PIECE]):
            rows += (
                retrieved_rows(drill, each, group) if isinstance(each, RetrievedLesson) else drill.rows(each[0], group, each[1])
            )
        yield from batches(rows, _TOKENS, chance)


def train(
    lessons: dict[str, list[Lesson]],
    passages: dict[str, Passage],
    near: dict[str, list[str]],
    asked: Sequence[RetrievedLesson],
    given: argparse.Namespace,
) -> None:
    torch.manual_seed(given.seed)
    model = reader_model.ReaderModel()
    model.load_state_dict(model.state_dict() | _fitting(weights_of(given.start), model))
    model.train()
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    tokenizer = Tokenizer.from_file(str(published_folder() / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second")
    tokenizer.no_padding()

    def passes() -> Iterator[Batch]:
        for number in range(1000):
            seed = given.seed * 100 + number
            yield from all_batches(lessons, asked, given.share, Drill(tokenizer, passages, near, seed), seed)

    steps = round(given.passes * _steps_of_a_pass(lessons, asked, given.share))
    mean = teach(model, [(weights, given.rate)], passes, steps, given.work / f"{given.name}.checkpoint")
    torch.save(mean, given.work / f"{given.name}.pt")


def _steps_of_a_pass(lessons: dict[str, list[Lesson]], asked: Sequence[RetrievedLesson], share: float) -> int:
    """About: a lesson brings 1.2 rows and its negatives, of 150 tokens; one asked of a library 1.1 rows a passage shown."""
    rows = share * sum(len(found) * SHOWN[name][0] * (1.2 + SHOWN[name][1]) for name, found in lessons.items())
    rows += sum(1.1 * min(len(each.right) + len(each.wrong), MOST_SHOWN) for each in asked)
    return round(rows * 150 / _TOKENS)


def _fitting(weights: dict[str, Any], model: Any) -> dict[str, Any]:
    """The weights that the model has, a third output added where there are two."""
    own = model.state_dict()
    fitting = {name: value for name, value in weights.items() if name in own}
    for name in ("spans.weight", "spans.bias"):
        if fitting[name].shape != own[name].shape:
            fitting[name] = torch.cat([fitting[name], own[name][len(fitting[name]) :]])
    return fitting


if __name__ == "__main__":
    main()
