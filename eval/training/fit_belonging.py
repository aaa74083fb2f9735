"""Fit how likely a sentence belongs in a digest: python -m eval.training.fit_belonging [--write], on the settings' library.

`digest-points-drawn.jsonl` says of news articles, which that library has, and of invented documents beside it which points a
summary must tell, with each sentence that tells them, and what else isn't wrong in one. `digest-points-drawn-sealed.jsonl` is
for `python -m eval.digest_points`.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from json import dumps
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import qa.reading.belonging
from eval.datasets import GOLD, json_lines
from eval.libraries import ids_by_name, made_of
from qa.reading.belonging import FEATURES, features, may_belong
from qa.reading.digest import sentences_of
from qa.settings import load_settings
from qa.store.sql import Library

WEIGHTS_FILE = Path(qa.reading.belonging.__file__).with_name("belonging.json")
_FOLDS, _RIDGE = 8, 3.0
_STILL = 1e-9  # no weight changes any more
# How much a sentence is worth that tells the main point, another point, or what isn't wrong in a summary.
_MAIN, _POINT, _ALSO = 1.0, 0.6, 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """The sentences of a document that may be shown: features (n, f), vectors (n, d) and what each is worth, (n,)."""

    fold: int
    features: NDArray[np.float64]
    vectors: NDArray[np.float64]
    worth: NDArray[np.float64]


def judged(library: Library, rows: Sequence[dict[str, Any]]) -> Iterator[Judged]:
    """Of each row whose document the library has."""
    ids = ids_by_name(library)
    for row in rows:
        if row["source"] not in ids:
            continue
        worth = dict.fromkeys(row["also"], _ALSO)
        for number, point in reversed([*enumerate(row["points"])]):
            worth |= dict.fromkeys(point, _POINT if number else _MAIN)
        order, document = sentences_of(library.passages_of([ids[row["source"]]])[ids[row["source"]]])
        kept = np.array(may_belong(document.texts))
        told = np.array([worth.get(sentence.start, 0.0) for _, sentence in order])
        fold = int(sha256(row["source"].encode()).hexdigest(), 16) % _FOLDS
        yield Judged(fold, features(document)[kept], document.vectors[kept].astype(np.float64), told[kept])


def fitted(x: NDArray[np.float64], y: NDArray[np.float64], ridge: float) -> NDArray[np.float64]:
    """Logistic regression with a ridge on all but the first weight, by Newton's method."""
    weights = np.zeros(x.shape[1])
    penalty = np.diag([1e-6, *[ridge] * (x.shape[1] - 1)])
    for _ in range(60):
        likely = 1 / (1 + np.exp(-x @ weights))
        step = x.T @ (likely - y) + penalty @ weights
        change = np.linalg.solve((x.T * (likely * (1 - likely))) @ x + penalty, step)
        weights = weights - change
        if np.abs(change).max() < _STILL:
            break
    return weights


def unscaled(
    weights: NDArray[np.float64], middle: NDArray[np.float64], spread: NDArray[np.float64]
) -> tuple[float, NDArray[np.float64]]:
    """Return the constant and the weights of plain features, of weights of features less their middles and by their spreads."""
    at_all, own = weights[0], weights[1 : len(spread) + 1] / spread
    return float(at_all - own @ middle), own


def by_folds(x: NDArray[np.float64], y: NDArray[np.float64], fold: NDArray[Any], ridge: float) -> NDArray[np.float64]:
    """Return the log-odds of each row by weights that were fitted on all other folds."""
    odds = np.zeros(len(y))
    for number in np.unique(fold):
        odds[fold == number] = x[fold == number] @ fitted(x[fold != number], y[fold != number], ridge)
    return odds


def area(odds: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Area under the curve: how often one that belongs stands above one that doesn't."""
    below = np.searchsorted(np.sort(odds[y == 0]), odds[y == 1])
    return float(below.mean() / (y == 0).sum())


def _laid_out(written: dict[str, dict[str, Any]]) -> str:
    """As JSON, a line for each part of the weights."""
    parts = {name: [f'  "{key}": {dumps(each)}' for key, each in raw.items()] for name, raw in written.items()}
    return "{\n" + ",\n".join(f' "{name}": {{\n' + ",\n".join(lines) + "\n }" for name, lines in parts.items()) + "\n}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit which sentences belong in a digest.")
    parser.add_argument("--write", action="store_true", help="put the weights into the package")
    given = parser.parse_args()
    rows = [*json_lines(GOLD / "digest-points-drawn.jsonl")]
    with Library.of(load_settings()) as library:
        found = [*judged(library, rows)]
    with made_of(sorted(GOLD.glob("documents*/"))) as pipeline:
        found += judged(pipeline.library, rows)
    fold = np.concatenate([np.full(len(each.worth), each.fold) for each in found])
    worth = np.concatenate([each.worth for each in found])
    plain = np.concatenate([each.features for each in found])
    print(f"{len(found)} documents, {len(worth)} sentences")
    written = {}
    for name, more in (("bundled", [np.concatenate([each.vectors for each in found])]), ("any", [])):
        middle, spread = plain.mean(axis=0), plain.std(axis=0)
        x = np.hstack([np.ones((len(worth), 1)), (plain - middle) / spread, *more])
        odds = by_folds(x, worth, fold, _RIDGE)
        areas = [area(odds, (worth >= least).astype(float)) for least in (_ALSO, _POINT, _MAIN)]
        told = "belongs {:.3f}, tells a point {:.3f}, tells the main one {:.3f}".format(*areas)
        print(f"{name}: area under the curve by {_FOLDS} folds: {told}")
        weights = fitted(x, worth, _RIDGE)
        at_all, own = unscaled(weights, middle, spread)
        written[name] = {
            "at_all": round(at_all, 4),
            "features": {feature: round(float(each), 4) for feature, each in zip(FEATURES, own, strict=True)},
        }
        if more:
            written[name]["direction"] = [round(float(each), 3) for each in weights[len(FEATURES) + 1 :]]
    if given.write:
        WEIGHTS_FILE.write_text(_laid_out(written), encoding="utf-8")


if __name__ == "__main__":
    main()
