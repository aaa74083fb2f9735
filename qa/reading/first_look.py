"""Which of the retrieved passages are worth reading: reading one costs more than all else that is done with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from qa.reading.features import QuestionFeatures, Vector
from qa.retrieval import Retrieved

# The share of the question's words that a passage has, and the best score of its document's passages, beside the passage's best
# sentence's cosine. A conditional logit found them on the 616 answerable questions of eval/gold/news-fitting.jsonl: of 12.7
# passages retrieved (.932 of them with a right sentence) the eight most promising have one for .920, by the score alone .894.
_COVERED, _DOCUMENT = 0.42, 0.78
# What it costs not to be of the year that the question names: "Who won the 2022 race?" found the previews of the next year's.
_OTHER_YEAR = 0.3
# Of the passages that are looked into so many are read: of 112 questions on news none had its best sentence in the last two
# of eight (eval/RESULTS.md).
_READ = 0.75


@dataclass(frozen=True, slots=True, eq=False)
class FirstLook:
    """`retrieved` are the passages looked into; `read`, in parallel, says which of them to read."""

    retrieved: Retrieved
    read: tuple[bool, ...]


def first_look(retrieved: Retrieved, asked: QuestionFeatures, limit: int) -> FirstLook:
    """The `limit` most promising passages, in the order in which they were retrieved."""
    best = [int(place) for place in np.argsort(-_promise(retrieved, asked), kind="stable")[:limit]]
    read, kept = best[: ceil(_READ * limit)], sorted(best)
    return FirstLook(_only(retrieved, kept), tuple(place in read for place in kept))


def _promise(retrieved: Retrieved, asked: QuestionFeatures) -> Vector:
    best_of: dict[str, float] = {}
    for chunk in retrieved.chunks:
        document = chunk.chunk.document_id
        best_of[document] = max(best_of.get(document, 0.0), chunk.score)
    return np.array(
        [
            chunk.nearest
            + _COVERED * asked.covered(asked.found_in(f"{passage.title} {passage.text}"))
            + _DOCUMENT * best_of[chunk.chunk.document_id]
            - _OTHER_YEAR * asked.time.other_year(f"{passage.title} {passage.text}", passage.published)
            for chunk, passage in zip(retrieved.chunks, retrieved.passages, strict=True)
        ]
    )


def _only(retrieved: Retrieved, kept: Sequence[int]) -> Retrieved:
    return replace(
        retrieved, chunks=tuple(retrieved.chunks[n] for n in kept), passages=tuple(retrieved.passages[n] for n in kept)
    )
