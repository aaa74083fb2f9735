"""Fit how likely a statement is one, and its speaker's: `python -m eval.training.fit_statements ARTICLES.jsonl`.

On `statements-drawn.jsonl`, which `eval.drawn_statements` tells of; those that are found no longer, or otherwise, are left out.
Told is how well articles that the weights weren't fitted on are told apart, and how many statements are right from which
likelihood on.
"""

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.datasets import GOLD
from eval.drawn_statements import KEPT, RIGHT, drawn, found_at
from eval.tally import Tally
from eval.training.fit_belonging import area, by_folds, fitted
from qa.attribution.likelihood import WEIGHTS
from qa.attribution.stories import marked_statements

_DRAWN = GOLD / "statements-drawn.jsonl"
_FOLDS, _RIDGE = 10, 1.0
_LIMITS = (0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 0.5, 0.4)


def rows(articles: Path, gold: Path) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the marks (statements, marks) of those found as they were drawn, and whether each is right (statements,)."""
    x, y = [], []
    for document, judged in drawn(articles, gold):
        marks = dict(marked_statements(document))
        for row in judged:
            outcome, found = found_at(row, list(marks))
            if found is not None and outcome in KEPT and marks[found] is not None:
                x.append(marks[found])
                y.append(row["verdict"] in RIGHT)
    return np.array(x, dtype=np.float64), np.array(y, dtype=np.float64)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    x, y = rows(parser.parse_args().articles, _DRAWN)
    fold = np.arange(len(x)) % _FOLDS  # one article's statements stand side by side, and few articles have two
    odds = by_folds(x, y, fold, _RIDGE)
    likely = 1 / (1 + np.exp(-odds))
    print(f"{len(y)} statements, {Tally.count(y == 1)} right; area under the curve {area(odds, y):.3f}")
    for limit in _LIMITS:
        print(f"from {limit} on: {Tally.count(y[likely >= limit] == 1)}")
    for mark, weight in zip(WEIGHTS, fitted(x, y, _RIDGE), strict=True):
        print(f'    "{mark}": {weight:.2f},')


if __name__ == "__main__":
    main()
