"""The sentences that tell of a subject: "climate summit" asks nothing, so no sentence answers it, and no reader is asked."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.reading.belonging import is_presentable
from qa.reading.features import FEATURES, Candidate
from qa.reading.reader import Evidence, Reading, is_near
from qa.reading.sentences import LibrarySentences
from qa.retrieval import Retrieved
from qa.store.sql import Library
from qa.types import Confidence

# What counts for a sentence on a subject: that it has the subject's words and is near it by meaning.
_TOPIC = {"cosine": 2.0, "covered": 2.0, "covered_near": 2.0, "passage": 1.0, "new_words": 0.2, "age": -0.5}
# What it costs a sentence to be a heading, a pointer to another page or a piece of a sentence.
_PIECE = 0.3
_ALL_OF_TOPIC, _SOME_OF_TOPIC = 0.99, 0.4


def read_topic(library: Library, retrieved: Retrieved) -> Reading:
    """Rank the sentences that tell of a subject, the best of each document near the subject first."""
    sentences = LibrarySentences(library)
    found = sentences.candidates(retrieved, sentences.asked(retrieved))
    table = np.array([candidate.features for candidate in found]).reshape(-1, len(FEATURES))
    scores = table @ np.array([_TOPIC.get(name, 0.0) for name in FEATURES])
    scores -= np.array([0.0 if is_presentable(candidate.text) else _PIECE for candidate in found])
    order = sentences.order(scores, found)
    if not order:
        return Reading((), 0.0)
    likely = np.exp(scores - scores[order[0]])
    order = _best_of_each_document(order, found, likely)
    covered = float(table[order[0], FEATURES.index("covered_near")])
    confidence: Confidence = "sure" if covered > _ALL_OF_TOPIC else "perhaps" if covered >= _SOME_OF_TOPIC else "no"
    ranked = tuple(Evidence(found[place], float(likely[place])) for place in order)
    return Reading(ranked, covered, covered, confidence)


def _best_of_each_document(order: Sequence[int], found: Sequence[Candidate], likely: NDArray[np.float64]) -> list[int]:
    """The first of each document in order, then the others; a document without a sentence near the best stays behind."""
    first: dict[str, int] = {}
    for place in order:
        if is_near(likely[place], 1.0):
            first.setdefault(found[place].passage.chunk.document_id, place)
    ahead = set(first.values())
    return [*first.values(), *(place for place in order if place not in ahead)]
