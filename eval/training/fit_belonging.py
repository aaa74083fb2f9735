"""Fit how likely a sentence belongs in a digest: python -m eval.training.fit_belonging, on the library of the settings.

The tables say of sentences of news articles, by source and place, whether a reader judged that it belongs in a summary of the
article and can be understood alone. `digests.jsonl` is for fitting; of `digests-fresh.jsonl`, which was read afterwards, it is
told how many of those that a digest takes belong. Sentences that aren't judged don't count.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.datasets import GOLD, json_lines
from eval.libraries import ids_by_source
from eval.tally import Tally
from qa.reading.belonging import Weights
from qa.reading.digest import digest, scored_sentences
from qa.settings import load_settings
from qa.store.sql import Library, Passage

_FOLDS, _RIDGE, _LENGTH = 15, 1.0, 5
_NAMES = tuple(each.name for each in fields(Weights))
Judged = dict[str, dict[int, bool]]


def read(table: Path) -> Judged:
    """Whether it belongs, by source and start."""
    found: Judged = defaultdict(dict)
    for row in json_lines(table):
        found[row["source"]][row["start"]] = row["belongs"]
    return found


def features(passages: Sequence[Passage]) -> dict[int, list[float]]:
    """By the start of each sentence that may be taken: each feature alone, with a weight of one."""
    nothing = dict.fromkeys(_NAMES, 0.0)
    columns = [scored_sentences(passages, weights=Weights(**nothing | {name: 1.0})) for name in _NAMES]
    return {row[0].sentence.start: [each.score for each in row] for row in zip(*columns, strict=True)}


def fitted(x: NDArray[np.float64], y: NDArray[np.float64], ridge: float = _RIDGE) -> NDArray[np.float64]:
    """Logistic regression with a ridge on all but the first weight, by Newton's method."""
    weights = np.zeros(x.shape[1])
    penalty = np.diag([1e-6, *[ridge] * (x.shape[1] - 1)])
    for _ in range(60):
        likely = 1 / (1 + np.exp(-x @ weights))
        step = x.T @ (likely - y) + penalty @ weights
        weights = weights - np.linalg.solve((x.T * (likely * (1 - likely))) @ x + penalty, step)
    return weights


def by_folds(x: NDArray[np.float64], y: NDArray[np.float64], fold: NDArray[Any], ridge: float = _RIDGE) -> NDArray[np.float64]:
    """Return the log-odds of each row by weights that were fitted on all other folds."""
    odds = np.zeros(len(y))
    for number in np.unique(fold):
        odds[fold == number] = x[fold == number] @ fitted(x[fold != number], y[fold != number], ridge)
    return odds


def area(odds: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Area under the curve: how often one that belongs stands above one that doesn't."""
    above = odds[y == 1][:, None] > odds[y == 0][None, :]
    return float(above.mean())


def main() -> None:
    with Library.of(load_settings()) as library:
        ids = ids_by_source(library)

        def passages_of(judged: Judged) -> dict[str, tuple[Passage, ...]]:
            found = library.passages_of([ids[source] for source in judged if source in ids])
            return {source: found[ids[source]] for source in judged if source in ids}

        judged = read(GOLD / "digests.jsonl")
        rows = [
            (number % _FOLDS, each[start], belongs)
            for number, (source, passages) in enumerate(passages_of(judged).items())
            for each in [features(passages)]
            for start, belongs in judged[source].items()
            if start in each
        ]
        fold, x, y = (np.array(column, dtype=np.float64) for column in zip(*rows, strict=True))
        odds = by_folds(x, y, fold)
        print(f"{len(y)} sentences, area under the curve by {_FOLDS} folds {area(odds, y):.3f}")
        for limit in (1.0, 1.4, 1.8, 2.2):
            print(f"  above {limit}: {np.mean(odds >= limit):.2f} of them, {y[odds >= limit].mean():.3f} belong")
        print(*(f"{name}: {weight:.2f}" for name, weight in zip(_NAMES, fitted(x, y), strict=True)), sep="\n")
        fresh = read(GOLD / "digests-fresh.jsonl")
        taken = [
            fresh[source][each.sentence.start]
            for source, passages in passages_of(fresh).items()
            for each in digest([passages], _LENGTH, likely=True)
            if each.sentence.start in fresh[source]
        ]
        print(f"digests-fresh.jsonl: of the judged sentences of digests belong {Tally.count(taken)}")


if __name__ == "__main__":
    main()
