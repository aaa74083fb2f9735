"""Fit how likely a dated sentence belongs in a timeline: python -m eval.training.fit_events, on the library of the settings.

`timeline-events.jsonl` says of dated sentences on 81 subjects, each by its source and start, which tell an event that makes the
story and which tell a further one. It prints how weights do that were fitted on other subjects.
"""

from collections.abc import Iterator

import numpy as np

from eval.datasets import GOLD, json_lines
from eval.libraries import ids_by_source
from eval.training.fit_belonging import area, by_folds, fitted
from qa import Pipeline, load_settings
from qa.pipeline.overviews.events import WEIGHTS, Wanted, events
from qa.pipeline.overviews.topics import subject_in
from qa.reading.question import question_names

_FOLDS, _RIDGE = 10, 0.5
# How much a sentence is worth that tells an event that makes the story, or a further one.
_EVENT, _ALSO = 0.9, 0.4


def main() -> None:
    with Pipeline.open(load_settings()) as pipeline:
        fold, x, y = (np.array(column, dtype=np.float64) for column in zip(*_rows(pipeline), strict=True))
    odds = by_folds(x, y, fold, _RIDGE)
    areas = [area(odds, (y >= least).astype(float)) for least in (_ALSO, _EVENT)]
    print(f"{len(y)} sentences; by folds: area {areas[0]:.3f}, of events that make the story {areas[1]:.3f}")
    at_all, *weights = fitted(x, y, _RIDGE)
    print(f"_AT_ALL = {at_all:.2f}", *(f"{name}: {each:.2f}" for name, each in zip(WEIGHTS, weights, strict=True)), sep="\n")


def _rows(pipeline: Pipeline) -> Iterator[tuple[int, tuple[float, ...], float]]:
    """Of each judged sentence: fold, features and worth."""
    library = pipeline.library
    ids = ids_by_source(library)
    for number, row in enumerate(json_lines(GOLD / "timeline-events.jsonl")):
        worth = dict.fromkeys(row["also"], _ALSO) | {place: _EVENT for event in row["events"] for place in event}
        judged = {(ids[source], start): worth.get(n, 0.0) for n, (source, start) in enumerate(row["judged"]) if source in ids}
        passages = library.passages_of({document for document, _ in judged})
        texts = [f"{each.title} {each.text}" for some in passages.values() for each in some]
        names = [name for name in question_names(row["subject"], texts) if not name.is_number]
        wanted = Wanted.read(subject_in(library, pipeline.embedder, row["subject"]), names, passages.values())
        for event in events(library, passages, wanted):
            key = event.passage.chunk.document_id, event.sentence.start
            if key in judged:
                yield number % _FOLDS, (1.0, *event.features), judged[key]


if __name__ == "__main__":
    main()
