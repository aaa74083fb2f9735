"""Two documents that a message compares, as it calls them: "compare the March and May minutes of Holloway Field".

Which two are meant is told by the words of the message that stand in their names: their titles, file names, days and first
lines. Both have what they share ("minutes", "Holloway"), each has something of its own ("March", "May"). What no name has is
what they are compared on.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

from qa.english.calendar import MONTH_NAME
from qa.english.numbers import COUNTS
from qa.english.request import LONGEST_REQUEST
from qa.english.word_classes import FUNCTION_WORDS
from qa.english.words import content_words, stem, stems
from qa.pipeline.kinds.kind_model import ReadKind, read_kind
from qa.pipeline.kinds.question_shapes import A_SORT, SAY
from qa.pipeline.overviews.asked import first_lines, name_of
from qa.store.sql import Library, Place
from qa.types.patterns import lazy_regex

_COMPARES = lazy_regex(
    r"\b(?:compar(?:e|es|ed|ing|ison)|contrast|differ(?:s|ed|ent|ently|ence|ences)?|vs|versus"
    r"|change[sd]?\b.*? (?:between|from|since))\b",
    re.IGNORECASE,
)
# Words of a comparison that tell neither which documents are meant nor on what they are compared.
_SAYS_NOTHING = frozenset(
    map(
        stem,
        "compare comparison contrast differ different difference differently versus vs change between beside next side apart"
        " both another document file paper text article please show tell give list line stack".split(),
    )
)
_DOCUMENT = lazy_regex(rf"\b{A_SORT}\b", re.IGNORECASE)
# The month where another month, or what is of it, stands beside it.
_MAY = lazy_regex(
    rf"\bMay\b|\bmay\b(?= (?:minutes|meeting|newsletter|letter|report))|(?i:{MONTH_NAME}) (?:vs\.?|versus|and|to|or|with) may\b"
    rf"|\bmay (?:vs\.?|versus|and|to|or|with) (?i:{MONTH_NAME})"
)
# On what they are compared, where that is said last.
_ON = lazy_regex(r"[ ,:](?:on|about|regarding|concerning|as for|when it comes to) (?P<topic>\S.*)$", re.IGNORECASE)
_TWO = lazy_regex(r"\b(?:two|both)\b", re.IGNORECASE)
# Documents whose first lines are read, and those of them that are paired.
_LOOKED_AT, _PAIRED = 120, 24
# More documents than these aren't gone through for two.
_MOST = 20_000


@dataclass(frozen=True, slots=True)
class NamedPair:
    """The two documents, in the order in which the message names them.

    `topic` is what they are compared on, "" for all; `is_named`: it is read so, else it is merely what no name has. `is_sure`:
    the message has a word for documents, or nothing but what is in their names: "the cost of living in London and Paris" may
    be of none.
    """

    places: tuple[Place, Place]
    topic: str
    is_named: bool = False
    is_sure: bool = True


def compares(message: str) -> bool:
    """Whether it may compare two documents: it has a word that says so, or is read so, and asks for nobody else's words."""
    if SAY.search(message) is not None and _DOCUMENT.search(message) is None:
        return False
    return _COMPARES.search(message) is not None or ((read := _read(message)) is not None and read.kind == "compare")


def _read(message: str) -> ReadKind | None:
    return read_kind(message) if len(message) <= LONGEST_REQUEST else None


def named_pair(
    message: str, library: Library, documents: frozenset[str] | None, parties: Sequence[str] = ()
) -> NamedPair | None:
    """Return the two documents that a message compares; None where it compares none, or others fit as well.

    Where two `parties` are known, each is one of them: "Biden's and McCarthy's plans" are no two articles with "Biden" in them.
    """
    if not compares(message) or library.census.count(documents) > _MOST:
        return None
    places = library.census.by_date(documents)
    on = _ON.search(message)
    if on is not None and (found := _Names.of(message[: on.start()], library, places).two(parties)):
        topic = [word for word in _words(on["topic"]) if stem(word) not in _SAYS_NOTHING]
        return NamedPair(found, " ".join(topic), is_named=bool(topic))
    names = _Names.of(message, library, places)
    found = names.two(parties)
    if found is None:
        alike = names.two_alike() if _TWO.search(message) else None
        return alike and NamedPair(alike, " ".join(names.rest(*alike)))
    rest = names.rest(*found)
    on_it = stems(" ".join(read.topic)) if rest and (read := _read(message)) is not None else frozenset[str]()
    topic = [word for word in rest if stem(word) in on_it]
    if not topic and any(word[0].isupper() for word in rest):
        return None  # it names another one
    is_sure = not rest or _DOCUMENT.search(message) is not None
    return NamedPair(found, " ".join(topic or rest), is_named=bool(topic), is_sure=is_sure)


