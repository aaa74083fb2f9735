"""What happened in a period: the documents that most others tell the same as, and others from all over it."""

from collections.abc import Sequence

import numpy as np

from qa.pipeline.overviews.asked import Asked
from qa.store.sql import Place

# From this cosine of what two documents begin with they tell of one thing: chosen by reading three months of news.
_SAME = 0.6
# Documents compared, so that a long period of a large library takes no longer: they are spread over it.
_COMPARED = 2000


def stories(asked: Asked, most: int) -> list[tuple[Place, int]]:
    """At most `most` documents, each with how many tell of the same, itself included: those first of which most tell.

    Where fewer are told by several, documents that tell alone are added, spread over the period; the newest first.
    """
    places = _spread(asked.library.census.by_date(asked.documents), _COMPARED)
    begun = asked.library.opening_vectors([place.document_id for place in places])
    width = max(map(len, begun.values()), default=0)  # a shorter one is damaged
    places = [place for place in places if len(begun.get(place.document_id, ())) == width]
    if not places:
        return []
    vectors = np.stack([begun[place.document_id] for place in places])
    near = vectors @ vectors.T >= _SAME
    left = np.ones(len(places), dtype=bool)
    several: list[tuple[Place, int]] = []
    while len(several) < most:
        numbers = (near & left).sum(axis=1) * left
        best = int(numbers.argmax())
        if numbers[best] < 2:  # it tells alone
            break
        several.append((places[best], int(numbers[best])))
        left &= ~near[best]
    alone = [place for number, place in enumerate(places) if left[number]]
    return several + [(place, 1) for place in _spread(alone, most - len(several))]


def _spread(places: Sequence[Place], most: int) -> list[Place]:
    """At most so many of them, at even distances."""
    if len(places) <= most:
        return list(places)
    return [places[number * len(places) // most] for number in range(most)]
