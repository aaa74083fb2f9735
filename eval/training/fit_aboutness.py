"""Fit how likely a document is about a subject: python -m eval.training.fit_aboutness, on the library of the settings.

Of the documents that are found for each `subject` of two tables, those that the table names are about it; the second table is
of subjects that are at most mentioned, of which an earlier version told as if documents were about them.
Themes that many tell of count with those alone: the table needn't name all. Told is how the weights that were fitted on other
subjects do.
"""

import numpy as np

from eval.datasets import GOLD, json_lines
from eval.libraries import ids_by_source
from eval.topics import OPEN_END
from eval.training.fit_belonging import area, by_folds, fitted
from qa import Pipeline, Scope, load_settings
from qa.pipeline.overviews.topics import passages_near, subject_in
from qa.reading.aboutness import SURELY, About

_TABLES = ("topics-fitting.jsonl", "topics-absent.jsonl")
_FOLDS, _RIDGE = 6, 0.05
Row = tuple[int, tuple[float, ...], bool]  # fold, marks, whether it is about the subject


def main() -> None:
    with Pipeline.open(load_settings()) as pipeline:
        fold, x, y = (np.array(column, dtype=np.float64) for column in zip(*_rows(pipeline), strict=True))
    odds = by_folds(x, y, fold, _RIDGE)
    told = 1 / (1 + np.exp(-odds)) >= SURELY
    right, wrong = int((told * y).sum()), int((told * (1 - y)).sum())
    print(f"by folds: area {area(odds, y):.4f}, told {right} of {int(y.sum())} and {wrong} that aren't")
    print(f"WEIGHTS = ({', '.join(f'{weight:.2f}' for weight in fitted(x, y, _RIDGE))})")


def _rows(pipeline: Pipeline) -> list[Row]:
    library = pipeline.library
    ids = ids_by_source(library)
    rows: list[Row] = []
    for number, row in enumerate(row for table in _TABLES for row in json_lines(GOLD / table)):
        subject = subject_in(library, pipeline.embedder, row["subject"])
        found = passages_near(pipeline.retriever, row["subject"], subject, Scope())
        beginnings, whole = library.beginnings(found), library.passages_of(found)
        about = {ids[source] for source in row["documents"] if source in ids}
        rows += [
            (number % _FOLDS, (1.0, *each.marks), it in about)
            for it, passages in found.items()
            for each in [About.of(subject, beginnings[it], passages).read_through(subject, whole[it])]
            if it in about or row["spread"] != OPEN_END
        ]
    return rows


if __name__ == "__main__":
    main()
