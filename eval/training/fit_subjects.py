"""Fit what a sentence tells of a subject: python -m eval.training.fit_subjects [--write], on the settings' library.

`subject-points.jsonl` says of subjects in the news, which that library has, which sentences say who or what they are and which
tell the main things; `subject-points-sealed.jsonl` is for `python -m eval.digest_points`.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from json import dumps
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import qa.reading.subject
from eval.datasets import GOLD, json_lines
from eval.libraries import ids_by_name
from eval.training.fit_belonging import area, by_folds, fitted, unscaled
from qa import Pipeline
from qa.pipeline.overviews.introducing import defining, what_question
from qa.pipeline.overviews.topics import subject_in
from qa.reading.belonging import weights_for
from qa.reading.digest import scored_sentences
from qa.reading.spans import shared_reader
from qa.reading.subject import DEFINING, FEATURES, WEIGHTS_FILE
from qa.settings import load_settings

_FOLDS, _RIDGE = 8, 3.0
# How much a sentence is worth that tells a main thing, and one that isn't wrong in a longer text.
_POINT, _ALSO = 1.0, 0.3
_PARTS = {"tells": FEATURES, "may_introduce": FEATURES, "introduces": (*FEATURES, *DEFINING)}


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence on a subject, of so much worth; `says_so`: it says who or what that is."""

    subject: str
    features: dict[str, float]
    worth: float
    says_so: bool


def judged(pipeline: Pipeline, rows: Sequence[dict[str, Any]]) -> Iterator[Judged]:
    """Yield each sentence that a reader has judged and that may be shown."""
    library, reader = pipeline.library, shared_reader()
    ids, weights = ids_by_name(library), weights_for(library.embedding_model)
    for row in rows:
        if not row["points"] or any(source not in ids for source in row["sources"]):
            continue
        subject, question = subject_in(library, pipeline.embedder, row["subject"], 0.0), what_question(row["subject"])
        asked = pipeline.embedder.embed_question(question)
        worth = {tuple(place): _ALSO for place in (*row["also"], *row["who"])}
        worth |= {tuple(place): _POINT for point in row["points"] for place in point}
        who, read = set(map(tuple, row["who"])), {*worth, *map(tuple, row["other"])}
        whole = library.passages_of([ids[source] for source in row["sources"]])
        for number, source in enumerate(row["sources"]):
            for each in scored_sentences(whole[ids[source]], weights, subject):
                place = (number, each.sentence.start)
                if place in read:
                    [of_passage] = reader.read(question, [each.passage])
                    features = {**each.features, **defining(asked, each, of_passage)}
                    yield Judged(row["subject"], features, worth.get(place, 0.0), place in who)


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit which sentences tell of a subject, and which introduce it.")
    parser.add_argument("--write", action="store_true", help="put the weights into the package")
    given = parser.parse_args()
    with Pipeline.open(load_settings()) as pipeline:
        found = [*judged(pipeline, [*json_lines(GOLD / "subject-points.jsonl")])]
    names = sorted({each.subject for each in found})
    fold = np.array([names.index(each.subject) % _FOLDS for each in found])
    worth = np.array([each.worth for each in found])
    says_so = np.array([float(each.says_so) for each in found])
    print(f"{len(names)} subjects, {len(found)} sentences, {says_so.sum():.0f} of them say who or what it is")
    written: dict[str, dict[str, float]] = {}
    for part, features in _PARTS.items():
        plain = np.array([[each.features[name] for name in features] for each in found])
        right = worth if part == "tells" else says_so
        middle, spread = plain.mean(axis=0), plain.std(axis=0)
        x = np.hstack([np.ones((len(plain), 1)), (plain - middle) / spread])
        odds = by_folds(x, right, fold, _RIDGE)
        first = [_is_first(odds, right, np.array([each.subject == name for each in found])) for name in names]
        told = [each for each in first if each is not None]
        print(f"{part}: area {area(odds, (right == 1).astype(float)):.3f}, first right {sum(told)} of {len(told)}, by folds")
        at_all, own = unscaled(fitted(x, right, _RIDGE), middle, spread)
        written[part] = {"at_all": round(at_all, 4)}
        written[part] |= {name: round(float(each), 4) for name, each in zip(features, own, strict=True)}
    if given.write:
        lines = (f' "{part}": {dumps(weights)}' for part, weights in written.items())
        Path(qa.reading.subject.__file__).with_name(WEIGHTS_FILE).write_text(
            "{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8"
        )


def _is_first(odds: NDArray[np.float64], right: NDArray[np.float64], mine: NDArray[np.bool_]) -> bool | None:
    """Whether the likeliest sentence of a subject is right; None where none of it is."""
    return bool(right[mine][odds[mine].argmax()] == 1) if (right[mine] == 1).any() else None


if __name__ == "__main__":
    main()
