"""Searching inside one document: where its words stand, in order."""

import re
from dataclasses import dataclass
from itertools import islice

from qa.types import Span

MOST_CHARACTERS = 200
# More places of one word than these nobody walks through, and a page with so many marks is slow.
MOST_HITS = 500


@dataclass(frozen=True, slots=True)
class Found:
    """`words` as they were given; `hits` are in order; `at` is the chosen one, from 0. Without words nothing is looked for."""

    words: str = ""
    hits: tuple[Span, ...] = ()
    at: int = 0

    @property
    def chosen(self) -> Span | None:
        return self.hits[self.at] if self.hits else None


def find(text: str, words: str, at: int | None, after: int = 0) -> Found:
    """Places where the words stand next to each other, however they are spaced and capitalised.

    `at` is the place that is chosen; None chooses the first from the offset `after` on.
    """
    wanted = words.split()
    if not wanted:
        return Found()
    looks = re.compile(r"\s+".join(map(re.escape, wanted)), re.IGNORECASE)
    hits = tuple(Span(*found.span()) for found in islice(looks.finditer(text), MOST_HITS))
    if at is None:
        at = next((number for number, hit in enumerate(hits) if hit.start >= after), 0)
    return Found(words, hits, min(at, max(0, len(hits) - 1)))
