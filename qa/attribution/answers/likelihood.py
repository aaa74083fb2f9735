"""How likely a name in a document means somebody: logistic regressions, fitted by `python -m eval.training.fit_people`."""

import math
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from qa.attribution.answers.names import NameParts, shared
from qa.store.sql import NamePlace, Vector

# The log odds that a full name means whoever has it elsewhere: at all, for each natural logarithm of how many first names the
# surname has and of how many documents have the name, where roles share a word, for each tenth of the cosine of what is told
# around the two, and where the names differ by a middle name, a nickname or a short form; or otherwise.
FULL = (-3.03, -2.03, 2.27, 1.76, 1.70, 1.09, -2.70)
# … that a surname alone means the one of that name in most other documents: at all, for each tenth of their share among all
# with the surname, the logarithm of how many documents have that name, and the same cosine.
ALONE = (-12.33, 0.71, 1.22, 1.28)
# Documents of a person that are compared.
_COMPARED = 40
# First names that only begin alike, or a misspelt surname, are others, unless the roles have so many words in common.
_IN_COMMON = {2: 1, 3: 2}
# Tenths of the cosine where nothing is known: about midway between those of one person and those of two.
_UNKNOWN = 3.0


@dataclass(slots=True)
class Bearer:
    """A person or body as far as it is known: its names, the telling words of its roles by document, and where it is."""

    names: list[NameParts] = field(default_factory=list)
    roles: dict[str, frozenset[str]] = field(default_factory=dict)
    places: list[NamePlace] = field(default_factory=list)
    where: str = ""


class Likelihood:
    """How likely names are somebody's, by what is told `around` them and how `often` each stands in documents, by its key."""

    def __init__(
        self, around: Mapping[NamePlace, Vector], names: Collection[NameParts], often: Mapping[tuple[str, ...], int]
    ) -> None:
        self._around = around
        self._often = often
        firsts = {(name.last, name.given[0]) for name in names if name.person and name.given}
        self._common = Counter(last for last, _ in firsts)

    def is_one(self, place: NamePlace, name: NameParts, roles: frozenset[str], bearer: Bearer, degree: int) -> bool:
        """Whether the full name in this document, with these roles, is the bearer's; `degree` is how well the names agree."""
        if place[1] in bearer.roles:
            return degree < 2  # "Brianna and Bryan Danielson": one document wouldn't call one person both
        if max(len(roles & theirs) for theirs in bearer.roles.values()) < _IN_COMMON.get(degree, 0):
            return False
        return _odds(FULL, self.of_full(place, name, roles, bearer, degree)) >= 0

    def is_meant(self, place: NamePlace, bearer: Bearer, share: float) -> bool:
        """Whether a surname alone is the bearer's, who has this share of the documents of all who have the surname."""
        return _odds(ALONE, self.of_surname(place, bearer, share)) >= 0

    def of_full(self, place: NamePlace, name: NameParts, roles: frozenset[str], bearer: Bearer, degree: int) -> Sequence[float]:
        keys = {name.key, *(other.key for other in bearer.names if not other.alone)}
        often = sum(self._often.get(key, 0) for key in keys)
        common = math.log(max(self._common[name.last], 1))
        alike = any(shared(roles, theirs) for theirs in bearer.roles.values())
        # Of whoever is in many documents, one is always alike: Kamala Harris' with that of Katy Harris.
        return 1.0, common, math.log(max(often, 1)), alike, self._alike(place, bearer, np.mean), degree == 1, degree > 1

    def of_surname(self, place: NamePlace, bearer: Bearer, share: float) -> Sequence[float]:
        often = sum(self._often.get(key, 0) for key in {name.key for name in bearer.names if not name.alone})
        return 1.0, 10 * share, math.log(max(often, 1)), self._alike(place, bearer, np.max)

    def _alike(self, place: NamePlace, bearer: Bearer, of_all: Callable[[Vector], np.floating[Any]]) -> float:
        """Return the mean or the greatest cosine of what is told around the two, in tenths."""
        mine = self._around.get(place)
        theirs = [self._around[each] for each in bearer.places[:_COMPARED] if each in self._around]
        theirs = [each for each in theirs if mine is not None and each.shape == mine.shape]
        return 10 * float(of_all(np.stack(theirs) @ mine)) if theirs and mine is not None else _UNKNOWN


def _odds(weights: Sequence[float], features: Sequence[float]) -> float:
    return sum(weight * feature for weight, feature in zip(weights, features, strict=True))
