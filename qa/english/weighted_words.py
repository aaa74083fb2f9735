"""The telling words of what is asked about, each with a weight: the rarer it is in the library, the weightier."""

from collections.abc import Iterable, Mapping
from math import log1p

# A share above this is all of the words: shares add up to one but for rounding.
ALL = 0.99


class WeightedWords(dict[str, float]):
    """The weight of each word, by its stem."""

    @classmethod
    def by_rarity(cls, stems: Iterable[str], frequencies: Mapping[str, int], chunks: int) -> "WeightedWords":
        """Weigh stems by how many of the library's chunks have them; `frequencies` leaves out those that none has."""
        return cls({each: log1p((chunks + 1) / (frequencies.get(each, 0) + 0.5)) for each in stems})

    def share(self, present: frozenset[str]) -> float:
        """Return the share of the words that are present, 0 to 1, by weight."""
        total = sum(self.values())
        return sum(weight for word, weight in self.items() if word in present) / total if total else 0.0