@dataclass(frozen=True, slots=True)
class _Names:
    """The telling words of a message, the stems of them that each document's name has, and how rare each is among the names."""

    telling: Sequence[str]
    named: Mapping[Place, frozenset[str]]
    weight: Mapping[str, float]

    @classmethod
    def of(cls, message: str, library: Library, places: Sequence[Place]) -> "_Names":
        telling = [each for each in _words(message) if stem(each) not in _SAYS_NOTHING and each.casefold() not in COUNTS]
        named = _named(frozenset(map(stem, telling)), library, places)
        frequency = Counter(each for words in named.values() for each in words)
        weight = {each: log(1 + len(named) / number) for each, number in frequency.items()}
        best = sorted(named, key=lambda place: -sum(weight[each] for each in named[place]))[:_PAIRED]
        return cls(telling, {place: named[place] for place in best}, weight)

    def two(self, parties: Sequence[str]) -> tuple[Place, Place] | None:
        """Return the two whose names tell most of the message, each something of its own, in its order; None where no two do,
        or no more than others."""
        fits = sorted(((self._fit(*pair), *pair) for pair in combinations(self.named, 2)), key=lambda each: -each[0])
        if not fits or not fits[0][0] or (len(fits) > 1 and fits[1][0] == fits[0][0]):
            return None
        _, one, two = fits[0]
        first, second = self.named[one], self.named[two]
        own = first - second, second - first
        sides = [stems(party) for party in parties]
        if len(sides) == 2 and not any(own[0] & a and own[1] & b for a, b in (sides, sides[::-1])):
            return None
        both = first | second
        others = (words for place, words in self.named.items() if place not in (one, two))
        if any(words - both and first & second < words for words in others):
            return None  # three are compared
        if len(self.rest(one, two)) >= len(both):
            return None  # more of it is on something else
        told = list(map(stem, self.telling))
        return (one, two) if min(map(told.index, own[0])) < min(map(told.index, own[1])) else (two, one)

    def two_alike(self) -> tuple[Place, Place] | None:
        """Return the two whose names have the same of the message, and more than any other: "the two invoices for roofing"."""
        if len(self.named) < 2:
            return None
        first, second, *others = self.named
        same = self.named[first]
        alone = self.named[second] == same and all(self.named[other] != same for other in others[:1])
        return (first, second) if alone and len(same) > 1 else None

    def rest(self, *places: Place) -> list[str]:
        """Return the telling words that these names don't have."""
        told = frozenset[str]().union(*(self.named[place] for place in places))
        return [word for word in self.telling if stem(word) not in told]

    def _fit(self, one: Place, two: Place) -> float:
        """Return how much of the message two names tell; 0 where either tells nothing that the other doesn't."""
        first, second = self.named[one], self.named[two]
        if first <= second or second <= first:
            return 0.0
        return sum(self.weight[each] for name in (first, second) for each in name)


def _words(message: str) -> list[str]:
    """Return the telling words, and the month that is spelt like a verb."""
    found = [word for word in content_words(message) if word.casefold() not in FUNCTION_WORDS]
    return [*found, "May"] if _MAY.search(message) else found


def _named(asked: frozenset[str], library: Library, places: Sequence[Place]) -> dict[Place, frozenset[str]]:
    """Return which of these stems each document's name has, of documents with any."""
    names = {place: stems(name_of(place)) & asked for place in places}
    some = sorted((place for place, own in names.items() if own), key=lambda place: -len(names[place]))[:_LOOKED_AT]
    first = library.beginnings([place.document_id for place in some])
    return {place: names[place] | (stems(first_lines(first.get(place.document_id, ""))) & asked) for place in some}
