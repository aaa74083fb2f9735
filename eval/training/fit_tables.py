"""Fit how likely what is read of a table is what a question asks: python -m eval.training.fit_tables [--write].

On the questions of six writers that the model of tables wasn't taught with, each asked of all of their 48 tables, and on
questions on documents and news, which none of these tables tells.
"""

import argparse
from collections.abc import Iterator
from hashlib import sha256
from json import dumps
from pathlib import Path
from random import Random

import numpy as np

import qa.reading.tables
from eval.datasets import GOLD, json_lines
from eval.training.fit_belonging import area, by_folds, fitted, unscaled
from eval.training.table_lessons import TRAINING, lessons, table_of
from eval.training.train_tables import HELD, is_right
from qa.documents.titles import readable_stem
from qa.embedding.bundled import OnnxEmbedder
from qa.pipeline.answerers.tables import Near
from qa.reading.tables.choice import MARKS, Chosen, chosen

WEIGHTS_FILE = Path(qa.reading.tables.__file__).with_name("choice.json")
_FOLDS, _RIDGE = 8, 1.0
_PLAIN = {"documents-fitting": 150, "documents-9": 100, "news-fitting": 200}


def rows() -> Iterator[tuple[str, Chosen, bool]]:
    """Yield (the table or set, what may be asked, whether it is) of each question that a table suits."""
    paths = [path for folder in HELD for path in sorted((TRAINING / folder).glob("*.csv"))]
    of_paths = [(path, table) for path in paths if (table := table_of(path)) is not None]
    tables = [(readable_stem(path.name), table) for path, table in of_paths]
    names = {id(table): path.name for path, table in of_paths}
    near = Near(OnnxEmbedder())
    for each in lessons(HELD):
        if (found := chosen(each.outline.question, tables, near)) is not None:
            own = found.table is each.outline.table
            yield names[id(each.outline.table)], found, own and is_right(found.likely.computed, each)
    chance = Random(0)
    for name, number in _PLAIN.items():
        for row in chance.sample(list(json_lines(GOLD / f"{name}.jsonl")), number):
            if (found := chosen(row["question"], tables, near)) is not None:
                yield name, found, False


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit how likely what is read of a table is asked.")
    parser.add_argument("--write", action="store_true", help=f"Write {WEIGHTS_FILE.name}.")
    write = parser.parse_args().write
    given = list(rows())
    x, y = np.stack([found.marks for _, found, _ in given]), np.array([float(right) for *_, right in given])
    fold = np.array([int(sha256(name.encode()).hexdigest(), 16) % _FOLDS for name, *_ in given])
    middle, spread = x.mean(axis=0), np.maximum(x.std(axis=0), 1e-6)
    scaled = np.column_stack([np.ones(len(x)), (x - middle) / spread])
    odds = by_folds(scaled, y, fold, _RIDGE)
    print(f"{len(y)} programs that may be asked, {int(y.sum())} are; area {area(odds, y):.3f} by folds")
    likely = 1 / (1 + np.exp(-odds))
    for least in (0.35, 0.5, 0.6, 0.7, 0.8, 0.9):
        sure = likely >= least
        print(f"from {least}: {int(y[sure].sum())} of {int(sure.sum())} right")
    constant, weights = unscaled(fitted(scaled, y, _RIDGE), middle, spread)
    if write:
        told = {"constant": constant, "weights": dict(zip(MARKS, map(float, weights), strict=True))}
        WEIGHTS_FILE.write_text(dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
